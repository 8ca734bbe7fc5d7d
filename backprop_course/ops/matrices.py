"""Products of matrices, and the affine map x W + b of a layer."""

from ..arguments import array, rows, vector


def matmul(x, W):
    """Matrix product.  Shapes: x (n, fan_in), W (fan_in, fan_out), y (n, fan_out).

    >>> matmul([[0.5, -1.0]], [[2.0, 4.0], [0.5, 1.0]])
    array([[0.5, 1. ]])
    """
    x, W = _factors(x, W)
    return x @ W


def linear(x, W, b):
    """y = x W + b.  Shapes: x (n, fan_in), W (fan_in, fan_out), b (fan_out,), y (n, fan_out).

    >>> linear([[0.5, -1.0]], [[2.0, 4.0], [0.5, 1.0]], [1.0, 2.0])
    array([[1.5, 3. ]])
    """
    x, W = _factors(x, W)
    return x @ W + vector("b", b, W.shape[1], "column of W")


def linear_vjp(grad_y, x, W, b, *, needs=None):
    """Gradient of x W + b: grad_x = grad_y W^T, grad_W = x^T grad_y, grad_b = grad_y's column sums.

    The bias is added to every row of the batch, so its gradient is the sum over the batch.

    >>> x, W, b = [[0.5, -1.0], [2.0, 0.0]], [[2.0, 4.0], [0.5, 1.0]], [1.0, 2.0]
    >>> grad_x, grad_W, grad_b = linear_vjp([[10.0, 20.0], [30.0, 40.0]], x, W, b)
    >>> grad_b
    array([40., 60.])
    """
    x, W = _factors(x, W)
    grad_y = _like_product(grad_y, x, W)
    need_x, need_W, need_b = needs or (True, True, True)
    grad_x = grad_y @ W.T if need_x else None  # (n, fan_in)
    grad_W = x.T @ grad_y if need_W else None  # (fan_in, fan_out)
    grad_b = grad_y.sum(axis=0) if need_b else None  # (fan_out,)
    return grad_x, grad_W, grad_b


def matmul_vjp(grad_y, x, W, *, needs=None):
    """Gradient of x W: grad_x = grad_y W^T, grad_W = x^T grad_y, as in a layer with a bias.

    >>> grad_x, grad_W = matmul_vjp([[10.0, 20.0]], [[0.5, -1.0]], [[2.0, 4.0], [0.5, 1.0]])
    >>> grad_x
    array([[100.,  25.]])
    >>> grad_W
    array([[  5.,  10.],
           [-10., -20.]])
    """
    return linear_vjp(grad_y, x, W, None, needs=(*(needs or (True, True)), False))[:2]


def _factors(x, W):
    """x and W as matrices that can be multiplied."""
    x, W = array("x", x), array("W", W)
    if not x.ndim == W.ndim == 2 or x.shape[1] != len(W):
        rows("x", x, len(rows("W", W)))  # says what is wrong
    return x, W


def _like_product(grad_y, x, W):
    """grad_y as a matrix shaped like x W."""
    grad_y, shape = array("grad_y", grad_y), (len(x), W.shape[1])
    if grad_y.shape != shape:
        rows("grad_y", grad_y, W.shape[1])
        raise ValueError(f"grad_y: expected the shape of y {shape}, got {grad_y.shape}")
    return grad_y
