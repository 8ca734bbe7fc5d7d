"""Arrays and numbers to test the cures with: few and round first."""

import numpy as np

from ...checking import Probe

RNG = np.random.default_rng(14)


def through_relu(grad_y, x):
    grad_y, x = np.array(grad_y, dtype=float), np.array(x, dtype=float)
    return Probe((grad_y, x), {"n": len(x), "units": x.shape[1]})


UNITS = (
    through_relu([[10.0, 20.0, -30.0]], [[-2.0, 0.5, 3.0]]),
    through_relu(*RNG.normal(size=(2, 4, 5)).round(2)),
    through_relu(*RNG.normal(size=(2, 6, 2)).round(2)),
    through_relu([[2.0, 3.0, -1.0, 1.0]] * 3, [[1.0, -1.0, 0.25, -4.0]] * 3),
)

SQUEEZED = tuple(  # classes, low, high
    Probe((classes, low, high), {"classes": classes})
    for classes, low, high in ((10, 0.0, 1.0), (3, -1.0, 1.0), (4, -2.0, 0.5), (6, 0.5, 3.0))
)


def columns(x, new):
    x, new = np.array(x, dtype=float), np.array(new, dtype=float)
    return Probe((x, new), {"n": len(x), "features": x.shape[1]})


def random_columns(n, features, rows):
    """Columns of unlike size and place, the last one constant."""
    size, place = np.exp(3 * RNG.normal(size=features)), 5 * RNG.normal(size=features)
    x, new = (np.round(place + size * RNG.normal(size=(k, features)), 3) for k in (n, rows))
    x[:, -1] = new[:, -1] = place[-1].round(3)
    return columns(x, new)


FEATURES = (  # the second column of the worked example is constant
    columns([[1.0, -7.0], [3.0, -7.0], [5.0, -7.0]], [[3.0, -7.0], [9.0, -7.0]]),
    random_columns(5, 4, 3),
    random_columns(8, 3, 6),
    random_columns(6, 5, 2),
)

WEIGHTS = tuple(  # x, w1, w2, grad_y, lr
    Probe(tuple(map(float, numbers)), {})
    for numbers in ((1, 2, 3, 1, 0.1), (2, -1, 3, 0.5, 0.2), (-1.5, 0.5, -2, 2, 0.3))
)
