"""The instructor's command, as it is typed."""

import csv

from attacks import RIGHT
from classroom import notebook
from typer.testing import CliRunner

from backprop_course.workshop import cli


def run(*arguments):
    return CliRunner().invoke(cli.app, ["grade", *map(str, arguments)])


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
    assert done.exit_code == 1 and "no exercise of this course" in done.output


def test_wrong_arguments_are_refused(tmp_path):
    assert run(tmp_path, "--require-isolation", "L9").exit_code == 2
    missing = run(tmp_path / "no", "--results", tmp_path / "out")
    assert missing.exit_code == 1 and "expected a notebook or a folder" in missing.output
