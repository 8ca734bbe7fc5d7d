"""Activations: one formula of ``ops``, no parameters."""

from .. import ops
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
        self.x = x
        return self.f(x, **self.settings())

    def backward(self, grad_y, *, input_grad=True):
        x = require_forward(self, self.x)
        if not input_grad:
            return None
        (grad_x,) = ops.VJPS[self.f](grad_y, x, **self.settings())
        return grad_x


class ReLU(Activation):
    """x where x > 0, else 0.  Shapes: y like x.

    >>> layer = ReLU()
    >>> layer.forward([[-2.0, 0.5, 3.0]])
    array([[0. , 0.5, 3. ]])
    >>> layer.backward([[10.0, 20.0, 30.0]])
    array([[ 0., 20., 30.]])
    """

    f = staticmethod(ops.relu)


class LeakyReLU(Activation):
    """x where x > 0, else alpha x.  Shapes: y like x.

    >>> LeakyReLU(alpha=0.5).forward([[-2.0, 0.5, 3.0]])
    array([[-1. ,  0.5,  3. ]])
    """

    f = staticmethod(ops.leaky_relu)

    def __init__(self, *, alpha=0.01):
        super().__init__()
        self.alpha = alpha

    def settings(self):
        return {"alpha": self.alpha}


class Sigmoid(Activation):
    """1 / (1 + exp(-x)).  Shapes: y like x.

    >>> Sigmoid().forward([[0.0, 2.0, -1.0]]).round(3)
    array([[0.5  , 0.881, 0.269]])
    """

    f = staticmethod(ops.sigmoid)


class Tanh(Activation):
    """Hyperbolic tangent.  Shapes: y like x.

    >>> Tanh().forward([[0.0, 0.5, -1.0]]).round(3)
    array([[ 0.   ,  0.462, -0.762]])
    """

    f = staticmethod(ops.tanh)


class Softmax(Activation):
    """Rows of probabilities.  Shapes: x (n, classes), y (n, classes).

    >>> Softmax().forward([[0.0, 0.0], [2.0, -1.0]]).round(3)
    array([[0.5  , 0.5  ],
           [0.953, 0.047]])
    """

    f = staticmethod(ops.softmax)
