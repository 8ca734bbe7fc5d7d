"""Whose notebook is it, which lesson, which cell: whatever happened to names and cells."""

import json
import os

import pytest
from classroom import STUB, code, graded_cell, notebook

from backprop_course.grading import answers, notebooks
from backprop_course.grading.submissions import LARGEST, collect, owner, read_roster

OURS = "def relu_backward(grad_a, z):\n    return grad_a * (z > 0)"
STUBBED = STUB.format("relu_backward", "grad_a, z")
NAMES = ["relu_backward", "still_right"]

FOUND = [  # what happened, cells, (cell, how)
    ("as released", [graded_cell(OURS, "relu_backward")], (0, "grade_id")),
    ("our own mark", [code(OURS, backprop_course={"answer": "relu_backward"})], (0, "metadata")),
    ("marks lost", [code("x = 1"), code(OURS)], (1, "definition")),
    ("a comment", [code(f"# answer: relu_backward\n{OURS}"), code(OURS)], (0, "comment")),
    ("doubled", [graded_cell(OURS, "relu_backward")] * 2, (1, "grade_id")),
    ("typed again below", [graded_cell(STUBBED, "relu_backward"), code(OURS)], (1, "definition")),
    ("an older try below", [graded_cell(OURS, "relu_backward"), code(STUBBED)], (0, "grade_id")),
    ("a stub alone", [graded_cell(STUBBED, "relu_backward")], (0, "grade_id")),
    ("deleted", [code("x = 1")], (None, "")),
    ("emptied", [graded_cell("", "relu_backward")], (None, "")),
    ("a lambda", [code("relu_backward = lambda grad_a, z: grad_a * (z > 0)")], (0, "definition")),
    ("a magic line", [code(f"%matplotlib inline\n!ls\n{OURS}")], (0, "definition")),
    ("a cell magic", [code(f"%%time\n{OURS}")], (0, "definition")),
    ("text", [{"cell_type": "markdown", "source": OURS, "metadata": {}}], (0, "definition")),
    ("lines", [code(OURS.splitlines(True))], (0, "definition")),
    ("Windows", [code(OURS.replace("\n", "\r\n"))], (0, "definition")),
    ("not Python", [graded_cell(OURS + "\n    return (", "relu_backward")], (0, "grade_id")),
    ("metadata of no sense", [code(OURS, nbgrader=[1], backprop_course=3)], (0, "definition")),
    ("mentioned in prose", [{"cell_type": "markdown", "source": "relu_backward?"}], (None, "")),
]


@pytest.mark.parametrize("cells, expected", [case[1:] for case in FOUND], ids=[c[0] for c in FOUND])
def test_an_answer_is_found(cells, expected):
    found = answers.find(notebooks.read(notebook(*cells)), NAMES)[0]
    assert (found.cell, found.how) == expected


def test_what_is_odd_is_said():
    twice = answers.find(notebooks.read(notebook(OURS, OURS)), NAMES)[0]
    assert twice.remarks == ("2 cells answer this exercise; the last one was graded",)
    text = {"cell_type": "markdown", "source": OURS}
    assert "markdown" in answers.find(notebooks.read(notebook(text)), NAMES)[0].remarks[0]
    broken = answers.find(notebooks.read(notebook(f"{OURS}\nif")), NAMES)[0]
    assert "line 3" in broken.problem


BROKEN = [b"", b"[]", b"{}", b"\xff\xfe", b'{"cells": 3}', b'{"cells": [3]}', b"[" * 100_000]
BROKEN += [b'{"cells": [%s]}' % b",".join([b"{}"] * 2_001), b'{"cells": [%s]}' % (b"9" * 10**6)]
BROKEN += [notebook(*["x = 1\n" * 15_000] * 12)]


@pytest.mark.parametrize("content", BROKEN, ids=lambda content: repr(content[:12]))
def test_a_file_that_is_no_notebook_is_refused(content):
    with pytest.raises(notebooks.UnreadableNotebook):
        notebooks.read(content)


def test_an_old_notebook_is_read():
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": OURS}]}]}
    assert notebooks.read(json.dumps(old).encode())[0].source == OURS


@pytest.mark.parametrize("chapter", [n for n in range(15) if answers.exercises_of_if_any(n)])
def test_the_exercises_tell_the_lesson_whatever_the_file_is_called(chapter):
    stubs = [STUB.format(one.name, "") for one in answers.exercises_of(chapter)]
    cells = notebooks.read(notebook(*stubs))
    assert answers.chapter_of(cells, "homework (3).ipynb") == chapter
    assert answers.chapter_of([], f"{chapter:02d}-x.ipynb") == chapter


def test_no_exercise_no_lesson():
    assert answers.chapter_of(notebooks.read(notebook("x = 1")), "88-x.ipynb") is None


OWNERS = [  # path below the folder, student, notebook, attempt
    ("alice_07-mlp-by-hand.ipynb", "alice", "07-mlp-by-hand", 0),
    ("07-mlp-by-hand_bob.ipynb", "bob", "07-mlp-by-hand", 0),
    ("doejane_12345_67890_07-mlp-by-hand.ipynb", "doejane", "07-mlp-by-hand", 0),
    ("doejane_LATE_12345_67890_07-mlp-by-hand-2.ipynb", "doejane", "07-mlp-by-hand", 2),
    ("Jane Doe_123_assignsubmission_file_/07-mlp-by-hand.ipynb", "Jane Doe", "07-mlp-by-hand", 0),
    ("carol/07-mlp-by-hand/07-mlp-by-hand.ipynb", "carol", "07-mlp-by-hand", 0),
    (
        "HW_dan_attempt_2026-11-28-10-38-00_07-mlp-by-hand.ipynb",
        "dan",
        "07-mlp-by-hand",
        20261128103800,
    ),
    (
        "12-34 - Jane Doe - Nov 28, 2026 1038 AM - 07-mlp-by-hand.ipynb",
        "Jane Doe",
        "07-mlp-by-hand",
        0,
    ),
    ("erin.ipynb", "erin", "", 0),
]


@pytest.mark.parametrize("path, student, what, attempt", OWNERS, ids=[case[0] for case in OWNERS])
def test_the_owner_of_a_file(tmp_path, path, student, what, attempt):
    assert owner(tmp_path / path, tmp_path) == (student, what, attempt)


def put(folder, path, content=b"{}"):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def test_a_learners_own_folder_is_theirs(tmp_path):
    put(tmp_path, "ada/01-one-neuron.ipynb"), put(tmp_path, "ada/07-mlp-by-hand.ipynb")
    students = [one.student for one in collect(tmp_path / "ada").submissions]
    assert students == ["ada", "ada"]


def test_the_last_attempt_is_graded_and_the_others_are_named(tmp_path):
    first = put(tmp_path, "doejane_1_2_07-mlp-by-hand-1.ipynb", b"1")
    put(tmp_path, "doejane_1_2_07-mlp-by-hand-10.ipynb", b"10")
    second = put(tmp_path, "doejane_1_2_07-mlp-by-hand-2.ipynb", b"2")
    collected = collect(tmp_path)
    assert [one.content for one in collected.submissions] == [b"10"]
    assert [file for file, _ in collected.left_out] == [first, second]


def test_links_checkpoints_and_huge_files_are_not_read(tmp_path):
    outside = put(tmp_path, "outside/secret.ipynb")
    put(tmp_path, "class/eve/.ipynb_checkpoints/a.ipynb")
    os.symlink(outside, tmp_path / "class" / "link.ipynb")
    os.symlink(outside.parent, tmp_path / "class" / "folder")
    with put(tmp_path, "class/eve/huge.ipynb").open("wb") as file:
        file.truncate(LARGEST + 1)
    (only,) = collect(tmp_path / "class").submissions
    assert (only.student, only.content) == ("eve", b"") and "larger than" in only.problem


def test_a_roster_names_students_and_those_who_sent_nothing(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text('name,id,email\n"Doe, Jane",doejane,jane@x.org\n"Łuk, Ö",42,lo@x.org\n')
    put(tmp_path, "class/Doe Jane/07-mlp-by-hand.ipynb")
    collected = collect(tmp_path / "class", read_roster(roster))
    assert [one.student for one in collected.submissions] == ["Doe, Jane"]
    assert collected.missing == ["Łuk, Ö"]


def test_nothing_there(tmp_path):
    with pytest.raises(FileNotFoundError, match="expected a notebook or a folder"):
        collect(tmp_path / "no")
