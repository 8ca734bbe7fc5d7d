"""A notebook file as somebody saved it: reading it, or saying truly why it cannot be read.

Plain JSON: the command meets files of all ages, and halves of files, which nbformat refuses.
"""

import json
from pathlib import Path

MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class Unreadable(ValueError):
    """Why a file cannot be read, and where."""


def read(path):
    """The notebook in a file, as a dict.  Raises: Unreadable."""
    text = read_text(path)
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as problem:
        raise Unreadable(reason(text, problem)) from problem
    except RecursionError as problem:
        raise Unreadable("its brackets nest too deep for a notebook") from problem
    for flaw in flaws(notebook):
        raise Unreadable(flaw)
    return notebook


def read_text(path):
    """The text of a file, with or without a byte order mark."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(f"byte {problem.start + 1} is not UTF-8 text") from problem
    except OSError as problem:
        raise Unreadable(problem.strerror or str(problem)) from problem


def reason(text, problem):
    """Why ``text`` is no JSON."""
    if not text.strip():
        return "the file is empty"
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(MARKERS):
            return f"git's conflict markers in line {number}"
    last = text.rstrip().count("\n") + 1
    if problem.msg.startswith("Unterminated") or problem.pos >= len(text.rstrip()):
        return f"the file breaks off in line {last}"
    return f"no JSON in line {problem.lineno}: {problem.msg}"


def flaws(notebook):
    """What keeps the content of a file from being a notebook."""
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        yield "it holds no list of cells, so it is no notebook"
        return
    if not isinstance(notebook.get("metadata", {}), dict):
        yield "its metadata are no table"
    for number, cell in enumerate(notebook["cells"], start=1):
        if not is_cell(cell):
            yield f"its cell {number} is no notebook cell"


def is_cell(cell):
    """Whether a cell has a type, a text, and outputs and metadata of the right kind, if any."""
    return (
        isinstance(cell, dict)
        and isinstance(cell.get("cell_type"), str)
        and is_text(cell.get("source"))
        and isinstance(cell.get("metadata", {}), dict)
        and isinstance(cell.get("outputs", []), list)
        and all(is_output(output) for output in cell.get("outputs", []))
    )


def is_output(output):
    kind = output.get("output_type") if isinstance(output, dict) else None
    return isinstance(kind, str) and is_text(output.get("text", ""))


def is_text(text):
    """A notebook file keeps a text whole, or as a list of lines."""
    lines = text if isinstance(text, list) else [text]
    return all(isinstance(line, str) for line in lines)


def joined(text):
    """A text that a notebook file keeps whole, or as a list of lines."""
    return text if isinstance(text, str) else "".join(text)


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def without_outputs(notebook):
    """The notebook as it is before anything has run."""
    cells = [cell | BLANK if cell["cell_type"] == "code" else cell for cell in notebook["cells"]]
    return notebook | {"cells": cells}


BLANK = {"outputs": [], "execution_count": None}


def to_text(notebook):
    """The text of a notebook file, laid out as Jupyter does it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
