"""Derive: the three local slopes between the loss and w."""

import numpy as np

from ...checking import Exercise, Mistake
from ...losses import mse
from ...ops import sigmoid
from .neurons import NEURONS, neuron, slope_at


def slopes_reference(x, w, b, y):
    z, a = neuron(x, w, b)
    return mse(a, y)[1], slope_at(z), x


def slopes_with(outer=None, middle=None, inner=None):
    """The local slopes, with those given replaced by functions of (x, w, z, a, y)."""

    def slopes(x, w, b, y):
        z, a = neuron(x, w, b)
        right = slopes_reference(x, w, b, y)
        wrong = (f and f(x, w, z, a, y) for f in (outer, middle, inner))
        return tuple(good if bad is None else bad for good, bad in zip(right, wrong, strict=True))

    return slopes


local_slopes = Exercise(
    name="local_slopes",
    points=3,
    minutes=8,
    grade="core",
    kind="derive",
    hints=(
        "Cover the rest of the chain with your hand: each slope knows only its own input and "
        "output. What is the slope of t^2 at t?",
        "The slope of the sigmoid can be written with the value a alone. Draw the curve: where is "
        "it steepest, and what is a there?",
    ),
    reference=slopes_reference,
    accepted=(
        slopes_with(middle=lambda x, w, z, a, y: np.exp(-z) / (1 + np.exp(-z)) ** 2),
        slopes_with(middle=lambda x, w, z, a, y: sigmoid(z) * sigmoid(-z)),
    ),
    mistakes=(
        Mistake(
            "slopes.missing-two",
            slopes_with(outer=lambda x, w, z, a, y: a - y),
            "the 2 of the square is missing",
            "The loss stands without a factor 1/2. What then cancels the 2?",
        ),
        Mistake(
            "slopes.difference-reversed",
            slopes_with(outer=lambda x, w, z, a, y: 2 * (y - a)),
            "the difference is the wrong way round",
            "If a lies above y and grows still more, does the loss rise or fall?",
        ),
        Mistake(
            "slopes.slope-at-a",
            slopes_with(middle=lambda x, w, z, a, y: slope_at(a)),
            "the slope of the sigmoid is taken at a: the sigmoid is applied twice",
            "Which number goes into the sigmoid, and which comes out?",
        ),
        Mistake(
            "slopes.output-form-at-z",
            slopes_with(middle=lambda x, w, z, a, y: z * (1 - z)),
            "the short form of the slope, which wants the value of the sigmoid, was given z",
            "At z = 0 the curve is steepest. What does your line give there?",
        ),
        Mistake(
            "slopes.tanh-slope",
            slopes_with(middle=lambda x, w, z, a, y: 1 - a**2),
            "this is the slope of tanh, not of the sigmoid",
            "Which curve runs between 0 and 1, and which between -1 and 1?",
        ),
        Mistake(
            "slopes.plus-for-minus",
            slopes_with(middle=lambda x, w, z, a, y: a * (1 + a)),
            "a plus stands where a minus belongs in the slope of the sigmoid",
            "For a large z the curve is nearly flat. Is your number nearly 0 there?",
        ),
        Mistake(
            "slopes.value-for-slope",
            slopes_with(middle=lambda x, w, z, a, y: a),
            "the value a stands where its slope belongs",
            "For a large z the curve is nearly flat. Is your number nearly 0 there?",
        ),
        Mistake(
            "slopes.weight-for-input",
            slopes_with(inner=lambda x, w, z, a, y: w),
            "this is the slope of z in x, not in w",
            "Which of w and x is being nudged, and which stays fixed?",
        ),
    ),
    probes=NEURONS,
    outputs=("dL_da", "da_dz", "dz_dw"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="Which of the three depends on y, and which on x?",
)
