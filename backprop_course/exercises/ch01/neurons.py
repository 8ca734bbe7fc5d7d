"""The neuron that all exercises are about, step by step, and the numbers it is tested with."""

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


def weighted_sum(x, w, b):
    return w * x + b


def slope_at(z):
    """The slope of the sigmoid at z."""
    return sigmoid(z) * (1 - sigmoid(z))


def loss_of(z, a, y):
    """The squared error; z is there for those who take it by mistake."""
    return mse(a, y)[0]


def outer_slope(z, a, y):
    """The slope of the loss in a."""
    return mse(a, y)[1]


def middle_slope(z, a):
    """The slope of a in z."""
    return slope_at(z)


def inner_slopes(x, w, b):
    """The slopes of z in w and in b."""
    return x, 1.0


def neuron(x, w, b):
    """(z, a): what the neuron computes."""
    z = weighted_sum(x, w, b)
    return z, sigmoid(z)


def squared_loss(x, w, b, y):
    """The loss as one number: what a central difference nudges."""
    return mse(neuron(x, w, b)[1], y)[0]
