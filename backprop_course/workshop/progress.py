"""How far a learner is: the verdicts stored in the saved lessons and exercises."""

from dataclasses import dataclass
from pathlib import Path

from backprop_course import exercises
from backprop_course.workshop import course, saved
from backprop_course.workshop.verdicts import stored_verdicts

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
    if name.parts[0] == "notebooks":
        return exercises.gaps(number)
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
