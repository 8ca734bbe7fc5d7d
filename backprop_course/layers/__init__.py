"""Bookkeeping by hand: each layer keeps its input, and adds to the gradients of its parameters.

The formulas stand in ``ops``.  A layer keeps the very array it was given, not a copy: change it
in place only after the backward pass.  ``backward`` raises a RuntimeError before any ``forward``;
what does not fit in shape or type is refused as by the formulas, see ``ops``.

    dense            MM (x W), Linear (x W + b)
    activations      ReLU, LeakyReLU, Sigmoid, Tanh, Softmax
    regularization   Dropout
    residual         Residual: x + scale * branch(x)
    normalization    LayerNorm, BatchNorm
    images           Conv2D, MaxPool2D, Flatten
    recurrent        RNN: one cell, unrolled through time
"""

from .activations import Activation, LeakyReLU, ReLU, Sigmoid, Softmax, Tanh
from .dense import MM, Linear
from .images import Conv2D, Flatten, MaxPool2D
from .normalization import BatchNorm, LayerNorm
from .recurrent import RNN
from .regularization import Dropout
from .residual import Residual

__all__ = [
    "MM",
    "RNN",
    "Activation",
    "BatchNorm",
    "Conv2D",
    "Dropout",
    "Flatten",
    "LayerNorm",
    "LeakyReLU",
    "Linear",
    "MaxPool2D",
    "ReLU",
    "Residual",
    "Sigmoid",
    "Softmax",
    "Tanh",
]
