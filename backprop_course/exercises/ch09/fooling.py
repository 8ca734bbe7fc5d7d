"""Derive: a direction along which a wrong gradient looks correct."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import CLAIMS


def direction_with(
    vector=lambda claimed, true: claimed - true, last=lambda e: -sum(e[:-1]) / e[-1]
):
    """Ones, and a last entry that depends on some vector."""

    def fooling_direction(claimed, true):
        u = np.ones(len(claimed))
        u[-1] = last(vector(claimed, true))
        return u

    return fooling_direction


def by_slopes(claimed, true):
    """How the gap of two slopes grows with the last entry of u."""
    ones = np.ones_like(claimed)
    ones[-1] = 0.0
    gap = claimed @ ones - true @ ones
    return np.append(ones[:-1], gap / (true[-1] - claimed[-1]))


reference = direction_with()


def plain(claimed, true):
    e = claimed - true
    last = -np.sum(e[:-1]) / e[-1]
    return np.append(np.ones(len(e) - 1), last)


fooling_direction = Exercise(
    name="fooling_direction",
    points=2,
    minutes=8,
    grade="core",
    kind="derive",
    hints=(
        "Write both slopes along u. Which equation must the last entry of u solve?",
        "Only the errors of the claim matter. What do all of them but the last add to the gap?",
    ),
    reference=lambda claimed, true: reference(claimed, true),
    accepted=(by_slopes, direction_with(last=lambda e: 1 - np.sum(e) / e[-1])),
    mistakes=(
        Mistake(
            "fooling.sign",
            direction_with(last=lambda e: sum(e[:-1]) / e[-1]),
            "the last error is added to the others, where it should cancel them",
            "What is the gap between the two slopes along your u?",
        ),
        Mistake(
            "fooling.turned-round",
            direction_with(last=lambda e: -e[-1] / sum(e[:-1])),
            "the fraction is upside down",
            "If the last error is tiny, must the last entry of u be small or large?",
        ),
        Mistake(
            "fooling.last-counted",
            direction_with(last=lambda e: -sum(e) / e[-1]),
            "the last error is counted among those that it should cancel",
            "How many entries of u are 1?",
        ),
        Mistake(
            "fooling.across-the-claim",
            direction_with(vector=lambda claimed, true: claimed),
            "the claimed slope is 0 along this u, and the true one is not",
            "Must the slopes be 0, or equal?",
        ),
        Mistake(
            "fooling.across-the-truth",
            direction_with(vector=lambda claimed, true: true),
            "the true slope is 0 along this u, and the claimed one is not",
            "Must the slopes be 0, or equal?",
        ),
        Mistake(
            "fooling.sizes",
            direction_with(vector=lambda claimed, true: np.abs(claimed - true)),
            "the errors have lost their signs",
            "Can two errors cancel whose signs you do not know?",
        ),
        Mistake(
            "fooling.first-alone",
            direction_with(last=lambda e: -e[0] / e[-1]),
            "only the first error is cancelled",
            "How many errors are there between the first and the last?",
        ),
        Mistake(
            "fooling.product",
            direction_with(last=lambda e: -sum(e[:-1]) * e[-1]),
            "it is multiplied by the last error, where a division solves the equation",
            "If the last error is tiny, must the last entry of u be small or large?",
        ),
        Mistake(
            "fooling.mean",
            direction_with(last=lambda e: -np.mean(e[:-1]) / e[-1]),
            "the other errors are averaged, and a slope adds them up",
            "What stands before the sum in the slope along u?",
        ),
        Mistake(
            "fooling.zero",
            direction_with(last=lambda e: 0.0),
            "the last entry is 0, so that only the last error is hidden",
            "What do the other errors still add to the gap?",
        ),
    ),
    probes=CLAIMS,
    plain=plain,
    outputs=("u",),
    praise="How likely is it that random continuous weights hit such a direction?",
)
