"""Images: a window slides over them, and the same few numbers see every place.

    x          (n, channels, height, width)
    windows    (n, channels, out_height, out_width, window_height, window_width)

A convolution takes the entries of each window as one row and applies the affine map ``linear`` to
all rows alike.  An entry of x stands in several windows, so on the way back its gradients add.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..arguments import axes, positive_int, same_shape, vector, whole_number
from .matrices import linear, linear_vjp

IMAGES = ("n", "channels", "height", "width")
FILTERS = ("filters", "channels", "height", "width")


def conv2d(x, W, b, *, stride=1, padding=0):
    """Every window of x times every filter, plus the filter's bias.  Source: LeCun et al., 1989.

    Shapes: x (n, channels, height, width), W (filters, channels, window height, window width),
    b (filters,), y (n, filters, out height, out width).  ``padding`` zeros surround every image.

    >>> x, W = [[[[1.0, 2.0, 4.0]]]], [[[[-1.0, 1.0]]]]  # one image of one row, one filter
    >>> conv2d(x, W, [0.5])
    array([[[[1.5, 2.5]]]])
    """
    x, W, b = _convolution_arguments(x, W, b)
    windows = _windows(_padded(x, padding), W.shape[2:], stride)
    y = linear(_as_rows(windows), _as_matrix(W), b)  # (n * places, filters)
    n, _, out_height, out_width, *_ = windows.shape
    return np.array(np.moveaxis(y.reshape(n, out_height, out_width, len(W)), -1, 1), order="C")


def conv2d_vjp(grad_y, x, W, b, *, stride=1, padding=0, needs=None):
    """Gradient of the convolution: that of ``linear`` in every window, added up where they overlap.

    W and b serve every window of every image, so their gradients are sums over all of them.

    >>> x, W = [[[[1.0, 2.0, 4.0]]]], [[[[-1.0, 1.0]]]]
    >>> conv2d_vjp([[[[10.0, 20.0]]]], x, W, [0.5])
    (array([[[[-10., -10.,  20.]]]]), array([[[[ 50., 100.]]]]), array([30.]))
    """
    x, W, b = _convolution_arguments(x, W, b)
    padded = _padded(x, padding)
    windows = _windows(padded, W.shape[2:], stride)
    grad_y = axes("grad_y", grad_y, IMAGES)
    same_shape("grad_y", grad_y, "y", np.empty((len(x), len(W), *windows.shape[2:4])))
    grad_rows, grad_matrix, grad_b = linear_vjp(
        np.moveaxis(grad_y, 1, -1).reshape(-1, len(W)),  # (n * places, filters)
        _as_rows(windows),
        _as_matrix(W),
        b,
        needs=needs,
    )
    grad_x = grad_W = None
    if grad_rows is not None:
        grad_windows = _from_rows(grad_rows, windows.shape)
        grad_padded = _windows_vjp(grad_windows, padded, stride)
        grad_x = _without_padding(grad_padded, padding)
    if grad_matrix is not None:
        grad_W = grad_matrix.T.reshape(W.shape)
    return grad_x, grad_W, grad_b


def max_pool2d(x, *, size, stride=None):
    """The largest entry of every window, size by size; the stride is the size if not given.

    Shapes: x (n, channels, height, width), y (n, channels, out height, out width).

    >>> max_pool2d([[[[0.5, 2.0], [-1.0, 1.0]]]], size=2)
    array([[[[2.]]]])
    """
    windows = _windows(axes("x", x, IMAGES), (size, size), size if stride is None else stride)
    return windows.max(axis=(-2, -1))


def max_pool2d_vjp(grad_y, x, *, size, stride=None, needs=None):
    """Gradient of max pooling: all of it goes to the largest entry, the first if several are.

    >>> max_pool2d_vjp([[[[10.0]]]], [[[[0.5, 2.0], [-1.0, 1.0]]]], size=2)[0]
    array([[[[ 0., 10.],
             [ 0.,  0.]]]])
    """
    x, stride = axes("x", x, IMAGES), size if stride is None else stride
    windows = _windows(x, (size, size), stride)
    grad_y = axes("grad_y", grad_y, IMAGES)
    same_shape("grad_y", grad_y, "y", windows[..., 0, 0])
    if needs and not needs[0]:
        return (None,)
    entries = windows.reshape(*grad_y.shape, size * size)
    is_largest = np.arange(size * size) == entries.argmax(axis=-1)[..., None]
    grad_windows = np.where(is_largest, grad_y[..., None], 0).reshape(windows.shape)
    return (_windows_vjp(grad_windows, x, stride),)


# ---------------------------------------------------------------- windows, and back


def _windows(x, size, stride):
    """All windows of x, without copying: the same entries, seen several times."""
    for name, value in (("size", size[0]), ("size", size[1]), ("stride", stride)):
        positive_int(name, value)
    if x.shape[2] < size[0] or x.shape[3] < size[1]:
        raise ValueError(f"x: a window of {tuple(size)} does not fit into images of {x.shape[2:]}")
    return sliding_window_view(x, size, axis=(2, 3))[:, :, ::stride, ::stride]


def _windows_vjp(grad_windows, x, stride):
    """The gradient of x: each entry adds up what it got in the windows that it stands in."""
    grad_x = np.zeros(x.shape, dtype=grad_windows.dtype)
    _, _, out_height, out_width, height, width = grad_windows.shape
    for i, j in np.ndindex(height, width):  # entry i, j of all windows at once
        below, right = i + stride * out_height, j + stride * out_width
        grad_x[:, :, i:below:stride, j:right:stride] += grad_windows[..., i, j]
    return grad_x


def _as_rows(windows):
    """One row for each place of each image, with the entries that the window sees there."""
    n, channels, out_height, out_width, height, width = windows.shape
    places = np.moveaxis(windows, 1, 3)  # (n, out_height, out_width, channels, height, width)
    return places.reshape(n * out_height * out_width, channels * height * width)


def _from_rows(rows, shape):
    """The inverse of ``_as_rows``, for windows of this shape."""
    n, channels, out_height, out_width, height, width = shape
    return np.moveaxis(rows.reshape(n, out_height, out_width, channels, height, width), 3, 1)


def _as_matrix(W):
    """One column for each filter."""
    return W.reshape(len(W), -1).T


def _padded(x, padding):
    padding = whole_number("padding", padding, 0)
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))


def _without_padding(x, padding):
    return x[:, :, padding : x.shape[2] - padding, padding : x.shape[3] - padding]


def _convolution_arguments(x, W, b):
    x, W = axes("x", x, IMAGES), axes("W", W, FILTERS)
    if x.shape[1] != W.shape[1]:
        raise ValueError(
            f"x: expected {W.shape[1]} channels to go with W {W.shape}, got {x.shape[1]}: {x.shape}"
        )
    return x, W, vector("b", b, len(W), "filter")
