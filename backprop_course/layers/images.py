"""Layers for images, x (n, channels, height, width); Flatten leads from images to rows."""

import numpy as np

from .. import init as initializers
from .. import ops
from ..arguments import positive_int, whole_number
from ..module import Module, require_forward
from ..parameters import Parameter
from .activations import Activation


class Conv2D(Module):
    """The same filters in every window of every image; ``size`` is one number or (height, width).

    Shapes: x (n, in_channels, height, width), W (out_channels, in_channels, *size),
    b (out_channels,), y (n, out_channels, out height, out width).

    >>> layer = Conv2D(1, 4, 3, rng=np.random.default_rng(0), padding=1)
    >>> layer.forward(np.ones((2, 1, 8, 8))).shape
    (2, 4, 8, 8)
    >>> layer.W.value.shape
    (4, 1, 3, 3)
    """

    def __init__(
        self,
        in_channels,
        out_channels,
        size,
        *,
        rng,
        stride=1,
        padding=0,
        init=initializers.he_normal,
    ):
        height, width = (size, size) if np.ndim(size) == 0 else size
        sides = positive_int("size", height), positive_int("size", width)
        shape = positive_int("in_channels", in_channels), *sides
        filters = init(int(np.prod(shape)), out_channels, rng=rng)  # a column for each filter
        self.W = Parameter(filters.T.reshape(out_channels, *shape))
        self.b = Parameter(np.zeros(out_channels, dtype=self.W.value.dtype))
        self.stride, self.padding = positive_int("stride", stride), padding
        whole_number("padding", padding, 0)
        self.x = None

    def settings(self):
        """What the formula takes besides its inputs."""
        return {"stride": self.stride, "padding": self.padding}

    def forward(self, x):
        self.x = x
        return ops.conv2d(x, self.W.value, self.b.value, **self.settings())

    def backward(self, grad_y, *, input_grad=True):
        grad_x, grad_W, grad_b = ops.conv2d_vjp(
            grad_y,
            require_forward(self, self.x),
            self.W.value,
            self.b.value,
            needs=(input_grad, True, True),
            **self.settings(),
        )
        self.W.grad += grad_W
        self.b.grad += grad_b
        return grad_x


class MaxPool2D(Activation):
    """The largest entry of every window, size by size; the stride is the size if not given.

    Shapes: x (n, channels, height, width), y (n, channels, out height, out width).

    >>> MaxPool2D(2).forward([[[[0.5, 2.0], [-1.0, 1.0]]]])
    array([[[[2.]]]])
    """

    f = staticmethod(ops.max_pool2d)

    def __init__(self, size, *, stride=None):
        super().__init__()
        self.size = positive_int("size", size)
        self.stride = self.size if stride is None else positive_int("stride", stride)

    def settings(self):
        return {"size": self.size, "stride": self.stride}


class Flatten(Activation):
    """One row for each example.  Shapes: x (n, ...), y (n, features).

    >>> Flatten().forward(np.ones((2, 4, 3, 3))).shape
    (2, 36)
    """

    f = staticmethod(ops.flatten)
