"""The code cells of a notebook file, whatever students and editors did to it.

Outputs, points and checksums are never read.
"""

import ast
import json
import re
import warnings
from dataclasses import dataclass

LARGEST_CELL, LARGEST_TEXT = 100_000, 1_000_000  # characters: Python's parser may fill the memory
MOST_CELLS = 2_000
MAGIC = re.compile(r"\s*(%|!|\?)|.*\?\s*$")
MARKER = re.compile(r"^\s*#\s*answer:\s*(\w+)", re.MULTILINE)
DEFINITION = re.compile(r"^(?:def\s+(\w+)\s*\(|(\w+)\s*=[^=])", re.MULTILINE)


class UnreadableNotebook(ValueError):
    """The file is not a notebook."""


@dataclass(frozen=True)
class Cell:
    """One cell: its place in the notebook, its kind, its text, and the exercise it is marked for.

    ``marks`` maps how a mark was made ("metadata", "grade_id", "comment") to a name.
    """

    index: int
    kind: str
    source: str
    marks: dict


def read(content):
    """The Cells of a notebook given as bytes.

    Raises: UnreadableNotebook.
    """
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
        cells = notebook["cells"] if "cells" in notebook else notebook["worksheets"][0]["cells"]
        if len(cells) > MOST_CELLS:
            raise ValueError(f"more than {MOST_CELLS:,} cells")
        found = [cell(index, raw) for index, raw in enumerate(cells)]
        if sum(len(one.source) for one in found) > LARGEST_TEXT:
            raise ValueError(f"more than {LARGEST_TEXT:,} characters in its cells")
        return found
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
        raise UnreadableNotebook(f"{type(problem).__name__}: {str(problem)[:200]}") from problem


def cell(index, raw):
    """One Cell from its entry in the file."""
    source = raw.get("source", raw.get("input", ""))  # format 3 called it input
    source = source if isinstance(source, str) else "".join(source)
    source = source.replace("\r\n", "\n").replace("\0", "")
    return Cell(index, str(raw.get("cell_type")), source, marks(raw.get("metadata"), source))


def marks(metadata, source):
    """Where the metadata or a comment say which exercise a cell answers."""
    metadata = metadata if isinstance(metadata, dict) else {}
    ours, nbgrader = (metadata.get(key) for key in ("backprop_course", "nbgrader"))
    found = {
        "metadata": ours.get("answer") if isinstance(ours, dict) else None,
        "grade_id": nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None,
        "comment": MARKER.search(source)[1] if MARKER.search(source) else None,
    }
    return {how: name for how, name in found.items() if isinstance(name, str)}


def code(cell):
    """The cell's text without the lines that only IPython understands."""
    if parses(cell.source):
        return cell.source
    lines = cell.source.split("\n")
    return "\n".join("" if MAGIC.match(line) else line for line in lines)


def parses(source):
    """Whether this is Python."""
    return tree(source) is not None


def tree(source):
    """The syntax tree, or None."""
    try:
        return parsed(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def parsed(source):
    """The syntax tree of a text that is not too long for a cell. Raises as `ast.parse` does."""
    if len(source) > LARGEST_CELL:
        raise SyntaxError(f"it has more than {LARGEST_CELL:,} characters")
    with warnings.catch_warnings(action="ignore"):  # such as an invalid escape in a text
        return ast.parse(source)


def syntax_problem(cell):
    """What Python says about a cell that is not Python."""
    try:
        parsed(code(cell))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        line = f", line {problem.lineno}" if getattr(problem, "lineno", None) else ""
        return f"{getattr(problem, 'msg', None) or type(problem).__name__}{line}"
    return ""


def definitions(cell):
    """{name: whether it is still a stub} for what a cell defines at its top level."""
    body = tree(code(cell))
    if body is None:
        return {one or other: False for one, other in DEFINITION.findall(cell.source)}
    found = {}
    for node in body.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = is_stub(node)
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            found |= dict.fromkeys(names, False)
    return found


def is_stub(node):
    """Whether a function does nothing but raise NotImplementedError."""
    body = [part for part in node.body if not is_text(part)]
    return (len(body) == 1 and isinstance(body[0], ast.Raise | ast.Pass)) or not body


def is_text(node):
    """Whether a statement is a docstring, or an ellipsis."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
