"""Implement: what a ReLU returns in the backward pass."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops import relu_vjp
from .probes import UNITS

relu_backward = Exercise(
    name="relu_backward",
    points=1,
    minutes=3,
    grade="core",
    kind="implement",
    hints=(
        "Where x is positive, what does a small change of x do to the output? And where it is "
        "negative?",
        "The layer's own slope is 0 or 1. What must be done with the gradient that arrives?",
    ),
    reference=lambda grad_y, x: relu_vjp(grad_y, x)[0],
    accepted=(
        lambda grad_y, x: grad_y * (x > 0),
        lambda grad_y, x: np.where(x > 0, grad_y, 0.0),
    ),
    mistakes=(
        Mistake(
            "mended-relu.slope-alone",
            lambda grad_y, x: np.where(x > 0, 1.0, 0.0),
            "this is the slope alone: the gradient that arrives is not used",
            "What should happen to your result when grad_y doubles?",
        ),
        Mistake(
            "mended-relu.no-slope",
            lambda grad_y, x: grad_y.copy(),
            "the gradient passes everywhere, also where the unit is off",
            "A unit with x = -2: does a small change of x change its output?",
        ),
        Mistake(
            "mended-relu.mask-of-gradient",
            lambda grad_y, x: grad_y * (grad_y > 0),
            "the mask is made from the gradient that arrives",
            "Which array decides whether the unit is on?",
        ),
        Mistake(
            "mended-relu.mask-flipped",
            lambda grad_y, x: grad_y * (x < 0),
            "the mask is the wrong way round",
            "On which side of 0 is the curve flat?",
        ),
        Mistake(
            "mended-relu.times-x",
            lambda grad_y, x: grad_y * np.maximum(x, 0.0),
            "the output of the layer is multiplied, where its slope belongs",
            "How steep is max(x, 0) at x = 3?",
        ),
        Mistake(
            "mended-relu.both-positive",
            lambda grad_y, x: grad_y * ((x > 0) & (grad_y > 0)),
            "negative gradients are stopped too",
            "May a gradient be negative where the unit is on?",
        ),
    ),
    probes=UNITS,
    outputs=("grad_x",),
    praise="For which arriving gradient would the slope alone have passed your check?",
)
