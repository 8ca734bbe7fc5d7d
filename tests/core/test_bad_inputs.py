"""What is wrong with an input, said at the door: one line for each mistake."""

import warnings

import numpy as np
import pytest

from backprop_course import data, init, layers, losses, ops, optim
from backprop_course.gradcheck import check_gradient, check_module, check_vjp
from backprop_course.layers import Linear, ReLU
from backprop_course.mlp import MLP
from backprop_course.module import Parameter, Sequential
from backprop_course.training import accuracy, fit, minibatches

RNG = np.random.default_rng(0)
X, W, B = RNG.normal(size=(4, 3)), RNG.normal(size=(3, 2)), RNG.normal(size=2)
LABELS = np.array([2, 0, 1, 2])
EMPTY = np.zeros((0, 3))
WITH_NAN = X.copy()
WITH_NAN[2, 1] = np.nan
WITH_INF = np.where(np.isnan(WITH_NAN), -np.inf, X)


def net():
    """Three numbers in, three classes out."""
    return MLP([3, 5, 3], rng=RNG)


def train(x=X, y=LABELS, **settings):
    """One epoch with these data."""
    model = net()
    settings = {"epochs": 1, "batch_size": 2, "rng": RNG} | settings
    loss = losses.softmax_cross_entropy
    return fit(model, loss, optim.SGD(model.parameters(), 0.1), x, y, **settings)


def one_hot(row):
    """Labels whose second row is this one."""
    return [[1, 0, 0], row, [0, 0, 1], [0, 1, 0]]


IMAGES, FILTERS = RNG.normal(size=(2, 3, 5, 4)), RNG.normal(size=(2, 3, 3, 2))
ROW = RNG.normal(size=3)
MASK = np.ones((4, 3), dtype=bool)


def conv(x=IMAGES, W=FILTERS, b=B, **settings):
    """A convolution with one thing wrong."""
    return ops.conv2d(x, W, b, **settings)


def rnn():
    """Three numbers in at every step, two out."""
    return layers.RNN(3, 2, rng=RNG)


def rnn_backward(grad_y):
    """The way back of four steps of two sequences."""
    layer = rnn()
    layer.forward(np.ones((2, 4, 3)))
    return layer.backward(grad_y)


def parameters():
    """One parameter in a list."""
    return [Parameter(np.ones(3))]


softmax_ce, bce = losses.softmax_cross_entropy, losses.binary_cross_entropy

SHAPES = [
    (lambda: ops.linear(X, W.T, B), r"x: expected shape \(n, 2\), got \(4, 3\)"),
    (
        lambda: ops.linear(X, W, X[0]),
        r"b: expected shape \(2,\), a number for each .*, got \(3,\)",
    ),
    (lambda: ops.linear(X[0], W, B), r"\(n, 3\), got \(3,\); one example .* x.reshape\(1, -1\)"),
    (lambda: ops.matmul(X, B), r"W: expected shape .* got \(2,\)"),
    (lambda: ops.linear_vjp(np.ones((4, 3)), X, W, B), r"grad_y: .*\(n, 2\), got \(4, 3\)"),
    (lambda: ops.linear_vjp(np.ones((5, 2)), X, W, B), r"grad_y: .*\(4, 2\), got \(5, 2\)"),
    (lambda: ops.relu_vjp(np.ones((4, 1)), X), r"grad_y: .* y \(4, 3\), got \(4, 1\)"),
    (lambda: ops.softmax(X[0]), r"x: expected .*, got \(3,\); .* x.reshape\(1, -1\)"),
    (lambda: ops.softmax_vjp(X[:2], X), r"grad_y: .* y \(4, 3\), got \(2, 3\)"),
    (lambda: losses.mse(X, X[:, :1]), r"target: .* prediction \(4, 3\), got \(4, 1\)"),
    (lambda: losses.mse(X[:, :1], X[:, 0]), r"target: .* \(4, 1\), got \(4,\)"),
    (lambda: bce(X, LABELS), r"target: .* logits \(4, 3\), got \(4,\)"),
    (lambda: softmax_ce(X[0], LABELS), r"logits: .*\(3,\); .* logits.reshape\(1, -1\)"),
    (lambda: softmax_ce(X, LABELS[:3]), r"labels: .*\(4,\) or one-hot \(4, 3\), got \(3,\)"),
    (lambda: softmax_ce(X, LABELS.reshape(4, 1)), r"labels: .*\(4,\).* got \(4, 1\)"),
    (lambda: Linear(3, 2, rng=RNG).forward(X[0]), r"\(n, 3\), got \(3,\); .* x.reshape\(1, -1\)"),
    (lambda: Linear(3, 2, rng=RNG).forward(W), r"x: expected shape \(n, 3\), got \(3, 2\)"),
    (lambda: Linear(3, 2, rng=RNG).forward(5.0), r"x: expected shape \(n, 3\), got \(\)"),
    (lambda: layers.MM(3, 2, rng=RNG).forward(5.0), r"x: expected shape \(n, 3\), got \(\)"),
    (lambda: net().forward(X[0]), r"\(n, 3\), got \(3,\); one example is a row"),
    (lambda: net().forward(W), r"x: expected shape \(n, 3\), got \(3, 2\)"),
    (lambda: layers.MM(3, 2, rng=RNG).forward(X[0]), r"\(n, 3\), got \(3,\); .* x.reshape"),
    (lambda: layers.LayerNorm(3).forward(W), r"x: expected shape \(n, 3\), got \(3, 2\)"),
    (lambda: layers.BatchNorm(3).forward(W), r"x: expected shape \(n, 3\), got \(3, 2\)"),
    (lambda: layers.BatchNorm(3).forward(X[:1]), r"x: .* two examples, .* got \(1, 3\)"),
    (lambda: ops.batch_norm(X[0], ROW, ROW), r"x: .*got \(3,\); .* x.reshape\(1, -1\)"),
    (lambda: ops.layer_norm(X, B, ROW), r"gain: expected shape \(3,\), .* got \(2,\)"),
    (lambda: ops.batch_norm(X, ROW, X), r"shift: .*\(3,\), .* column of x, got \(4, 3\)"),
    (lambda: ops.layer_norm_vjp(W, X, ROW, ROW), r"grad_y: .* y \(4, 3\), got \(3, 2\)"),
    (
        lambda: ops.batch_norm_eval(X, ROW, ROW, mean=B, variance=ROW),
        r"mean: expected shape \(3,\), .* got \(2,\)",
    ),
    (
        lambda: ops.batch_norm_eval(X, ROW, ROW, mean=ROW, variance=1.0),
        r"variance: expected shape \(3,\), .* got \(\)",
    ),
    (lambda: ops.dropout(X, mask=MASK[:2], rate=0.5), r"mask: .* x \(4, 3\), got \(2, 3\)"),
    (lambda: ops.reshape(X, shape=(5, -1)), r"x: 12 entries \(4, 3\) do not fit .* \(5, -1\)"),
    (lambda: ops.reshape_vjp(X, X, shape=(2, 6)), r"grad_y: .* y \(2, 6\), got \(4, 3\)"),
    (lambda: ops.flatten(X[0]), r"x: expected shape \(n, ...\), got \(3,\)"),
    (lambda: conv(x=X), r"x: expected shape \(n, channels, height, width\), got \(4, 3\)"),
    (lambda: conv(x=IMAGES[:, :2]), r"x: expected 3 channels .* got 2: \(2, 2, 5, 4\)"),
    (lambda: conv(W=W), r"W: expected shape \(filters, channels, .* got \(3, 2\)"),
    (lambda: conv(b=ROW), r"b: expected shape \(2,\), a number for each filter, got \(3,\)"),
    (lambda: conv(x=IMAGES[:, :, :2]), r"window of \(3, 2\) does not fit into .* \(2, 4\)"),
    (
        lambda: ops.conv2d_vjp(IMAGES, IMAGES, FILTERS, B),
        r"grad_y: .* y \(2, 2, 3, 3\), got \(2, 3, 5, 4\)",
    ),
    (lambda: layers.Conv2D(2, 3, 3, rng=RNG).forward(IMAGES), r"x: expected 2 channels .* got 3"),
    (lambda: ops.max_pool2d(X, size=2), r"x: expected shape \(n, channels, .* got \(4, 3\)"),
    (lambda: ops.max_pool2d(IMAGES, size=5), r"window of \(5, 5\) does not fit into .* \(5, 4\)"),
    (
        lambda: ops.max_pool2d_vjp(IMAGES, IMAGES, size=2),
        r"grad_y: .* y \(2, 3, 2, 2\), got \(2, 3, 5, 4\)",
    ),
    (lambda: rnn().forward(X), r"x: expected shape \(n, time, features\), got \(4, 3\)"),
    (lambda: rnn().forward(np.ones((2, 4, 5))), r"x: .*\(n, time, 3\) .* got \(2, 4, 5\)"),
    (lambda: rnn().forward(np.ones((2, 0, 3))), r"x: .* at least one step, got \(2, 0, 3\)"),
    (lambda: rnn_backward(np.ones((2, 4, 3))), r"grad_y: .* y \(2, 4, 2\), got \(2, 4, 3\)"),
    (lambda: rnn_backward(np.ones((2, 2))), r"grad_y: .*\(n, time, units\), got \(2, 2\)"),
    (
        lambda: layers.Residual(Linear(3, 2, rng=RNG)).forward(X),
        r"the branch's output: expected the shape of x \(4, 3\), got \(4, 2\)",
    ),
    (lambda: train(x=X[0]), r"x and y: .* got 3 and 4"),
    (lambda: train(x=X[:3]), r"x and y: expected the same number of examples, got 3 and 4"),
    (lambda: accuracy(net(), X, LABELS.reshape(4, 1)), r"labels: .*\(4,\).* got \(4, 1\)"),
    (lambda: check_gradient(np.sum, np.ones(3), X), r"\(4, 3\), got \(3,\)"),
]

VALUES = [
    (lambda: softmax_ce(X, [0, 1, 2, 3]), "labels: expected 0 to 2, got 0 to 3"),
    (lambda: softmax_ce(X, [0, -1, 2, 1]), "labels: expected 0 to 2, got -1 to 2"),
    (lambda: softmax_ce(X, np.int8([0, -1, 2, 1])), "labels: expected 0 to 2, got -1 to 2"),
    (lambda: losses.cross_entropy(ops.softmax(X), [0, 1, 2, 3]), "labels: expected 0 to 2"),
    (lambda: softmax_ce(X, one_hot([1, 1, 0])), "one-hot rows, with a single 1"),
    (lambda: softmax_ce(X, one_hot([0, 0, 0])), "one-hot rows, with a single 1"),
    (lambda: softmax_ce(X, one_hot([0.5, 0.5, 0])), "one-hot rows, with a single 1"),
    (lambda: bce(X, 2.0 * np.ones((4, 3))), "target: expected 0 to 1, got 2.0 to 2.0"),
    (lambda: losses.mse(EMPTY, EMPTY), r"prediction: .* at least one example, got shape \(0, 3\)"),
    (lambda: bce(EMPTY, EMPTY), r"logits: expected at least one example, got shape \(0, 3\)"),
    (lambda: softmax_ce(EMPTY, []), r"logits: expected at least one example"),
    (lambda: losses.cross_entropy(EMPTY, []), r"probabilities: expected at least one example"),
    (lambda: train(x=EMPTY, y=LABELS[:0]), r"x: expected at least one example"),
    (lambda: accuracy(net(), EMPTY, LABELS[:0]), r"x: expected at least one example"),
    (lambda: check_gradient(np.sum, EMPTY, EMPTY), r"x: expected at least one example"),
    (lambda: train(x=WITH_NAN), r"x: expected finite numbers, got nan at index \[2, 1\] \(1 of 12"),
    (lambda: train(x=WITH_INF), r"x: expected finite numbers, got -inf at index \[2, 1\]"),
    (lambda: train(y=np.where(LABELS, 1, np.nan)), r"y: expected finite .* nan at index \[1\]"),
    (lambda: train(validation=(WITH_NAN, LABELS)), r"validation x: .* nan at index \[2, 1\]"),
    (lambda: check_gradient(np.sum, np.ones((4, 3)), WITH_NAN), r"x: .* nan at index \[2, 1\]"),
    (lambda: check_module(ReLU(), WITH_NAN), r"x: .* nan at index \[2, 1\]"),
    (
        lambda: check_vjp(ops.relu, ops.relu_vjp, [WITH_NAN]),
        r"relu input 0: .* nan at index \[2, 1\]",
    ),
    (lambda: losses.mse(X, X, reduction="average"), "reduction: .*'per-example-sum'.* 'average'"),
    (lambda: softmax_ce(X, LABELS, reduction=None), "reduction: .* got None"),
    (lambda: MLP([3, 2], rng=RNG, activation="swish"), "activation: .* relu, .* got 'swish'"),
    (lambda: MLP([3, 2], rng=RNG, output="logits"), "output: expected one of .* got 'logits'"),
    (lambda: MLP([3], rng=RNG), "number of layers: .* at least 1, got 0"),
    (lambda: MLP([3, 0, 2], rng=RNG), "sizes: .* at least 1, got 0"),
    (lambda: MLP([3, 2.5], rng=RNG), "sizes: expected a whole number .* got 2.5"),
    (lambda: Linear(0, 2, rng=RNG), "fan_in: expected a whole number of at least 1, got 0"),
    (lambda: layers.MM(3, 0, rng=RNG), "fan_out: expected a whole number of at least 1, got 0"),
    (lambda: layers.LayerNorm(0), "features: expected a whole number of at least 1, got 0"),
    (lambda: layers.BatchNorm(2.5), "features: expected a whole number .* got 2.5"),
    (lambda: layers.BatchNorm(3, momentum=1.5), "momentum: .* up to but not including 1, got 1.5"),
    (lambda: layers.Dropout(1.0, rng=RNG), "rate: .* up to but not including 1, got 1.0"),
    (lambda: ops.dropout(X, mask=MASK, rate=-0.1), "rate: expected a number from 0 .* got -0.1"),
    (lambda: layers.Conv2D(3, 2, 0, rng=RNG), "size: expected a whole number .* got 0"),
    (lambda: layers.Conv2D(3, 2, 3, rng=RNG, stride=0), "stride: .* at least 1, got 0"),
    (lambda: layers.Conv2D(3, 2, 3, rng=RNG, padding=-1), "padding: .* at least 0, got -1"),
    (lambda: layers.Conv2D(0, 2, 3, rng=RNG), "in_channels: .* at least 1, got 0"),
    (lambda: conv(stride=0), "stride: expected a whole number of at least 1, got 0"),
    (lambda: conv(padding=0.5), "padding: expected a whole number of at least 0, got 0.5"),
    (lambda: layers.MaxPool2D(0), "size: expected a whole number of at least 1, got 0"),
    (lambda: layers.MaxPool2D(2, stride=1.5), "stride: .* at least 1, got 1.5"),
    (lambda: layers.RNN(3, 0, rng=RNG), "fan_out: .* at least 1, got 0"),
    (lambda: init.xavier_normal(3, -3, rng=RNG), "fan_out: .* got -3"),
    (lambda: optim.SGD([], 0.1), "parameters: expected at least one Parameter"),
    (lambda: optim.Adam(ReLU().parameters()), "parameters: expected at least one Parameter"),
    (lambda: optim.SGD(parameters(), -0.1), "lr: expected a number of at least 0, got -0.1"),
    (lambda: optim.Adam(parameters(), np.nan), "lr: expected a number of at least 0, got nan"),
    (lambda: optim.SGD(parameters(), 0.1, momentum=1.0), "momentum: .* not including 1, got 1.0"),
    (lambda: optim.Adam(parameters(), betas=(0.9, 1.1)), "betas: .* got 1.1"),
    (lambda: optim.AdamW(parameters(), weight_decay=-1), "weight_decay: .* got -1"),
    (lambda: optim.clip_by_global_norm(parameters(), -1), "max_norm: .* got -1"),
    (lambda: optim.clip_by_value(parameters(), -1), "limit: .* got -1"),
    (lambda: list(minibatches(X, X, 0, rng=RNG)), "batch_size: .* at least 1, got 0"),
    (lambda: train(epochs=0), "epochs: expected a whole number of at least 1, got 0"),
    (lambda: data.spirals(0, rng=RNG), "n: expected a whole number of at least 1, got 0"),
]

TYPES = [
    (lambda: ops.dropout(X, mask=1.0 * MASK, rate=0.5), "mask: expected truth values, .* float64"),
    (lambda: layers.Dropout(0.5, rng=0), "rng: .* got 0"),
    (lambda: layers.RNN(3, 2, rng=0), "rng: .* got 0"),
    (lambda: layers.Conv2D(3, 2, 3, rng=0), "rng: .* got 0"),
    (lambda: layers.Residual(ops.relu), "module: expected a Module, got function"),
    (lambda: ops.relu(["a", "b"]), "x: expected numbers, got an array of dtype <U1"),
    (lambda: ops.linear(X, W, ["a", "b"]), "b: expected numbers"),
    (lambda: ops.relu_vjp([["a"]], np.ones((1, 1))), "grad_y: expected numbers"),
    (lambda: losses.mse([["a"]], [[1.0]]), "prediction: expected numbers"),
    (lambda: losses.mse([[1.0]], [[None]]), "target: expected numbers, .* dtype object"),
    (lambda: softmax_ce(X, [0.0, 1.0, 2.0, 0.0]), "labels: expected integers, .* dtype float64"),
    (lambda: softmax_ce(X, ["a", "b", "c", "a"]), "labels: expected integers, .* dtype <U1"),
    (lambda: softmax_ce(X, one_hot(["0", "1", "0"])), "labels: expected numbers, .* dtype <U"),
    (lambda: net().forward([["a", "b", "c"]]), "x: expected numbers"),
    (lambda: Parameter("three"), "value: expected numbers"),
    (lambda: train(x=X.astype(str)), "x: expected numbers"),
    (lambda: accuracy(net(), X, LABELS * 1.0), "labels: expected integers"),
    (lambda: Sequential(ops.relu), "module: expected a Module, got function"),
    (lambda: Linear(3, 2, rng=0), r"rng: expected a numpy.random.Generator .* got 0"),
    (lambda: MLP([3, 2], rng=None), r"rng: expected a numpy.random.Generator .* got None"),
    (lambda: init.he_normal(3, 2, rng=0), "rng: .* got 0"),
    (lambda: data.moons(9, rng=0), "rng: .* got 0"),
    (lambda: data.line(9, rng=np.random), "rng: .* got <module"),
    (lambda: train(rng=0), "rng: .* got 0"),
    (lambda: check_vjp(ops.relu, ops.relu_vjp, [X], rng=0), "rng: .* got 0"),
    (lambda: check_module(ReLU(), X, rng=0), "rng: .* got 0"),
    (lambda: check_gradient(np.sum, np.ones((4, 3)), X, rng=0), "rng: .* got 0"),
]

CASES = (
    [(call, ValueError, message) for call, message in SHAPES]
    + [(call, ValueError, message) for call, message in VALUES]
    + [(call, TypeError, message) for call, message in TYPES]
    + [(lambda: net().backward(X), RuntimeError, "MLP.backward needs a forward pass before it")]
    + [(lambda: ReLU().backward(X), RuntimeError, "ReLU.backward needs a forward pass before it")]
    + [(lambda: rnn().backward(X), RuntimeError, "RNN.backward needs a forward pass before it")]
)


@pytest.mark.parametrize("call, kind, message", CASES, ids=[message for _, _, message in CASES])
def test_bad_input_is_refused_in_words(call, kind, message):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it must not come as a warning first
        with pytest.raises(kind, match=message):
            call()
