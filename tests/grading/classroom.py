"""Notebooks of imagined students, and a way to grade one."""

import json

from backprop_course.grading import answers
from backprop_course.grading.jobs import grade_one, make_job
from backprop_course.grading.sandbox import Limits
from backprop_course.grading.submissions import Submission

STUB = "def {}({}):\n    raise NotImplementedError()"


def code(source, **metadata):
    """A code cell as it stands in a file."""
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": []}


def graded_cell(source, grade_id):
    """A code cell with nbgrader's mark."""
    return code(source, nbgrader={"grade_id": grade_id, "solution": True, "schema_version": 3})


def notebook(*cells):
    """A notebook, as bytes; a text stands for a code cell."""
    cells = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content).encode()


def grade(content, chapter=0, names=None, seconds=2.0, level=3, required=1, student="ada"):
    """The results of one notebook: {exercise: result}; of lesson 00 only slope_of_square's."""
    names = names or [one.name for one in answers.exercises_of(chapter)]
    names = ["slope_of_square"] if chapter == 0 else names
    submission = Submission(student, "notebook.ipynb", content)
    job = make_job(submission, chapter, names, b"secret", Limits(seconds), level, required)
    return {result["exercise"]: result for result in grade_one(job)["results"]}


NAMES = ['Doe, "Jane"', "two\nlines", "\N{SNAKE} emoji", "=HYPERLINK(1)", "@x", "-1", "\x1b[31mred"]


def renamed(result):
    """The same result for students of all sorts of names."""
    return [{**result, "student": name} for name in NAMES]
