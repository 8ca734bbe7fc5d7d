"""Derive: the three local slopes between the loss and w."""

import numpy as np

from ...checking import Exercise, Mistake, composed
from ...ops import sigmoid
from .activation_parts import ACTIVATIONS, MIDDLE
from .neurons import NEURONS, inner_slopes, middle_slope, outer_slope, slope_at, weighted_sum
from .parts import INNER, OUTER, SUMS


def slopes_with(
    linear=weighted_sum,
    activation=sigmoid,
    outer=outer_slope,
    middle=middle_slope,
    inner=inner_slopes,
):
    """The local slopes, with some of the steps replaced."""

    def slopes(x, w, b, y):
        z = linear(x, w, b)
        a = activation(z)
        return outer(z, a, y), middle(z, a), inner(x, w, b)[0]

    return slopes


def from_value(z, a):
    """The sigmoid's slope from its value: where the value is wrong, so is the slope."""
    return a * (1 - a)


def with_form(**steps):
    """As ``slopes_with``, for learners who take the slope from the value."""
    return slopes_with(middle=from_value, **steps)


def running_products(x, w, b, y):
    outer, middle, inner = slopes_with()(x, w, b, y)
    return outer, outer * middle, outer * middle * inner


def product_at_the_end(x, w, b, y):
    outer, middle, inner = slopes_with()(x, w, b, y)
    return outer, middle, outer * middle * inner


def slope_without_bias(x, w, b, y):
    outer, _, inner = slopes_with()(x, w, b, y)
    return outer, slope_at(w * x), inner


def plain(x, w, b, y):
    z = w * x + b
    a = sigmoid(z)
    dL_da = 2 * (a - y)
    da_dz = a * (1 - a)
    dz_dw = x
    return dL_da, da_dz, dz_dw


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
    reference=slopes_with(),
    accepted=(
        plain,
        slopes_with(middle=lambda z, a: np.exp(-z) / (1 + np.exp(-z)) ** 2),
        slopes_with(middle=lambda z, a: sigmoid(z) * sigmoid(-z)),
    ),
    mistakes=(
        *composed("slopes", slopes_with, outer=OUTER, middle=MIDDLE),
        *composed(
            "slopes",
            slopes_with,
            inner=INNER,
            without=("input-on-bias", "bias-on-bias", "bias-gradient-zero", "all-three-factors"),
        ),
        *composed("slopes", with_form, linear=SUMS, activation=ACTIVATIONS),
        Mistake(
            "slopes.product-at-the-end",
            product_at_the_end,
            "the last of the three is the whole product, where one slope alone is asked for",
            "How much does z move when w moves by 0.01, whatever stands above it?",
        ),
        Mistake(
            "slopes.slope-without-bias",
            slope_without_bias,
            "the slope of the sigmoid is taken at w x: the bias is left out there",
            "At which number does the curve stand when the neuron answers?",
        ),
        Mistake(
            "slopes.running-products",
            running_products,
            "these are products along the chain, where each slope should stand alone",
            "How steep is the sigmoid at this z, whatever stands above it?",
        ),
    ),
    probes=NEURONS,
    plain=plain,
    outputs=("dL_da", "da_dz", "dz_dw"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="Which of the three depends on y, and which on x?",
)
