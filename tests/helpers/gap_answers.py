"""Our versions of the gaps of the lessons, to be put where a reader would write."""

import ast
from pathlib import Path

from backprop_course import exercises
from backprop_course.workshop import course
from backprop_course.workshop.authoring import holes, marking
from backprop_course.workshop.authoring.sources import read_source

SOURCES = course.pages(Path(__file__).parents[2] / "notebooks" / "source", ".py")
WITH_GAPS = [path for path in SOURCES if exercises.gaps(course.split(path)[0])]


def of(path):
    """(number, {name: gap}) of a lesson."""
    number, _ = course.split(path)
    return number, {gap.name: gap for gap in exercises.gaps(number)}


def answers(path):
    """{name: the source cell that answers it}"""
    number, gaps = of(path)
    cells = [cell for cell in read_source(path).cells if holes.has_markers(cell)]
    return {marking.answer_name(cell, number, gaps): cell for cell in cells}


def function_of(cell):
    (function,) = marking.parse(cell).body
    return function


def definitions(path):
    """What a lesson's imports, functions and classes define."""
    kept = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef
    names = {"__name__": path.stem}
    for cell in read_source(path).cells:
        if cell.kind == "code":
            body = [node for node in marking.parse(cell).body if isinstance(node, kept)]
            exec(compile(ast.Module(body, []), path.name, "exec"), names)
    return names
