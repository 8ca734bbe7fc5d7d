"""Hunt: a bug that the example of the lesson cannot show."""

import numpy as np

from ...checking import BugHunt, Suspect, part
from .activation_parts import MIDDLE
from .parts import INNER, OUTER
from .slopes_multiplied import gradients_reference, gradients_with


def exponent_sign(x, w, b, y):
    z = w * x + b
    a = 1 / (1 + np.exp(-z))
    dL_da = 2 * (a - y)
    da_dz = np.exp(z) / (1 + np.exp(-z)) ** 2
    return dL_da * da_dz * x, dL_da * da_dz


find_the_bug = BugHunt(
    name="find_the_bug",
    name_points=1,
    input_points=1,
    minutes=10,
    grade="core",
    hints=(
        "Which of the three local slopes does each planted line compute, and does yours agree?",
        "The example of the lesson shows nothing. What is special about its z, and which "
        "expressions become equal there?",
    ),
    right=gradients_reference,
    suspects=(
        Suspect(
            "reversed-difference",
            gradients_with(outer=part(OUTER, "difference-reversed")),
            "the difference between a and y is the wrong way round",
            "What is the sign of the planted gradient when a lies above y and x is positive?",
        ),
        Suspect(
            "missing-two",
            gradients_with(outer=part(OUTER, "missing-two")),
            "the 2 of the square is missing",
            "Which line of the planted function holds the slope of the square?",
        ),
        Suspect(
            "missing-slope",
            gradients_with(middle=part(MIDDLE, "missing-sigmoid-slope")),
            "the slope of the sigmoid is left out",
            "Does the planted gradient vanish when z is a large negative number?",
        ),
        Suspect(
            "exponent-sign",
            exponent_sign,
            "in the slope of the sigmoid an exponent has the wrong sign",
            "",
        ),
        Suspect(
            "missing-input",
            gradients_with(inner=part(INNER, "missing-input")),
            "the last slope of the chain for w is left out",
            "Are the two gradients of the planted function equal?",
        ),
    ),
    bug="exponent-sign",
    exposing=(-1.5, 2.0, 1.0, 1.0),
    blind=(0.5, 2.0, -1.0, 1.0),  # the example of the lesson: z = 0
    more_exposing=((2, 1, 1, 0), (0.3, -2.0, 4.0, 0.5)),
    uses=("ops.sigmoid",),
    praise="How would you choose test inputs so that no such accident can hide a bug?",
)
