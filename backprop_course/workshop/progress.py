"""How far a learner is: the verdicts stored in the saved lessons and exercises."""

import sys
from dataclasses import dataclass
from pathlib import Path

from backprop_course import exercises
from backprop_course.workshop import course, saved
from backprop_course.workshop import folder as learners
from backprop_course.workshop.verdicts import checked, stored_verdicts

UNCHECKED = "not checked yet"
KINDS = {"notebooks": "lesson", "exercises": "exercises"}  # as the table calls them


@dataclass(frozen=True)
class Row:
    """One exercise of one notebook; ``exercise`` is empty where the notebook cannot be read."""

    notebook: str
    exercise: str
    verdict: str
    points: float
    total: float


def progress(folder, names):
    """The Rows of the notebooks that are in ``folder``, lesson by lesson.

    names: the course's own notebooks, such as ``exercises/01-one-neuron.ipynb``.
    """
    there = [Path(name) for name in names if (Path(folder) / name).exists()]
    ordered = sorted(there, key=lambda name: (name.name, course.FOLDERS.index(name.parts[0])))
    return [row for name in ordered for row in rows(Path(folder), name)]


def rows(folder, name):
    """One Row per exercise of a notebook, or one that says why it cannot be read."""
    asked, label = exercises_of(name), f"{KINDS[name.parts[0]]} {name.name[:2]}"
    try:
        verdicts = stored_verdicts(saved.read(folder / name)) if asked else {}
    except saved.Unreadable as problem:
        total = sum(exercise.points for exercise in asked)
        return [Row(label, "", f"cannot be read: {problem}", 0.0, total)]
    return [row(label, exercise, verdicts.get(exercise.name)) for exercise in asked]


def exercises_of(name):
    """The exercises of an exercise notebook, or the gaps of a lesson."""
    number, _ = course.split(name)
    return exercises.gaps(number) if name.parts[0] == "notebooks" else exercises_in(number)


def exercises_in(number):
    return exercises.load(number) if number in exercises.numbers() else ()


def row(notebook, exercise, verdict):
    """The Row of one exercise; ``verdict`` is its Headline, or None."""
    if verdict is None:
        return Row(notebook, exercise.name, UNCHECKED, 0.0, exercise.points)
    points = min(verdict.points, exercise.points)
    return Row(notebook, exercise.name, verdict.outcome, points, exercise.points)


def left_out(folder, names):
    """The notebooks in a learner's folder that are not the course's own, such as copies."""
    found = [path for sub in course.FOLDERS for path in (Path(folder) / sub).glob("*.ipynb")]
    others = {path.relative_to(folder).as_posix() for path in found} - set(names)
    return sorted(others)


def status():
    """Print your verdicts and points, where there is no terminal: run it in a cell.

    It reads the saved notebooks around this one, or on Colab the one that is open.
    """
    if "google.colab" in sys.modules:
        table, place = rows_of(open_in_colab()), "in the notebook that is open here"
    else:
        root = around()
        table, place = progress(root, course.names(root)), f"in the notebooks saved in {root}"
    for row in table:
        points = f"{row.points:g} of {row.total:g}"
        print(f"{row.notebook:<14}{row.exercise:<34}{row.verdict:<18}{points}")
    got, total = (sum(getattr(row, name) for row in table) for name in ("points", "total"))
    print(f"{got:g} of {total:g} points {place}")


def around():
    """The learner's folder; where there is none, the nearest with lessons and exercises."""
    root, here = learners.find(), Path.cwd()
    if root.is_dir():
        return root
    complete = [
        folder
        for folder in (here, *here.parents)
        if all((folder / name).is_dir() for name in course.FOLDERS)
    ]
    return complete[0] if complete else root


def open_in_colab():
    """The notebook that Colab shows; its file is not on the machine that runs it."""
    from google.colab import _message

    return _message.blocking_request("get_ipynb", request="", timeout_sec=60)["ipynb"]


def rows_of(notebook):
    """One Row for each exercise or gap that a notebook asks, whatever its file is called."""
    number, verdicts = number_of(notebook), stored_verdicts(notebook)
    asked = set().union(*(checked(saved.joined(c["source"])) for c in saved.code_cells(notebook)))
    kinds = {"lesson": exercises.gaps(number), "exercises": exercises_in(number)}
    return [
        row(f"{kind} {number:02d}", exercise, verdicts.get(exercise.name))
        for kind, listed in kinds.items()
        for exercise in listed
        if exercise.name in asked
    ]


def number_of(notebook):
    """The number in the title of a notebook; 0 where there is none."""
    lines = [
        line for cell in notebook["cells"] for line in saved.joined(cell["source"]).split("\n")
    ]
    found = [title for line in lines if (title := course.TITLE.fullmatch(line))]
    return int(found[0][1]) if found else 0
