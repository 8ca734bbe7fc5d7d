"""Dense layers: every output depends on every input of its row."""

import numpy as np

from .. import init as initializers
from .. import ops
from ..module import Module, require_forward
from ..parameters import Parameter


class MM(Module):
    """Matrix multiplication y = x W, without bias.

    Shapes: x (n, fan_in), W (fan_in, fan_out), y (n, fan_out).
    ``dtype``, such as np.float32: that of what ``init`` returns if None.

    >>> layer = MM(2, 1, rng=np.random.default_rng(0))
    >>> layer.W.value[...] = [[2.0], [0.5]]
    >>> layer.forward([[0.5, -1.0]])
    array([[0.5]])
    >>> layer.backward([[10.0]])
    array([[20.,  5.]])
    >>> layer.W.grad.T
    array([[  5., -10.]])
    """

    def __init__(self, fan_in, fan_out, *, rng, init=initializers.he_normal, dtype=None):
        self.W = Parameter(np.asarray(init(fan_in, fan_out, rng=rng), dtype=dtype))
        self.x = None

    def forward(self, x):
        self.x = x
        return ops.matmul(x, self.W.value)

    def backward(self, grad_y, *, input_grad=True):
        grad_x, grad_W = ops.matmul_vjp(
            grad_y,
            require_forward(self, self.x),
            self.W.value,
            needs=(input_grad, True),
        )
        self.W.grad += grad_W
        return grad_x


class Linear(Module):
    """Affine map y = x W + b.

    Shapes: x (n, fan_in), W (fan_in, fan_out), b (fan_out,), y (n, fan_out).
    ``dtype``, such as np.float32: that of what ``init`` returns if None.

    >>> layer = Linear(2, 1, rng=np.random.default_rng(0))
    >>> layer.W.value[...] = [[2.0], [0.5]]
    >>> layer.forward([[0.5, -1.0]])
    array([[0.5]])
    >>> layer.backward([[10.0]])
    array([[20.,  5.]])
    >>> layer.W.grad.T, layer.b.grad
    (array([[  5., -10.]]), array([10.]))
    """

    def __init__(self, fan_in, fan_out, *, rng, init=initializers.he_normal, dtype=None):
        self.W = Parameter(np.asarray(init(fan_in, fan_out, rng=rng), dtype=dtype))
        self.b = Parameter(np.zeros(fan_out, dtype=self.W.value.dtype))
        self.x = None

    def forward(self, x):
        self.x = x
        return ops.linear(x, self.W.value, self.b.value)

    def backward(self, grad_y, *, input_grad=True):
        grad_x, grad_W, grad_b = ops.linear_vjp(
            grad_y,
            require_forward(self, self.x),
            self.W.value,
            self.b.value,
            needs=(input_grad, True, True),
        )
        self.W.grad += grad_W
        self.b.grad += grad_b
        return grad_x
