"""Sums over entries: what is added on the way forward is copied on the way back."""

import numpy as np

from ..arguments import array, same_shape
from ._shared import elementwise_vjp


def sum(x, *, axis=None, keepdims=False):
    """Sum over ``axis``, over all entries where it is None.

    >>> sum([[0.5, 2.0], [-1.0, 3.0]], axis=0)
    array([-0.5,  5. ])
    """
    return np.sum(array("x", x), axis=axis, keepdims=keepdims)


def sum_vjp(grad_y, x, *, axis=None, keepdims=False, needs=None):
    """Gradient of a sum: every term gets the gradient of the sum it went into.

    >>> sum_vjp([10.0, 20.0], [[0.5, 2.0], [-1.0, 3.0]], axis=0)
    (array([[10., 20.],
           [10., 20.]]),)
    """
    x, grad_y = array("x", x), array("grad_y", grad_y)
    same_shape("grad_y", grad_y, "y", np.zeros_like(x).sum(axis=axis, keepdims=keepdims))
    if axis is not None and not keepdims:
        grad_y = np.expand_dims(grad_y, axis)
    return elementwise_vjp(np.broadcast_to(grad_y, x.shape), np.ones_like(x), needs)
