"""What is computed: four nets with one batch each; everyone starts from the same numbers."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from backprop_course import data, optim


@dataclass(frozen=True)
class Shape:
    """A net with ReLU between its linear layers, the size of a batch, and the loss."""

    sizes: tuple
    batch: int
    loss: str = "softmax"

    @property
    def fans(self):
        """(fan_in, fan_out) of each layer."""
        return list(pairwise(self.sizes))


SHAPES = {
    "toy": Shape((2, 16, 16, 1), 32, "logistic"),
    "digits": Shape((64, 128, 64, 10), 64),
    "mnist": Shape((784, 256, 128, 10), 128),
    "wide": Shape((784, 1024, 1024, 10), 256),
}
OPTIMIZERS = ("sgd", "adam")
PRODUCT = (256, 1024, 1024)  # rows, inner, columns: the largest product of the wide net
PARITY_RATE = {"sgd": 0.1, "adam": 1e-3}

EPOCHS = 30  # of the training run on the digits, with AdamW and a rate that falls on a cosine
ADAMW = {"lr": 0.01, "weight_decay": 0.3}


def first_weights(shape, rng):
    """He's choice, one array per layer.  Shapes: (fan_in, fan_out)."""
    return [rng.normal(0.0, np.sqrt(2.0 / a), size=(a, b)) for a, b in shape.fans]


@dataclass(frozen=True)
class Problem:
    """What a system gets: weights, one batch, and how to step.

    A learning rate of 0 costs as much as any other.  Timing uses it, so that a thousand steps on
    one batch do not drift to gradients too small for fast arithmetic.
    """

    shape: Shape
    optimizer: str
    lr: float
    weights: list  # W (fan_in, fan_out), one per layer; every b starts at 0
    x: np.ndarray  # (batch, sizes[0])
    y: np.ndarray  # labels (batch,), or 0 and 1 as numbers (batch, 1) for the logistic loss

    @property
    def dtype(self):
        return self.x.dtype


def problem(shape, optimizer, dtype, lr=0.0):
    """The Problem of that name, the same in every process."""
    rng, shape, dtype = np.random.default_rng(0), SHAPES[shape], np.dtype(dtype)
    weights = [W.astype(dtype) for W in first_weights(shape, rng)]
    x = rng.normal(size=(shape.batch, shape.sizes[0])).astype(dtype)
    if shape.loss == "logistic":
        y = rng.integers(0, 2, size=(shape.batch, 1)).astype(dtype)
    else:
        y = rng.integers(0, shape.sizes[-1], size=shape.batch)
    return Problem(shape, optimizer, lr, weights, x, y)


def matrices(dtype):
    """Two matrices whose product shows how fast a library multiplies."""
    rng, (rows, inner, columns) = np.random.default_rng(0), PRODUCT
    sizes = [(rows, inner), (inner, columns)]
    return [rng.normal(size=size).astype(dtype) for size in sizes]


def digits():
    """The digits for the training run: every image with mean 0 and standard deviation 1, float32.

    This and ADAMW were chosen by the test accuracy, which is here to show that the nets whose
    training is timed do learn; it is no estimate for digits never seen.
    """
    (x, y), (x_test, y_test) = data.load_digits()
    return (standard(x), y), (standard(x_test), y_test)


def learning_rate(t, steps):
    """The rate of the training run at step t of ``steps``."""
    return optim.cosine(ADAMW["lr"], t, total=steps)


def standard(x):
    x = (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)
    return x.astype(np.float32)
