"""Steps to test with: the first is small and round, so that a verdict can print it."""

import numpy as np

from ...checking import Probe

RNG = np.random.default_rng(10)


def arrays(count, *shape):
    """Several random arrays of one shape."""
    return tuple(RNG.normal(size=(count, *shape)).round(2))


def momentum_probe(w, u, g, lr, beta):
    return Probe((w, u, g, lr, beta), {})


MOMENTUM = (
    momentum_probe(np.array([1.0, 2.0]), np.array([4.0, -2.0]), np.array([4.0, 1.0]), 0.1, 0.5),
    momentum_probe(*arrays(3, 3), 0.25, 0.9),
    momentum_probe(*arrays(3, 2, 3), 0.02, 0.8),
    momentum_probe(*arrays(3, 4), 2.0, 0.3),
)


def adam_probe(w, m, v, g, t, lr):
    return Probe((w, m, v, g, t, lr), {})


def on_its_way(t, lr, *shape):
    """A step in the middle of a training: v is an average of squares."""
    w, m, v, g = arrays(4, *shape)
    return adam_probe(w, m, v**2, g, t, lr)


ADAM = (
    adam_probe(np.array([1.0, 2.0]), np.zeros(2), np.zeros(2), np.array([4.0, -0.5]), 1, 0.1),
    adam_probe(np.array([1.0, -2.0]), np.zeros(2), np.zeros(2), np.array([0.0, 3.0]), 1, 0.1),
    on_its_way(2, 0.1, 3),
    on_its_way(7, 0.5, 2, 3),
    on_its_way(400, 0.02, 4),
    adam_probe(np.zeros(3), 1e-3 * np.ones(3), 1e-6 * np.ones(3), np.zeros(3), 30_000, 1.0),
)
