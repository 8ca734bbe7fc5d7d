"""The networks, layers and scores to test with.

All random numbers are drawn here, in one order, so that they do not depend on who imports whom.
"""

import numpy as np

from ...checking import Probe


def normal(*shapes, rng):
    """One array of random numbers for each shape."""
    return tuple(rng.normal(size=shape) for shape in shapes)


def network(n, fan_in, hidden, classes, *, rng):
    """Random x, W1, b1, W2, b2."""
    shapes = (n, fan_in), (fan_in, hidden), (hidden,), (hidden, classes), (classes,)
    return normal(*shapes, rng=rng)


SMALL = (  # few enough numbers that a verdict prints them, and a learner can type them in
    np.array([[0.5], [-1.0], [2.0], [1.5], [-0.5]]),
    np.array([[1.0, -2.0]]),
    np.array([0.3, 0.4]),
    np.array([[0.5, -1.0, 0.8], [-0.7, 0.6, 1.2]]),
    np.array([0.1, -0.2, 0.4]),
)
RNG = np.random.default_rng(7)
NETWORKS = (  # with labels out of order, repeated, not of every class; a batch of one; all square
    (SMALL, np.array([2, 0, 2, 2, 0])),
    (network(7, 3, 4, 5, rng=RNG), np.array([3, 0, 3, 4, 0, 0, 3])),
    (network(4, 5, 7, 9, rng=RNG), np.array([8, 2, 2, 5])),
    (network(1, 4, 5, 2, rng=RNG), np.array([1])),
    (network(3, 4, 4, 4, rng=RNG), np.array([2, 0, 2])),
)


def sizes_of(net):
    """The sizes that a wrong factor could be made of."""
    x, *_, b2 = net
    return {"n": len(x), "classes": len(b2)}


def layer_probe(n, fan_in, fan_out, *, rng):
    """A layer whose numbers are rounded where they are few, so that they can be read."""
    inputs = normal((n, fan_out), (n, fan_in), (fan_in, fan_out), rng=rng)
    inputs = tuple(array.round(1) if array.size <= 6 else array for array in inputs)
    return Probe(inputs, {"n": n, "fan_out": fan_out})


LAYERS = (  # grad_y, x, W
    layer_probe(2, 1, 3, rng=RNG),
    layer_probe(5, 3, 4, rng=RNG),
    layer_probe(7, 4, 2, rng=RNG),
    layer_probe(1, 5, 6, rng=RNG),
    layer_probe(4, 5, 5, rng=RNG),
)

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
    Probe(normal((5, 7), (5, 7), rng=RNG), {"n": 5, "hidden": 7}),
    Probe(normal((1, 4), (1, 4), rng=RNG), {"n": 1, "hidden": 4}),
)

EXTREME = np.array([[801.0, 800.0], [-900.0, -899.5], [700.0, 702.0], [0.4, 0.1], [-1e3, -1e3]])
SCORES = (  # logits, labels
    Probe(
        (np.array([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5]]), np.array([2, 0])),
        {"n": 2, "classes": 3},
    ),
    Probe((*normal((7, 4), rng=RNG), np.array([2, 0, 2, 2, 0, 2, 3])), {"n": 7, "classes": 4}),
    Probe((*normal((3, 5), rng=RNG), np.array([4, 1, 4])), {"n": 3, "classes": 5}),
    Probe((*normal((1, 6), rng=RNG), np.array([1])), {"n": 1, "classes": 6}),
    Probe((EXTREME, np.array([1, 1, 0, 1, 0])), {"n": 5, "classes": 2}),
)

PARAMETERS = ("W1", "b1", "W2", "b2")
TRAINED = tuple(  # x, labels, W1, b1, W2, b2
    Probe((x, labels, *parameters), sizes_of((x, *parameters)))
    for (x, *parameters), labels in NETWORKS
)
