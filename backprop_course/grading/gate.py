"""Before anybody is graded: the reference scores all points in the very same sandbox, a blank none.

Where that fails the machine is at fault, and grading would blame the students.
"""

import json

from . import answers
from .jobs import grade_one, make_job
from .session import GATE
from .submissions import Submission


class NotReady(RuntimeError):
    """This machine cannot grade; the message says what went wrong."""


def check_machine(chapters, limits, level, required, solutions=None):
    """Grade reference and blank of each chapter.

    solutions: {chapter: bytes of a solved notebook}; without one, an answer asks for the reference.

    Raises: NotReady.
    """
    problems = []
    for chapter in chapters:
        solved = (solutions or {}).get(chapter)
        reference = solved or notebook(chapter, "from backprop_course import {gate}", ASKS)
        blank = notebook(chapter, "", BLANK)
        settings = (chapter, limits, level, required)
        problems += shortfalls("the reference", reference, settings, 1.0, references=not solved)
        problems += shortfalls("a blank notebook", blank, settings, 0.0)
    if problems:
        raise NotReady("This machine cannot grade:\n" + "\n".join(problems))


ASKS = "def {name}({parameters}):\n    return {gate}.{name}({parameters})"
BLANK = "def {name}({parameters}):\n    raise NotImplementedError()"


def notebook(chapter, first, template):
    """A notebook, as bytes, with one cell for each exercise."""
    exercises = answers.exercises_of(chapter)
    sources = [first.format(gate=GATE)]
    for one in exercises:
        parameters = ", ".join(one.parameters)
        sources.append(template.format(name=one.name, parameters=parameters, gate=GATE))
    cells = [{"cell_type": "code", "metadata": {}, "source": source} for source in sources]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}).encode()


def shortfalls(what, content, settings, share, references=False):
    """Sentences on the exercises of a notebook that do not get this share of their points."""
    chapter, limits, level, required = settings
    names = [one.name for one in answers.exercises_of(chapter)]
    submission = Submission("gate", f"{what} of {chapter:02d}", content)
    job = make_job(submission, chapter, names, b"gate", limits, level, required)
    results = grade_one({**job, "references": references})["results"]
    return [
        f"  {what} of lesson {chapter:02d} gets {result['points']:g} of {result['max_points']} for "
        f"{result['exercise']}: {result['observed']}"
        for result in results
        if result["points"] != share * result["max_points"] or result["outcome"] == "grader error"
    ]
