"""Finds the answer and check cells of a solution and writes nbgrader's metadata on them.

An answer cell holds solution markers and defines the function that an exercise is named after;
a check cell is the one statement ``check(chNN.NAME, NAME)``. Prose between solution markers is an
explanation: nbgrader refuses markers in a cell that is no solution, and prose that is a solution
but not graded, so an explanation is graded by hand with 0 points.
"""

import ast
from dataclasses import replace

from backprop_course.workshop.authoring import holes

SCHEMA = {"schema_version": 3, "task": False}


def mark(cells, number, exercises):
    """The cells with metadata on each answer and check cell; the others unchanged.

    exercises: {name: exercise}.  Raises: ValueError where an answer or its check is missing,
    stands twice, or is unknown to the chapter.
    """
    answers, checks, explanations, marked = {}, {}, 0, []
    for cell in cells:
        if holes.has_markers(cell) and cell.kind == "markdown":
            explanations += 1
            cell = replace(cell, nbgrader=explanation_metadata(explanations))
        elif holes.has_markers(cell):
            name = answer_name(cell, number, exercises)
            once(answers, name, cell, "answered")
            cell = replace(cell, nbgrader=answer_metadata(name))
        elif name := check_name(cell, number, exercises):
            if name not in answers:
                raise ValueError(f"{cell.place}: {name} is checked, but no cell above answers it")
            once(checks, name, cell, "checked")
            cell = replace(cell, nbgrader=check_metadata(name, exercises[name].points))
        marked.append(cell)
    for name in answers.keys() - checks.keys():
        raise ValueError(f"{answers[name].place}: {name} is answered, but no cell below checks it")
    return marked


def once(seen, name, cell, what):
    if name in seen:
        raise ValueError(f"{cell.place}: {name} is {what} twice, first in {seen[name].place}")
    seen[name] = cell


def answer_name(cell, number, exercises):
    """The exercise that an answer cell belongs to."""
    defined = [node.name for node in parse(cell).body if isinstance(node, ast.FunctionDef)]
    known = [name for name in defined if name in exercises]
    if len(known) != 1:
        raise ValueError(
            f"{cell.place}: an answer cell defines one function named after an exercise of "
            f"ch{number:02d} ({', '.join(exercises)}); this one defines {defined}"
        )
    return known[0]


def check_name(cell, number, exercises):
    """The exercise that a check cell belongs to; None for any other cell."""
    if cell.kind != "code":
        return None
    match parse(cell).body:
        case [
            ast.Expr(
                ast.Call(
                    ast.Name("check"),
                    [ast.Attribute(ast.Name(chapter), name), ast.Name(answer)],
                    [],
                )
            )
        ]:
            expected = f"check(ch{number:02d}.{answer}, {answer})"
            if chapter != f"ch{number:02d}" or name != answer:
                raise ValueError(f"{cell.place}: expected `{expected}`, came `{cell.source}`")
            if name not in exercises:
                raise ValueError(f"{cell.place}: {chapter} has no exercise {name}")
            return name
    return None


def parse(cell):
    """The cell's syntax tree."""
    try:
        return ast.parse(cell.source)
    except SyntaxError as problem:
        raise ValueError(f"{cell.place} is not plain Python: {problem}") from problem


def answer_metadata(name):
    return {**SCHEMA, "grade": False, "solution": True, "locked": False, "grade_id": name}


def explanation_metadata(number):
    flags = {"grade": True, "solution": True, "locked": False}
    return {**SCHEMA, **flags, "points": 0, "grade_id": f"explanation-{number}"}


def check_metadata(name, points):
    flags = {"grade": True, "solution": False, "locked": True}
    return {**SCHEMA, **flags, "points": points, "grade_id": f"{name}-check"}
