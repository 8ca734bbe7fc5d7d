"""The idea of the check: one slope, along a direction in which every entry has its say.

If g is the gradient of f at x, then f climbs along a direction u at the rate g . u.  The forward
function alone tells the true rate, so it cannot repeat a mistake of the backward one.  Three things
make one such question strong:

- every entry contributes alike: u_i is about 1/|g_i|, so each adds about 1 or -1 to g . u;
- the sizes are continuous: with plain signs, two opposite errors would cancel half of the time;
- the complex step finds the slope to the last digit, so the two must agree to 12 of them.
"""

import numpy as np

TINY = 1e-30  # the complex step: nothing is subtracted, so it may be as small as we like
TOLERANCE = 1e-12  # gap between the two slopes, over the sum of |g_i u_i|; noise reaches 2.2e-15


def random_sizes(out, rng):
    """Fill ``out`` with numbers between 1/2 and 1, with random signs."""
    rng.random(out=out)
    return np.subtract(out, out < 0.5, out=out)


def random_direction(g, rng):
    """A direction along which every entry of g contributes alike to g . u.  Shapes: like g.

    A thousandth of the usual entry is added to each, so that a 0 does not move without bounds.
    """
    scale = np.abs(g) + 1e-3 * (np.sqrt(np.mean(g**2)) or 1.0)
    return random_sizes(np.empty(np.shape(g)), rng) / scale


def directional_derivative(f, x, u):
    """The slope of f at x along u: the imaginary part of f(x + i h u), over h.

    Source: Squire & Trapp, 1998.

    >>> float(directional_derivative(lambda x: x[0] * x[1], np.array([2.0, 3.0]), np.array([1, 0])))
    3.0
    """
    return np.imag(f(x + 1j * TINY * u)) / TINY


def agrees(f, g, x, rng):
    """Whether g has the slope of f along one random direction; a wrong entry is nearly always seen.

    >>> x, rng = np.array([0.5, -1.0, 2.0]), np.random.default_rng(0)
    >>> [agrees(lambda x: np.sum(x**2), g, x, rng) for g in (2 * x, 2.02 * x, x)]
    [True, False, False]
    """
    u = random_direction(g, rng)
    gap = abs(directional_derivative(f, x, u) - np.sum(g * u))
    return bool(gap <= TOLERANCE * np.sum(np.abs(g * u)))
