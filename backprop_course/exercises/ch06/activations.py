"""Implement: the backward pass of tanh, from its outputs."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import UNITS


def backward_with(slope):
    """The gradient that arrives, times some slope."""
    return lambda grad_a, a: grad_a * slope(a)


reference = backward_with(lambda a: 1 - a**2)
SLOPE_AT_0 = "Near 0 tanh is almost the line a = x. What slope does your formula give at a = 0?"
LARGE = "Where tanh is close to 1 it is almost flat. What slope does your formula give there?"


def plain(grad_a, a):
    slope = 1 - a**2
    return grad_a * slope


tanh_backward = Exercise(
    name="tanh_backward",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="implement",
    hints=(
        "The slope stands in the text above as a function of a. Does the function need x?",
        "An activation works entry by entry. Which kind of product joins the gradient that arrives "
        "and the slopes: one of matrices, or one of entries?",
    ),
    reference=lambda grad_a, a: reference(grad_a, a),
    accepted=(
        lambda grad_a, a: grad_a - grad_a * a * a,
        lambda grad_a, a: (1 - a) * (1 + a) * grad_a,
    ),
    mistakes=(
        Mistake(
            "tanh-back.tanh-twice",
            backward_with(lambda a: 1 - np.tanh(a) ** 2),
            "tanh is taken once more: a is its output already",
            "Which of the two was handed to your function, x or a?",
        ),
        Mistake(
            "tanh-back.slope-alone",
            lambda grad_a, a: 1 - a**2,
            "these are slopes alone: the gradient that arrives is not used",
            "What should happen to your result when grad_a doubles?",
        ),
        Mistake(
            "tanh-back.sigmoid",
            backward_with(lambda a: a * (1 - a)),
            "this is the slope of the sigmoid",
            SLOPE_AT_0,
        ),
        Mistake(
            "tanh-back.not-squared",
            backward_with(lambda a: 1 - a),
            "a is not squared",
            "tanh is as steep at -2 as at 2. Is your slope the same for a = -0.6 and a = 0.6?",
        ),
        Mistake(
            "tanh-back.plus",
            backward_with(lambda a: 1 + a**2),
            "a sign is flipped in the slope",
            LARGE,
        ),
        Mistake(
            "tanh-back.square-alone",
            backward_with(lambda a: a**2),
            "the 1 is missing in the slope",
            SLOPE_AT_0,
        ),
        Mistake(
            "tanh-back.sign",
            backward_with(lambda a: a**2 - 1),
            "the slope is the wrong way round",
            "When x grows, does tanh rise or fall?",
        ),
        Mistake(
            "tanh-back.passed-on",
            lambda grad_a, a: grad_a.copy(),
            "the gradient passes as it came: the slopes are not used",
            LARGE,
        ),
        Mistake(
            "tanh-back.times-output",
            backward_with(lambda a: a),
            "the gradient is multiplied by the output, where the slope belongs",
            SLOPE_AT_0,
        ),
        Mistake(
            "tanh-back.forward",
            lambda grad_a, a: np.tanh(grad_a),
            "the gradient is sent through tanh itself",
            "If the gradient that arrives doubles, should the result double?",
        ),
    ),
    probes=UNITS,
    outputs=("grad_x",),
    plain=plain,
    praise="Which outputs let almost nothing through?",
)
