"""Progress without a terminal: printed in a cell, on one's own machine, in a web page, on Colab."""

import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from backprop_course import exercises
from backprop_course.checking import check
from backprop_course.workshop import course, doctor, progress

ROOT = Path(__file__).resolve().parents[2]
FIRST = exercises.load(1)[0]
GAP = exercises.gaps(1)[0]


def solved(kind, exercise, capsys):
    """Notebook 01 of a kind as somebody saved it who solved one exercise of it."""
    notebook = json.loads((ROOT / kind / "01-one-neuron.ipynb").read_text(encoding="utf-8"))
    check(exercise, exercise.reference)
    said = {"output_type": "stream", "name": "stdout", "text": capsys.readouterr().out}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            asked = f"check(ch01.{exercise.name}, " in "".join(cell["source"])
            cell["outputs"] = [said] if asked else []
    return notebook


@pytest.fixture
def no_folder(tmp_path, monkeypatch):
    """A folder with the course's notebooks and nothing else, as JupyterLite has it."""
    monkeypatch.setattr(course, "find_clone", lambda start=None: None)
    for name in course.FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("source"))
    monkeypatch.chdir(tmp_path / "exercises")
    return tmp_path


def test_it_reads_the_notebooks_around_this_one(no_folder, capsys):
    notebook = solved("exercises", FIRST, capsys)
    (no_folder / "exercises" / "01-one-neuron.ipynb").write_text(json.dumps(notebook))
    progress.status()
    said = capsys.readouterr().out
    points = FIRST.points
    assert f"{FIRST.name:<34}right             {points} of {points}\n" in said
    assert said.count("lesson 01") == len(exercises.gaps(1))
    assert said.endswith(f"points in the notebooks saved in {no_folder}\n")


@pytest.fixture
def colab(monkeypatch):
    """Colab's own module, which hands out the notebook that is open."""
    package, message = ModuleType("google.colab"), ModuleType("google.colab._message")
    package._message = message
    monkeypatch.setitem(sys.modules, "google", ModuleType("google"))
    monkeypatch.setitem(sys.modules, "google.colab", package)
    monkeypatch.setitem(sys.modules, "google.colab._message", message)

    def shows(notebook):
        answer = {"ipynb": notebook}
        message.blocking_request = lambda name, request, timeout_sec: answer
        return notebook

    return shows


@pytest.mark.parametrize(
    "kind, exercise, label, listed",
    [
        ("exercises", FIRST, "exercises 01", exercises.load(1)),
        ("notebooks", GAP, "lesson 01", exercises.gaps(1)),
    ],
)
def test_on_colab_it_reads_the_open_notebook(kind, exercise, label, listed, colab, capsys):
    colab(solved(kind, exercise, capsys))
    progress.status()
    *rows, last = capsys.readouterr().out.splitlines()
    assert [row.split()[2] for row in rows] == [one.name for one in listed]
    assert all(row.startswith(label) for row in rows)
    total = sum(one.points for one in listed)
    assert last == f"{exercise.points} of {total} points in the notebook that is open here"


def test_on_colab_a_notebook_of_ones_own_holds_no_exercises(colab, capsys):
    colab({"cells": [{"cell_type": "code", "source": "1 + 1", "outputs": []}]})
    progress.status()
    assert capsys.readouterr().out == "0 of 0 points in the notebook that is open here\n"


def test_on_colab_the_first_notebook_asks_for_no_jupyterlab(colab):
    names = [finding.name for finding in doctor.examine()]
    assert names == ["Python", "numpy", "matplotlib", "ipywidgets", "picture", "BLAS (a note)"]
