"""The rows to test with: few and round first, so that a verdict can print them."""

import numpy as np

from ...checking import Probe
from ...ops import softmax

RNG = np.random.default_rng(5)
WORKED = np.array([[0.125, 0.25, 0.625], [0.5, 0.25, 0.25]])


def through(grad_p, p):
    """A Probe for a gradient that arrives at probabilities."""
    return Probe((grad_p, p), {"n": len(p), "classes": p.shape[1]})


def random_rows(n, classes):
    return through(RNG.normal(size=(n, classes)), softmax(RNG.normal(size=(n, classes))))


ARRIVING = (  # grad_p, p
    through(np.array([[-8.0, 0.0, 0.0], [1.0, -2.0, 4.0]]), WORKED),
    random_rows(5, 4),
    random_rows(1, 6),
    random_rows(7, 2),
    random_rows(4, 5),
)


def row_by_row(*rows):
    """A Probe for logits alone."""
    z = np.array(rows)
    return Probe((z,), {"n": len(z), "classes": z.shape[1]})


LOGITS = (  # z: small; large; far below 0; rows far apart; both in one row
    row_by_row([0.5, -1.0, 2.0], [1.5, 0.0, -0.5]),
    row_by_row([1000.0, 1001.0, 1002.0, 999.5]),
    row_by_row(*[[-1000.0, -1001.0]] * 2, [-999.5, -1002.0]),
    row_by_row(*RNG.normal(size=(4, 5)).round(1) + 1000 * np.array([[1.0], [0], [-1], [0.5]])),
    row_by_row(*RNG.normal(size=(5, 6)).round(2) * 400),
)
