"""Predict, on paper: first weights, clipping, and branches in a row."""

import numpy as np

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

FAN_IN, FAN_OUT = 200, 50
GRAD = np.array([-6.0, 8.0])
BLOCKS, SCALE = 20, 0.5

A = Exercise(
    name="A",
    points=1,
    minutes=2,
    grade="warm-up",
    kind="predict",
    hints=(
        "Which of the two rules looks at the outputs too?",
        "Both have 2 in the numerator. What does each have in the denominator?",
    ),
    reference=lambda: (0.008, 0.01),
    accepted=(lambda: (2 / 250, 2 / 200),),
    mistakes=(
        wrong_numbers(
            "first-paper.deviations",
            (0.008**0.5, 0.01**0.5),
            "these are standard deviations",
            "What is a standard deviation, squared?",
        ),
        wrong_numbers(
            "first-paper.swapped",
            (0.01, 0.008),
            "the two rules are exchanged",
            "Which of the two rules looks at the outputs too?",
        ),
        wrong_numbers(
            "first-paper.no-2",
            (1 / 250, 1 / 200),
            "the 2 of the numerator is missing",
            "A ReLU leaves half of the mean square. And the middle between two numbers is what?",
        ),
        wrong_numbers(
            "first-paper.outputs",
            (2 / 250, 2 / 50),
            "He's rule is given the number of outputs",
            "How many products does one unit add up?",
        ),
        wrong_numbers(
            "first-paper.one-over-n",
            (2 / 250, 1 / 200),
            "the second keeps the size in front of a tanh, not of a ReLU",
            "Which share of the mean square does a ReLU leave?",
        ),
    ),
    outputs=("variance of Xavier", "variance of He"),
    tolerance=1e-4,
    praise="Which of the two depends on the next layer?",
)


def clipped(by_norm, by_value):
    """The four numbers of exercise B."""
    return (*by_norm, *by_value)


B = Exercise(
    name="B",
    points=1,
    minutes=2,
    grade="warm-up",
    kind="predict",
    hints=(
        "How long is (-6, 8), and by which number must it be multiplied to have length 5?",
        "By value, each entry is looked at alone. Which entries lie outside of -5 to 5?",
    ),
    reference=lambda: (-3.0, 4.0, -5.0, 5.0),
    accepted=(lambda: (-3, 4, -5, 5),),
    mistakes=(
        wrong_numbers(
            "clip-paper.exchanged",
            clipped((-5, 5), (-3, 4)),
            "the two ways are exchanged",
            "Which of the two keeps the direction?",
        ),
        wrong_numbers(
            "clip-paper.norm-1",
            clipped(GRAD / 10, (-5, 5)),
            "by norm, it is shortened to length 1",
            "Which length does the task ask for?",
        ),
        wrong_numbers(
            "clip-paper.signs",
            clipped((3, 4), (5, 5)),
            "a sign is lost",
            "May clipping turn a step around?",
        ),
        wrong_numbers(
            "clip-paper.sum",
            clipped(GRAD * 5 / 14, (-5, 5)),
            "the sizes of the entries are added to get the norm",
            "How long is the vector (3, 4): 5 or 7?",
        ),
        wrong_numbers(
            "clip-paper.largest",
            clipped(GRAD * 5 / 8, (-5, 5)),
            "the largest entry is taken for the norm",
            "How long is the vector (3, 4)?",
        ),
    ),
    outputs=("by norm, first", "by norm, second", "by value, first", "by value, second"),
    praise="By which angle did the second one turn?",
)


def grown(mean_square, power=BLOCKS / 2):
    """The two numbers of exercise C from the factor of one block."""
    return (mean_square, mean_square**power)


C = Exercise(
    name="C",
    points=1,
    minutes=2,
    grade="warm-up",
    kind="predict",
    hints=(
        "The branch keeps the size, then c multiplies it. What is the mean square of c f(x), if "
        "that of x is 1?",
        "Mean squares add. The size is the root of the mean square: what does that do to a power?",
    ),
    reference=lambda: (1.25, 1.25**10),
    accepted=(lambda: (1.25, 9.313),),
    mistakes=(
        wrong_numbers(
            "branch-paper.no-root",
            grown(1.25, BLOCKS),
            "the second number is the growth of the mean square",
            "Size is a root mean square. Which power is left of 20?",
        ),
        wrong_numbers(
            "branch-paper.not-squared",
            grown(1 + SCALE),
            "c multiplies the values, and the mean square is that of the values",
            "If all values are halved, what becomes of their squares?",
        ),
        wrong_numbers(
            "branch-paper.branch-alone",
            grown(SCALE**2),
            "only the branch is counted",
            "What else does the output of a residual block hold?",
        ),
        wrong_numbers(
            "branch-paper.unscaled",
            grown(2.0),
            "c is left out",
            "What does c do to the output of the branch?",
        ),
        wrong_numbers(
            "branch-paper.added",
            (1.25, (1 + BLOCKS * SCALE**2) ** 0.5),
            "the blocks are added, where they should multiply",
            "The second block gets the output of the first. By what does it multiply its mean "
            "square?",
        ),
    ),
    outputs=("mean square, per block", "size, in all"),
    tolerance=2.5e-4,  # three digits after the point, as one writes them down
    praise="With which c would the size in all be about 1.6?",
)
