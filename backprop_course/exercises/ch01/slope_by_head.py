"""Predict: the slope of the loss in w, for numbers that need no calculator."""

import numpy as np

from ...checking import Exercise, wrong_number
from .neurons import slope_at

dL_dw = Exercise(
    name="dL_dw",
    points=1,
    minutes=5,
    grade="warm-up",
    kind="predict",
    hints=(
        "If w grows a little, does z grow or fall? Look at the sign of x first.",
        "There are three local slopes on the way from w to L. z is a number at which the second "
        "one needs no calculator.",
    ),
    reference=lambda: -0.375,
    accepted=(lambda: -3 / 8, lambda: np.float64(-0.375), lambda: np.array(-0.375)),
    mistakes=(
        wrong_number(
            "predict.sign",
            0.375,
            "the size is right and the sign is lost: the sign of x, or that of the difference",
            "When w grows, z falls here. What does the loss do, and which sign is that?",
        ),
        wrong_number(
            "predict.missing-sigmoid-slope",
            -1.5,
            "the slope of the sigmoid is left out",
            "Between z and a stands a curve. How steep is it at this z?",
        ),
        wrong_number(
            "predict.missing-input",
            0.25,
            "the chain ends at z: this is the slope with respect to b",
            "How much does z move when w moves by 0.01, for this x?",
        ),
        wrong_number(
            "predict.missing-two",
            -0.1875,
            "the 2 of the square is missing, as if the loss stood with a factor 1/2",
            "What is the slope of t^2 at t = 0.5?",
        ),
        wrong_number(
            "predict.weight-for-input",
            0.5,
            "w was taken where x belongs",
            "In z = w x + b, what stays fixed while w moves?",
        ),
        wrong_number(
            "predict.slope-at-a",
            -1.5 * float(slope_at(0.5)),
            "the slope of the sigmoid was taken at a, not at z",
            "Which number goes into the sigmoid, and which comes out?",
        ),
    ),
    tolerance=1e-6,
    praise="Would a small step up in w raise or lower the loss?",
)
