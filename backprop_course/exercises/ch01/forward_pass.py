"""Implement: what the neuron computes, and its loss."""

import numpy as np

from ...checking import Exercise, composed
from ...ops import sigmoid
from .activation_parts import ACTIVATIONS
from .neurons import NEURONS, loss_of, weighted_sum
from .parts import LOSSES, SUMS


def forward_with(linear=weighted_sum, activation=sigmoid, loss=loss_of):
    """A forward pass, with some of its three steps replaced."""

    def forward(x, w, b, y):
        z = linear(x, w, b)
        a = activation(z)
        return z, a, loss(z, a, y)

    return forward


def plain(x, w, b, y):
    z = w * x + b
    a = 1 / (1 + np.exp(-z))
    loss = (a - y) ** 2
    return z, a, loss


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
    reference=forward_with(),
    accepted=(
        plain,
        forward_with(activation=lambda z: (1 + np.tanh(z / 2)) / 2),
    ),
    mistakes=composed("forward", forward_with, linear=SUMS, activation=ACTIVATIONS, loss=LOSSES),
    probes=NEURONS,
    plain=plain,
    outputs=("z", "a", "loss"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="Which of the three numbers will the backward pass need again?",
)
