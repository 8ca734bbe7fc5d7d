"""Sizes, shapes, gradients and states to test with: few and round first."""

import numpy as np

from ...checking import Probe
from ...diagnostics import root_mean_square

RNG = np.random.default_rng(13)


def gradients(*sizes, shape):
    """Random gradients of one shape, whose root mean squares are ``sizes``."""
    drawn = [RNG.normal(size=shape) for _ in sizes]
    scaled = [size * one / root_mean_square(one) for size, one in zip(sizes, drawn, strict=True)]
    return Probe((scaled,), {"layers": len(sizes), "n": shape[0]})


THROUGH_LAYERS = (  # the first is the worked example
    Probe(
        ([np.array([[0.25, -0.25]]), np.array([[0.7, 0.7]]), np.array([[-1.0, 1.0]])],),
        {"layers": 3, "n": 1},
    ),
    gradients(8.0, 4.0, 3.0, 1.0, shape=(2, 5)),
    gradients(0.001, 0.02, 0.05, 0.3, 2.0, shape=(6, 3)),
    gradients(*np.exp(RNG.normal(size=9)), shape=(4, 2)),
)


def noise(fan_in, fan_out):
    return Probe(
        (RNG.normal(size=(fan_in, fan_out)).round(2),), {"fan_in": fan_in, "fan_out": fan_out}
    )


NOISE = (noise(8, 3), noise(5, 7), noise(2, 6), noise(4, 1))


def to_clip(max_norm, *grads):
    return Probe(([np.array(grad) for grad in grads], max_norm), {"arrays": len(grads)})


GRADIENTS = (  # too long; short already; several shapes; short; one huge array
    to_clip(1.0, [3.0], [-4.0]),
    to_clip(9.0, [-3.0], [4.0], [1.0]),
    to_clip(2.0, [[1.0, -2.0], [0.5, 3.0]], [-1.0, 2.5], [0.25], [[0.5]]),
    to_clip(5.0, [0.1, -0.2, 0.3]),
    to_clip(0.5, *((size * RNG.normal(size=(3, 2))).round(2) for size in (1, 1, 40, 0.1, 2))),
)


def sequence(n, units, steps):
    """A gradient at the last state, random states, random weights."""
    h = [np.tanh(RNG.normal(size=(n, units))).round(2) for _ in range(steps + 1)]
    sizes = {"n": n, "units": units, "steps": steps}
    grad, W = (RNG.normal(size=(rows, units)).round(2) for rows in (n, units))
    return Probe((grad, h, W), sizes)


STATES = (sequence(4, 2, 3), sequence(2, 3, 5), sequence(3, 5, 1), sequence(5, 4, 2))
