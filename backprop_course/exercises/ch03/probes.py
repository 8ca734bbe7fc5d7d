"""The functions and places to test with; all functions take complex numbers, too.

The docstring of such a function is its text, which messages show.
"""

import numpy as np

from ...checking import Probe


def cube(w):
    """lambda w: w**3"""
    return w**3


def quartic(w):
    """lambda w: 2 * w**4 - w**3 + 0.5"""
    return 2 * w**4 - w**3 + 0.5


def wave(w):
    """lambda w: np.sin(3 * w) + w"""
    return np.sin(3 * w) + w


def growth(w):
    """lambda w: np.exp(w)"""
    return np.exp(w)


PLACES = ((cube, 1.0), (quartic, -1.5), (wave, 0.7), (growth, -0.3))
SLOPES = (3.0, -33.75, 3 * np.cos(2.1) + 1, np.exp(-0.3))  # at these places
STEPS = (0.5, 0.1, 0.2, 0.3)

WITH_STEP = tuple(Probe((f, w, h)) for (f, w), h in zip(PLACES, STEPS, strict=True))
WITHOUT = tuple(Probe(place) for place in PLACES)

PAIRS = tuple(  # backward, nudged: one large, the other; small; signs differ; nearly equal
    Probe(pair)
    for pair in (
        (2.0, 1.0),
        (0.5, 0.8),
        (1e-7, 4e-7),
        (-3.0, 1.0),
        (-2.0, -2.5),
        (4.0, -1.0),
        (0.25, 0.2),
    )
)
