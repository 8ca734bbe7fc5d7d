"""A gap of the lesson: the slope of the sigmoid."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, composed
from ...ops import sigmoid
from .activation_parts import MIDDLE
from .neurons import middle_slope


def slope_with(middle=middle_slope):
    """The slope as a function of z alone."""
    return lambda z: middle(z, sigmoid(z))


def plain(z):
    a = sigmoid(z)
    return a * (1 - a)


sigmoid_slope = Exercise(
    name="sigmoid_slope",
    points=1,
    minutes=5,
    grade="core",
    kind="derive",
    hints=(
        "The fraction is a product of two fractions, and one of them is a. What is the other one?",
        "The numerator is one of the two terms of u. So how can it be written with u?",
    ),
    reference=slope_with(),
    accepted=(
        plain,
        lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
        lambda z: 1 / (2 + np.exp(z) + np.exp(-z)),
    ),
    mistakes=(
        *composed("sigmoid-slope", slope_with, middle=MIDDLE, without=("missing-sigmoid-slope",)),
        Mistake(
            "sigmoid-slope.flat-everywhere",
            lambda z: 0.25,
            "this is the slope at z = 0, whatever z is",
            "Far away from 0, is the curve as steep as at 0?",
        ),
    ),
    probes=tuple(Probe((z,)) for z in (0.0, 2.0, -1.5, 0.7, -3.0)),
    plain=plain,
    outputs=("slope",),
    uses=("ops.sigmoid",),
    praise="At which z is it largest?",
)
