"""Implement: the gradients in w and b, each a product of local slopes."""

import numpy as np

from ...checking import Exercise, Mistake
from .neurons import NEURONS, neuron, slope_at, squared_loss
from .slopes import slopes_reference


def gradients_reference(x, w, b, y):
    dL_da, da_dz, dz_dw = slopes_reference(x, w, b, y)
    return dL_da * da_dz * dz_dw, dL_da * da_dz


def gradients_from(dL_dz):
    """Both gradients from a way to compute dL/dz, a function of (z, a, y)."""

    def gradients(x, w, b, y):
        shared = dL_dz(*neuron(x, w, b), y)
        return shared * x, shared

    return gradients


missing_slope = gradients_from(lambda z, a, y: 2 * (a - y))
missing_two = gradients_from(lambda z, a, y: (a - y) * slope_at(z))
difference_reversed = gradients_from(lambda z, a, y: 2 * (y - a) * slope_at(z))


def missing_input(x, w, b, y):
    _, shared = gradients_reference(x, w, b, y)
    return shared, shared


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
        gradients_from(lambda z, a, y: 2 * (a - y) * a * (1 - a)),
        gradients_from(lambda z, a, y: 2 * (a - y) / (2 + np.exp(z) + np.exp(-z))),
    ),
    mistakes=(
        Mistake(
            "neuron.missing-sigmoid-slope",
            missing_slope,
            "the slope of the sigmoid is left out of the product",
            "Between z and a stands a curve. How steep is it where the neuron stands?",
        ),
        Mistake(
            "neuron.slope-at-a",
            gradients_from(lambda z, a, y: 2 * (a - y) * slope_at(a)),
            "the slope of the sigmoid is taken at a: the sigmoid is applied twice",
            "Which number goes into the sigmoid, and which comes out?",
        ),
        Mistake(
            "neuron.output-form-at-z",
            gradients_from(lambda z, a, y: 2 * (a - y) * z * (1 - z)),
            "the short form of the sigmoid's slope was given z, where it wants the value a",
            "At z = 0 the curve is steepest. What does your line give there?",
        ),
        Mistake(
            "neuron.plus-for-minus",
            gradients_from(lambda z, a, y: 2 * (a - y) * a * (1 + a)),
            "a plus stands where a minus belongs in the slope of the sigmoid",
            "For a large z the curve is nearly flat. Is your gradient nearly 0 there?",
        ),
        Mistake(
            "neuron.missing-two",
            missing_two,
            "the 2 of the square is missing: this is the gradient of half the loss",
            "Does the loss of this task stand with a factor 1/2?",
        ),
        Mistake(
            "neuron.difference-reversed",
            difference_reversed,
            "the difference between a and y is the wrong way round",
            "If a lies above y and grows still more, does the loss rise or fall?",
        ),
        Mistake(
            "neuron.missing-input",
            missing_input,
            "the chain for w ends at z: its last slope is left out",
            "How much does z move when w moves by 0.01, and does that depend on x?",
        ),
        Mistake(
            "neuron.input-on-bias",
            lambda x, w, b, y: (gradients_reference(x, w, b, y)[0],) * 2,
            "the bias gradient was given the input as a factor, like the weight's",
            "How much does z move when b moves by 0.01, and does that depend on x?",
        ),
        Mistake(
            "neuron.weight-for-input",
            lambda x, w, b, y: tuple(missing_input(x, w, b, y)[0] * f for f in (w, 1)),
            "w was taken where x belongs: this is the slope in x",
            "Which of w and x is being nudged, and which stays fixed?",
        ),
        Mistake(
            "neuron.slopes-added",
            lambda x, w, b, y: (
                sum(slopes_reference(x, w, b, y)),
                sum(slopes_reference(x, w, b, y)[:2]),
            ),
            "the local slopes are added along the chain",
            "If a step doubles a change and the next one triples it, what do the two do together?",
        ),
    ),
    probes=NEURONS,
    outputs=("dL_dw", "dL_db"),
    output_points=(1, 1),
    objective=squared_loss,
    slope_of={"dL_dw": "w", "dL_db": "b"},
    uses=("ops.sigmoid",),
    praise="For which x are the two gradients equal?",
)
