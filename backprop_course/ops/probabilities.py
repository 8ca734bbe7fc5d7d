"""Softmax: from any numbers to probabilities, row by row."""

import numpy as np

from ..arguments import rows, same_shape
from ._shared import elementwise_vjp


def softmax(x):
    """Rows of probabilities: exp(x) over its row sum.  Shapes: x (n, classes), y (n, classes).

    >>> softmax([[0.0, 0.0], [2.0, -1.0]]).round(3)
    array([[0.5  , 0.5  ],
           [0.953, 0.047]])
    """
    x = rows("x", x)
    large_is_0 = x - x.max(axis=1, keepdims=True)  # same quotient, and exp cannot overflow
    e = np.exp(large_is_0)
    return e / e.sum(axis=1, keepdims=True)


def softmax_vjp(grad_y, x, *, needs=None):
    """Gradient of softmax: y (grad_y - sum over the row of grad_y y).

    >>> softmax_vjp([[10.0, 20.0]], [[0.0, 0.0]])
    (array([[-2.5,  2.5]]),)
    """
    # dy_i/dx_j = y_i (1 if i is j else 0) - y_i y_j; multiply by grad_y_i, then sum over i
    y = softmax(x)
    same_shape("grad_y", grad_y, "y", y)
    pull = np.sum(grad_y * y, axis=1, keepdims=True)
    return elementwise_vjp(grad_y - pull, y, needs)


def log_softmax(x):
    """Logarithm of softmax, finite for any finite x.  Shapes: x (n, classes), y (n, classes).

    >>> log_softmax([[0.0, 0.0], [2.0, -1.0]]).round(3)
    array([[-0.693, -0.693],
           [-0.049, -3.049]])
    """
    x = rows("x", x)
    large_is_0 = x - x.max(axis=1, keepdims=True)
    return large_is_0 - np.log(np.exp(large_is_0).sum(axis=1, keepdims=True))


def log_softmax_vjp(grad_y, x, *, needs=None):
    """Gradient of log softmax: grad_y - softmax(x) times the row sum of grad_y.

    >>> log_softmax_vjp([[10.0, 20.0]], [[0.0, 0.0]])
    (array([[-5.,  5.]]),)
    """
    p = softmax(x)
    same_shape("grad_y", grad_y, "y", p)
    total = np.sum(grad_y, axis=1, keepdims=True)
    return elementwise_vjp(grad_y - p * total, np.ones_like(p), needs)
