"""Bookkeeping by hand: each layer keeps its input, and adds to the gradients of its parameters.

The formulas stand in ``ops``.  A layer keeps the very array it was given, not a copy: change it
in place only after the backward pass.
"""

import numpy as np

from . import init as initializers
from . import ops
from .arguments import rows
from .module import Module, Parameter


class Linear(Module):
    """Affine map y = x W + b.

    Shapes: x (n, fan_in), W (fan_in, fan_out), b (fan_out,), y (n, fan_out).
    """

    def __init__(self, fan_in, fan_out, *, rng, init=initializers.he_normal):
        self.W = Parameter(init(fan_in, fan_out, rng=rng))
        self.b = Parameter(np.zeros(fan_out, dtype=self.W.value.dtype))
        self.x = None

    def forward(self, x):
        self.x = rows("x", x, len(self.W.value))
        return ops.linear(self.x, self.W.value, self.b.value)

    def backward(self, grad_y, *, input_grad=True):
        grad_x, grad_W, grad_b = ops.linear_vjp(
            grad_y,
            remembered(self, self.x),
            self.W.value,
            self.b.value,
            needs=(input_grad, True, True),
        )
        self.W.grad += grad_W
        self.b.grad += grad_b
        return grad_x


class Activation(Module):
    """Abstract: one formula of ``ops`` with one input and no parameters."""

    f = None  # the formula; its VJP stands beside it in ops

    def __init__(self):
        self.x = None

    def settings(self):
        """What the formula takes besides its input."""
        return {}

    def forward(self, x):
        self.x = x
        return self.f(x, **self.settings())

    def backward(self, grad_y, *, input_grad=True):
        x = remembered(self, self.x)
        if not input_grad:
            return None
        (grad_x,) = ops.VJPS[self.f](grad_y, x, **self.settings())
        return grad_x


class ReLU(Activation):
    """x where x > 0, else 0.  Shapes: y like x."""

    f = staticmethod(ops.relu)


class LeakyReLU(Activation):
    """x where x > 0, else alpha x.  Shapes: y like x."""

    f = staticmethod(ops.leaky_relu)

    def __init__(self, *, alpha=0.01):
        super().__init__()
        self.alpha = alpha

    def settings(self):
        return {"alpha": self.alpha}


class Sigmoid(Activation):
    """1 / (1 + exp(-x)).  Shapes: y like x."""

    f = staticmethod(ops.sigmoid)


class Tanh(Activation):
    """Hyperbolic tangent.  Shapes: y like x."""

    f = staticmethod(ops.tanh)


class Softmax(Activation):
    """Rows of probabilities.  Shapes: x (n, classes), y (n, classes)."""

    f = staticmethod(ops.softmax)


def remembered(module, value):
    """What ``module`` kept on the way forward; without a forward pass there is no way back."""
    if value is None:
        raise RuntimeError(f"{type(module).__name__}.backward needs a forward pass before it")
    return value
