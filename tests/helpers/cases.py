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


KEPT = np.array([[1, 0, 1], [1, 1, 0], [0, 1, 1], [1, 1, 1]], dtype=bool)
FIXED = {"mean": np.array([0.3, -0.2, 0.1]), "variance": np.array([0.5, 2.0, 1.3])}

OPS = {  # label: (formula, builder of its inputs, settings)
    "identity": (ops.identity, normal((4, 3)), {}),
    "exp": (ops.exp, normal((4, 3)), {}),
    "log": (ops.log, positive((4, 3)), {}),
    "sin": (ops.sin, normal((4, 3)), {}),
    "square": (ops.square, normal((4, 3)), {}),
    "sqrt": (ops.sqrt, positive((4, 3)), {}),
    "scale": (ops.scale, normal((4, 3)), {"factor": -0.3}),
    "relu": (ops.relu, normal((4, 3)), {}),
    "leaky_relu": (ops.leaky_relu, normal((4, 3)), {}),
    "leaky_relu 0.3": (ops.leaky_relu, normal((4, 3)), {"alpha": 0.3}),
    "sigmoid": (ops.sigmoid, normal((4, 3)), {}),
    "tanh": (ops.tanh, normal((4, 3)), {}),
    "tanh of a number": (ops.tanh, normal(()), {}),
    "tanh in 3-D": (ops.tanh, normal((2, 3, 5)), {}),
    "dropout": (ops.dropout, normal((4, 3)), {"mask": KEPT, "rate": 0.25}),
    "dropout at rate 0": (ops.dropout, normal((4, 3)), {"mask": KEPT, "rate": 0.0}),
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
    "reshape": (ops.reshape, normal((4, 3)), {"shape": (2, -1, 3)}),
    "flatten": (ops.flatten, normal((2, 3, 5, 4)), {}),
    "flatten rows": (ops.flatten, normal((4, 3)), {}),
    "matmul": (ops.matmul, normal((4, 3), (3, 2)), {}),
    "linear": (ops.linear, normal((4, 3), (3, 2), (2,)), {}),
    "linear, one example": (ops.linear, normal((1, 5), (5, 3), (3,)), {}),
    "softmax": (ops.softmax, normal((4, 3)), {}),
    "log_softmax": (ops.log_softmax, normal((4, 3)), {}),
    "layer_norm": (ops.layer_norm, normal((4, 3), (3,), (3,)), {}),
    "layer_norm, large eps": (ops.layer_norm, normal((4, 3), (3,), (3,)), {"eps": 0.5}),
    "batch_norm": (ops.batch_norm, normal((4, 3), (3,), (3,)), {}),
    "batch_norm, large eps": (ops.batch_norm, normal((4, 3), (3,), (3,)), {"eps": 0.5}),
    "batch_norm_eval": (ops.batch_norm_eval, normal((4, 3), (3,), (3,)), FIXED),
    "batch_norm_eval, one row": (ops.batch_norm_eval, normal((1, 3), (3,), (3,)), FIXED),
    "conv2d": (ops.conv2d, normal((2, 3, 5, 4), (2, 3, 3, 2), (2,)), {}),
    "max_pool2d": (ops.max_pool2d, normal((2, 3, 4, 6)), {"size": 2}),
    "max_pool2d, overlapping": (ops.max_pool2d, normal((2, 3, 5, 4)), {"size": 3, "stride": 1}),
    "max_pool2d, gaps": (ops.max_pool2d, normal((2, 3, 7, 5)), {"size": 2, "stride": 3}),
}
OPS |= {
    f"conv2d, stride {stride}, padding {padding}": (
        ops.conv2d,
        normal((2, 3, 5, 4), (2, 3, 2, 3), (2,)),
        {"stride": stride, "padding": padding},
    )
    for stride in (1, 2, 3)
    for padding in (0, 1, 2)
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


def trained(batch_norm, rng):
    """Batch norm in use, with statistics that are not 0 and 1."""
    batch_norm.running_mean[...] = rng.normal(size=3)
    batch_norm.running_variance[...] = rng.uniform(0.5, 2.0, size=3)
    return batch_norm.eval()


MODULES = {  # label: builder of a module that takes (4, 3)
    "Linear": lambda rng: layers.Linear(3, 2, rng=rng),
    "ReLU": lambda rng: layers.ReLU(),
    "LeakyReLU": lambda rng: layers.LeakyReLU(),
    "LeakyReLU 0.3": lambda rng: layers.LeakyReLU(alpha=0.3),
    "Sigmoid": lambda rng: layers.Sigmoid(),
    "Tanh": lambda rng: layers.Tanh(),
    "Softmax": lambda rng: layers.Softmax(),
    "MM": lambda rng: layers.MM(3, 2, rng=rng),
    "Dropout": lambda rng: layers.Dropout(0.4, rng=rng),
    "Dropout in use": lambda rng: layers.Dropout(0.4, rng=rng).eval(),
    "Flatten": lambda rng: layers.Flatten(),
    "Residual": lambda rng: layers.Residual(layers.Linear(3, 3, rng=rng), layers.Tanh()),
    "Residual, scaled": lambda rng: layers.Residual(layers.MM(3, 3, rng=rng), scale=0.3),
    "Residual without branch": lambda rng: layers.Residual(scale=-0.2),
    "LayerNorm": lambda rng: layers.LayerNorm(3),
    "BatchNorm": lambda rng: layers.BatchNorm(3),
    "BatchNorm in use": lambda rng: trained(layers.BatchNorm(3), rng),
    "Sequential": lambda rng: Sequential(
        layers.Linear(3, 5, rng=rng), layers.Tanh(), layers.Linear(5, 2, rng=rng)
    ),
    "Sequential in Sequential": lambda rng: Sequential(
        layers.Linear(3, 5, rng=rng),
        Sequential(layers.Sigmoid(), layers.Linear(5, 4, rng=rng), layers.LeakyReLU(alpha=0.2)),
        layers.Linear(4, 2, rng=rng),
        layers.Softmax(),
    ),
    "Sequential of everything": lambda rng: Sequential(
        layers.MM(3, 4, rng=rng),
        layers.BatchNorm(4),
        layers.Dropout(0.3, rng=rng),
        layers.Residual(layers.LayerNorm(4), layers.Linear(4, 4, rng=rng), scale=0.7),
        layers.Dropout(0.2, rng=rng),
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

SHAPED = {  # label: (builder of a module, the shape that it takes)
    "Conv2D": (lambda rng: layers.Conv2D(3, 2, 3, rng=rng), (2, 3, 5, 4)),
    "Conv2D, wide": (lambda rng: layers.Conv2D(3, 2, (1, 3), rng=rng), (2, 3, 5, 4)),
    "Conv2D, stride and padding": (
        lambda rng: layers.Conv2D(3, 2, (2, 3), rng=rng, stride=2, padding=1),
        (2, 3, 5, 4),
    ),
    "MaxPool2D": (lambda rng: layers.MaxPool2D(2), (2, 3, 4, 6)),
    "MaxPool2D, overlapping": (lambda rng: layers.MaxPool2D(3, stride=2), (2, 3, 5, 7)),
    "Flatten of images": (lambda rng: layers.Flatten(), (2, 3, 5, 4)),
    "RNN": (lambda rng: layers.RNN(3, 4, rng=rng), (2, 5, 3)),
    "RNN, one step": (lambda rng: layers.RNN(3, 4, rng=rng), (2, 1, 3)),
    "Residual of a convolution": (
        lambda rng: layers.Residual(layers.Conv2D(3, 3, 3, rng=rng, padding=1), scale=0.5),
        (2, 3, 5, 4),
    ),
    "Sequential from image to class": (
        lambda rng: Sequential(
            layers.Conv2D(1, 2, 3, rng=rng, padding=1),
            layers.Tanh(),
            layers.MaxPool2D(2),
            layers.Flatten(),
            layers.BatchNorm(12),
            layers.Linear(12, 3, rng=rng),
        ),
        (3, 1, 4, 6),
    ),
    "Sequential of two RNN": (
        lambda rng: Sequential(layers.RNN(3, 4, rng=rng), layers.RNN(4, 2, rng=rng)),
        (2, 4, 3),
    ),
}
EVERY_MODULE = {label: (build, (4, 3)) for label, build in MODULES.items()} | SHAPED


def with_biases(module, rng):
    """The module with biases, shifts and gains that are not 0 or 1, as after some training."""
    for name, parameter in module.named_parameters().items():
        if {"b", "shift", "gain"} & set(name.split(".")):
            parameter.value[...] = rng.normal(size=parameter.value.shape)
    return module
