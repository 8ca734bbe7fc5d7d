"""Every formula of the course and its derivative, each written once.

A formula is a pair of plain functions:

    y     = f(*inputs, **settings)
    grads = f_vjp(grad_y, *inputs, needs=None, out=None, **settings)

``grad_y`` is the gradient of the loss with respect to y and has y's shape.  ``grads`` is a tuple
with one array per input, each of that input's shape.  ``f_vjp`` is the *vector-Jacobian product*
of f: it takes a gradient from the output of f back to its inputs.

``needs`` says which inputs' gradients are wanted, one truth value per input; the others are None.
``out`` gives buffers to write the gradients into, one array or None per input.

Read in this order: functions of one number, functions of two, sums, matrices, softmax.
"""

import numpy as np

from .arguments import array, rows, same_shape

# ---------------------------------------------------------------- functions of one number
# Each entry of y depends on the same entry of x, so the gradient is grad_y times the slope there.


def identity(x):
    """x itself, in an array of its own."""
    return np.array(array("x", x))


def identity_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of the identity: the slope is 1."""
    return _times_slope(grad_y, np.ones_like(array("x", x)), needs, out)


def exp(x):
    """e to the power x, entry by entry."""
    return np.exp(array("x", x))


def exp_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of exp: the slope is exp(x) itself."""
    return _times_slope(grad_y, exp(x), needs, out)


def log(x):
    """Natural logarithm, entry by entry."""
    return np.log(array("x", x))


def log_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of log: the slope is 1/x."""
    return _times_slope(grad_y, 1.0 / array("x", x), needs, out)


def sin(x):
    """Sine, entry by entry; x in radians."""
    return np.sin(array("x", x))


def sin_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of sin: the slope is cos(x)."""
    return _times_slope(grad_y, np.cos(array("x", x)), needs, out)


def square(x):
    """x times x, entry by entry."""
    return np.square(array("x", x))


def square_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of the square: the slope is 2x."""
    return _times_slope(grad_y, 2.0 * array("x", x), needs, out)


def relu(x):
    """Rectified linear unit: x where x > 0, else 0.  Source: Nair & Hinton, 2010."""
    return np.maximum(array("x", x), 0.0)


def relu_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of ReLU: the slope is 1 where x > 0, else 0; at exactly 0 it is 0 by convention."""
    return _times_slope(grad_y, array("x", x) > 0, needs, out)


def leaky_relu(x, *, alpha=0.01):
    """x where x > 0, else alpha x.  Source: Maas, Hannun & Ng, 2013."""
    x = array("x", x)
    return x * _leaky_slope(x, alpha)


def leaky_relu_vjp(grad_y, x, *, alpha=0.01, needs=None, out=None):
    """Gradient of leaky ReLU: the slope is 1 where x > 0, else alpha."""
    return _times_slope(grad_y, _leaky_slope(array("x", x), alpha), needs, out)


def _leaky_slope(x, alpha):
    return np.where(x > 0, x.real.dtype.type(1.0), x.real.dtype.type(alpha))


def sigmoid(x):
    """1 / (1 + exp(-x)), entry by entry, between 0 and 1."""
    x = array("x", x)
    small = np.exp(-np.maximum(x, -x))  # exp(-|x|) is at most 1: it cannot overflow
    return np.where(x >= 0, 1.0, small) / (1.0 + small)


def sigmoid_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of the sigmoid s: the slope is s (1 - s)."""
    s = sigmoid(x)
    return _times_slope(grad_y, s * (1.0 - s), needs, out)


def tanh(x):
    """Hyperbolic tangent, entry by entry, between -1 and 1."""
    return np.tanh(array("x", x))


def tanh_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of tanh: the slope is 1 - tanh(x)^2."""
    return _times_slope(grad_y, 1.0 - np.square(tanh(x)), needs, out)


# ---------------------------------------------------------------- functions of two numbers
# NumPy broadcasts the smaller input; what was copied on the way forward is summed on the way back.


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


# ---------------------------------------------------------------- sums


def sum(x, *, axis=None, keepdims=False):
    """Sum over ``axis``, over all entries where it is None."""
    return np.sum(array("x", x), axis=axis, keepdims=keepdims)


def sum_vjp(grad_y, x, *, axis=None, keepdims=False, needs=None, out=None):
    """Gradient of a sum: every term gets the gradient of the sum it went into."""
    x, grad_y = array("x", x), array("grad_y", grad_y)
    same_shape("grad_y", grad_y, "y", np.zeros_like(x).sum(axis=axis, keepdims=keepdims))
    if axis is not None and not keepdims:
        grad_y = np.expand_dims(grad_y, axis)
    return _times_slope(np.broadcast_to(grad_y, x.shape), np.ones_like(x), needs, out)


# ---------------------------------------------------------------- matrices


def matmul(x, W):
    """Matrix product.  Shapes: x (n, fan_in), W (fan_in, fan_out), y (n, fan_out)."""
    W = rows("W", W)
    return np.matmul(rows("x", x, W.shape[0]), W)


def matmul_vjp(grad_y, x, W, *, needs=None, out=None):
    """Gradient of x W: grad_x = grad_y W^T, grad_W = x^T grad_y."""
    x, W, grad_y = _linear_arguments(grad_y, x, W)
    need_x, need_W = needs or (True, True)
    out_x, out_W = out or (None, None)
    return (
        np.matmul(grad_y, W.T, out=out_x) if need_x else None,  # (n, fan_in)
        np.matmul(x.T, grad_y, out=out_W) if need_W else None,  # (fan_in, fan_out)
    )


def linear(x, W, b):
    """y = x W + b.  Shapes: x (n, fan_in), W (fan_in, fan_out), b (fan_out,), y (n, fan_out)."""
    y, b = matmul(x, W), array("b", b)
    if b.shape != y.shape[1:]:
        raise ValueError(f"b: expected shape {y.shape[1:]} to go with W, got {b.shape}")
    return np.add(y, b)


def linear_vjp(grad_y, x, W, b, *, needs=None, out=None):
    """Gradient of x W + b: grad_x = grad_y W^T, grad_W = x^T grad_y, grad_b = grad_y's column sums.

    The bias is added to every row of the batch, so its gradient is the sum over the batch.
    """
    need_x, need_W, need_b = needs or (True, True, True)
    out_x, out_W, out_b = out or (None, None, None)
    grad_x, grad_W = matmul_vjp(grad_y, x, W, needs=(need_x, need_W), out=(out_x, out_W))
    grad_b = np.sum(array("grad_y", grad_y), axis=0, out=out_b) if need_b else None
    return grad_x, grad_W, grad_b


def _linear_arguments(grad_y, x, W):
    W = rows("W", W)
    x, grad_y = rows("x", x, W.shape[0]), rows("grad_y", grad_y, W.shape[1])
    if len(grad_y) != len(x):
        raise ValueError(
            f"grad_y: expected the shape of y {(len(x), W.shape[1])}, got {grad_y.shape}"
        )
    return x, W, grad_y


# ---------------------------------------------------------------- softmax


def softmax(x):
    """Rows of probabilities: exp(x) over its row sum.  Shapes: x (n, classes), y (n, classes)."""
    x = rows("x", x)
    large_is_0 = x - x.max(axis=1, keepdims=True)  # same quotient, and exp cannot overflow
    e = np.exp(large_is_0)
    return e / e.sum(axis=1, keepdims=True)


def softmax_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of softmax: y (grad_y - sum over the row of grad_y y)."""
    # dy_i/dx_j = y_i (1 if i is j else 0) - y_i y_j; multiply by grad_y_i, then sum over i
    y = softmax(x)
    same_shape("grad_y", grad_y, "y", y)
    pull = np.sum(grad_y * y, axis=1, keepdims=True)
    return _times_slope(grad_y - pull, y, needs, out)


def log_softmax(x):
    """Logarithm of softmax, finite for any finite x.  Shapes: x (n, classes), y (n, classes)."""
    x = rows("x", x)
    large_is_0 = x - x.max(axis=1, keepdims=True)
    return large_is_0 - np.log(np.exp(large_is_0).sum(axis=1, keepdims=True))


def log_softmax_vjp(grad_y, x, *, needs=None, out=None):
    """Gradient of log softmax: grad_y - softmax(x) times the row sum of grad_y."""
    p = softmax(x)
    same_shape("grad_y", grad_y, "y", p)
    total = np.sum(grad_y, axis=1, keepdims=True)
    return _times_slope(grad_y - p * total, np.ones_like(p), needs, out)


# ---------------------------------------------------------------- what the formulas share


def _times_slope(grad_y, slope, needs, out):
    """The gradient of a function of one input, in a tuple: grad_y times the slope."""
    grad_y = array("grad_y", grad_y)
    same_shape("grad_y", grad_y, "y", slope)
    if needs and not needs[0]:
        return (None,)
    return (np.multiply(grad_y, slope, out=out[0] if out else None),)


def _pair(grad_y, a, b, grad_a, grad_b, needs, out):
    """The gradients of a function of two inputs, each summed back to its input's shape."""
    grad_y, shape = array("grad_y", grad_y), np.broadcast_shapes(np.shape(a), np.shape(b))
    if grad_y.shape != shape:
        raise ValueError(f"grad_y: expected the shape of y {shape}, got {grad_y.shape}")
    need_a, need_b = needs or (True, True)
    out_a, out_b = out or (None, None)
    return (
        _unbroadcast(grad_a(grad_y), np.shape(a), out_a) if need_a else None,
        _unbroadcast(grad_b(grad_y), np.shape(b), out_b) if need_b else None,
    )


def _unbroadcast(grad, shape, out):
    """Sum over the axes along which an input of this shape was copied; always a new array."""
    grad = np.asarray(grad)
    added = grad.ndim - len(shape)
    copied = [i + added for i, size in enumerate(shape) if size == 1 != grad.shape[i + added]]
    total = np.sum(grad, axis=(*range(added), *copied), keepdims=True).reshape(shape)
    if out is None:
        return total
    np.copyto(out, total)
    return out


VJPS = {
    identity: identity_vjp,
    exp: exp_vjp,
    log: log_vjp,
    sin: sin_vjp,
    square: square_vjp,
    relu: relu_vjp,
    leaky_relu: leaky_relu_vjp,
    sigmoid: sigmoid_vjp,
    tanh: tanh_vjp,
    add: add_vjp,
    sub: sub_vjp,
    mul: mul_vjp,
    div: div_vjp,
    sum: sum_vjp,
    matmul: matmul_vjp,
    linear: linear_vjp,
    softmax: softmax_vjp,
    log_softmax: log_softmax_vjp,
}
