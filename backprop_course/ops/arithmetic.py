"""Functions of two numbers: +, -, times, divided by.

NumPy broadcasts the smaller input; what was copied on the way forward is summed on the way back.
"""

import numpy as np

from ..arguments import array
from ._shared import _pair


def add(a, b):
    """a + b."""
    return array("a", a) + array("b", b)


def add_vjp(grad_y, a, b, *, needs=None, out=None):
    """Gradient of the sum: both inputs get grad_y."""
    return _pair(grad_y, a, b, lambda g: g, lambda g: g, needs, out)


def sub(a, b):
    """a - b."""
    return array("a", a) - array("b", b)


def sub_vjp(grad_y, a, b, *, needs=None, out=None):
    """Gradient of the difference: a gets grad_y, b gets its opposite."""
    return _pair(grad_y, a, b, lambda g: g, lambda g: -g, needs, out)


def mul(a, b):
    """a times b, entry by entry."""
    return array("a", a) * array("b", b)


def mul_vjp(grad_y, a, b, *, needs=None, out=None):
    """Gradient of the product: each input gets grad_y times the other input."""
    a, b = array("a", a), array("b", b)
    return _pair(grad_y, a, b, lambda g: g * b, lambda g: g * a, needs, out)


def div(a, b):
    """a divided by b, entry by entry."""
    return array("a", a) / array("b", b)


def div_vjp(grad_y, a, b, *, needs=None, out=None):
    """Gradient of the quotient: 1/b for a, -a/b^2 for b."""
    a, b = array("a", a), array("b", b)
    return _pair(grad_y, a, b, lambda g: g / b, lambda g: -g * a / np.square(b), needs, out)
