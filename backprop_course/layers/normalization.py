"""Normalization layers: numbers of mean 0 and variance 1, for each row or for each column."""

import numpy as np

from .. import ops
from ..arguments import fraction, positive_int, rows
from ..module import Module, require_forward
from ..ops.normalization import COLUMN, mean_and_variance
from ..parameters import Parameter


class LayerNorm(Module):
    """Every row normalized, then scaled by ``gain`` and shifted by ``shift``.

    Shapes: x (n, features), gain and shift (features,), y (n, features).

    >>> LayerNorm(4, eps=0.0).forward([[1.0, 1.0, 3.0, 3.0]])
    array([[-1., -1.,  1.,  1.]])
    """

    def __init__(self, features, *, eps=1e-5, dtype=np.float64):
        features = positive_int("features", features)
        self.gain = Parameter(np.ones(features, dtype=dtype))
        self.shift = Parameter(np.zeros(features, dtype=dtype))
        self.eps = eps
        self.x = None

    def forward(self, x):
        self.x = rows("x", x, len(self.gain.value))
        return ops.layer_norm(self.x, self.gain.value, self.shift.value, eps=self.eps)

    def backward(self, grad_y, *, input_grad=True):
        grad_x, grad_gain, grad_shift = ops.layer_norm_vjp(
            grad_y,
            require_forward(self, self.x),
            self.gain.value,
            self.shift.value,
            eps=self.eps,
            needs=(input_grad, True, True),
        )
        self.gain.grad += grad_gain
        self.shift.grad += grad_shift
        return grad_x


class BatchNorm(Module):
    """Every column normalized: in training over the batch, in use by running statistics.

    Each training pass moves ``running_mean`` and ``running_variance`` towards those of its batch,
    by the share ``momentum`` of the way; the variance there is the one with n - 1, as in PyTorch.
    Shapes: x (n, features), with n of at least 2 in training; y (n, features).

    >>> layer = BatchNorm(1, eps=0.0, momentum=0.5)
    >>> layer.forward([[1.0], [3.0]]).T
    array([[-1.,  1.]])
    >>> layer.running_mean, layer.running_variance
    (array([1.]), array([1.5]))
    """

    def __init__(self, features, *, momentum=0.1, eps=1e-5, dtype=np.float64):
        features = positive_int("features", features)
        self.gain = Parameter(np.ones(features, dtype=dtype))
        self.shift = Parameter(np.zeros(features, dtype=dtype))
        self.running_mean = np.zeros(features, dtype=dtype)
        self.running_variance = np.ones(features, dtype=dtype)
        self.momentum, self.eps = fraction("momentum", momentum), eps
        self.x = self.f = self.settings = None

    def forward(self, x):
        self.x = rows("x", x, len(self.gain.value))
        self.f, self.settings = ops.batch_norm, {"eps": self.eps}
        if not self.training:
            self.f = ops.batch_norm_eval
            self.settings |= {"mean": self.running_mean, "variance": self.running_variance}
        y = self.f(self.x, self.gain.value, self.shift.value, **self.settings)
        if self.training:
            self.update_statistics()
        return y

    def backward(self, grad_y, *, input_grad=True):
        x = require_forward(self, self.x)
        grad_x, grad_gain, grad_shift = ops.VJPS[self.f](
            grad_y,
            x,
            self.gain.value,
            self.shift.value,
            needs=(input_grad, True, True),
            **self.settings,
        )
        self.gain.grad += grad_gain
        self.shift.grad += grad_shift
        return grad_x

    def update_statistics(self):
        """Move the running mean and variance towards those of the batch that came last."""
        n = len(self.x)
        mean, variance = mean_and_variance(self.x.real, COLUMN)
        unbiased = variance[0] * (n / (n - 1))
        self.running_mean += self.momentum * (mean[0] - self.running_mean)
        self.running_variance += self.momentum * (unbiased - self.running_variance)
