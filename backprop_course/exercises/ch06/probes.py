"""The arrays to test with: few and round first, so that a verdict can print them."""

import numpy as np

from ...checking import Probe

RNG = np.random.default_rng(6)


def at_tanh(grad_a, a):
    """A Probe for a gradient that arrives at the outputs of tanh."""
    return Probe((grad_a, a), {"n": len(a), "units": a.shape[1]})


def random_units(n, units):
    return at_tanh(
        RNG.normal(size=(n, units)).round(1), RNG.uniform(-0.9, 0.9, (n, units)).round(1)
    )


UNITS = (  # grad_a, a
    at_tanh(np.array([[10.0, -20.0, 5.0]]), np.array([[0.5, -0.6, 0.0]])),
    random_units(4, 2),
    random_units(3, 5),
)


def copied(shape, *target):
    """A Probe for an array of this shape that was copied to the target's."""
    return Probe((RNG.integers(-9, 10, size=target).astype(float), shape))


COPIES = (  # grad, shape: in front; stretched; both; three axes; none; all; no copy at all
    copied((2,), 4, 2),
    copied((3, 1), 3, 4),
    copied((1, 2), 4, 2),
    copied((3, 1), 2, 3, 5),
    copied((), 2, 3),
    copied((2, 1, 5), 2, 3, 5),
    copied((2, 3), 2, 3),
    copied((1, 3), 2, 4, 3),
)
