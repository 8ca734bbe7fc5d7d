"""The same numbers in another shape: on the way back, the gradients take the old shape again."""

import numpy as np

from ..arguments import array, same_shape
from ._shared import elementwise_vjp


def reshape(x, *, shape):
    """The entries of x, in reading order, in an array of another shape.

    >>> reshape([[0.5, 2.0], [-1.0, 3.0]], shape=(1, 4))
    array([[ 0.5,  2. , -1. ,  3. ]])
    """
    return np.array(_reshaped(array("x", x), shape))


def reshape_vjp(grad_y, x, *, shape, needs=None):
    """Gradient of reshape: grad_y in the shape of x.

    >>> reshape_vjp([[10.0, 20.0, 30.0, 40.0]], [[0.5, 2.0], [-1.0, 3.0]], shape=(1, 4))
    (array([[10., 20.],
           [30., 40.]]),)
    """
    x, grad_y = array("x", x), array("grad_y", grad_y)
    same_shape("grad_y", grad_y, "y", _reshaped(x, shape))
    return elementwise_vjp(grad_y.reshape(x.shape), np.ones_like(x), needs)


def flatten(x):
    """One row for each example.  Shapes: x (n, ...), y (n, features).

    >>> flatten(np.ones((2, 3, 4))).shape
    (2, 12)
    """
    return reshape(x, shape=_row_shape(x))


def flatten_vjp(grad_y, x, *, needs=None):
    """Gradient of flatten: grad_y in the shape of x.

    >>> (grad_x,) = flatten_vjp(np.ones((2, 12)), np.ones((2, 3, 4)))
    >>> grad_x.shape
    (2, 3, 4)
    """
    return reshape_vjp(grad_y, x, shape=_row_shape(x), needs=needs)


def _reshaped(x, shape):
    try:
        return x.reshape(shape)
    except ValueError:
        raise ValueError(f"x: {x.size} entries {x.shape} do not fit the shape {shape}") from None


def _row_shape(x):
    n, *rest = np.shape(x) or (1,)
    if not rest:
        raise ValueError(f"x: expected shape (n, ...), got {np.shape(x)}")
    return n, int(np.prod(rest))
