"""A multi-layer perceptron whose whole backward pass is written out by hand.

Layers are numbered as on the blackboard, from 1 to L.  a[0] is the input x, and for each layer

    z[l] = a[l-1] W[l] + b[l]        a[l] = f(z[l])        a[L] is the prediction

Every quantity stays readable after a pass: net.z[2], net.grad_W[1], ...
"""

import numpy as np

from . import init as initializers
from . import ops
from .arguments import positive_int, rows
from .module import Module, require_forward
from .parameters import Parameter

ACTIVATIONS = {
    "relu": ops.relu,
    "leaky_relu": ops.leaky_relu,
    "sigmoid": ops.sigmoid,
    "tanh": ops.tanh,
    "softmax": ops.softmax,
    "identity": ops.identity,
}


class MLP(Module):
    """Linear layers with an activation after each hidden one, and ``output`` after the last.

    Shapes: x (n, sizes[0]), prediction (n, sizes[-1]).  A cross-entropy from logits wants the
    default ``output="identity"``.  ``dtype``, such as np.float32: that of ``init`` if None.

    >>> net = MLP([2, 3, 1], rng=np.random.default_rng(0))
    >>> y = net.forward([[0.5, -1.0], [2.0, 0.0]])
    >>> grad_x = net.backward(np.ones_like(y))
    >>> y.shape, grad_x.shape, net.z[1].shape, net.grad_W[1].shape
    ((2, 1), (2, 2), (2, 3), (2, 3))
    """

    def __init__(self, sizes, *, rng, activation="relu", output="identity", init=None, dtype=None):
        self.sizes = [positive_int("sizes", size) for size in sizes]
        self.L = positive_int("number of layers", len(self.sizes) - 1)
        hidden, last = _formula("activation", activation), _formula("output", output)
        init = init or (
            initializers.he_normal if "relu" in activation else initializers.xavier_normal
        )
        numbers = range(1, self.L + 1)
        fans = {l: (self.sizes[l - 1], self.sizes[l]) for l in numbers}
        first = {l: np.asarray(init(*fans[l], rng=rng), dtype=dtype) for l in numbers}
        self.W = {l: Parameter(W) for l, W in first.items()}
        self.b = {l: Parameter(np.zeros_like(W.value[0])) for l, W in self.W.items()}
        self.f = {l: hidden for l in numbers} | {self.L: last}
        self.z, self.a = {}, {}
        self.grad_z, self.grad_a, self.grad_W, self.grad_b = {}, {}, {}, {}

    def forward(self, x):
        self.a[0] = rows("x", x, self.sizes[0])
        for l in range(1, self.L + 1):
            self.z[l] = ops.linear(self.a[l - 1], self.W[l].value, self.b[l].value)
            self.a[l] = self.f[l](self.z[l])
        return self.a[self.L]

    def backward(self, grad_prediction, *, input_grad=True):
        require_forward(self, self.a or None)
        self.grad_a[self.L] = rows("grad_prediction", grad_prediction, self.sizes[-1])
        for l in range(self.L, 0, -1):
            # through the activation: a[l] = f(z[l])
            (self.grad_z[l],) = ops.VJPS[self.f[l]](self.grad_a[l], self.z[l])
            # through the linear map: z[l] = a[l-1] W[l] + b[l]
            self.grad_a[l - 1], self.grad_W[l], self.grad_b[l] = ops.linear_vjp(
                self.grad_z[l],
                self.a[l - 1],
                self.W[l].value,
                self.b[l].value,
                needs=(l > 1 or input_grad, True, True),
            )
            self.W[l].grad += self.grad_W[l]
            self.b[l].grad += self.grad_b[l]
        return self.grad_a[0]

    def named_values(self):
        """a[0], z[1], a[1], ..., z[L], a[L] of the last forward pass."""
        values = {"a[0]": self.a.get(0)}
        for l in range(1, self.L + 1):
            values |= {f"z[{l}]": self.z.get(l), f"a[{l}]": self.a.get(l)}
        return values

    def named_gradients(self):
        """Those of a[L], z[L], W[L], b[L], a[L-1], ..., a[0] from the last backward pass."""
        grads = {f"a[{self.L}]": self.grad_a.get(self.L)}
        for l in range(self.L, 0, -1):
            grads |= {f"z[{l}]": self.grad_z.get(l), f"W[{l}]": self.grad_W.get(l)}
            grads |= {f"b[{l}]": self.grad_b.get(l), f"a[{l - 1}]": self.grad_a.get(l - 1)}
        return grads


def _formula(name, activation):
    if activation not in ACTIVATIONS:
        raise ValueError(f"{name}: expected one of {', '.join(ACTIVATIONS)}, got {activation!r}")
    return ACTIVATIONS[activation]
