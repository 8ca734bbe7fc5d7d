"""Functions of two numbers: +, -, times, divided by.

NumPy broadcasts the smaller input; what was copied on the way forward is summed on the way back.
"""

import numpy as np

from ..arguments import array
from ._shared import broadcast_vjp

NUMBER = int | float | complex


def add(a, b):
    """a + b.

    >>> add([[0.5, 2.0], [-1.0, 3.0]], [10.0, 20.0])
    array([[10.5, 22. ],
           [ 9. , 23. ]])
    """
    a, b = _operands(a, b)
    return a + b


def add_vjp(grad_y, a, b, *, needs=None):
    """Gradient of the sum: both inputs get grad_y.

    >>> grad_a, grad_b = add_vjp([[1.0, 2.0], [3.0, 4.0]], [[0.5, 2.0], [-1.0, 3.0]], [10.0, 20.0])
    >>> grad_b  # b was added to both rows
    array([4., 6.])
    """
    return broadcast_vjp(grad_y, a, b, lambda g: g, lambda g: g, needs)


def sub(a, b):
    """a - b.

    >>> sub([0.5, 2.0], [2.0, -1.0])
    array([-1.5,  3. ])
    """
    a, b = _operands(a, b)
    return a - b


def sub_vjp(grad_y, a, b, *, needs=None):
    """Gradient of the difference: a gets grad_y, b gets its opposite.

    >>> sub_vjp([10.0, 20.0], [0.5, 2.0], [2.0, -1.0])
    (array([10., 20.]), array([-10., -20.]))
    """
    return broadcast_vjp(grad_y, a, b, lambda g: g, lambda g: -g, needs)


def mul(a, b):
    """a times b, entry by entry.

    >>> mul([0.5, 2.0], [2.0, -1.0])
    array([ 1., -2.])
    """
    a, b = _operands(a, b)
    return a * b


def mul_vjp(grad_y, a, b, *, needs=None):
    """Gradient of the product: each input gets grad_y times the other input.

    >>> mul_vjp([10.0, 20.0], [0.5, 2.0], [2.0, -1.0])
    (array([ 20., -20.]), array([ 5., 40.]))
    """
    a, b = _operands(a, b)
    return broadcast_vjp(grad_y, a, b, lambda g: g * b, lambda g: g * a, needs)


def div(a, b):
    """a divided by b, entry by entry.

    >>> div([0.5, 2.0], [2.0, -1.0])
    array([ 0.25, -2.  ])
    """
    a, b = _operands(a, b)
    return a / b


def div_vjp(grad_y, a, b, *, needs=None):
    """Gradient of the quotient: 1/b for a, -a/b^2 for b.

    >>> div_vjp([10.0, 20.0], [0.5, 2.0], [2.0, -1.0])
    (array([  5., -20.]), array([ -1.25, -40.  ]))
    """
    a, b = _operands(a, b)
    return broadcast_vjp(grad_y, a, b, lambda g: g / b, lambda g: -g * a / np.square(b), needs)


def _operands(a, b):
    """Both as arrays; a Python number takes the type of the other, so that 2.0 x stays float32."""
    if isinstance(a, NUMBER) and not isinstance(b, NUMBER):
        b = array("b", b)
        return np.asarray(a, np.result_type(a, b)), b
    if isinstance(b, NUMBER) and not isinstance(a, NUMBER):
        a = array("a", a)
        return a, np.asarray(b, np.result_type(a, b))
    return array("a", a), array("b", b)
