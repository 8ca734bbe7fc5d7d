"""Layers, rows of layers and branches to test with; some have gone forward already."""

import numpy as np

from ...checking import Probe
from ...layers import Linear, ReLU, Sigmoid, Tanh
from ...module import Sequential

RNG = np.random.default_rng(8)


def used_before(n, fan_in, fan_out):
    """A linear layer whose parameters have collected gradients already."""
    shapes = (n, fan_out), (n, fan_in), (fan_in, fan_out), (fan_in, fan_out), (fan_out,)
    arrays = (RNG.normal(size=shape) for shape in shapes)
    rounded = tuple(array.round(1) if n == 2 else array for array in arrays)
    return Probe(rounded, {"n": n, "fan_out": fan_out})


USED = (used_before(2, 1, 3), used_before(5, 3, 4), used_before(7, 4, 2), used_before(1, 5, 6))


def linear(width):
    """A linear layer with as many outputs as inputs, and a bias that is not 0."""
    layer = Linear(width, width, rng=RNG)
    layer.b.value[...] = RNG.normal(size=width)
    return layer


def row(n, width, *layers):
    """Layers of one width, so that a wrong order raises no error, an input, and a gradient."""
    x, grad_y = RNG.normal(size=(2, n, width)).round(1)
    return Probe((list(layers), x, grad_y), {"n": n, "width": width})


ROWS = (
    row(2, 3, linear(3), ReLU(), linear(3)),
    row(4, 2, Tanh(), linear(2), Sigmoid()),
    row(1, 5, linear(5), Tanh(), linear(5), ReLU(), linear(5)),
)


def branch(n, width, *layers):
    """A gradient, and a branch that has gone forward."""
    x, grad_y = RNG.normal(size=(2, n, width)).round(1)
    inside = Sequential(*layers)
    inside.forward(x)
    return Probe((grad_y, inside), {"n": n, "width": width})


BRANCHES = (
    branch(2, 3, linear(3), Tanh()),
    branch(4, 2, linear(2), ReLU(), linear(2)),
    branch(1, 5, Sigmoid()),
)


def scaled(n, features):
    """A layer with a factor and a shift for each feature that have collected gradients already."""
    shapes = (n, features), (n, features), (features,), (features,), (features,)
    arrays = (RNG.normal(size=shape).round(1) for shape in shapes)
    return Probe(tuple(arrays), {"n": n, "features": features})


SCALED = scaled(2, 3), scaled(5, 4), scaled(1, 2), scaled(7, 5)


def few_digits(width):
    """A linear layer whose numbers a message can show."""
    layer = linear(width)
    for parameter in layer.parameters():
        parameter.value[...] = parameter.value.round(1)
    return layer


def gate(n, width, left, right):
    """A gradient, the backward passes of two branches that have gone forward, and their outputs."""
    x, grad_y = RNG.normal(size=(2, n, width)).round(1)
    left, right = Sequential(*left), Sequential(*right)
    a, b = (branch.forward(x) for branch in (left, right))
    if n == 1:
        a, b = a.round(2), b.round(2)
    back_left, back_right = backward_of(left), backward_of(right)
    return Probe((grad_y, back_left, back_right, a, b), {"n": n, "width": width})


def backward_of(module):
    """The backward pass of a module as a function, which can be lent to another process."""
    return lambda grad_y: module.backward(grad_y)


GATES = (
    gate(2, 3, [linear(3)], [linear(3), Sigmoid()]),
    gate(4, 5, [Tanh()], [linear(5), Tanh()]),
    gate(1, 2, [few_digits(2)], [few_digits(2)]),
)
