"""Implement: log-sum-exp that does not overflow."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import EXPONENTS


def log_sum_with(moved, back):
    """The logarithm of the sum, for exponents moved by one number, which is then added."""

    def answer(z):
        with np.errstate(all="ignore"):
            m = moved(z)
            return float(back(m) + np.log(np.sum(np.exp(z - m))))

    return answer


reference = log_sum_with(np.max, lambda m: m)


def in_a_loop(z):
    m = max(z)
    return m + np.log(sum(np.exp(value - m) for value in z))


LARGEST = "How large can the largest exponent still be?"
TWO_ZEROS = "What should come out for two exponents 0? What comes out of yours?"


def plain(z):
    m = np.max(z)
    return m + np.log(np.sum(np.exp(z - m)))


log_sum_exp = Exercise(
    name="log_sum_exp",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Which exponent should become 0, so that no exponential is larger than 1?",
        "You have divided the sum by a number. What has to be added to its logarithm?",
    ),
    reference=lambda z: reference(z),
    accepted=(in_a_loop, lambda z: np.logaddexp.reduce(z)),
    mistakes=(
        Mistake(
            "log-sum.naive",
            log_sum_with(lambda z: 0.0, lambda m: m),
            "exp of a large exponent is inf, and exp of one far below 0 is 0",
            "Which number can you take out of all exponents, and add at the end?",
        ),
        Mistake(
            "log-sum.not-added",
            log_sum_with(np.max, lambda m: 0.0),
            "what was taken out is not added again",
            "What should come out for the exponents 1000 and 1000, roughly?",
        ),
        Mistake(
            "log-sum.subtracted",
            log_sum_with(np.max, lambda m: -m),
            "what was taken out is subtracted once more",
            "What should come out for the exponents 1000 and 1000, roughly?",
        ),
        Mistake(
            "log-sum.mean",
            log_sum_with(np.mean, lambda m: m),
            "the mean is taken out, so a row that is spread wide overflows",
            LARGEST,
        ),
        Mistake(
            "log-sum.minimum",
            log_sum_with(np.min, lambda m: m),
            "the smallest exponent is taken out, so a row that is spread wide overflows",
            LARGEST,
        ),
        Mistake(
            "log-sum.largest-size",
            log_sum_with(lambda z: np.max(np.abs(z)), lambda m: m),
            "the largest size is taken out: exponents far below 0 are moved further down",
            "For -1000 and -1001, which number brings the larger one to 0?",
        ),
        Mistake(
            "log-sum.maximum",
            lambda z: float(np.max(z)),
            "only the largest exponent is left",
            TWO_ZEROS,
        ),
        Mistake(
            "log-sum.mean-of-exponentials",
            lambda z: float(np.max(z) + np.log(np.mean(np.exp(z - np.max(z))))),
            "the exponentials are averaged, where their sum is asked for",
            TWO_ZEROS,
        ),
        Mistake(
            "log-sum.sum-of-logarithms",
            lambda z: float(np.sum(z)),
            "a logarithm is taken of each exponential, which undoes it",
            TWO_ZEROS,
        ),
        Mistake(
            "log-sum.clipped",
            lambda z: float(np.log(np.sum(np.exp(np.clip(z, -700.0, 700.0))))),
            "the exponents are clipped, so large ones become equal",
            "What should come out for 1000, and for 2000?",
        ),
    ),
    probes=EXPONENTS,
    plain=plain,
    outputs=("loss",),
    uses=("ops.exp", "ops.log"),
    praise="Why can the sum under your logarithm never be smaller than 1?",
)
