"""Implement: the backward pass of a matrix product, for a batch."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, composed
from ...ops import matmul_vjp
from ..ch07.parts import GRAD_W, GRAD_X
from ..ch07.probes import layer_probe

RNG = np.random.default_rng(61)
WORKED = Probe(
    (
        np.array([[1.0, 2.0, 0.5]]),
        np.array([[2.0, -1.0]]),
        np.array([[1.0, 0.0, 3.0], [-1.0, 2.0, 1.0]]),
    ),
    {"n": 1, "fan_out": 3},
)


def matmul_with(grad_x=None, grad_W=None):
    """Both gradients, with those given replaced by functions of (grad_y, x, W)."""

    def backward(grad_y, x, W):
        right = matmul_vjp(grad_y, x, W)
        wrong = (f and f(grad_y, x, W) for f in (grad_x, grad_W))
        return tuple(good if bad is None else bad for good, bad in zip(right, wrong, strict=True))

    return backward


def plain(grad_y, x, W):
    grad_x = grad_y @ W.T
    grad_W = x.T @ grad_y
    return grad_x, grad_W


matmul_backward = Exercise(
    name="matmul_backward",
    points=2,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "What shape does each of the two gradients have, and which shapes are at hand?",
        "For grad_x the outputs have to meet and vanish; for grad_W, the examples. Which of the "
        "arrays has to be transposed for that, and on which side does it stand?",
    ),
    reference=lambda grad_y, x, W: matmul_vjp(grad_y, x, W),
    accepted=(
        matmul_with(
            lambda grad_y, x, W: np.einsum("ik,jk->ij", grad_y, W),
            lambda grad_y, x, W: np.einsum("ij,ik->jk", x, grad_y),
        ),
        matmul_with(
            lambda grad_y, x, W: (W @ grad_y.T).T,
            lambda grad_y, x, W: sum(np.outer(*pair) for pair in zip(x, grad_y, strict=True)),
        ),
    ),
    mistakes=(
        *composed("matmul", matmul_with, grad_x=GRAD_X, grad_W=GRAD_W),
        Mistake(
            "matmul.exchanged",
            lambda grad_y, x, W: matmul_vjp(grad_y, x, W)[::-1],
            "both gradients are correct, and they stand in each other's place",
            "In which order does the first line of the task name them?",
        ),
        Mistake(
            "matmul.upstream-ignored",
            lambda grad_y, x, W: matmul_vjp(np.ones_like(grad_y), x, W),
            "these are the slopes of the product alone: the gradient that arrives is not used",
            "What should happen to your result when grad_y doubles?",
        ),
    ),
    probes=(WORKED, *(layer_probe(*sizes, rng=RNG) for sizes in ((5, 3, 4), (4, 2, 6), (3, 5, 2)))),
    plain=plain,
    outputs=("grad_x", "grad_W"),
    output_points=(1, 1),
    praise="Over which axis does each of your two products sum?",
)
