"""The instructor's command, as it is typed."""

import csv
import json

import pytest
from attacks import RIGHT, WRONG
from classroom import notebook
from typer.testing import CliRunner

from backprop_course.workshop import cli


def run(*arguments, command="grade"):
    only = ("--only", "slope_of_square") if command == "grade" else ()
    return CliRunner().invoke(cli.app, [command, *map(str, arguments), *only])


def test_a_class_gets_points_and_reports(tmp_path):
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ada.ipynb").write_bytes(notebook(RIGHT))
    done = run(tmp_path / "class", "--results", tmp_path / "out", "--seconds", 3)
    assert done.exit_code == 0, done.output
    assert "1 results" in done.output and "Isolation L" in done.output
    with open(tmp_path / "out" / "points.csv", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {"student": "ada", "00 slope_of_square": "1.0", "together": "1.0"}


def test_what_cannot_be_graded_sets_the_exit_code(tmp_path):
    (tmp_path / "bob.ipynb").write_bytes(notebook("x = 1"))
    done = run(tmp_path / "bob.ipynb", "--results", tmp_path / "out")
    assert done.exit_code == 3 and "no exercise of this course" in done.output


def test_wrong_arguments_are_refused(tmp_path):
    assert run(tmp_path, "--require-isolation", "L9").exit_code == 2
    assert run(tmp_path, "--also", "blackboard").exit_code == 2
    missing = run(tmp_path / "no", "--results", tmp_path / "out")
    assert missing.exit_code == 1 and "expected a notebook or a folder" in missing.output


@pytest.fixture
def graded(tmp_path):
    """The folder with results of a class of two."""
    (tmp_path / "class").mkdir()
    for name, source in (("ada", RIGHT), ("bob", WRONG)):
        (tmp_path / "class" / f"{name}.ipynb").write_bytes(notebook(source))
    done = run(tmp_path / "class", "--results", tmp_path / "out", "--also", "gradescope")
    assert done.exit_code == 0, done.output
    return tmp_path / "out"


def test_everybody_gets_a_page_and_the_class_one(graded):
    pages = {path.name for path in (graded / "feedback").iterdir()}
    assert pages == {"ada.md", "ada.html", "bob.md", "bob.html"}
    assert "2 students" in (graded / "class.html").read_text()
    assert json.loads((graded / "gradescope" / "bob" / "results.json").read_text())["score"] == 0


def test_a_result_is_explained(graded):
    done = run("bob", "slope_of_square", "--results", graded, command="explain")
    assert done.exit_code == 0, done.output
    for words in ("slope_of_square: wrong, 0 of 1 point", "in cell 0", "Isolation: L"):
        assert words in done.output


NOBODY = [
    (("eve", "slope_of_square"), "students: ada, bob"),
    (("ada", "no"), "ada has slope_of_square"),
]


@pytest.mark.parametrize("asked, words", NOBODY)
def test_who_has_no_result_is_said(graded, asked, words):
    done = run(*asked, "--results", graded, command="explain")
    assert done.exit_code == 1 and words in done.output


def test_a_gradebook_is_filled_once(graded):
    sheet = graded / "canvas.csv"
    sheet.write_text("Student,ID,00 start (1)\nada,1,\nbob,2,\n")
    asked = (sheet, "--column", "00 start", "--results", graded)
    assert run(*asked, command="gradebook").exit_code == 0
    filled = graded / "canvas.filled.csv"
    assert filled.read_text() == "Student,ID,00 start (1)\nada,1,1\nbob,2,0\n"
    again = run(*asked, command="gradebook")
    assert again.exit_code == 1 and "is there already" in again.output


def test_a_student_who_is_not_in_the_gradebook_sets_the_exit_code(graded):
    sheet = graded / "moodle.csv"
    sheet.write_text("Full name,Grade\nada,\n")
    done = run(sheet, "--column", "Grade", "--results", graded, command="gradebook")
    assert done.exit_code == 1 and "no row, or more than one, for bob" in done.output


def test_all_of_it_is_one_students(tmp_path):
    """A learner's whole folder: of two notebooks for a lesson, the one with the exercise counts."""
    for name, source in (("exercises/00-start-here", RIGHT), ("notebooks/00-start-here", "x = 1")):
        path = tmp_path / "mine" / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(notebook(source))
    done = run(tmp_path / "mine", "--student", "eve", "--results", tmp_path / "out")
    assert done.exit_code == 0 and "another notebook of this student" in done.output, done.output
    with open(tmp_path / "out" / "points.csv", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["student"], row["together"]) == ("eve", "1.0")


def test_an_empty_folder_sets_the_exit_code(tmp_path):
    done = run(tmp_path, "--results", tmp_path / "out")
    assert done.exit_code == 3 and "no notebooks in" in done.output
