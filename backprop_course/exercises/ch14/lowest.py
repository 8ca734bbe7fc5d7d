"""Implement: the lowest cross-entropy of logits that cannot leave a range."""

import numpy as np

from ...checking import Exercise, Mistake
from ...losses import softmax_cross_entropy
from .probes import SQUEEZED


def lowest_with(others=lambda classes: classes - 1, gap=lambda low, high: low - high):
    """ln(1 + others * e^gap) with one of its parts replaced."""
    return lambda classes, low, high: np.log(1 + others(classes) * np.exp(gap(low, high)))


def with_the_loss(classes, low, high):
    logits = np.full((1, classes), low)
    logits[0, 0] = high
    return softmax_cross_entropy(logits, [0])[0]


lowest_loss = Exercise(
    name="lowest_loss",
    points=1,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Which logit should the true class get, and which the others, if all must stay between low "
        "and high?",
        "What is the probability of the true class then, and what is minus its logarithm?",
    ),
    reference=lambda classes, low, high: lowest_with()(classes, low, high),
    accepted=(
        with_the_loss,
        lambda classes, low, high: (
            -np.log(np.exp(high) / (np.exp(high) + (classes - 1) * np.exp(low)))
        ),
    ),
    mistakes=(
        Mistake(
            "lowest.a-guess",
            lambda classes, low, high: np.log(classes),
            "this is the loss of a guess, with all logits alike",
            "Must all logits be alike, or may they use the whole range?",
        ),
        Mistake(
            "lowest.all-classes",
            lowest_with(others=lambda classes: classes),
            "the true class is counted among the others too",
            "How many of the classes are wrong ones?",
        ),
        Mistake(
            "lowest.upside-down",
            lowest_with(gap=lambda low, high: high - low),
            "the true class has the lowest logit: this is the highest loss",
            "Which logit should the true class get?",
        ),
        Mistake(
            "lowest.probability",
            lambda classes, low, high: 1 / (1 + (classes - 1) * np.exp(low - high)),
            "this is the probability of the true class",
            "What does cross-entropy charge for a probability?",
        ),
        Mistake(
            "lowest.sign",
            lambda classes, low, high: -lowest_with()(classes, low, high),
            "the minus of the loss is missing",
            "Can a loss be smaller than that of a perfect answer?",
        ),
        Mistake(
            "lowest.no-others",
            lowest_with(others=lambda classes: 1),
            "only one wrong class is counted",
            "How many of the classes are wrong ones?",
        ),
        Mistake(
            "lowest.low-ignored",
            lowest_with(gap=lambda low, high: -high),
            "the wrong classes get the logit 0, where they may go lower or cannot go so low",
            "How low may the logit of a wrong class be?",
        ),
        Mistake(
            "lowest.true-class-left-out",
            lambda classes, low, high: np.log((classes - 1) * np.exp(low - high)),
            "the true class is missing in the sum of the softmax",
            "Over how many classes does the softmax add up?",
        ),
    ),
    probes=SQUEEZED,
    outputs=("loss",),
    uses=("losses.softmax_cross_entropy",),
    praise="Which range would let ten classes reach a loss of 0.01?",
)
