"""Normalization: numbers are shifted to mean 0 and scaled to variance 1, then scaled and shifted
by parameters.

    x_hat = (x - mean) / sqrt(variance + eps)        y = gain * x_hat + shift

Layer norm takes mean and variance over each row, batch norm over each column; both change with
every entry of x, and so the gradient of x has three terms.  Where they are fixed, one is left.
"""

import numpy as np

from ..arguments import rows, same_shape, vector

ROW, COLUMN = 1, 0  # the axis along which mean and variance are taken


def layer_norm(x, gain, shift, *, eps=1e-5):
    """Every row normalized, then gain and shift.  Source: Ba, Kiros & Hinton, 2016.

    Shapes: x (n, features), gain and shift (features,), y (n, features).

    >>> layer_norm([[1.0, 1.0, 3.0, 3.0]], [1.0, 1.0, 1.0, 2.0], [0.0, 0.0, 0.0, 0.5], eps=0.0)
    array([[-1. , -1. ,  1. ,  2.5]])
    """
    x, gain, shift = _checked(x, gain, shift)
    x_hat, _ = standardize(x, ROW, eps)
    return gain * x_hat + shift


def layer_norm_vjp(grad_y, x, gain, shift, *, eps=1e-5, needs=None):
    """Gradient of layer norm: see ``standardize_vjp`` for x.

    >>> x = [[1.0, 1.0, 3.0, 3.0]]
    >>> layer_norm_vjp([[8.0, 0.0, 0.0, 0.0]], x, np.ones(4), np.zeros(4), eps=0.0)[0]
    array([[ 4., -4.,  0.,  0.]])
    """
    x, gain, shift = _checked(x, gain, shift)
    x_hat, deviation = standardize(x, ROW, eps)
    return _scaled_and_shifted_vjp(
        grad_y, x_hat, gain, lambda g: standardize_vjp(g, x_hat, deviation, ROW), needs
    )


def batch_norm(x, gain, shift, *, eps=1e-5):
    """Every column normalized over the batch, then gain and shift.  Source: Ioffe & Szegedy, 2015.

    Shapes: x (n, features) with n of at least 2, gain and shift (features,), y (n, features).

    >>> batch_norm([[1.0, 2.0], [3.0, 6.0]], [1.0, 2.0], [0.0, 0.5], eps=0.0)
    array([[-1. , -1.5],
           [ 1. ,  2.5]])
    """
    x, gain, shift = _checked_batch(x, gain, shift)
    x_hat, _ = standardize(x, COLUMN, eps)
    return gain * x_hat + shift


def batch_norm_vjp(grad_y, x, gain, shift, *, eps=1e-5, needs=None):
    """Gradient of batch norm: see ``standardize_vjp`` for x.

    >>> grad_y, x = [[8.0], [0.0], [0.0], [0.0]], [[1.0], [1.0], [3.0], [3.0]]
    >>> batch_norm_vjp(grad_y, x, [1.0], [0.0], eps=0.0)[0].T
    array([[ 4., -4.,  0.,  0.]])
    """
    x, gain, shift = _checked_batch(x, gain, shift)
    x_hat, deviation = standardize(x, COLUMN, eps)
    return _scaled_and_shifted_vjp(
        grad_y, x_hat, gain, lambda g: standardize_vjp(g, x_hat, deviation, COLUMN), needs
    )


def batch_norm_eval(x, gain, shift, *, mean, variance, eps=1e-5):
    """Batch norm in use: mean and variance are fixed, as training left them.

    Shapes: x (n, features), all others (features,), y (n, features).

    >>> batch_norm_eval([[3.0]], [2.0], [0.5], mean=[1.0], variance=[4.0], eps=0.0)
    array([[2.5]])
    """
    x, gain, shift = _checked(x, gain, shift)
    x_hat, _ = standardize_by(x, mean, variance, eps)
    return gain * x_hat + shift


def batch_norm_eval_vjp(grad_y, x, gain, shift, *, mean, variance, eps=1e-5, needs=None):
    """Gradient of batch norm in use: the slope is gain over the fixed deviation.

    >>> batch_norm_eval_vjp([[10.0]], [[3.0]], [2.0], [0.5], mean=[1.0], variance=[4.0], eps=0.0)
    (array([[10.]]), array([10.]), array([10.]))
    """
    x, gain, shift = _checked(x, gain, shift)
    x_hat, deviation = standardize_by(x, mean, variance, eps)
    return _scaled_and_shifted_vjp(grad_y, x_hat, gain, lambda g: g / deviation, needs)


def mean_and_variance(x, axis):
    """Mean, and mean squared distance from it, along an axis that is kept with length 1.

    >>> mean_and_variance(np.array([[1.0, 3.0]]), ROW)
    (array([[2.]]), array([[1.]]))
    """
    mean = np.mean(x, axis=axis, keepdims=True)
    return mean, np.mean(np.square(x - mean), axis=axis, keepdims=True)


def standardize(x, axis, eps):
    """x with mean 0 and variance 1 along the axis, and the deviation it was divided by.

    >>> standardize(np.array([[2.0, 6.0]]), ROW, 0.0)
    (array([[-1.,  1.]]), array([[2.]]))
    """
    mean, variance = mean_and_variance(x, axis)
    deviation = np.sqrt(variance + eps)
    return (x - mean) / deviation, deviation


def standardize_vjp(grad_x_hat, x_hat, deviation, axis):
    """From the gradient of x_hat to the gradient of x.

    A change of one entry also moves the mean, so that the mean of grad_x_hat drops out, and the
    deviation, so that its part along x_hat drops out: normalization undoes shifts and stretches.

    >>> x_hat, deviation = np.array([[-1.0, -1.0, 1.0, 1.0]]), 1.0
    >>> standardize_vjp(np.array([[8.0, 0.0, 0.0, 0.0]]), x_hat, deviation, ROW)
    array([[ 4., -4.,  0.,  0.]])
    """
    shifts = np.mean(grad_x_hat, axis=axis, keepdims=True)
    stretches = x_hat * np.mean(grad_x_hat * x_hat, axis=axis, keepdims=True)
    return (grad_x_hat - shifts - stretches) / deviation


def standardize_by(x, mean, variance, eps):
    """x_hat and the deviation, from a mean and a variance that do not depend on x.

    >>> standardize_by(np.array([[3.0]]), [1.0], [4.0], 0.0)
    (array([[1.]]), array([2.]))
    """
    mean = vector("mean", mean, x.shape[1], "column of x").astype(x.real.dtype)
    variance = vector("variance", variance, x.shape[1], "column of x").astype(x.real.dtype)
    deviation = np.sqrt(variance + eps)
    return (x - mean) / deviation, deviation


def _scaled_and_shifted_vjp(grad_y, x_hat, gain, grad_x, needs):
    """The gradients of y = gain * x_hat + shift; ``grad_x`` leads from x_hat's gradient to x's."""
    same_shape("grad_y", grad_y, "y", x_hat)
    grad_y = rows("grad_y", grad_y)
    need_x, need_gain, need_shift = needs or (True, True, True)
    return (
        grad_x(grad_y * gain) if need_x else None,  # (n, features)
        np.sum(grad_y * x_hat, axis=0) if need_gain else None,  # (features,)
        np.sum(grad_y, axis=0) if need_shift else None,  # (features,)
    )


def _checked(x, gain, shift):
    x = rows("x", x)
    gain = vector("gain", gain, x.shape[1], "column of x")
    return x, gain, vector("shift", shift, x.shape[1], "column of x")


def _checked_batch(x, gain, shift):
    x, gain, shift = _checked(x, gain, shift)
    if len(x) < 2:
        raise ValueError(
            f"x: expected at least two examples, for one alone has no variance, got {x.shape}"
        )
    return x, gain, shift
