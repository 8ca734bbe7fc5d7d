"""Bug hunt: a ReLU whose mask is taken from what arrives."""

import numpy as np

from ...checking import BugHunt, Suspect, part
from ...ops import relu_vjp
from ..ch07.parts import GRAD_X, MASKS


def planted_backward(grad_y, x, W):
    z = x @ W
    grad_z = np.where(grad_y > 0, grad_y, np.zeros_like(z))
    return grad_z @ W.T


def layer_with(mask=lambda grad_y, z: relu_vjp(grad_y, z)[0], grad_x=None):
    """grad_x of y = relu(x @ W), with one of the two steps replaced."""

    def backward(grad_y, x, W):
        grad_z = mask(grad_y, x @ W)
        return grad_x(grad_z, x, W) if grad_x else grad_z @ W.T

    return backward


X, W = np.array([[3.0, 1.0]]), np.array([[1.0, -1.0], [0.0, 2.0]])  # z is (3, -1)

find_the_mask = BugHunt(
    name="find_the_mask",
    name_points=1,
    input_points=1,
    minutes=7,
    grade="core",
    hints=(
        "Send a gradient through the planted lines by hand. Which array decides what passes?",
        "In the friend's test the gradient was positive exactly where z was. Which suspects would "
        "have shown there?",
    ),
    right=layer_with(),
    suspects=(
        Suspect(
            "no-mask",
            layer_with(part(MASKS, "passthrough")),
            "the ReLU lets every gradient through",
            "Which entries does the planted np.where set to 0?",
        ),
        Suspect(
            "mask-from-gradient",
            planted_backward,
            "the gradient that arrives decides what passes, not the input of the ReLU",
            "",
        ),
        Suspect(
            "passes-at-zero",
            layer_with(part(MASKS, "passes-at-zero")),
            "the gradient also passes where z is exactly 0",
            "Does any planted line ask whether z is 0?",
        ),
        Suspect(
            "averaged",
            layer_with(grad_x=part(GRAD_X, "input-averaged")),
            "it divides by the number of examples",
            "Which planted line knows how many rows there are?",
        ),
        Suspect(
            "reshaped",
            layer_with(grad_x=part(GRAD_X, "input-reshaped")),
            "W is reshaped where it should be transposed",
            "What does .T do to rows and columns?",
        ),
    ),
    bug="mask-from-gradient",
    exposing=(np.array([[5.0, 2.0], [-1.0, 4.0]]), np.array([[3.0, 1.0], [1.0, 2.0]]), W),
    blind=(np.array([[5.0, -2.0]]), X, W),
    more_exposing=(
        (np.array([[-1.0]]), np.array([[2.0]]), np.array([[3.0]])),
        (np.array([[1.0]]), np.array([[-2.0]]), np.array([[3.0]])),
    ),
    outputs=("grad_x",),
    praise="With four units and a random grad_y, how often would this bug stay hidden?",
)
