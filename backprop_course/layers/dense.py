"""Dense layers: every output depends on every input of its row."""

import numpy as np

from .. import init as initializers
from .. import ops
from ..module import Module
from ..parameters import Parameter
from ._shared import fitting, remembered


class MM(Module):
    """Matrix multiplication y = x W, without bias.

    Shapes: x (n, fan_in), W (fan_in, fan_out), y (n, fan_out).
    ``dtype``, such as np.float32: that of what ``init`` returns if None.
    """

    def __init__(self, fan_in, fan_out, *, rng, init=initializers.he_normal, dtype=None):
        self.W = Parameter(np.asarray(init(fan_in, fan_out, rng=rng), dtype=dtype))
        self.x = None

    def forward(self, x, *, out=None):
        x, W = np.asarray(x), self.W.value
        y = ops.matmul(x, W, out=fitting(out, x.shape[:1] + W.shape[1:], x, W))
        self.x = x
        return y

    def backward(self, grad_y, *, input_grad=True, out=None):
        x, W = remembered(self, self.x), self.W.value
        grad_x, grad_W = ops.matmul_vjp(
            grad_y,
            x,
            W,
            needs=(input_grad, True),
            out=(fitting(out, x.shape, grad_y, W), self.W.buffer),
        )
        self.W.add_grad(grad_W)
        return grad_x


class Linear(Module):
    """Affine map y = x W + b.

    Shapes: x (n, fan_in), W (fan_in, fan_out), b (fan_out,), y (n, fan_out).
    ``dtype``, such as np.float32: that of what ``init`` returns if None.
    """

    def __init__(self, fan_in, fan_out, *, rng, init=initializers.he_normal, dtype=None):
        self.W = Parameter(np.asarray(init(fan_in, fan_out, rng=rng), dtype=dtype))
        self.b = Parameter(np.zeros(fan_out, dtype=self.W.value.dtype))
        self.x = None

    def forward(self, x, *, out=None):
        x, W, b = np.asarray(x), self.W.value, self.b.value
        y = ops.linear(x, W, b, out=fitting(out, x.shape[:1] + b.shape, x, W, b))
        self.x = x
        return y

    def backward(self, grad_y, *, input_grad=True, out=None):
        x, W, b = remembered(self, self.x), self.W.value, self.b.value
        grad_x, grad_W, grad_b = ops.linear_vjp(
            grad_y,
            x,
            W,
            b,
            needs=(input_grad, True, True),
            out=(fitting(out, x.shape, grad_y, W), self.W.buffer, self.b.buffer),
        )
        self.W.add_grad(grad_W)
        self.b.add_grad(grad_b)
        return grad_x
