"""A gap in a lesson: the lesson goes on with the learner's function, or with ours in its place."""

from .verdict import RIGHT, Finding, not_attempted

STANDS_IN = "stands_in"  # the mark on our version: a check gives it no points
OURS = "This is our version, which stands in for yours. Run the cell with the gap, then this one."


def choose(exercise, yours, ours, verdict):
    """(``yours``, a line that says so) where its verdict is right, else (``ours``, a line)."""
    if verdict.outcome == RIGHT:
        return yours, f"{exercise.name}: the lesson goes on with your version."
    setattr(ours, STANDS_IN, True)
    return ours, f"{exercise.name}: the lesson goes on with our version, folded into this cell."


def stands_in(exercise, answer):
    """The Verdict on our version where it stands in for an answer; None for a learner's own."""
    if getattr(answer, STANDS_IN, False) is not True:
        return None
    return not_attempted(exercise, Finding("stands-in", OURS))
