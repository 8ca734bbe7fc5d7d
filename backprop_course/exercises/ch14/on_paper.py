"""Predict, on paper: a lowest loss, gradients that pile up, and scaled numbers."""

import numpy as np

from ...checking import Exercise, wrong_number
from ..ch05.on_paper import wrong_numbers
from .lowest import lowest_with

CLASSES, LOW, HIGH = 4, -1.0, 1.0
STEPS, RATE = 4, 0.1
FOUR, NEW = np.array([2.0, 2.0, 8.0, 8.0]), 11.0

A = Exercise(
    name="A",
    points=1,
    minutes=2,
    grade="warm-up",
    kind="predict",
    hints=(
        "Which logits does the best answer have, if a tanh makes them?",
        "How far apart are the best and the worst of them?",
    ),
    reference=lambda: lowest_with()(CLASSES, LOW, HIGH),
    accepted=(lambda: 0.3408,),
    mistakes=(
        wrong_number(
            "squeezed-paper.sigmoid",
            lowest_with()(CLASSES, 0.0, HIGH),
            "the outputs are taken to lie between 0 and 1, as those of a sigmoid",
            "Between which numbers do the outputs of a tanh lie?",
        ),
        wrong_number(
            "squeezed-paper.guess",
            np.log(CLASSES),
            "this is the loss of a guess",
            "Must all logits be alike, or may they use the whole range?",
        ),
        wrong_number(
            "squeezed-paper.all-classes",
            np.log(1 + CLASSES * np.exp(LOW - HIGH)),
            "the true class is counted among the others too",
            "How many of the four classes are wrong ones?",
        ),
        wrong_number(
            "squeezed-paper.two-classes",
            np.log(1 + np.exp(LOW - HIGH)),
            "only one wrong class is counted",
            "How many of the four classes are wrong ones?",
        ),
        wrong_number(
            "squeezed-paper.upside-down",
            lowest_with()(CLASSES, HIGH, LOW),
            "the true class has the lowest logit: this is the highest loss",
            "Which logit should the true class get?",
        ),
    ),
    outputs=("loss",),
    tolerance=1.5e-4,  # four digits after the point, as one writes them down
    praise="Which loss would a network like this start with?",
)

B = Exercise(
    name="B",
    points=1,
    minutes=2,
    grade="warm-up",
    kind="predict",
    hints=(
        "What does grad hold at the second step, if the first one is still in it?",
        "How large are the four steps, one after the other?",
    ),
    reference=lambda: (1.0, 0.4),
    accepted=(lambda: (1, 0.4),),
    mistakes=(
        wrong_numbers(
            "piled-paper.exchanged",
            (0.4, 1.0),
            "the two numbers are exchanged",
            "Which of the two walks is longer?",
        ),
        wrong_numbers(
            "piled-paper.no-rate",
            (10.0, 4.0),
            "the learning rate is left out",
            "How long is one step with gradient 1 and rate 0.1?",
        ),
        wrong_numbers(
            "piled-paper.last-gradient-alone",
            (0.1 * STEPS * STEPS, 0.4),
            "every step is as long as the last one",
            "How large is grad at the first step?",
        ),
        wrong_numbers(
            "piled-paper.one-step-less",
            (0.6, 0.4),
            "one of the four steps is missing",
            "How large is grad at the first step: 0 or 1?",
        ),
        wrong_numbers(
            "piled-paper.no-pile",
            (0.4, 0.4),
            "grad is taken to be 1 at each step",
            "What does grad hold at the second step, if nobody sets it to zero?",
        ),
    ),
    outputs=("moved", "should have moved"),
    praise="Which check of the lesson sees it, and why not at the first step?",
)


def scaled_by(mean=5.0, size=3.0, low=2.0, width=6.0):
    """The three numbers of exercise C with some of their parts replaced."""
    return ((2 - mean) / size, (NEW - mean) / size, (NEW - low) / width)


C = Exercise(
    name="C",
    points=1,
    minutes=2,
    grade="warm-up",
    kind="predict",
    hints=(
        "What is the mean of the four, and how far from it is each, squared?",
        "To scale to 0 to 1: where does the smallest number go, and where the largest?",
    ),
    reference=lambda: scaled_by(),
    accepted=(lambda: (-1, 2, 1.5),),
    mistakes=(
        wrong_numbers(
            "scaled-paper.variance",
            scaled_by(size=9.0),
            "it is divided by the variance",
            "Which root is missing?",
        ),
        wrong_numbers(
            "scaled-paper.n-minus-1",
            scaled_by(size=np.std(FOUR, ddof=1)),
            "the variance divides by n - 1",
            "By how many numbers do we divide here?",
        ),
        wrong_numbers(
            "scaled-paper.not-shifted",
            scaled_by(mean=0.0),
            "the mean is not subtracted",
            "What should the mean of all four be afterwards?",
        ),
        wrong_numbers(
            "scaled-paper.not-divided",
            scaled_by(size=1.0),
            "nothing is divided",
            "What should the deviation of all four be afterwards?",
        ),
        wrong_numbers(
            "scaled-paper.by-largest",
            scaled_by(low=0.0, width=8.0),
            "it is divided by the largest number",
            "Where should the smallest of the four go?",
        ),
    ),
    outputs=("2, normalized", "11, normalized", "11, scaled"),
    praise="Does either of the two keep a new number within bounds?",
)
