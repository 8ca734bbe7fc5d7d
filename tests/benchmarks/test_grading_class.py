"""The class that the grading benchmark makes: mixed, complete, hostile where it should be."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # they are not installed

from benchmarks import grading

OPTIONS = SimpleNamespace(students=12, seed=0)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    grading.make_class(folder, OPTIONS)
    return folder


def answers_of(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if grading.is_answer(cell)]


def test_every_student_hands_in_every_notebook(made):
    names = {path.name for path in grading.solved()}
    students = list(made.iterdir())
    assert len(students) == OPTIONS.students
    assert all({path.name for path in student.iterdir()} == names for student in students)


def test_the_class_is_mixed_and_the_last_five_are_hostile(made):
    students = [
        [answer for path in sorted(student.iterdir()) for answer in answers_of(path)]
        for student in sorted(made.iterdir())
    ]
    hostile = [any(a.splitlines()[0] in "\n".join(s) for a in grading.HOSTILE) for s in students]
    assert hostile[-5:] == [True] * 5
    blank = [answer.count("NotImplementedError") for student in students for answer in student]
    assert 0 < sum(map(bool, blank)) < len(blank)
    for student in students:
        for answer in student:
            compile(answer, "answer", "exec")


def test_the_same_seed_makes_the_same_class(made, tmp_path):
    grading.make_class(tmp_path, OPTIONS)
    for path in made.rglob("*.ipynb"):
        assert (tmp_path / path.relative_to(made)).read_bytes() == path.read_bytes()
