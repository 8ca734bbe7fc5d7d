"""The networks, layers and scores to test with.

All random numbers are drawn here, in one order, so that they do not depend on who imports whom.
"""

from itertools import pairwise

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


# ---------------------------------------------------------------- for the gaps of the lesson

DEPTHS = np.random.default_rng(70)  # a stream of its own: what stands above stays as it was


def weights_and_biases(*sizes, rng):
    """{layer: weights}, {layer: biases} for layers of these sizes, numbered from 1."""
    fans = dict(enumerate(pairwise(sizes), start=1))
    W = {l: rng.normal(size=fan).round(1) for l, fan in fans.items()}
    return W, {l: rng.normal(size=fan[1]).round(1) for l, fan in fans.items()}


def passed(x, W, b):
    """z and a of a forward pass, by layer."""
    z, a = {}, {0: x}
    for l in W:
        z[l] = (a[l - 1] @ W[l] + b[l]).round(2)  # few digits: a message quotes them
        a[l] = np.maximum(z[l], 0.0) if l < len(W) else z[l]
    return z, a


def on_kinks(z, a):
    """The same with the first unit of each hidden layer at exactly 0 in the last example."""
    for l in range(1, len(z)):
        z[l][-1, 0] = a[l][-1, 0] = 0.0
    return z, a


def deep(n, *sizes, rng):
    """x, labels, W, b for n examples."""
    labels = rng.integers(sizes[-1], size=n)
    x = rng.normal(size=(n, sizes[0])).round(1)
    return x, labels, *weights_and_biases(*sizes, rng=rng)


DEEP = tuple(  # two layers, three, one; a batch of one
    deep(*sizes, rng=DEPTHS)
    for sizes in ((5, 2, 4, 3), (7, 3, 5, 6, 4), (4, 3, 2), (1, 4, 3, 6, 5), (3, 2, 6, 4, 7, 8))
)


def before_the_loss(x, labels, W, b):
    """A Probe of what the backward pass of two layers takes."""
    z, a = on_kinks(*passed(x, W, b))
    grad = DEPTHS.normal(size=z[2].shape).round(1)
    return Probe((grad, x, z[1], a[1], W[2]), {"n": len(x), "classes": grad.shape[1]})


def forward_done(x, labels, W, b):
    """A Probe of what the backward pass of any depth takes."""
    z, a = on_kinks(*passed(x, W, b))
    grad = DEPTHS.normal(size=z[len(W)].shape).round(1)
    return Probe((grad, W, z, a), {"n": len(x), "classes": grad.shape[1]})


BEFORE_THE_LOSS = tuple(
    before_the_loss(*deep(*sizes, rng=DEPTHS))
    for sizes in ((4, 2, 3, 2), (7, 3, 5, 4), (1, 4, 6, 5), (6, 5, 4, 3))
)
FORWARD_DONE = tuple(forward_done(*net) for net in DEEP)
UNTRAINED = tuple(
    Probe((x, labels, W, b, lr), {"n": len(x), "classes": len(b[len(b)])})
    for (x, labels, W, b), lr in zip(DEEP, (0.5, 0.1, 2.0, 0.3, 1.0), strict=True)
)
