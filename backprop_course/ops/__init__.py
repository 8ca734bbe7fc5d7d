"""Every formula of the course and its derivative, each written once.

A formula is a pair of plain functions:

    y     = f(*inputs, **settings)
    grads = f_vjp(grad_y, *inputs, needs=None, **settings)

``grad_y`` is the gradient of the loss with respect to y and has y's shape.  ``grads`` is a tuple
with one array per input, each of that input's shape.  ``f_vjp`` is the *vector-Jacobian product*
of f: it takes a gradient from the output of f back to its inputs.

``needs`` says which inputs' gradients are wanted, one truth value per input; the others are None.
What comes back is the caller's own: no result shares memory with an input.

Lists are taken as arrays.  Where shapes do not fit, every formula raises a ValueError that says
which was expected and which came; for what is not made of numbers, a TypeError.

Read in this order; each file needs only those before it, and ``_shared``:

    elementwise      functions of one number: exp, square, relu, sigmoid, dropout, ...
    arithmetic       functions of two numbers, and what broadcasting does to their gradients
    sums             over some axes or all
    shapes           reshape, flatten
    matrices         matmul, linear
    probabilities    softmax and its logarithm
    normalization    layer norm, batch norm in training and in use
    convolution      conv2d, max_pool2d
"""

from .arithmetic import add, add_vjp, div, div_vjp, mul, mul_vjp, sub, sub_vjp
from .convolution import conv2d, conv2d_vjp, max_pool2d, max_pool2d_vjp
from .elementwise import (
    dropout,
    dropout_vjp,
    exp,
    exp_vjp,
    identity,
    identity_vjp,
    leaky_relu,
    leaky_relu_vjp,
    log,
    log_vjp,
    relu,
    relu_vjp,
    scale,
    scale_vjp,
    sigmoid,
    sigmoid_vjp,
    sin,
    sin_vjp,
    sqrt,
    sqrt_vjp,
    square,
    square_vjp,
    tanh,
    tanh_vjp,
)
from .matrices import linear, linear_vjp, matmul, matmul_vjp
from .normalization import (
    batch_norm,
    batch_norm_eval,
    batch_norm_eval_vjp,
    batch_norm_vjp,
    layer_norm,
    layer_norm_vjp,
)
from .probabilities import log_softmax, log_softmax_vjp, softmax, softmax_vjp
from .shapes import flatten, flatten_vjp, reshape, reshape_vjp
from .sums import sum, sum_vjp

VJPS = {
    identity: identity_vjp,
    exp: exp_vjp,
    log: log_vjp,
    sin: sin_vjp,
    square: square_vjp,
    sqrt: sqrt_vjp,
    scale: scale_vjp,
    relu: relu_vjp,
    leaky_relu: leaky_relu_vjp,
    sigmoid: sigmoid_vjp,
    tanh: tanh_vjp,
    dropout: dropout_vjp,
    add: add_vjp,
    sub: sub_vjp,
    mul: mul_vjp,
    div: div_vjp,
    sum: sum_vjp,
    reshape: reshape_vjp,
    flatten: flatten_vjp,
    matmul: matmul_vjp,
    linear: linear_vjp,
    softmax: softmax_vjp,
    log_softmax: log_softmax_vjp,
    layer_norm: layer_norm_vjp,
    batch_norm: batch_norm_vjp,
    batch_norm_eval: batch_norm_eval_vjp,
    conv2d: conv2d_vjp,
    max_pool2d: max_pool2d_vjp,
}
