"""Forty mistakes in three small nets: what a gradient check must find, and its name for each.

A net is a list of named arrays, a forward function, and a backward function made of named steps.
A mistake replaces one step, or spoils the gradients at the end; nothing else differs.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from backprop_course import losses, ops

DECAY = 0.01


def unspoiled(grads):
    return grads


@dataclass(frozen=True)
class Net:
    """Arrays by name, labels or targets, and the two passes over them."""

    values: dict
    target: np.ndarray
    passes: object  # (values, target, steps) -> loss and a function that returns the gradients
    steps: dict

    def names(self):
        return list(self.values)

    def loss(self, *arrays):
        return self._run(arrays)[0]

    def grads(self, *arrays, **mistake):
        """The gradients in the order of the arrays; ``mistake`` replaces steps by wrong ones."""
        grads = self._run(arrays, **mistake)[1]()
        return tuple(grads[name] for name in self.values)

    def _run(self, arrays, **mistake):
        values = dict(zip(self.values, arrays, strict=True))
        return self.passes(values, self.target, {**self.steps, **mistake})


# ---------------------------------------------------------------- three nets


def residual(rng, n=6, sizes=(5, 7, 4)):
    """x -> linear -> ReLU -> h + sigmoid(linear(h))^2 -> linear -> softmax cross-entropy."""
    features, width, classes = sizes
    values = {
        "x": rng.normal(size=(n, features)),
        **_layer(1, features, width, rng),
        **_layer(2, width, width, rng),
        **_layer(3, width, classes, rng),
    }
    steps = dict.fromkeys(("linear1", "linear2", "linear3"), ops.linear_vjp) | {
        "relu": ops.relu_vjp,
        "sigmoid": ops.sigmoid_vjp,
        "square": ops.square_vjp,
        "join": np.add,
        "cast": np.array,
        "loss": losses.softmax_cross_entropy,
        "finish": unspoiled,
    }
    return Net(values, rng.integers(0, classes, n), residual_passes, steps)


def residual_passes(v, labels, steps):
    z1 = ops.linear(v["x"], v["W1"], v["b1"])
    h = ops.relu(z1)
    z2 = ops.linear(h, v["W2"], v["b2"])
    s = ops.sigmoid(z2)
    r = h + ops.square(s)
    logits = ops.linear(r, v["W3"], v["b3"])

    def backward():
        g = {}
        _, grad = steps["loss"](logits, labels)
        skip, g["W3"], g["b3"] = steps["linear3"](grad, r, v["W3"], v["b3"])
        (grad,) = steps["square"](steps["cast"](skip), s)
        (grad,) = steps["sigmoid"](grad, z2)
        branch, g["W2"], g["b2"] = steps["linear2"](grad, h, v["W2"], v["b2"])
        (grad,) = steps["relu"](steps["join"](skip, branch), z1)
        g["x"], g["W1"], g["b1"] = steps["linear1"](grad, v["x"], v["W1"], v["b1"])
        return steps["finish"](g)

    return losses.softmax_cross_entropy(logits, labels)[0], backward


def decayed(rng, n=6, sizes=(5, 7, 4)):
    """Three tanh layers, mean squared error, weight decay on the matrices."""
    first, width, last = sizes
    values = {
        "x": rng.normal(size=(n, first)),
        **_layer(1, first, width, rng),
        **_layer(2, width, width, rng),
        **_layer(3, width, last, rng),
    }
    steps = dict.fromkeys(("linear1", "linear2", "linear3"), ops.linear_vjp) | {
        "tanh1": ops.tanh_vjp,
        "tanh2": ops.tanh_vjp,
        "loss": losses.mse,
        "decay": lambda W: DECAY * W,
        "finish": unspoiled,
    }
    return Net(values, rng.normal(size=(n, last)), decayed_passes, steps)


def decayed_passes(v, target, steps):
    matrices = ("W1", "W2", "W3")
    z1 = ops.linear(v["x"], v["W1"], v["b1"])
    h1 = ops.tanh(z1)
    z2 = ops.linear(h1, v["W2"], v["b2"])
    h2 = ops.tanh(z2)
    y = ops.linear(h2, v["W3"], v["b3"])

    def backward():
        g = {}
        _, grad = steps["loss"](y, target)
        grad, g["W3"], g["b3"] = steps["linear3"](grad, h2, v["W3"], v["b3"])
        (grad,) = steps["tanh2"](grad, z2)
        grad, g["W2"], g["b2"] = steps["linear2"](grad, h1, v["W2"], v["b2"])
        (grad,) = steps["tanh1"](grad, z1)
        g["x"], g["W1"], g["b1"] = steps["linear1"](grad, v["x"], v["W1"], v["b1"])
        return steps["finish"](g | {W: g[W] + steps["decay"](v[W]) for W in matrices})

    penalty = sum(np.sum(v[W] * v[W]) for W in matrices)
    return losses.mse(y, target)[0] + 0.5 * DECAY * penalty, backward


def scaled(rng, n=6, sizes=(5, 7, 4)):
    """Linear -> leaky ReLU -> times a gain, plus a shift -> linear -> softmax -> cross-entropy."""
    features, width, classes = sizes
    values = {
        "x": rng.normal(size=(n, features)),
        **_layer(1, features, width, rng),
        "gain": rng.uniform(0.5, 1.5, size=width),
        "shift": rng.normal(size=width),
        **_layer(2, width, classes, rng),
    }
    steps = dict.fromkeys(("linear1", "linear2"), ops.linear_vjp) | {
        "leaky": ops.leaky_relu_vjp,
        "mul": ops.mul_vjp,
        "add": ops.add_vjp,
        "softmax": ops.softmax_vjp,
        "loss": losses.cross_entropy,
        "finish": unspoiled,
    }
    return Net(values, rng.integers(0, classes, n), scaled_passes, steps)


def scaled_passes(v, labels, steps):
    z1 = ops.linear(v["x"], v["W1"], v["b1"])
    a = ops.leaky_relu(z1)
    m = ops.mul(a, v["gain"])
    y = ops.add(m, v["shift"])
    z2 = ops.linear(y, v["W2"], v["b2"])
    p = ops.softmax(z2)

    def backward():
        g = {}
        _, grad = steps["loss"](p, labels)
        (grad,) = steps["softmax"](grad, z2)
        grad, g["W2"], g["b2"] = steps["linear2"](grad, y, v["W2"], v["b2"])
        grad, g["shift"] = steps["add"](grad, m, v["shift"])
        grad, g["gain"] = steps["mul"](grad, a, v["gain"])
        (grad,) = steps["leaky"](grad, z1)
        g["x"], g["W1"], g["b1"] = steps["linear1"](grad, v["x"], v["W1"], v["b1"])
        return steps["finish"](g)

    return losses.cross_entropy(p, labels)[0], backward


def _layer(number, fan_in, fan_out, rng):
    W = rng.normal(size=(fan_in, fan_out)) / np.sqrt(fan_in)
    return {f"W{number}": W, f"b{number}": 0.5 * rng.normal(size=fan_out)}


# ---------------------------------------------------------------- where it is hard to be right


def generic(net, rng):
    """Nothing special."""


def near_kinks(net, rng):
    """Rows of zeros with biases around a millionth or a billionth: kinks a hair's breadth away."""
    net.values["x"][: len(net.values["x"]) // 2] = 0.0
    b = net.values["b1"]
    b[...] = rng.choice([-1, 1], b.size) * 10.0 ** rng.uniform(-9, -6, b.size)


def on_kinks(net, rng):
    """A row of zeros and biases of zero: a ReLU of exactly 0, as at the start of a training."""
    net.values["x"][: len(net.values["x"]) // 2] = 0.0
    net.values["b1"][...] = 0.0


def eight_decades(net, rng):
    """Input features between 1e-4 and 1e4, with weights that even them out."""
    scale = 10.0 ** rng.uniform(-4, 4, net.values["x"].shape[1])
    net.values["x"] *= scale
    net.values["W1"] /= scale[:, None]


def saturated(net, rng):
    """Hidden units far out on their curves: what tanh and the sigmoid let through is nearly 0."""
    for name in matrices(net)[:-1]:
        net.values[name] *= 12.0


def sure(net, rng):
    """Logits far apart: one class has nearly all of the probability."""
    net.values[matrices(net)[-1]] *= 15.0


def matrices(net):
    """The names of the weight matrices, first to last."""
    return [name for name in net.values if name.startswith("W")]


def far_from_zero(net, rng):
    """Inputs around a thousand that differ by about 1, as of features that nobody centred."""
    net.values["b1"] -= 1e3 * net.values["W1"].sum(axis=0)
    net.values["x"] += 1e3


def trained(net, rng):
    """Gradient descent to the end: every gradient is the small difference of large numbers."""
    for _ in range(300):
        grads = net.grads(*net.values.values())
        for value, grad in zip(net.values.values(), grads, strict=True):
            value -= 0.3 * grad


NETS = {"residual": residual, "decayed": decayed, "scaled": scaled}
LOST_DIGITS = {  # where a correct gradient has fewer digits than its numbers
    "saturated": saturated,
    "sure": sure,
    "far from zero": far_from_zero,
    "trained": trained,
}
PLACES = {
    "generic": generic,
    "near kinks": near_kinks,
    "on kinks": on_kinks,
    "eight decades": eight_decades,
} | LOST_DIGITS


def example(net, place, rng, **size):
    """A net with random values, brought to a place."""
    made = NETS[net](rng, **size)
    PLACES[place](made, rng)
    return made


# ---------------------------------------------------------------- mistakes


def bias(how):
    """A linear VJP whose bias gradient is ``how`` (grad_y)."""
    return lambda g, x, W, b: (g @ W.T, x.T @ g, how(g))


def weights(how):
    """A linear VJP whose weight gradient is ``how`` (x^T grad_y)."""
    return lambda g, x, W, b: (g @ W.T, how(x.T @ g), g.sum(axis=0))


def spoil(name, how):
    """A last step that gives one array ``how`` of its gradient."""
    return lambda grads: grads | {name: how(np.array(grads[name]))}


def entry(change):
    """The largest entry of an array, replaced by ``change`` of it."""

    def how(grad):
        i = np.argmax(np.abs(grad))
        grad.flat[i] = change(grad.flat[i])
        return grad

    return how


def a_millionth_more(g):
    return g * (1.0 + 1e-6)


def smallest_to_zero(grad):
    grad.flat[np.argmin(np.where(grad == 0, np.inf, np.abs(grad)))] = 0.0
    return grad


def exchanged(grad):
    grad.flat[0], grad.flat[-1] = grad.flat[-1], grad.flat[0]
    return grad


def row_forgotten(grad):
    grad[1] = 0.0
    return grad


def column_doubled(grad):
    grad[:, 1] *= 2.0
    return grad


def part_with_wrong_sign(grad):
    grad[1:, 1:] *= -1.0
    return grad


def next_class(p, labels):
    return losses.softmax_cross_entropy(p, (labels + 1) % p.shape[1])


def of_the_sum(loss):
    return partial(loss, reduction="sum")


def of_each_row(loss):
    return partial(loss, reduction="per-example-sum")


def sigmoid_twice(g, z):
    return ops.sigmoid_vjp(g, ops.sigmoid(z))


def softmax_diagonal(g, z):
    p = ops.softmax(z)
    return (g * p * (1.0 - p),)


def through_half_precision(g):
    return g.astype(np.float16).astype(np.float64)


def spread_out(g):
    return np.full(g.shape[1], g.sum())


@dataclass(frozen=True)
class Planted:
    """A mistake: the net it is planted in, the step it replaces, an array it spoils, its kind."""

    name: str
    net: str
    step: dict
    spoils: str
    kind: str | None = None  # None: no simple pattern


def _planted(net, name, spoils, kind, **step):
    return Planted(name, net, step, spoils, kind)


_r, _d, _s = (partial(_planted, net) for net in NETS)
PLANTED = (
    # the batch
    _r("bias gradient averaged", "b3", "factor", linear3=bias(lambda g: g.mean(axis=0))),
    _r("weight gradient averaged", "W2", "factor", linear2=weights(lambda W: W / 6)),
    _r("1/n forgotten", "W3", "factor", loss=of_the_sum(losses.softmax_cross_entropy)),
    _s("1/n forgotten before softmax", "W1", "factor", loss=of_the_sum(losses.cross_entropy)),
    _d("mean over rows, not entries", "b3", "factor", loss=of_each_row(losses.mse)),
    _r("a row of the batch left out", "b1", None, linear1=bias(lambda g: g[1:].sum(axis=0))),
    _d("bias gradient of one example", "b2", "too small", linear2=bias(lambda g: g[0])),
    _r("summed over both axes", "b2", "constant", linear2=bias(spread_out)),
    _s("shift summed over both axes", "shift", "constant", add=lambda g, m, s: (g, spread_out(g))),
    # factors and signs
    _r("2 of the square forgotten", "W2", "factor", square=lambda g, s: (g * s,)),
    _d("2 of the squared error forgotten", "b3", "factor", loss=losses.half_mse),
    _r("gradient counted twice", "b1", "factor", finish=spoil("b1", lambda g: 2 * g)),
    _s("learning rate inside", "W2", "factor", finish=spoil("W2", lambda g: 0.1 * g)),
    _r("sign turned", "W1", "sign", finish=spoil("W1", lambda g: -g)),
    _s("sign of the loss", "gain", "sign", loss=lambda p, t: (0.0, -losses.cross_entropy(p, t)[1])),
    _d("part with the wrong sign", "W2", "sign", finish=spoil("W2", part_with_wrong_sign)),
    # places
    _r("transposed", "W2", "transpose", linear2=weights(np.transpose)),
    _d("transposed before decay", "W2", "transpose", finish=spoil("W2", np.transpose)),
    _d("rows upside down", "W1", "order", finish=spoil("W1", np.flipud)),
    _s("shifted by one", "b1", "order", finish=spoil("b1", lambda g: np.roll(g, 1))),
    _r("two entries exchanged", "W3", "order", finish=spoil("W3", exchanged)),
    _r("one-hot off by one", "b3", None, loss=next_class),
    # single entries, rows, columns
    _r("0.1 % in one entry", "W1", "one entry", finish=spoil("W1", entry(lambda g: 1.001 * g))),
    _r("a millionth in one", "W3", "one entry", finish=spoil("W3", entry(a_millionth_more))),
    _d("a tenth in one bias", "b1", "one entry", finish=spoil("b1", entry(lambda g: 1.1 * g))),
    _r("smallest entry zeroed", "W2", "one entry", finish=spoil("W2", smallest_to_zero)),
    _s("one entry not a number", "W1", "not finite", finish=spoil("W1", entry(lambda g: np.nan))),
    _d("a row forgotten", "W3", "one row", finish=spoil("W3", row_forgotten)),
    _s("a column doubled", "W2", "one column", finish=spoil("W2", column_doubled)),
    # branches
    _r("branch cut off", "W2", "zero", linear2=lambda g, x, W, b: (0 * x, 0 * W, 0 * b)),
    _d("never computed", "b2", "zero", finish=spoil("b2", np.zeros_like)),
    _r("only one way through the fork", "W1", None, join=lambda skip, branch: branch),
    # weight decay
    _d("decay forgotten", "W1", "decay", decay=np.zeros_like),
    _d("decay twice", "W3", "decay", decay=lambda W: 2 * DECAY * W),
    # slopes
    _r("mask of ReLU forgotten", "b1", None, relu=lambda g, z: (g,)),
    _r("sigmoid of the sigmoid", "b2", None, sigmoid=sigmoid_twice),
    _d("slope of tanh forgotten", "W2", None, tanh2=lambda g, z: (g,)),
    _s("diagonal of softmax only", "b2", None, softmax=softmax_diagonal),
    _s("another alpha", "W1", None, leaky=partial(ops.leaky_relu_vjp, alpha=0.1)),
    _r("half precision inside", "W2", None, cast=through_half_precision),
)  # fmt: skip
