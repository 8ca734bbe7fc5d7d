"""Implement: what the neuron computes, and its loss."""

import numpy as np

from ...checking import Exercise, Mistake
from ...losses import mse
from ...ops import sigmoid
from .neurons import NEURONS, neuron, squared_loss


def forward_reference(x, w, b, y):
    z, a = neuron(x, w, b)
    return z, a, mse(a, y)[0]


def forward_through(z, y, activation=sigmoid):
    """A forward pass that goes on from a wrong z, or through another curve."""
    a = activation(z)
    return z, a, (a - y) ** 2


forward = Exercise(
    name="forward",
    points=3,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "Which of the three numbers can you compute first, and which of the inputs does it need?",
        "Each line uses the result of the line above. Only the last one looks at y.",
    ),
    reference=forward_reference,
    accepted=(
        lambda x, w, b, y: forward_through(w * x + b, y, lambda z: 1 / (1 + np.exp(-z))),
        lambda x, w, b, y: forward_through(x * w + b, y, lambda z: (1 + np.tanh(z / 2)) / 2),
    ),
    mistakes=(
        Mistake(
            "forward.bias-missing",
            lambda x, w, b, y: forward_through(w * x, y),
            "the bias is left out of z",
            "At x = 0, what should z be?",
        ),
        Mistake(
            "forward.bias-multiplied",
            lambda x, w, b, y: forward_through(w * (x + b), y),
            "the bias is added before the multiplication by w",
            "If w doubles, which part of z should stay as it is?",
        ),
        Mistake(
            "forward.exponent-sign",
            lambda x, w, b, y: forward_through(w * x + b, y, lambda z: sigmoid(-z)),
            "the sigmoid falls where it should rise: a sign in its exponent",
            "Should a large z give an a near 1 or near 0?",
        ),
        Mistake(
            "forward.tanh",
            lambda x, w, b, y: forward_through(w * x + b, y, np.tanh),
            "the activation is tanh",
            "Between which two numbers should a lie?",
        ),
        Mistake(
            "forward.not-squared",
            lambda x, w, b, y: (*neuron(x, w, b), neuron(x, w, b)[1] - y),
            "the difference is not squared",
            "Can a loss be negative, and would a lower one then be better?",
        ),
        Mistake(
            "forward.half-convention",
            lambda x, w, b, y: (*neuron(x, w, b), squared_loss(x, w, b, y) / 2),
            "the loss stands with a factor 1/2, which is another convention than ours",
            "How does the task write the loss?",
        ),
        Mistake(
            "forward.loss-of-z",
            lambda x, w, b, y: (*neuron(x, w, b), (w * x + b - y) ** 2),
            "the loss compares z with y",
            "Which of the two numbers, z or a, is the neuron's answer?",
        ),
    ),
    probes=NEURONS,
    outputs=("z", "a", "loss"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="Which of the three numbers will the way back need again?",
)
