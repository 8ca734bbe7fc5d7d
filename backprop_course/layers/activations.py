"""Activations: one formula of ``ops``, no parameters."""

from .. import ops
from ..arguments import array
from ..module import Module, require_forward


class Activation(Module):
    """Abstract: one formula of ``ops`` with one input and no parameters."""

    f = None  # the formula; its VJP stands beside it in ops

    def __init__(self):
        self.x = None

    def settings(self):
        """What the formula takes besides its input."""
        return {}

    def forward(self, x):
        self.x = array("x", x)
        return self.f(self.x, **self.settings())

    def backward(self, grad_y, *, input_grad=True):
        x = require_forward(self, self.x)
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
