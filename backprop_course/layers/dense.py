"""Dense layers: every output depends on every input of its row."""

import numpy as np

from .. import init as initializers
from .. import ops
from ..module import Module, remembered
from ..parameters import Parameter


class MM(Module):
    """Matrix multiplication y = x W, without bias.

    Shapes: x (n, fan_in), W (fan_in, fan_out), y (n, fan_out).
    ``dtype``, such as np.float32: that of what ``init`` returns if None.
    """

    def __init__(self, fan_in, fan_out, *, rng, init=initializers.he_normal, dtype=None):
        self.W = Parameter(np.asarray(init(fan_in, fan_out, rng=rng), dtype=dtype))
        self.x = None

    def forward(self, x, *, out=None):
        y = ops.matmul(x, self.W.value, out=out)
        self.x = np.asarray(x)
        return y

    def backward(self, grad_y, *, input_grad=True, out=None):
        grad_x, grad_W = ops.matmul_vjp(
            grad_y,
            remembered(self, self.x),
            self.W.value,
            needs=(input_grad, True),
            out=(out, self.W.buffer),
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
        y = ops.linear(x, self.W.value, self.b.value, out=out)
        self.x = np.asarray(x)
        return y

    def backward(self, grad_y, *, input_grad=True, out=None):
        grad_x, grad_W, grad_b = ops.linear_vjp(
            grad_y,
            remembered(self, self.x),
            self.W.value,
            self.b.value,
            needs=(input_grad, True, True),
            out=(out, self.W.buffer, self.b.buffer),
        )
        self.W.add_grad(grad_W)
        self.b.add_grad(grad_b)
        return grad_x
