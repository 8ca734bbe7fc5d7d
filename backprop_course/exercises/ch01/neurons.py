"""The neuron that all exercises are about, and the numbers they are tested with."""

from ...checking import Probe
from ...losses import mse
from ...ops import sigmoid

# x, w, b, y: both signs everywhere, sizes all different, and z = 0 exactly in the last one
NEURONS = tuple(
    Probe(numbers)
    for numbers in (
        (-1.5, 0.8, 0.3, 1.0),
        (2.0, -0.7, 0.4, 0.0),
        (0.6, 1.3, -2.1, 1.0),
        (-0.4, -1.1, 1.7, 0.25),
        (3.0, 0.5, -1.5, 0.0),
    )
)


def neuron(x, w, b):
    """(z, a): what the neuron computes."""
    z = w * x + b
    return z, sigmoid(z)


def slope_at(z):
    """The slope of the sigmoid at z."""
    return sigmoid(z) * (1 - sigmoid(z))


def squared_loss(x, w, b, y):
    """The loss as one number: what a central difference nudges."""
    return mse(neuron(x, w, b)[1], y)[0]
