"""A pass through a small network, forward and back, with what every example adds to each weight.

`trace_mlp` lets the package's own `MLP` do both passes and keeps the numbers by layer.
"""

import copy
from dataclasses import dataclass

import numpy as np

from ... import losses
from ...mlp import MLP
from ..drawing.svg import signed, written


@dataclass(frozen=True)
class MLPTrace:
    """The numbers of one batch, by layer number 1 to L; a[0] is the input.

    Shapes: a[l], grad_z[l] (n, units), W[l], grad_W[l] (fan_in, fan_out), target (n, outputs).
    shares[l] (n, fan_in, fan_out): what each example adds to grad_W[l].
    """

    W: dict
    b: dict
    a: dict
    grad_z: dict
    grad_W: dict
    shares: dict
    target: np.ndarray
    loss: float

    @property
    def n(self):
        return len(self.target)

    @property
    def L(self):
        return len(self.W)


def trace_mlp(net, x, target):
    """Both passes of an `MLP` under the mean squared error; the net itself stays as it was."""
    net = copy.deepcopy(net)
    loss, grad = losses.mse(net.forward(x), target)
    net.backward(grad)
    layers = range(1, net.L + 1)
    return MLPTrace(
        W={l: net.W[l].value for l in layers},
        b={l: net.b[l].value for l in layers},
        a=dict(net.a),
        grad_z=dict(net.grad_z),
        grad_W=dict(net.grad_W),
        shares={l: net.a[l - 1][:, :, None] * net.grad_z[l][:, None, :] for l in layers},
        target=np.asarray(target, dtype=float),
        loss=loss,
    )


def small_network():
    """A network of 2, 3 and 1 units with eight examples, and numbers fit for paper: net, x, y."""
    net = MLP([2, 3, 1], rng=np.random.default_rng(0))
    net.W[1].value[...] = [[1.0, 2.0, -1.0], [-2.0, -2.0, 2.0]]
    net.b[1].value[...] = [1.0, 1.0, -1.0]
    net.W[2].value[...] = [[1.0], [-1.0], [-0.5]]
    net.b[2].value[...] = [-0.5]
    x = [[1, 2], [-2, -1], [2, 1], [2, 2], [-1, 1], [0.5, 0.5], [0.5, 1.5], [-0.5, -1]]
    y = [0.5, 1.5, -2.5, -1.0, -2.5, 0.0, -0.25, -1.0]
    return net, np.array(x, dtype=float), np.array(y)[:, None]


# ---------------------------------------------------------------- words


def number(value):
    """A value as a label; rounding dust reads as 0."""
    return written(round(float(value), 12), 4)


def gradient(value):
    """A gradient as a label: with its sign."""
    return signed(round(float(value), 12), 4)


def weight_name(weight):
    """(1, 0, 2) is W1[0, 2]."""
    l, i, j = weight
    return f"W{l}[{i}, {j}]"


def layer_name(trace, layer):
    """The loss counts as the layer after the last."""
    return "the loss" if layer > trace.L else f"layer {layer}"


def describe_mlp(trace, layer, sample, view, weight):
    """The picture in words: how far the gradient has come, and what it says of one weight."""
    l, i, j = weight
    name, (came_in, came_back) = weight_name(weight), factors(trace, sample, weight)
    words = (
        f"Example {sample}, back to {layer_name(trace, layer)}. {_seen(trace, layer, sample, view)}"
    )
    if l < layer:
        return f"{words} Nothing has come back to {name} = {number(trace.W[l][i, j])} yet."
    return (
        f"{words} At {name} = {number(trace.W[l][i, j])}, {number(came_in)} came in and "
        f"{gradient(came_back)} came back, so this example adds {gradient(came_in * came_back)}; "
        f"the {trace.n} examples add up to {gradient(trace.grad_W[l][i, j])}."
    )


def factors(trace, sample, weight):
    """What came in and what came back at a weight, in one example."""
    l, i, j = weight
    return float(trace.a[l - 1][sample, i]), float(trace.grad_z[l][sample, j])


def _seen(trace, layer, sample, view):
    if layer > trace.L:
        a, y = trace.a[trace.L][sample, 0], trace.target[sample, 0]
        back = gradient(trace.grad_z[trace.L][sample, 0])
        where = "the last unit" if view == "wires" else "its column of the table"
        return f"Prediction {number(a)}, target {number(y)}: {back} comes back to {where}."
    shares = trace.shares[layer][sample]
    if view == "wires":
        i, j = np.unravel_index(np.abs(shares).argmax(), shares.shape)
        return (
            f"Its widest band there is {weight_name((layer, i, j))}, {gradient(shares[i, j])}."
            if shares.any()
            else "No band at all: nothing comes back."
        )
    column, row = trace.a[layer - 1][sample], trace.grad_z[layer][sample]
    return f"The column ({_list(column, number)}) times the row ({_list(row, gradient)})."


def _list(values, words):
    return ", ".join(map(words, values))
