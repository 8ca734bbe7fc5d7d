"""Derive: the gradients under the binary cross-entropy, where slopes cancel."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, WrongPart, composed
from ...losses import binary_cross_entropy
from ...ops import sigmoid
from .activation_parts import ACTIVATIONS, MIDDLE
from .neurons import NEURONS, inner_slopes, middle_slope, neuron, slope_at, weighted_sum
from .parts import INNER, SUMS
from .slopes_multiplied import gradients_reference


def cross_entropy_loss(x, w, b, y):
    """The binary cross-entropy of one example as one number."""
    return binary_cross_entropy(neuron(x, w, b)[0], y)[0]


def difference(z, a, y):
    """The slope of the loss in z, once all has cancelled."""
    return a - y


def logistic_with(linear=weighted_sum, activation=sigmoid, at_z=difference, inner=inner_slopes):
    """Both gradients, with some of the steps replaced; ``at_z`` is dL/dz from (z, a, y)."""

    def gradients(x, w, b, y):
        z = linear(x, w, b)
        shared = at_z(z, activation(z), y)
        dz_dw, dz_db = inner(x, w, b)
        return shared * dz_dw, shared * dz_db

    return gradients


def slope_in_a(a, y):
    return -y / a + (1 - y) / (1 - a)


def long_way(middle=middle_slope):
    """Nothing cancelled: the slope of the loss in a times that of the sigmoid."""
    return logistic_with(at_z=lambda z, a, y: slope_in_a(a, y) * middle(z, a))


AT_Z = (
    WrongPart(
        "slope-kept",
        lambda z, a, y: (a - y) * slope_at(z),
        "the slope of the sigmoid is multiplied in once more, after it has cancelled",
        "When the neuron is confidently wrong, should it learn slowly? Does yours?",
    ),
    WrongPart(
        "difference-reversed",
        lambda z, a, y: y - a,
        "the sign is flipped: the minus of the loss, the difference, or the minus in a slope",
        "If y = 1 and z grows, does the loss rise or fall?",
    ),
    WrongPart(
        "z-for-a",
        lambda z, a, y: z - y,
        "z stands where the probability a belongs",
        "What should the gradient be when the neuron says almost exactly y?",
    ),
    WrongPart(
        "only-label-one",
        lambda z, a, y: -y * (1 - a),
        "only the term for y = 1 is there, so that examples with y = 0 teach nothing",
        "What is left of your loss when y = 0?",
    ),
    WrongPart(
        "only-label-zero",
        lambda z, a, y: (1 - y) * a,
        "only the term for y = 0 is there, so that examples with y = 1 teach nothing",
        "What is left of your loss when y = 1?",
    ),
    WrongPart(
        "inner-minus",
        lambda z, a, y: (-y / a - (1 - y) / (1 - a)) * slope_at(z),
        "the minus inside ln(1 - a) is lost, so that the sign is wrong where y = 0",
        "When a grows, does ln(1 - a) grow or fall?",
    ),
    WrongPart(
        "first-minus",
        lambda z, a, y: (y / a + (1 - y) / (1 - a)) * slope_at(z),
        "the minus in front of the term for y = 1 is lost, or the sign of the difference",
        "If y = 1 and a grows, does the loss rise or fall?",
    ),
    WrongPart(
        "second-weight-missing",
        lambda z, a, y: (-y / a + 1 / (1 - a)) * slope_at(z),
        "the factor 1 - y is missing, so that the second term counts where y = 1, too",
        "Which of the two terms of the loss is left when y = 1?",
    ),
    WrongPart(
        "zero-turned-round",
        lambda z, a, y: a - 1 if y == 1 else 1 - a,
        "where y = 0, 1 - a stands in place of the distance between a and y",
        "If y = 0 and the neuron says almost exactly 0, how large should the gradient be?",
    ),
    WrongPart(
        "extra-two",
        lambda z, a, y: 2 * (a - y),
        "there is a 2, which belongs to the squared error",
        "Is anything squared in this loss?",
    ),
    WrongPart(
        "squared-difference",
        lambda z, a, y: (a - y) ** 2,
        "the difference is squared, as in a loss",
        "If a lies below y, which sign should the slope have?",
    ),
    WrongPart(
        "logarithms-kept",
        lambda z, a, y: (-y * np.log(a) - (1 - y) * np.log(1 - a)) * slope_at(z),
        "the loss itself stands where its slope in a belongs",
        "What is the slope of ln t in t?",
    ),
    WrongPart(
        "label-missing",
        lambda z, a, y: a,
        "the label is not used",
        "Change y. Does your answer change?",
    ),
    WrongPart(
        "labels-added",
        lambda z, a, y: a + y,
        "a and y are added where their difference belongs",
        "What should the gradient be when the neuron says almost exactly y?",
    ),
    WrongPart(
        "hard-prediction",
        lambda z, a, y: float(a > 0.5) - y,
        "the prediction is rounded to 0 or 1",
        "Does a neuron that is correct with 51 % have nothing left to learn?",
    ),
)
# What these parts do here is what others of the catalogue do.
SAME = ("no-activation", "step", "minus-turned", "slope-twice")


def plain(x, w, b, y):
    z = w * x + b
    a = sigmoid(z)
    dL_dz = a - y
    dL_dw = dL_dz * x
    dL_db = dL_dz
    return dL_dw, dL_db


logistic_gradients = Exercise(
    name="logistic_gradients",
    points=2,
    minutes=12,
    grade="core",
    kind="derive",
    hints=(
        "Only the loss is new. Which of the local slopes stay as they were?",
        "Write dL/da for y = 1 and for y = 0 on paper and multiply it by the slope of the "
        "sigmoid. What cancels?",
    ),
    reference=logistic_with(at_z=lambda z, a, y: binary_cross_entropy(z, y)[1]),
    accepted=(
        plain,
        long_way(),
        logistic_with(at_z=lambda z, a, y: -(1 - a) if y == 1 else a),
    ),
    mistakes=(
        *composed("logistic", logistic_with, at_z=AT_Z, inner=INNER),
        *composed("logistic", logistic_with, linear=SUMS, activation=ACTIVATIONS, without=SAME),
        *composed("logistic", long_way, middle=MIDDLE, without=SAME),
        Mistake(
            "logistic.squared-error",
            gradients_reference,
            "this is the gradient of the squared error",
            "Which loss is asked for here, and what is its slope in a?",
        ),
    ),
    probes=(
        *(Probe((*probe.inputs[:3], float(k % 2))) for k, probe in enumerate(NEURONS, 1)),
        Probe((2.0, 1.9, 0.2, 0.0)),  # confidently wrong
    ),
    plain=plain,
    outputs=("dL_dw", "dL_db"),
    output_points=(1, 1),
    objective=cross_entropy_loss,
    slope_of={"dL_dw": "w", "dL_db": "b"},
    uses=("ops.sigmoid",),
    praise="How large is the gradient when the neuron is confidently wrong, and with the squared "
    "error?",
)
