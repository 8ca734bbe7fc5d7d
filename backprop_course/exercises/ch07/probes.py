"""The networks, layers and scores to test with.

All random numbers are drawn here, in one order, so that they do not depend on who imports whom.
"""

import numpy as np

from ...checking import Probe


def normal(*shapes, rng):
    """One array of random numbers for each shape."""
    return tuple(rng.normal(size=shape) for shape in shapes)


def network(n, fan_in, hidden, classes, *, rng):
    """Random x, W1, b1, W2, b2, rounded so that they can be read and typed."""
    shapes = (n, fan_in), (fan_in, hidden), (hidden,), (hidden, classes), (classes,)
    return tuple(array.round(2) for array in normal(*shapes, rng=rng))


ONE_EXAMPLE = (  # few enough numbers to take by hand
    np.array([[1.0, -2.0]]),
    np.array([[0.5, -1.0], [-1.0, 0.5]]),
    np.array([0.5, 1.0]),
    np.array([[1.0, -0.5], [0.8, 2.0]]),
    np.array([-1.0, 0.5]),
)
SMALL = (
    np.array([[0.5], [-1.0], [2.0], [1.5], [-0.5]]),
    np.array([[1.0, -2.0]]),
    np.array([0.3, 0.4]),
    np.array([[0.5, -1.0, 0.8], [-0.7, 0.6, 1.2]]),
    np.array([0.1, -0.2, 0.4]),
)
ON_THE_KINK = (  # some entries of z1 are exactly 0
    np.array([[1.0, -1.0], [2.0, 1.0]]),
    np.array([[1.0, -1.0, 2.0], [1.0, 1.0, -1.0]]),
    np.array([0.0, 1.0, -1.0]),
    np.array(
        [
            [0.5, -1.0, 0.8, 0.3, -0.2, 0.6],
            [-0.7, 0.6, 1.2, -0.4, 0.9, -1.1],
            [0.4, 0.2, -0.5, 1.0, -0.8, 0.7],
        ]
    ),
    np.array([0.1, -0.2, 0.3, -0.4, 0.5, -0.6]),
)
RNG = np.random.default_rng(7)
NETWORKS = (  # labels out of order, repeated, not of every class; a batch of one; one all square
    (ONE_EXAMPLE, np.array([0])),
    (SMALL, np.array([2, 0, 2, 2, 0])),
    (network(7, 3, 4, 5, rng=RNG), np.array([3, 0, 3, 4, 0, 0, 3])),
    (network(3, 4, 4, 4, rng=RNG), np.array([2, 0, 2])),
    (ON_THE_KINK, np.array([4, 1])),
)


def sizes_of(net):
    """The sizes that a wrong factor could be made of."""
    x, *_, b2 = net
    return {"n": len(x), "classes": len(b2)}


def layer_probe(n, fan_in, fan_out, *, rng):
    """A layer whose numbers are rounded, so that they can be read and typed."""
    inputs = normal((n, fan_out), (n, fan_in), (fan_in, fan_out), rng=rng)
    return Probe(tuple(array.round(1) for array in inputs), {"n": n, "fan_out": fan_out})


LAYERS = (  # grad_y, x, W
    layer_probe(2, 1, 3, rng=RNG),
    layer_probe(5, 3, 4, rng=RNG),
    layer_probe(7, 4, 2, rng=RNG),
    layer_probe(1, 5, 6, rng=RNG),
    layer_probe(4, 5, 5, rng=RNG),
)


def rounded(*shapes):
    """Random arrays of these shapes, rounded so that they can be read and typed."""
    return tuple(array.round(2) for array in normal(*shapes, rng=RNG))


UNITS = (  # grad_a, z
    Probe(
        (
            np.array([[1.5, -0.5, 2.0], [-3.0, 0.7, -1.2]]),
            np.array([[2, -1, 3], [0.5, -4, -2]]),
        ),
        {"n": 2, "hidden": 3},
    ),
    Probe(  # exactly on the kink
        (
            np.array([[-1.0, 2.0], [0.5, -2.5], [3.0, 1.0]]),
            np.array([[0, 3], [-2, 0], [0, 1.0]]),
        ),
        {"n": 3, "hidden": 2},
    ),
    Probe(rounded((5, 7), (5, 7)), {"n": 5, "hidden": 7}),
    Probe(rounded((1, 4), (1, 4)), {"n": 1, "hidden": 4}),
    Probe(  # all units off
        (
            np.array([[1.0, -2.0, 0.5, 3.0, -1.5]] * 4),
            np.array([[-1.0, -0.5, -2.0, 0.0, -0.1]] * 4),
        ),
        {"n": 4, "hidden": 5},
    ),
)

EXTREME = np.array(  # levels far from 0, and rows with a wide spread
    [
        [801.0, 800.0],
        [-900.0, -899.5],
        [700.0, 702.0],
        [0.4, 0.1],
        [-1000.0, -1000.0],
        [1000.0, -1000.0],
        [-1000.0, 0.0],
        [0.0, 1000.0],
    ]
)
SCORES = (  # logits, labels
    Probe(
        (np.array([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5]]), np.array([2, 0])),
        {"n": 2, "classes": 3},
    ),
    Probe((*rounded((7, 4)), np.array([2, 0, 2, 2, 0, 2, 3])), {"n": 7, "classes": 4}),
    Probe((*rounded((3, 5)), np.array([4, 1, 4])), {"n": 3, "classes": 5}),
    Probe((*rounded((1, 6)), np.array([1])), {"n": 1, "classes": 6}),
    Probe((EXTREME, np.array([1, 1, 0, 1, 0, 1, 1, 0])), {"n": 8, "classes": 2}),
)

PARAMETERS = ("W1", "b1", "W2", "b2")
TRAINED = tuple(  # x, labels, W1, b1, W2, b2
    Probe(
        (x, labels, *parameters),
        sizes_of((x, *parameters)),
        smooth=parameters[0] is not ON_THE_KINK[1],
    )
    for (x, *parameters), labels in NETWORKS
)
