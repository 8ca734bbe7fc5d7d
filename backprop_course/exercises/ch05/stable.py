"""Implement: softmax that survives any finite logits."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops import log_softmax, sigmoid, softmax
from ..ch07.parts import shifted_by, unstable_softmax
from .probes import LOGITS


def softmax_with(moved, total=lambda e: e.sum(axis=1, keepdims=True)):
    """Softmax from logits that were moved first, and divided by some total."""

    def answer(z):
        e = np.exp(moved(z))
        return e / total(e)

    return answer


def below_largest(z):
    return z - z.max(axis=1, keepdims=True)


def in_a_loop(z):
    rows = []
    for row in z:
        e = np.exp(row - max(row))
        rows.append(e / sum(e))
    return np.array(rows)


def plain(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


stable_softmax = Exercise(
    name="stable_softmax",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Adding a number to all logits of a row changes nothing. Which number makes the largest "
        "exponent 0?",
        "Each row needs its own number. Which argument keeps the axis, so that a shape (n, 1) can "
        "be subtracted from a shape (n, classes)?",
    ),
    reference=lambda z: softmax(z),
    accepted=(
        softmax_with(below_largest),
        in_a_loop,
        softmax_with(
            lambda z: (
                z
                - np.log(np.exp(below_largest(z)).sum(1, keepdims=True))
                - z.max(axis=1, keepdims=True)
            ),
            total=lambda e: 1.0,
        ),
    ),
    mistakes=(
        Mistake(
            "stable.naive",
            unstable_softmax,
            "exp of a large logit is inf, and exp of a logit far below 0 is 0",
            "Which number can be subtracted from a whole row so that no quotient changes?",
        ),
        Mistake(
            "stable.one-maximum",
            shifted_by(np.max),
            "the largest logit of the whole batch is subtracted; rows far below it have only zeros",
            "Does the largest logit of another example help this row?",
        ),
        Mistake(
            "stable.maximum-of-columns",
            softmax_with(lambda z: z - z.max(axis=0)),
            "the largest logit of each column is subtracted: the numbers within a row are moved by "
            "different amounts",
            "Which logits have to move by the same number?",
        ),
        Mistake(
            "stable.minimum",
            softmax_with(lambda z: z - z.min(axis=1, keepdims=True)),
            "the smallest logit of the row is subtracted, so a row that is spread wide overflows",
            "Which logit of a row overflows first?",
        ),
        Mistake(
            "stable.mean",
            softmax_with(lambda z: z - z.mean(axis=1, keepdims=True)),
            "the mean of the row is subtracted, so a row that is spread wide overflows",
            "How large can the largest exponent still be?",
        ),
        Mistake(
            "stable.largest-size",
            softmax_with(lambda z: z - np.abs(z).max(axis=1, keepdims=True)),
            "the largest size is subtracted: a row of logits far below 0 is moved further down",
            "For logits -1000 and -1001, which number brings the larger one to 0?",
        ),
        Mistake(
            "stable.clipped",
            softmax_with(lambda z: np.clip(z, -700.0, 700.0)),
            "the logits are clipped, so logits beyond the limit become equal",
            "What should softmax give for 1000 and 1001, and for 0 and 1?",
        ),
        Mistake(
            "stable.divided",
            softmax_with(lambda z: z / np.abs(z).max(axis=1, keepdims=True)),
            "the logits are divided, which changes their differences",
            "What may be done to all logits of a row without changing a probability?",
        ),
        Mistake(
            "stable.not-divided",
            softmax_with(below_largest, total=lambda e: 1.0),
            "the division by the sum is missing",
            "What should the probabilities of a row add up to?",
        ),
        Mistake(
            "stable.whole-sum",
            softmax_with(below_largest, total=np.sum),
            "it is divided by the sum over the whole batch",
            "What should the probabilities of each row add up to?",
        ),
        Mistake(
            "stable.sum-of-columns",
            softmax_with(below_largest, total=lambda e: e.sum(axis=0)),
            "it is divided by the sums of the columns",
            "Which of your sums are 1: those of the rows, or those of the columns?",
        ),
        Mistake(
            "stable.numerator-alone",
            lambda z: np.exp(below_largest(z)) / np.exp(z).sum(axis=1, keepdims=True),
            "the largest logit is subtracted in the numerator and not in the sum below it",
            "By which factor is the numerator smaller now, and by which one the sum?",
        ),
        Mistake(
            "stable.sum-alone",
            lambda z: np.exp(z) / np.exp(below_largest(z)).sum(axis=1, keepdims=True),
            "the largest logit is subtracted in the sum and not in the numerator above it",
            "By which factor is the sum smaller now, and by which one the numerator?",
        ),
        Mistake(
            "stable.batch-as-one-row",
            softmax_with(lambda z: z - z.max(), total=np.sum),
            "the whole batch is taken for one row: its largest logit, and its sum",
            "What should the probabilities of each row add up to?",
        ),
        Mistake(
            "stable.columns",
            lambda z: softmax(z.T).T,
            "the softmax runs over the examples, where it should run over the classes",
            "Which of your sums are 1: those of the rows, or those of the columns?",
        ),
        Mistake(
            "stable.logarithm",
            log_softmax,
            "these are the logarithms of the probabilities",
            "Can a probability be negative?",
        ),
        Mistake(
            "stable.divided-by-largest",
            softmax_with(lambda z: z / z.max(axis=1, keepdims=True)),
            "the logits are divided by the largest one, which changes their differences",
            "What may be done to all logits of a row without changing a probability?",
        ),
        Mistake(
            "stable.sigmoid",
            sigmoid,
            "each logit goes through a sigmoid of its own",
            "What should the probabilities of a row add up to?",
        ),
    ),
    probes=LOGITS,
    plain=plain,
    outputs=("p",),
    praise="Why can the sum that you divide by never be smaller than 1?",
)
