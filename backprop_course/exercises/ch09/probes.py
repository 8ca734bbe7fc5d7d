"""Gradients, functions and directions to test with; the claimed gradients are wrong on purpose.

A gap between correct gradients is round-off, and no two machines agree on that.
"""

import numpy as np

from ...checking import Probe
from ...ops import linear, sigmoid, sin

RNG = np.random.default_rng(9)


def sized(*inputs, entries):
    return Probe(inputs, {"entries": entries})


def pair(n, floor, spread):
    """Two gradients of n entries of many sizes, a few of them below the floor."""
    sizes = 10.0 ** RNG.uniform(-spread, 0, n) * RNG.choice([-1.0, 1.0], n)
    return sized(sizes, sizes * RNG.uniform(-0.5, 2.0, n), floor, entries=n)


PAIRS = (  # grad, nudged, floor
    sized(np.array([0.5, 1e-7, -4.0, 0.0]), np.array([0.6, 2e-7, -1.0, 1e-6]), 1e-4, entries=4),
    pair(7, 1e-3, 5),
    pair(5, 0.2, 3),
    pair(6, 1e-6, 9),
)


def gradient(*g):
    """Weights of both signs beside a gradient."""
    g = np.array(g)
    weights = RNG.uniform(0.5, 1, g.size) * RNG.choice([-1.0, 1.0], g.size)
    return sized(g, weights.round(2) if g.size < 4 else weights, entries=g.size)


GRADIENTS = (  # g, weights
    gradient(4.0, -0.5, 0.01),
    gradient(0.0, 2.0, -1e-3, 5.0),  # an entry that is exactly 0
    gradient(*RNG.normal(size=6)),
    gradient(*10.0 ** RNG.uniform(-6, 2, 9)),
)


def squares(t):
    return np.sum(t**2)


def product_and_exponential(t):
    return t[0] * t[1] * t[2] + np.exp(t[3])


SLOPES = np.array([3.0, -2.0, 0.5, 1.5, 4.0])


def kinked(t):
    """A sum of ReLUs with slopes of their own."""
    return np.sum(SLOPES * np.where(t.real > 0, t, 0.0))


def in_a_table(t):
    return np.sum(sin(t) * np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, -2.0]]))


NEAR = np.array([1e-8, -1e-8, 2e-8, -3.0, 1e-7])  # nearer to the kinks than a usual nudge
PLACES = (  # f, a wrong gradient, theta, u
    sized(
        squares,
        lambda t: np.array([2.0, 2.0, 3.0]) * t,
        np.array([0.5, -1.0, 2.0]),
        np.array([1.0, -0.5, 0.25]),
        entries=3,
    ),
    sized(
        kinked,
        lambda t: SLOPES * (t > 0) + np.array([0.0, 0.0, 0.7, 0.0, 0.0]),
        NEAR,
        RNG.uniform(0.5, 1, 5).round(2) * np.array([1, -1, 1, 1, -1]),
        entries=5,
    ),
    sized(
        product_and_exponential,
        lambda t: np.array([t[1] * t[2], t[0] * t[2], -t[0] * t[1], np.exp(t[3])]),
        np.array([1.2, -0.7, 0.4, 0.3]),
        RNG.uniform(0.5, 1, 4).round(2) * np.array([1, -1, -1, 1]),
        entries=4,
    ),
    sized(
        in_a_table,
        lambda t: np.cos(t),
        RNG.normal(size=(3, 2)).round(1),
        RNG.normal(size=(3, 2)).round(1),
        entries=6,
    ),
)

W, SHIFT = RNG.normal(size=(3, 4)), np.zeros(4)


def layer(x):
    return linear(x, W, SHIFT)


def shaped(f, f_vjp, x, y_shape):
    x = np.array(x)
    grad_y, sizes = RNG.normal(size=y_shape).round(1), RNG.uniform(0.5, 1, x.shape).round(2)
    return sized(f, f_vjp, x, grad_y, sizes * RNG.choice([-1, 1], x.shape), entries=x.size)


BACKWARDS = (  # f, a wrong backward function, x, grad_y, u
    shaped(sin, lambda grad_y, x: (grad_y * np.cos(x) ** 2,), [[0.5, -1.0], [2.0, 0.3]], (2, 2)),
    shaped(layer, lambda grad_y, x: (1.5 * grad_y @ W.T,), RNG.normal(size=(2, 3)), (2, 4)),
    shaped(sigmoid, lambda grad_y, x: (grad_y * x,), RNG.normal(size=(5, 1)), (5, 1)),
)

CLAIMS = (  # claimed, true; the errors do not add up to 0, nor does any part of them
    sized(np.array([2.0, 5.0]), np.array([1.0, 3.0]), entries=2),
    sized(np.array([1.0, -2.0, 0.5]), np.array([0.5, -1.0, -0.75]), entries=3),
    sized(np.array([0.3, 4.0, -2.0, 1.5]), np.array([-0.7, 4.4, -5.0, 1.75]), entries=4),
    sized(*RNG.normal(size=(2, 6)).round(2), entries=6),
)


def tanh_of_products(W, b):
    return np.sum(np.tanh(np.array([[0.5, -1.0], [2.0, 0.25]]) @ W + b))


def product_of_sums(W, b):
    return np.sum(W**2) * np.sum(b) + np.sum(b**3)


def lines(W, b):
    return np.sum(np.array([3.0, -1.0]) @ W) + 2.0 * np.sum(b)


def near_a_kink(W, b):
    """A sum of ReLUs; one of the sums that it takes lies nearer to its kink than a usual nudge."""
    z = np.array([2.0, -1.0, 1.0]) @ W + b
    return np.sum(np.where(z.real > 0, z, 0.0) * np.array([3.0, 1.0, -2.0]))


def two(f, w_shape, b_shape):
    """Parameters, wrong claims and directions for both arrays."""
    params, grads = (
        [RNG.normal(size=shape).round(1) for shape in (w_shape, b_shape)] for _ in range(2)
    )
    us = [
        RNG.choice([-1.0, 1.0], shape) * RNG.uniform(0.5, 1, shape).round(2)
        for shape in (w_shape, b_shape)
    ]
    return sized(f, grads, params, us, entries=params[0].size)


TWO_ARRAYS = (  # f, grads, params, us
    sized(
        lines,
        [np.array([[3.0], [1.0]]), np.array([4.0])],
        [np.array([[1.0], [2.0]]), np.array([0.5])],
        [np.array([[1.0], [0.5]]), np.array([-1.0])],
        entries=2,
    ),
    two(tanh_of_products, (2, 3), (3,)),
    two(product_of_sums, (2, 2), (3,)),
    sized(
        near_a_kink,
        [RNG.normal(size=(3, 3)).round(1), RNG.normal(size=3).round(1)],
        [np.array([[0.5, 1.0, 0.25], [1.0, 0.5, -2.0], [0.0, -1.5, 1.0]]), np.array([1e-7, 2, 1])],
        [np.array([[0.5, -0.75, 0.5], [1.0, 1.0, -1.0], [0.75, 0.5, 1.0]]), np.array([-1, 0.5, 1])],
        entries=9,
    ),
)
