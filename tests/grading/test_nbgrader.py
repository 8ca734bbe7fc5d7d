"""The real nbgrader takes solutions/ as its source: release, grade, export, as the page says."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backprop_course import exercises
from backprop_course.checking import judge
from backprop_course.workshop import course

pytest.importorskip("nbgrader", reason="the extra `instructor` is not installed")
pytestmark = pytest.mark.slow  # nbgrader starts a kernel for each notebook that it grades

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ nbgrader (.*)$", PAGE, re.MULTILINE)
ON_PAGE = "07-mlp-by-hand"  # the assignment of the page's commands
SOLUTIONS = sorted((ROOT / "solutions").glob("*.ipynb"))
MISTAKE = """def {name}(*inputs):
    known = ch{number:02d}.{name}.mistakes
    return next(one for one in known if one.id == "{tag}").function(*inputs)
"""


def known_mistake(number, solved):
    """(exercise, mistake, points) of the first mistake that earns some of the points, if any.

    No other answer calls this one: it would be wrong, too.
    """
    every = [
        (exercise, mistake, judge(exercise, mistake.function).points)
        for exercise in exercises.load(number)
        for mistake in exercise.mistakes
        if exercise.kind != "bug hunt" and not is_called(exercise.name, solved)
    ]
    return next((one for one in every if one[2]), every[0])


def is_called(name, solved):
    """Whether another answer of the solved notebook calls the function of that name."""
    answers = {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for cell in json.loads(solved)["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
    return any(re.search(rf"\b{name}\(", text) for one, text in answers.items() if one != name)


def with_mistake(content, number, exercise, mistake):
    """A solved notebook in which one answer makes a usual mistake."""
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == exercise.name:
            cell["source"] = MISTAKE.format(name=exercise.name, number=number, tag=mistake.id)
    return json.dumps(notebook)


NBGRADER_ERROR = re.compile(r"\[\w+ \| (ERROR|CRITICAL)\]")


def nbgrader(words, folder):
    """Run one command of nbgrader in a course's folder; what it logs names no error.

    Jupyter and SQLAlchemy tell of their own matters: of sessions, of sockets that a kernel finds
    closed as it ends.  nbgrader's own lines begin like this: [AutogradeApp | ERROR].
    """
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words.split()],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    log = done.stdout + done.stderr
    assert done.returncode == 0 and not NBGRADER_ERROR.search(log), log


def stderr_of(path):
    """What the cells of a graded notebook wrote to stderr."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [one for cell in cells for one in cell.get("outputs", [])]
    return [one["text"] for one in outputs if one.get("name") == "stderr"]


def test_the_page_shows_the_three_commands():
    assert [command.split()[0] for command in COMMANDS] == [
        "generate_assignment",
        "autograde",
        "export",
    ]


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_nbgrader_gives_our_points(path, tmp_path):
    number, _ = course.split(path)
    (tmp_path / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "c"'
    )
    source = tmp_path / "source" / path.stem / path.name
    source.parent.mkdir(parents=True)
    source.write_bytes(path.read_bytes())
    generate, autograde, export = (one.replace(ON_PAGE, path.stem) for one in COMMANDS)
    nbgrader(generate, tmp_path)

    released = (tmp_path / "release" / path.stem / path.name).read_text(encoding="utf-8")
    assert "SOLUTION" not in released
    solved = path.read_text(encoding="utf-8")
    exercise, mistake, points = known_mistake(number, solved)
    total = sum(one.points for one in exercises.load(number))
    handed_in = {
        "ada": (solved, total),
        "bob": (released, 0),
        "cem": (with_mistake(solved, number, exercise, mistake), total - exercise.points + points),
    }
    for student, (content, _) in handed_in.items():
        submitted = tmp_path / "submitted" / student / path.stem / path.name
        submitted.parent.mkdir(parents=True)
        submitted.write_text(content, encoding="utf-8")
    nbgrader(autograde, tmp_path)
    nbgrader(export, tmp_path)

    with open(tmp_path / "grades.csv", encoding="utf-8") as lines:
        rows = {row["student_id"]: row for row in csv.DictReader(lines)}
    for student, (_, wanted) in handed_in.items():
        assert float(rows[student]["score"]) == wanted, student
        assert float(rows[student]["max_score"]) == total
        graded = tmp_path / "autograded" / student / path.stem / path.name
        assert stderr_of(graded) == []
