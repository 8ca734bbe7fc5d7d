"""Wrong parts: one step done wrong, to be put into every exercise that has this step.

A catalogue is composed from all parts of an exercise, so that a mistake which one exercise names is
named by the later ones, too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .exercise import Mistake


@dataclass(frozen=True)
class WrongPart:
    """What replaces one step of a computation, with the likely cause and a question.

    ``id`` is the part's own; a mistake made of it is called EXERCISE.id.
    """

    id: str
    function: Callable
    cause: str
    question: str


def composed(prefix, build, *, without=(), **parts):
    """One Mistake for each wrong part: ``build(step=part.function)`` for every ``step=parts``.

    without: ids of parts that do no harm in this exercise, or look like others.
    """
    return tuple(
        Mistake(f"{prefix}.{part.id}", build(**{step: part.function}), part.cause, part.question)
        for step, wrong in parts.items()
        for part in wrong
        if part.id not in without
    )


def part(parts, id):
    """The function of the wrong part with this id."""
    return next(one.function for one in parts if one.id == id)
