"""Arrays to test with, examples in rows; the first holds the numbers of the lesson."""

import numpy as np

from ...checking import Probe

RNG = np.random.default_rng(12)
WORKED = np.array([[9.0, 0.0], [1.0, 6.0], [15.0, 6.0], [7.0, 8.0]])
ARRIVES = np.array([[6.0, 3.0], [0.0, 0.0], [2.0, 0.0], [0.0, 9.0]])
SHAPES = ((5, 3), (3, 7), (6, 4))
PAIRS = (
    (ARRIVES, WORKED),
    *((RNG.normal(size=s).round(2), RNG.normal(3, 2, size=s).round(2)) for s in SHAPES),
)


def steps(x, axis, eps=0.0):
    """z, c and s: normalized, centred, and the deviation, along one axis."""
    c = x - x.mean(axis, keepdims=True)
    s = np.sqrt(np.mean(c**2, axis, keepdims=True) + eps)
    return c / s, c, s


def sizes_of(x):
    n, features = x.shape
    return {"n": n, "features": features}


def with_centred(grad_z, x):
    _, c, s = steps(x, 0)
    return Probe((grad_z, c, s), sizes_of(x))


def with_normalized(grad_z, x, axis):
    z, _, s = steps(x, axis)
    return Probe((grad_z, z, s, axis), sizes_of(x))


def with_gain(grad_y, x):
    gain = np.arange(1, x.shape[1] + 1) * 0.5 - 0.75
    return Probe((grad_y, x, gain), sizes_of(x))


CENTRED = tuple(with_centred(*pair) for pair in PAIRS)
NORMALIZED = tuple(
    with_normalized(*pair, axis) for pair, axis in zip(PAIRS, (0, 1, 0, 1), strict=True)
)
WITH_GAIN = tuple(with_gain(*pair) for pair in PAIRS)
