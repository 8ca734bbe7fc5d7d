"""Which lesson's exercises a submission answers, and which notebook counts where several do."""

from typing import NamedTuple

from . import answers, notebooks
from .submissions import Submission


class Placed(NamedTuple):
    """A submission, its lesson (None: none), how many exercises stand in it, why there is none."""

    submission: Submission
    chapter: int | None
    answered: int = 0
    why: str = ""

    @property
    def student(self):
        return self.submission.student


def place(submission):
    """The Placed submission."""
    if submission.problem:
        return Placed(submission, None, why=submission.problem)
    try:
        cells, why = notebooks.read(submission.content), "no exercise of this course in it"
    except notebooks.UnreadableNotebook as problem:
        cells, why = [], f"not a notebook: {problem}"
    chapter = answers.chapter_of(cells, submission.filename)
    if chapter is None:
        return Placed(submission, None, why=why)
    return Placed(submission, chapter, answers.count(cells, chapter))


def choose(placed):
    """(those to grade, those that nobody can grade, those left out), each a list of Placed.

    One notebook of a student counts for a lesson: the one with the most exercises in it. What has
    no exercise at all is left out where its student has another notebook.
    """
    best = {}
    for one in placed:
        key = one.student, one.chapter
        if one.chapter is not None and one.answered >= best.get(key, one).answered:
            best[key] = one
    chosen = [one for one in placed if one in best.values()]
    others = [one for one in placed if one not in chosen]
    again = "another notebook of this student was graded for lesson {:02d}"
    left_out = [one._replace(why=again.format(one.chapter)) for one in others if one.why == ""]
    served = {one.student for one in chosen}
    left_out += [one for one in others if one.why and one.student in served]
    return chosen, [one for one in others if one.why and one.student not in served], left_out
