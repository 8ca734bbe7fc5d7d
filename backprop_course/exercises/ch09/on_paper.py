"""Predict, on paper: the power of a sample, two directions, and errors that cancel."""

import numpy as np

from ...checking import Exercise, wrong_number
from ..ch05.on_paper import wrong_numbers

A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Both wrong entries must lie among those that are not looked at. How many are these?",
        "With which probability does the first wrong entry lie there? And then the second?",
    ),
    reference=lambda: 90 / 100 * 89 / 99,
    accepted=(lambda: np.prod([(98 - i) / (100 - i) for i in range(10)]),),
    mistakes=(
        wrong_number(
            "power-a.one-wrong",
            0.9,
            "this is the chance for one wrong entry",
            "How many entries are wrong here?",
        ),
        wrong_number(
            "power-a.found",
            1 - 90 / 100 * 89 / 99,
            "this is the chance to find one of them",
            "Does the task ask how often they are found, or missed?",
        ),
        wrong_number(
            "power-a.share",
            0.98,
            "this is the chance that one look misses",
            "How many looks are there?",
        ),
        wrong_number(
            "power-a.sample-of-wrong",
            0.2,
            "the expected number of hits is taken for a chance",
            "What would your rule give for 60 looks?",
        ),
    ),
    outputs=("chance",),
    praise="With how many looks would the chance fall below one half?",
)


CLAIMED, TRUE = np.array([2.0, -0.1]), np.array([2.0, -0.2])


def slopes(*directions):
    """Claimed and true slope along each direction."""
    return tuple(float(g @ np.array(u)) for u in directions for g in (CLAIMED, TRUE))


FIRST, SECOND = (1.0, -1.0), (0.5, -10.0)

B = Exercise(
    name="B",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "A slope along u is a sum of two products. Which two?",
        "What changes when the second entry of the gradient is the correct one?",
    ),
    reference=lambda: (2.1, 2.2, 2.0, 3.0),
    accepted=(lambda: slopes(FIRST, SECOND),),
    mistakes=(
        wrong_numbers(
            "slopes-b.minus-lost",
            slopes((1.0, 1.0), (0.5, 10.0)),
            "the minus of the direction is lost",
            "Which sign do the second entries of g and of u have, and which their product?",
        ),
        wrong_numbers(
            "slopes-b.exchanged",
            (2.2, 2.1, 3.0, 2.0),
            "claimed and true slopes are exchanged",
            "Which of the two gradients is the claimed one?",
        ),
        wrong_numbers(
            "slopes-b.second-alone",
            (0.1, 0.2, 1.0, 2.0),
            "only the second entry is counted",
            "Which entries does u move?",
        ),
        wrong_numbers(
            "slopes-b.directions-exchanged",
            slopes(SECOND, FIRST),
            "the two directions are exchanged",
            "Which direction stands first in the task?",
        ),
    ),
    outputs=("claimed along (1, -1)", "true", "claimed along (0.5, -10)", "true again"),
    praise="Beside which number would you judge the gap of 1, and beside which that of 0.1?",
)

C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "How many ways are there to choose three signs?",
        "For which of them is s1 e + s2 e - 2 s3 e equal to 0?",
    ),
    reference=lambda: 0.25,
    accepted=(lambda: 2 / 8,),
    mistakes=(
        wrong_number(
            "signs-c.half",
            0.5,
            "this is the chance for two errors",
            "What must the first two signs be, relative to the third?",
        ),
        wrong_number(
            "signs-c.one-way",
            0.125,
            "only one of the ways is counted",
            "Do they also cancel when all three signs are flipped?",
        ),
        wrong_number(
            "signs-c.two-equal",
            0.75,
            "this counts the ways in which they do not cancel",
            "Does the task ask how often they cancel?",
        ),
        wrong_number(
            "signs-c.count",
            2,
            "the ways are counted, where a share is asked for",
            "Out of how many ways?",
        ),
    ),
    outputs=("share",),
    praise="How often would they cancel along continuous weights?",
)
