"""The table of graphs that are compared with arithmetic by hand, with differences and with PyTorch.

``lib`` is the library that the functions come from: ``backprop_course.autograd`` or ``torch``.
"""

import numpy as np


def one_neuron(lib, w):
    """The first lesson's neuron: x = 0.5, b = -1, y = 1."""
    return lib.square(lib.sigmoid(w * 0.5 - 1.0) - 1.0)


def used_twice(lib, x):
    """An interior value that two others need."""
    h = lib.sin(x)
    return h * h + h


def two_diamonds(lib, x):
    """What joins at the end of one diamond parts again in the next."""
    y = lib.sin(x) * lib.exp(x)
    return lib.tanh(y) / (2.0 + lib.square(y))


def shortcut(lib, x):
    """One way is three steps long, the other goes past them."""
    return lib.exp(lib.sin(lib.square(x))) * x + x


def doubled_until_large(lib, x):
    """A loop whose length depends on the data."""
    while number(x) < 100.0:
        x = x + x * x
    return x


def either_way(lib, x):
    """A branch that depends on the data."""
    return lib.exp(x) if number(x) > 0 else lib.square(x)


def number(x):
    """The one number in a tensor of either library."""
    return float(np.ravel(getattr(x, "value", None) if hasattr(x, "value") else x.detach())[0])


def small_net(lib, x, W, b):
    """Two layers with shared weights, and a sum of squares."""
    a = lib.tanh(x @ W + b)
    return lib.square(lib.relu(a @ W + b) - 0.3).sum()


def normalized_columns(lib, x):
    """Mean and deviation by hand: x goes three ways, and comes back by broadcasting."""
    centred = x - x.sum(axis=0, keepdims=True) / 4.0
    variance = lib.square(centred).sum(axis=0, keepdims=True) / 4.0
    return lib.square(centred / lib.sqrt(variance + 1e-5) + centred).sum()


def numbers(*shape, start=0.6):
    """Numbers between 0.5 and 1.5 that look random, in no order, none twice."""
    return 1.0 + 0.5 * np.sin(7.3 * np.arange(int(np.prod(shape))) + start).reshape(shape)


TWO = np.array(2.0)
MATRIX, ROW, COLUMN = numbers(4, 3), numbers(3, start=1.7), numbers(4, 1, start=2.8)

GRAPHS = {  # label: (function of lib and tensors to one number, values of the tensors)
    "one neuron": (one_neuron, [TWO]),
    "3 x^2": (lambda lib, x: 3.0 * lib.square(x), [TWO]),
    "x times x": (lambda lib, x: x * x, [TWO]),
    "x minus x": (lambda lib, x: x - x, [TWO]),
    "used twice": (used_twice, [TWO]),
    "two diamonds": (two_diamonds, [np.array(0.7)]),
    "shortcut": (shortcut, [np.array(0.7)]),
    "if, above": (either_way, [np.array(0.7)]),
    "if, below": (either_way, [np.array(-0.7)]),
    "while": (doubled_until_large, [TWO]),
    "number minus tensor": (lambda lib, x: (5.0 - x) * x, [TWO]),
    "number over tensor": (lambda lib, x: 6.0 / x + x / 4, [TWO]),
    "minus tensor": (lambda lib, x: -x * lib.exp(-x), [TWO]),
    "number and matrix": (lambda lib, x, y: lib.sin(x * y).sum(), [TWO, MATRIX]),
    "row and matrix": (lambda lib, x, y: lib.sin(x / y).sum(), [ROW, MATRIX]),
    "column and matrix": (lambda lib, x, y: lib.sin(x - y).sum(), [COLUMN, MATRIX]),
    "row and column": (lambda lib, x, y: lib.sin(x + y).sum(), [ROW, COLUMN]),
    "sums by axis": (lambda lib, x: (x.sum(axis=0) * lib.log(x).sum(axis=0)).sum(), [MATRIX]),
    "small net": (small_net, [MATRIX, numbers(3, 3, start=0.2) - 1.1, ROW - 1.0]),
    "normalized columns": (normalized_columns, [MATRIX]),
}
