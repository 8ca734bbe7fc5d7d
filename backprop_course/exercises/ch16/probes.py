"""Arrays, small networks and rows of weights to test with."""

import itertools

import numpy as np

from ...checking import Probe
from ...ops import sin, sin_vjp, square, square_vjp, tanh, tanh_vjp

RNG = np.random.default_rng(16)


def network(n, *sizes):
    """Inputs, and the weights of linear layers with a ReLU between each two."""
    weights = [RNG.normal(size=pair).round(2) for pair in itertools.pairwise(sizes)]
    return Probe(
        (RNG.normal(size=(n, sizes[0])).round(2), weights), {"n": n, "layers": len(weights)}
    )


NETWORKS = (
    network(5, 3, 4),
    network(4, 2, 6, 3),
    network(7, 5, 4, 6, 2),
    network(6, 4, 3, 5, 2, 7),
)


def step(f, f_vjp):
    """(forward, backward) of a formula with one input."""
    return f, lambda grad_y, x: f_vjp(grad_y, x)[0]


TANH, SINE = step(tanh, tanh_vjp), step(sin, sin_vjp)
SQUARE = step(square, square_vjp)
TURN = np.array([[0.6, -0.8], [0.8, 0.5]])
MIXED = (lambda x: x @ TURN), (lambda grad_y, x: grad_y @ TURN.T)  # so that the order counts


def piece(n, *steps):
    grad_y, x = RNG.normal(size=(2, n, 2)).round(2)
    return Probe((grad_y, x, list(steps)), {"n": n, "steps": len(steps)}, public=False)


PIECES = (
    piece(1, SQUARE, MIXED),
    piece(2, TANH, MIXED, SINE),
    piece(3, SQUARE, MIXED, SINE, TANH),
    piece(4, SINE),
)


def row(n, *sizes):
    """What arrives, the saved inputs and the weights of linear layers in a row, and a rate."""
    weights = [RNG.normal(size=pair).round(2) for pair in itertools.pairwise(sizes)]
    inputs = [RNG.normal(size=(n, size)).round(2) for size in sizes[:-1]]
    arrives = RNG.normal(size=(n, sizes[-1])).round(2)
    return Probe((arrives, inputs, weights, 0.1), {"n": n, "layers": len(weights)})


ROWS = (row(3, 2, 1), row(4, 3, 2, 2), row(5, 2, 3, 1, 2), row(2, 3, 2, 4, 3, 2))
