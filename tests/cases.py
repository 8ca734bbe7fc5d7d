"""The tables of the core's tests: a new formula, loss or layer is one new line here.

Shapes differ in every place, and nothing is square, zero, equal or symmetric by chance.
"""

import numpy as np

from backprop_course import layers, losses, ops
from backprop_course.mlp import ACTIVATIONS, MLP
from backprop_course.module import Sequential


def normal(*shapes):
    """A builder of inputs: one normal array for each shape."""
    return lambda rng: [rng.normal(size=shape) for shape in shapes]


def positive(*shapes):
    """A builder of inputs between 0.5 and 2, where log and division behave."""
    return lambda rng: [rng.uniform(0.5, 2.0, size=shape) for shape in shapes]


OPS = {  # label: (formula, builder of its inputs, settings)
    "identity": (ops.identity, normal((4, 3)), {}),
    "exp": (ops.exp, normal((4, 3)), {}),
    "log": (ops.log, positive((4, 3)), {}),
    "sin": (ops.sin, normal((4, 3)), {}),
    "square": (ops.square, normal((4, 3)), {}),
    "relu": (ops.relu, normal((4, 3)), {}),
    "leaky_relu": (ops.leaky_relu, normal((4, 3)), {}),
    "leaky_relu 0.3": (ops.leaky_relu, normal((4, 3)), {"alpha": 0.3}),
    "sigmoid": (ops.sigmoid, normal((4, 3)), {}),
    "tanh": (ops.tanh, normal((4, 3)), {}),
    "tanh of a number": (ops.tanh, normal(()), {}),
    "tanh in 3-D": (ops.tanh, normal((2, 3, 5)), {}),
    "add": (ops.add, normal((4, 3), (4, 3)), {}),
    "add a row": (ops.add, normal((4, 3), (3,)), {}),
    "sub": (ops.sub, normal((4, 3), (4, 3)), {}),
    "sub a column": (ops.sub, normal((4, 1), (4, 3)), {}),
    "mul": (ops.mul, normal((4, 3), (4, 3)), {}),
    "mul, both copied": (ops.mul, normal((4, 1), (2, 1, 3)), {}),
    "mul by a number": (ops.mul, normal((), (4, 3)), {}),
    "div": (ops.div, positive((4, 3), (4, 3)), {}),
    "div by a row": (ops.div, positive((4, 3), (1, 3)), {}),
    "sum": (ops.sum, normal((4, 3)), {}),
    "sum of columns": (ops.sum, normal((4, 3)), {"axis": 0}),
    "sum of rows, kept": (ops.sum, normal((4, 3)), {"axis": 1, "keepdims": True}),
    "sum over two axes": (ops.sum, normal((4, 3, 2)), {"axis": (0, -1)}),
    "matmul": (ops.matmul, normal((4, 3), (3, 2)), {}),
    "linear": (ops.linear, normal((4, 3), (3, 2), (2,)), {}),
    "linear, one example": (ops.linear, normal((1, 5), (5, 3), (3,)), {}),
    "softmax": (ops.softmax, normal((4, 3)), {}),
    "log_softmax": (ops.log_softmax, normal((4, 3)), {}),
}

LABELS = np.array([2, 0, 1, 2])
ONE_HOT = np.eye(3)[LABELS]


def numbers(rng):
    """Any predictions with any targets."""
    return rng.normal(size=(4, 3)), rng.normal(size=(4, 3))


def yes_or_no(rng):
    """Logits with targets 0 and 1."""
    return 2.0 * rng.normal(size=(4, 3)), np.array([[1, 0, 0], [0, 1, 1], [0, 0, 1], [1, 1, 0]])


def logits(rng):
    """Logits with one label a row."""
    return 2.0 * rng.normal(size=(4, 3)), LABELS


def probabilities(rng):
    """Rows of probabilities with one label a row."""
    return ops.softmax(rng.normal(size=(4, 3))), LABELS


def with_one_hot(build):
    """The same case, with the labels as one-hot rows."""
    return lambda rng: (build(rng)[0], ONE_HOT)


LOSSES = {  # label: (loss, builder of prediction and target)
    "mse": (losses.mse, numbers),
    "half_mse": (losses.half_mse, numbers),
    "binary_cross_entropy": (losses.binary_cross_entropy, yes_or_no),
    "cross_entropy": (losses.cross_entropy, probabilities),
    "cross_entropy, one-hot": (losses.cross_entropy, with_one_hot(probabilities)),
    "softmax_cross_entropy": (losses.softmax_cross_entropy, logits),
    "softmax_cross_entropy, one-hot": (losses.softmax_cross_entropy, with_one_hot(logits)),
}

MODULES = {  # label: builder of a module that takes (4, 3)
    "Linear": lambda rng: layers.Linear(3, 2, rng=rng),
    "ReLU": lambda rng: layers.ReLU(),
    "LeakyReLU": lambda rng: layers.LeakyReLU(),
    "LeakyReLU 0.3": lambda rng: layers.LeakyReLU(alpha=0.3),
    "Sigmoid": lambda rng: layers.Sigmoid(),
    "Tanh": lambda rng: layers.Tanh(),
    "Softmax": lambda rng: layers.Softmax(),
    "Sequential": lambda rng: Sequential(
        layers.Linear(3, 5, rng=rng), layers.Tanh(), layers.Linear(5, 2, rng=rng)
    ),
    "Sequential in Sequential": lambda rng: Sequential(
        layers.Linear(3, 5, rng=rng),
        Sequential(layers.Sigmoid(), layers.Linear(5, 4, rng=rng), layers.LeakyReLU(alpha=0.2)),
        layers.Linear(4, 2, rng=rng),
        layers.Softmax(),
    ),
    "MLP without hidden layer": lambda rng: MLP([3, 2], rng=rng),
    "MLP of four layers": lambda rng: MLP([3, 5, 4, 6, 2], rng=rng, activation="tanh"),
}
MODULES |= {
    f"MLP {hidden}, {last}": (
        lambda rng, hidden=hidden, last=last: MLP(
            [3, 5, 4, 2], rng=rng, activation=hidden, output=last
        )
    )
    for hidden in ACTIVATIONS
    for last in ACTIVATIONS
}


def with_biases(module, rng):
    """The module with biases other than zero, as after some training."""
    for name, parameter in module.named_parameters().items():
        if name.split(".")[0] == "b" or name.endswith(".b") or name == "b":
            parameter.value[...] = rng.normal(size=parameter.value.shape)
    return module
