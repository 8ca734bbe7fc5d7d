"""A recurrent layer: the same cell at every step of time, fed with its own last output."""

import numpy as np

from .. import init as initializers
from .. import ops
from ..arguments import axes, same_shape
from ..module import Module, require_forward
from ..parameters import Parameter


class RNN(Module):
    """h[t] = tanh(x[t] W_x + b + h[t-1] W_h), from h = 0 on, unrolled through time.

    Shapes: x (n, time, features), W_x (features, units), W_h (units, units), b (units,),
    y (n, time, units): the hidden states h of all steps.  Source: Elman, 1990.

    Readable after a pass, by step: z[t] before the tanh; h[t], with the zeros of the start at
    h[-1]; and after backward grad_h[t], the whole gradient of h[t].

    >>> layer = RNN(3, 2, rng=np.random.default_rng(0))
    >>> layer.forward(np.ones((4, 5, 3))).shape  # 4 sequences of 5 steps
    (4, 5, 2)
    >>> sorted(layer.h)
    [-1, 0, 1, 2, 3, 4]
    """

    def __init__(self, features, units, *, rng, init=initializers.xavier_normal):
        self.W_x = Parameter(init(features, units, rng=rng))
        self.W_h = Parameter(init(units, units, rng=rng))
        self.b = Parameter(np.zeros(units, dtype=self.W_x.value.dtype))
        self.x = None
        self.z, self.h, self.grad_h = {}, {}, {}

    def forward(self, x):
        self.x = self._sequences(x)
        n, time, _ = self.x.shape
        self.z, self.grad_h = {}, {}
        self.h = {-1: np.zeros((n, len(self.b.value)), dtype=self.b.value.dtype)}
        for t in range(time):
            from_x = ops.linear(self.x[:, t], self.W_x.value, self.b.value)
            from_h = ops.matmul(self.h[t - 1], self.W_h.value)
            self.z[t] = ops.add(from_x, from_h)
            self.h[t] = ops.tanh(self.z[t])
        return np.stack([self.h[t] for t in range(time)], axis=1)

    def backward(self, grad_y, *, input_grad=True):
        n, time, _ = require_forward(self, self.x).shape
        grad_y = axes("grad_y", grad_y, ("n", "time", "units"))
        same_shape("grad_y", grad_y, "y", np.empty((n, time, len(self.b.value))))
        grad_x, from_later = [], 0.0
        for t in reversed(range(time)):
            # h[t] goes two ways, out of the layer and into the next step: two gradients add up
            self.grad_h[t] = grad_y[:, t] + from_later
            (grad_z,) = ops.tanh_vjp(self.grad_h[t], self.z[t])
            grad_x_t, from_later = self._step_back(grad_z, t, input_grad)
            grad_x.insert(0, grad_x_t)
        return np.stack(grad_x, axis=1) if input_grad else None

    def _step_back(self, grad_z, t, input_grad):
        """From z[t] to x[t] and h[t-1]; each step adds to the gradients of the shared weights."""
        grad_x, grad_W_x, grad_b = ops.linear_vjp(
            grad_z, self.x[:, t], self.W_x.value, self.b.value, needs=(input_grad, True, True)
        )
        grad_h, grad_W_h = ops.matmul_vjp(grad_z, self.h[t - 1], self.W_h.value)
        self.W_x.grad += grad_W_x
        self.W_h.grad += grad_W_h
        self.b.grad += grad_b
        return grad_x, grad_h

    def _sequences(self, x):
        x, features = axes("x", x, ("n", "time", "features")), len(self.W_x.value)
        if x.shape[2] != features or x.shape[1] == 0:
            raise ValueError(
                f"x: expected shape (n, time, {features}) with at least one step, got {x.shape}"
            )
        return x
