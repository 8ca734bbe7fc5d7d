"""Turns a cell of the solutions into the cell of the exercise: what is marked disappears.

The markers are nbgrader's, so ``nbgrader generate_assignment`` makes the same stubs.
"""

import ast
import re
from dataclasses import replace

CODE = (re.compile(r"( *)### BEGIN SOLUTION"), re.compile(r" *### END SOLUTION"))
MARKDOWN = (re.compile(r"()<!-- BEGIN SOLUTION -->"), re.compile(r"<!-- END SOLUTION -->"))
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
ANY_MARKER = re.compile(r"\b(BEGIN|END) SOLUTION\b")


def has_markers(cell):
    """Whether a cell holds a solution."""
    return ANY_MARKER.search(cell.source) is not None


def dig(cell):
    """The cell for the exercise; None when nothing of a markdown cell is left.

    Raises: ValueError for unbalanced or misspelt markers, or a stub that is not valid Python.
    """
    if cell.kind == "markdown":
        source = "\n".join(without_solutions(cell, MARKDOWN, ()))
        source = re.sub(r"\n{3,}", "\n\n", source).strip() if source != cell.source else source
        return replace(cell, source=source, nbgrader=None) if source else None
    source = "\n".join(without_solutions(cell, CODE, STUB))
    if source != cell.source:
        demand_valid(source, cell.place)
    return replace(cell, source=source)


def without_solutions(cell, markers, stub):
    """The lines of a cell with ``stub`` in place of each marked region, at its indentation."""
    (begin, end), inside, lines = markers, False, []
    for line in cell.source.split("\n"):
        opens, closes = begin.fullmatch(line.rstrip()), end.fullmatch(line.rstrip())
        if (opens and inside) or (closes and not inside):
            raise ValueError(f"{cell.place}: unbalanced marker `{line.strip()}`")
        if not opens and not closes and ANY_MARKER.search(line):
            raise ValueError(f"{cell.place}: misspelt marker `{line.strip()}`")
        if opens:
            lines += [opens[1] + text for text in stub]
        elif not inside and not closes:
            lines.append(line)
        inside = bool(opens) or (inside and not closes)
    if inside:
        raise ValueError(f"{cell.place}: unbalanced marker: BEGIN SOLUTION without END SOLUTION")
    return lines


def demand_valid(source, place):
    try:
        ast.parse(source)
    except SyntaxError as problem:
        raise ValueError(f"{place}: the stub is not valid Python: {problem}") from problem
