"""The gaps of a lesson: a cell with a solution becomes a stub, and after its check our version.

A paper exercise, whose function takes no arguments, gets no such version: nothing later calls it.
"""

import ast
from dataclasses import replace

from backprop_course.workshop.authoring import holes, marking
from backprop_course.workshop.authoring.sources import Cell

COMMENT = "# Our version. The lesson goes on with yours where it is correct, else with this one."
IMPORT = "from backprop_course.checking import go_on_with"
GO_ON = "{name} = go_on_with({chapter}.{name}, yours={name}, ours=our_{name})"


def open_gaps(cells, number, exercises):
    """The cells of a lesson with every gap opened and our version folded behind its check.

    exercises: {name: exercise}, those that belong to the lesson.  Raises: ValueError where a gap
    or its check is missing, stands twice, or is unknown to the chapter.
    """
    opened, versions = [], {}
    for cell in marking.mark(cells, number, exercises):
        if holes.has_markers(cell):
            name, version = our_version(cell, number)
            versions[name] = version
            cell = holes.dig(cell)
        opened.append(replace(cell, nbgrader=None))
        name = marking.check_name(cell, number, exercises)
        if name and versions[name]:
            opened.append(versions[name])
    return opened


def our_version(cell, number):
    """(name, the folded cell that defines our version); None for a function without arguments."""
    function, *others = marking.parse(cell).body if cell.kind == "code" else [None]
    if others or not isinstance(function, ast.FunctionDef) or not ast.get_docstring(function):
        raise ValueError(f"{cell.place}: a gap of a lesson is one function with its docstring")
    if not function.args.args:
        return function.name, None
    code = [COMMENT, *solved(cell, function), "", "", IMPORT, ""]
    code.append(GO_ON.format(name=function.name, chapter=f"ch{number:02d}"))
    return function.name, Cell("code", "\n".join(code), folded=True, place=cell.place)


def solved(cell, function):
    """The lines of the function with its solution, renamed, without docstring and markers."""
    lines = cell.source.split("\n")
    head = lines[function.lineno - 1 : function.body[0].lineno - 1]
    head[0] = head[0].replace(f"def {function.name}(", f"def our_{function.name}(", 1)
    rest = lines[function.body[0].end_lineno :]
    body = [line for line in rest if not holes.ANY_MARKER.search(line)]
    return [*head, *body]
