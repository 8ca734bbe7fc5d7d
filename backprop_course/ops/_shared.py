"""What the formulas share: the tuple of gradients, `needs`, and broadcasting undone."""

import numpy as np

from ..arguments import array, same_shape


def elementwise_vjp(grad_y, slope, needs):
    """The gradient of a function of one input, in a tuple: grad_y times the slope."""
    grad_y = array("grad_y", grad_y)
    same_shape("grad_y", grad_y, "y", slope)
    return (None if needs and not needs[0] else grad_y * slope,)


def broadcast_vjp(grad_y, a, b, grad_a, grad_b, needs):
    """The gradients of a function of two inputs, each summed back to its input's shape."""
    grad_y, shape = array("grad_y", grad_y), np.broadcast_shapes(np.shape(a), np.shape(b))
    if grad_y.shape != shape:
        raise ValueError(f"grad_y: expected the shape of y {shape}, got {grad_y.shape}")
    need_a, need_b = needs or (True, True)
    return (
        unbroadcast(grad_a(grad_y), np.shape(a)) if need_a else None,
        unbroadcast(grad_b(grad_y), np.shape(b)) if need_b else None,
    )


def unbroadcast(grad, shape):
    """Sum over the axes along which an input of this shape was copied; always a new array."""
    grad = np.asarray(grad)
    added = grad.ndim - len(shape)
    copied = [i + added for i, size in enumerate(shape) if size == 1 != grad.shape[i + added]]
    return np.sum(grad, axis=(*range(added), *copied), keepdims=True).reshape(shape)
