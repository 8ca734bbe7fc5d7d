"""Implement: the gradients in w and b, each a product of local slopes."""

import numpy as np

from ...checking import Exercise, Mistake, composed
from ...ops import sigmoid
from .activation_parts import ACTIVATIONS, MIDDLE
from .neurons import (
    NEURONS,
    inner_slopes,
    middle_slope,
    neuron,
    outer_slope,
    squared_loss,
    weighted_sum,
)
from .parts import INNER, OUTER, SUMS
from .slopes import from_value, slopes_with

TOGETHER = "If a step doubles a change and the next one triples it, what do the two do together?"


def gradients_with(
    linear=weighted_sum,
    activation=sigmoid,
    outer=outer_slope,
    middle=middle_slope,
    inner=inner_slopes,
):
    """Both gradients, with some of the steps replaced."""

    def gradients(x, w, b, y):
        z = linear(x, w, b)
        a = activation(z)
        shared = outer(z, a, y) * middle(z, a)
        dz_dw, dz_db = inner(x, w, b)
        return shared * dz_dw, shared * dz_db

    return gradients


gradients_reference = gradients_with()


def with_form(**steps):
    """As ``gradients_with``, for learners who take the sigmoid's slope from its value."""
    return gradients_with(middle=from_value, **steps)


def slopes_added(x, w, b, y):
    outer, middle, inner = slopes_with()(x, w, b, y)
    return outer + middle + inner, outer + middle + 1


def slopes_added_to_z(x, w, b, y):
    outer, middle, inner = slopes_with()(x, w, b, y)
    return outer + middle + inner, outer + middle


def slopes_added_above(x, w, b, y):
    """The two slopes above z are added, and their sum is multiplied by the last one."""
    outer, middle, inner = slopes_with()(x, w, b, y)
    return (outer + middle) * inner, outer + middle


def slopes_added_for_weight(x, w, b, y):
    return slopes_added(x, w, b, y)[0], gradients_reference(x, w, b, y)[1]


def answer_and_label_exchanged(x, w, b, y):
    """As when the two are given to a function in each other's place."""
    a = neuron(x, w, b)[1]
    shared = 2 * (y - a) * y * (1 - y)
    return shared * x, shared


def steps_of(x, w, b, y):
    """Every value on the way, by the names of the lesson."""
    z = weighted_sum(x, w, b)
    a = sigmoid(z)
    dL_da, da_dz = outer_slope(z, a, y), middle_slope(z, a)
    dL_dz = dL_da * da_dz
    return {
        "z": z,
        "a": a,
        "dL_da": dL_da,
        "da_dz": da_dz,
        "dL_dz": dL_dz,
        "dL_db": dL_dz,
        "dL_dw": dL_dz * x,
    }


def plain(x, w, b, y):
    z = w * x + b
    a = sigmoid(z)
    dL_da = 2 * (a - y)
    da_dz = a * (1 - a)
    dL_dz = dL_da * da_dz
    dL_dw = dL_dz * x
    dL_db = dL_dz
    return dL_dw, dL_db


gradients = Exercise(
    name="gradients",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "On the way from w to L, which local slopes does a small change pass, one after another?",
        "The two gradients share all slopes but the last. What does z do when b moves by 0.01?",
    ),
    reference=gradients_reference,
    accepted=(
        plain,
        gradients_with(middle=lambda z, a: 1 / (2 + np.exp(z) + np.exp(-z))),
    ),
    mistakes=(
        *composed(
            "neuron",
            gradients_with,
            outer=OUTER,
            middle=MIDDLE,
            inner=INNER,
            without=("difference-reversed", "minus-turned", "slope-of-cross-entropy"),
        ),
        Mistake(
            "neuron.sign",
            gradients_with(outer=lambda z, a, y: 2 * (y - a)),
            "the sign is flipped: the difference between a and y is the wrong way round, or the "
            "minus in the slope of the sigmoid",
            "If a lies above y and grows still more, does the loss rise or fall?",
        ),
        *composed("neuron", with_form, linear=SUMS, activation=ACTIVATIONS),
        Mistake(
            "neuron.cross-entropy-slope",
            gradients_with(outer=lambda z, a, y: a - y, middle=lambda z, a: 1.0),
            "the 2 of the square and the slope of the sigmoid are missing: so it is with another "
            "loss, the cross-entropy",
            "Which loss is asked for here, and what cancels in it?",
        ),
        Mistake(
            "neuron.slopes-added",
            slopes_added,
            "the local slopes are added along the chain",
            TOGETHER,
        ),
        Mistake(
            "neuron.slopes-added-to-z",
            slopes_added_to_z,
            "the local slopes are added along the chain",
            TOGETHER,
        ),
        Mistake(
            "neuron.slopes-added-above",
            slopes_added_above,
            "the slopes of the loss and of the sigmoid are added",
            TOGETHER,
        ),
        Mistake(
            "neuron.weight-slopes-added",
            slopes_added_for_weight,
            "the local slopes are added along the chain for w",
            TOGETHER,
        ),
        Mistake(
            "neuron.answer-for-label",
            answer_and_label_exchanged,
            "a and y stand in each other's place everywhere",
            "Which of the two came out of the sigmoid, and in which order does a call name them?",
        ),
        Mistake(
            "neuron.bias-is-one",
            lambda x, w, b, y: (gradients_reference(x, w, b, y)[0], 1.0),
            "this is the slope of z in b alone: the chain above z is missing",
            "If the loss does not depend on z, what should dL/db be?",
        ),
        Mistake(
            "neuron.difference-undivided",
            lambda x, w, b, y: tuple(2 * one for one in gradients_reference(x, w, b, y)),
            "everything is twice as large: a 2 too many, or a central difference divided by h",
            "How far apart are the two points of a central difference?",
        ),
    ),
    probes=NEURONS,
    plain=plain,
    outputs=("dL_dw", "dL_db"),
    output_points=(1, 1),
    objective=squared_loss,
    slope_of={"dL_dw": "w", "dL_db": "b"},
    steps=steps_of,
    uses=("ops.sigmoid",),
    praise="For which x are the two gradients equal?",
)
