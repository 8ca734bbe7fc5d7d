"""Functions of one number, entry by entry.

Each entry of y depends on the same entry of x, so the gradient is grad_y times the slope there.
"""

import numpy as np

from ..arguments import array, boolean, fraction, same_shape
from ._shared import elementwise_vjp


def identity(x):
    """x itself, in an array of its own.

    >>> identity([[0.5, 2.0, -1.0]])
    array([[ 0.5,  2. , -1. ]])
    """
    return np.positive(array("x", x))


def identity_vjp(grad_y, x, *, needs=None):
    """Gradient of the identity: the slope is 1.

    >>> identity_vjp([[10.0, 20.0, 30.0]], [[0.5, 2.0, -1.0]])
    (array([[10., 20., 30.]]),)
    """
    return elementwise_vjp(grad_y, np.ones_like(array("x", x)), needs)


def exp(x):
    """e to the power x, entry by entry.

    >>> exp([0.0, 0.5, 2.0]).round(3)
    array([1.   , 1.649, 7.389])
    """
    return np.exp(array("x", x))


def exp_vjp(grad_y, x, *, needs=None):
    """Gradient of exp: the slope is exp(x) itself.

    >>> exp_vjp([10.0], [0.0])
    (array([10.]),)
    """
    return elementwise_vjp(grad_y, exp(x), needs)


def log(x):
    """Natural logarithm, entry by entry.

    >>> log([0.5, 1.0, 2.0]).round(3)
    array([-0.693,  0.   ,  0.693])
    """
    return np.log(array("x", x))


def log_vjp(grad_y, x, *, needs=None):
    """Gradient of log: the slope is 1/x.

    >>> log_vjp([10.0, 20.0], [0.5, 2.0])
    (array([20., 10.]),)
    """
    return elementwise_vjp(grad_y, 1.0 / array("x", x), needs)


def sin(x):
    """Sine, entry by entry; x in radians.

    >>> sin([0.0, 0.5, 2.0]).round(3)
    array([0.   , 0.479, 0.909])
    """
    return np.sin(array("x", x))


def sin_vjp(grad_y, x, *, needs=None):
    """Gradient of sin: the slope is cos(x).

    >>> sin_vjp([10.0], [0.0])
    (array([10.]),)
    """
    return elementwise_vjp(grad_y, np.cos(array("x", x)), needs)


def square(x):
    """x times x, entry by entry.

    >>> square([0.5, 2.0, -1.0])
    array([0.25, 4.  , 1.  ])
    """
    return np.square(array("x", x))


def square_vjp(grad_y, x, *, needs=None):
    """Gradient of the square: the slope is 2x.

    >>> square_vjp([10.0, 20.0, 30.0], [0.5, 2.0, -1.0])
    (array([ 10.,  80., -60.]),)
    """
    return elementwise_vjp(grad_y, 2.0 * array("x", x), needs)


def sqrt(x):
    """Square root, entry by entry.

    >>> sqrt([0.25, 4.0])
    array([0.5, 2. ])
    """
    return np.sqrt(array("x", x))


def sqrt_vjp(grad_y, x, *, needs=None):
    """Gradient of the square root: the slope is 1 / (2 sqrt(x)).

    >>> sqrt_vjp([10.0, 20.0], [0.25, 4.0])
    (array([10.,  5.]),)
    """
    return elementwise_vjp(grad_y, 0.5 / sqrt(x), needs)


def scale(x, *, factor):
    """x times one fixed number, entry by entry.

    >>> scale([0.5, 2.0, -1.0], factor=2.0)
    array([ 1.,  4., -2.])
    """
    x = array("x", x)
    return x * x.real.dtype.type(factor)


def scale_vjp(grad_y, x, *, factor, needs=None):
    """Gradient of the scaling: the slope is the factor.

    >>> scale_vjp([10.0, 20.0, 30.0], [0.5, 2.0, -1.0], factor=2.0)
    (array([20., 40., 60.]),)
    """
    x = array("x", x)
    return elementwise_vjp(grad_y, np.full(x.shape, factor, dtype=x.real.dtype), needs)


def relu(x):
    """Rectified linear unit: x where x > 0, else 0.  Source: Nair & Hinton, 2010.

    >>> relu([[-2.0, 0.5, 3.0]])
    array([[0. , 0.5, 3. ]])
    """
    x = array("x", x)
    zeros = np.zeros(x.shape, x.dtype)  # NumPy is up to twice as quick as with the number 0.0
    return np.maximum(x, zeros)


def relu_vjp(grad_y, x, *, needs=None):
    """Gradient of ReLU: the slope is 1 where x > 0, else 0; at exactly 0 it is 0 by convention.

    >>> relu_vjp([[10.0, 20.0, 30.0]], [[-2.0, 0.5, 3.0]])
    (array([[ 0., 20., 30.]]),)
    """
    return elementwise_vjp(grad_y, array("x", x) > 0, needs)


def leaky_relu(x, *, alpha=0.01):
    """x where x > 0, else alpha x.  Source: Maas, Hannun & Ng, 2013.

    >>> leaky_relu([[-2.0, 0.5, 3.0]], alpha=0.5)
    array([[-1. ,  0.5,  3. ]])
    """
    x = array("x", x)
    return x * _leaky_slope(x, alpha)


def leaky_relu_vjp(grad_y, x, *, alpha=0.01, needs=None):
    """Gradient of leaky ReLU: the slope is 1 where x > 0, else alpha.

    >>> leaky_relu_vjp([[10.0, 20.0, 30.0]], [[-2.0, 0.5, 3.0]], alpha=0.5)
    (array([[ 5., 20., 30.]]),)
    """
    return elementwise_vjp(grad_y, _leaky_slope(array("x", x), alpha), needs)


def _leaky_slope(x, alpha):
    return np.where(x > 0, x.real.dtype.type(1.0), x.real.dtype.type(alpha))


def sigmoid(x):
    """1 / (1 + exp(-x)), entry by entry, between 0 and 1.

    >>> sigmoid([0.0, 2.0, -1.0]).round(3)
    array([0.5  , 0.881, 0.269])
    """
    x = array("x", x)
    small = np.exp(-np.maximum(x, -x))  # exp(-|x|) is at most 1: it cannot overflow
    return np.where(x >= 0, 1.0, small) / (1.0 + small)


def sigmoid_vjp(grad_y, x, *, needs=None):
    """Gradient of the sigmoid s: the slope is s (1 - s).

    >>> sigmoid_vjp([10.0], [0.0])
    (array([2.5]),)
    """
    s = sigmoid(x)
    return elementwise_vjp(grad_y, s * (1.0 - s), needs)


def tanh(x):
    """Hyperbolic tangent, entry by entry, between -1 and 1.

    >>> tanh([0.0, 0.5, -1.0]).round(3)
    array([ 0.   ,  0.462, -0.762])
    """
    return np.tanh(array("x", x))


def tanh_vjp(grad_y, x, *, needs=None):
    """Gradient of tanh: the slope is 1 - tanh(x)^2.

    >>> tanh_vjp([10.0], [0.0])
    (array([10.]),)
    """
    return elementwise_vjp(grad_y, 1.0 - np.square(tanh(x)), needs)


def dropout(x, *, mask, rate):
    """x / (1 - rate) where ``mask`` is true, else 0; on average it is x.

    mask: truth values shaped like x, each true with probability 1 - rate.
    Source: Srivastava et al., 2014.

    >>> dropout([0.5, 2.0, 3.0], mask=[True, False, True], rate=0.5)
    array([1., 0., 6.])
    """
    x = array("x", x)
    return x * _dropout_slope(x, mask, rate)


def dropout_vjp(grad_y, x, *, mask, rate, needs=None):
    """Gradient of dropout: the slope is 1 / (1 - rate) where x was kept, else 0.

    >>> dropout_vjp([10.0, 20.0, 30.0], [0.5, 2.0, 3.0], mask=[True, False, True], rate=0.5)
    (array([20.,  0., 60.]),)
    """
    return elementwise_vjp(grad_y, _dropout_slope(array("x", x), mask, rate), needs)


def _dropout_slope(x, mask, rate):
    mask, number = boolean("mask", mask), x.real.dtype.type
    same_shape("mask", mask, "x", x)
    return np.where(mask, number(1.0 / (1.0 - fraction("rate", rate))), number(0.0))
