"""How far a learner is: the verdicts stored in the saved exercise notebooks."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from backprop_course import exercises
from backprop_course.checking import Headline, parse_headline
from backprop_course.workshop.course import STEM, split

UNCHECKED = "not checked yet"
CHECK_CELL = re.compile(r"check\(\s*ch\d\d\.(?P<name>\w+)\s*,\s*(?P=name)\s*,?\s*\)\s*;?")
MALFORMED = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Row:
    """One exercise of one notebook; ``exercise`` is empty where the notebook cannot be read."""

    notebook: str
    exercise: str
    verdict: str
    points: float
    total: float


def progress(root):
    """The Rows of every exercise notebook under ``root``, in the order of the lessons."""
    paths = sorted((Path(root) / "exercises").glob("*.ipynb"))
    ours = [path for path in paths if STEM.fullmatch(path.stem)]
    return [row for path in ours if split(path)[0] in exercises.numbers() for row in rows(path)]


def rows(path):
    """One Row per exercise of the notebook at ``path``, or one that says why it cannot be read."""
    chapter = exercises.load(split(path)[0])
    try:
        verdicts = stored_verdicts(json.loads(path.read_text(encoding="utf-8")))
    except MALFORMED as problem:
        reason = f"cannot be read ({type(problem).__name__}: {problem})"
        return [Row(path.stem, "", reason, 0.0, sum(exercise.points for exercise in chapter))]
    return [row(path.stem, exercise, verdicts.get(exercise.name)) for exercise in chapter]


def row(notebook, exercise, verdict):
    """The Row of one exercise; ``verdict`` is its Headline, or None."""
    if verdict is None:
        return Row(notebook, exercise.name, UNCHECKED, 0.0, exercise.points)
    points = min(verdict.points, exercise.points)
    return Row(notebook, exercise.name, verdict.outcome, points, exercise.points)


def stored_verdicts(notebook) -> dict[str, Headline]:
    """The Headlines below the check cells of a notebook that was read from its file."""
    verdicts = {}
    for cell in notebook["cells"]:
        checks = cell["cell_type"] == "code" and CHECK_CELL.fullmatch(
            joined(cell["source"]).strip()
        )
        verdict = parse_headline(printed(cell["outputs"])) if checks else None
        if verdict and verdict.name == checks["name"]:
            verdicts[verdict.name] = verdict
    return verdicts


def printed(outputs):
    """What a cell wrote to stdout."""
    streams = [output for output in outputs if output["output_type"] == "stream"]
    return "".join(joined(stream["text"]) for stream in streams if stream["name"] == "stdout")


def joined(text):
    """A notebook file keeps a text whole, or as a list of lines."""
    return text if isinstance(text, str) else "".join(text)
