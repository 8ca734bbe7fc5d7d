"""Implement: the relative error of two numbers."""

from ...checking import Exercise, Mistake
from .probes import PAIRS


def error_with(gap=lambda a, b: abs(a - b), scale=lambda a, b: max(abs(a), abs(b))):
    """A gap over a scale."""
    return lambda backward, nudged: gap(backward, nudged) / scale(backward, nudged)


reference = error_with()
EXCHANGED = "Exchange the two numbers. Should the relative error change?"


def plain(backward, nudged):
    gap = abs(backward - nudged)
    size = max(abs(backward), abs(nudged))
    return gap / size


relative_error = Exercise(
    name="relative_error",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="implement",
    hints=(
        "How far are the two numbers apart, whichever is larger?",
        "Which of the two has the larger size, if they may be negative?",
    ),
    reference=lambda backward, nudged: reference(backward, nudged),
    accepted=(
        lambda backward, nudged: max(
            abs(backward - nudged) / abs(backward) if abs(backward) >= abs(nudged) else 0.0,
            abs(backward - nudged) / abs(nudged) if abs(nudged) >= abs(backward) else 0.0,
        ),
    ),
    mistakes=(
        Mistake(
            "relative.absolute",
            error_with(scale=lambda a, b: 1.0),
            "this is the gap alone: it is not divided",
            "By how many per cent are 0.0000001 and 0.0000004 apart?",
        ),
        Mistake(
            "relative.over-backward",
            error_with(scale=lambda a, b: abs(a)),
            "it is divided by the first number, which need not be the larger",
            EXCHANGED,
        ),
        Mistake(
            "relative.over-nudged",
            error_with(scale=lambda a, b: abs(b)),
            "it is divided by the second number, which need not be the larger",
            EXCHANGED,
        ),
        Mistake(
            "relative.over-smaller",
            error_with(scale=lambda a, b: min(abs(a), abs(b))),
            "it is divided by the smaller of the two",
            "How large should the error be when one of them is 0?",
        ),
        Mistake(
            "relative.over-sum",
            error_with(scale=lambda a, b: abs(a) + abs(b)),
            "it is divided by the sum of both sizes",
            "What should come out for 1 and 2, if 2 is the measure?",
        ),
        Mistake(
            "relative.over-mean",
            error_with(scale=lambda a, b: (abs(a) + abs(b)) / 2),
            "it is divided by the mean of both sizes",
            "What should come out for 1 and 2, if 2 is the measure?",
        ),
        Mistake(
            "relative.signed-gap",
            error_with(gap=lambda a, b: a - b),
            "the gap keeps its sign",
            "Can an error below 0 be compared with a tolerance?",
        ),
        Mistake(
            "relative.signed-scale",
            error_with(scale=lambda a, b: max(a, b)),
            "the larger number is taken, not the one of larger size",
            "Which of -3 and 1 is larger in size?",
        ),
        Mistake(
            "relative.sizes-compared",
            error_with(gap=lambda a, b: abs(abs(a) - abs(b))),
            "the sizes are compared, so a wrong sign passes",
            "How far are -1 and 1 apart?",
        ),
        Mistake(
            "relative.squared",
            error_with(gap=lambda a, b: (a - b) ** 2),
            "the gap is squared",
            "If both numbers are ten times as large, should the relative error change?",
        ),
    ),
    probes=PAIRS,
    outputs=("error",),
    plain=plain,
    praise="How large can it become at most, and for which pairs?",
)
