"""A small net with a fork, whose backward pass is made of named steps; a bug replaces one of them.

    z1 = x W1 + b1     h = relu(z1)     z2 = h W2 + b2     r = h + tanh(z2)     logits = r W3 + b3

All parameters stand in one long vector theta, as a gradient check sees them.
"""

from functools import partial
from itertools import accumulate
from math import prod

import numpy as np

from .. import losses, ops
from ..data import spirals

SHAPES = ((2, 8), (8,), (8, 8), (8,), (8, 3), (3,))  # W1, b1, W2, b2, W3, b3
ENDS = tuple(accumulate(map(prod, SHAPES)))


def unpack(theta):
    """Views of theta: W1, b1, W2, b2, W3, b3."""
    places = zip((0, *ENDS), ENDS, SHAPES, strict=False)
    return [theta[start:end].reshape(shape) for start, end, shape in places]


def forward(theta, x):
    """z1, h, z2, r and the logits."""
    W1, b1, W2, b2, W3, b3 = unpack(theta)
    z1 = ops.linear(x, W1, b1)
    h = ops.relu(z1)
    z2 = ops.linear(h, W2, b2)
    r = ops.add(h, ops.tanh(z2))
    return z1, h, z2, r, ops.linear(r, W3, b3)


def loss(theta, x, labels):
    """Mean cross-entropy over the batch."""
    return losses.softmax_cross_entropy(forward(theta, x)[-1], labels)[0]


CORRECT = {
    "loss": losses.softmax_cross_entropy,
    "linear1": ops.linear_vjp,
    "linear2": ops.linear_vjp,
    "linear3": ops.linear_vjp,
    "relu": ops.relu_vjp,
    "tanh": ops.tanh_vjp,
    "join": np.add,
    "finish": np.array,
}


def gradient(theta, x, labels, **wrong):
    """The gradient of ``loss``, as long as theta; ``wrong`` replaces some of the steps."""
    (W1, b1, W2, b2, W3, b3), step = unpack(theta), CORRECT | wrong
    z1, h, z2, r, logits = forward(theta, x)
    _, grad_logits = step["loss"](logits, labels)
    past, *grads3 = step["linear3"](grad_logits, r, W3, b3)
    (grad_z2,) = step["tanh"](past, z2)
    through, *grads2 = step["linear2"](grad_z2, h, W2, b2)
    (grad_z1,) = step["relu"](step["join"](past, through), z1)
    _, *grads1 = step["linear1"](grad_z1, x, W1, b1)
    return step["finish"](np.concatenate([grad.ravel() for grad in grads1 + grads2 + grads3]))


# ---------------------------------------------------------------- bugs


def _bias(how):
    """A linear backward whose bias gradient is ``how`` (grad_y)."""
    return lambda grad_y, x, W, b: (grad_y @ W.T, x.T @ grad_y, how(grad_y))


def _transposed(grad_y, x, W, b):
    return grad_y @ W.T, grad_y.T @ x, grad_y.sum(axis=0)


def _spoil(places, how):
    """A last step that replaces the entries at ``places`` (the gradient) by ``how`` of them."""

    def finish(grad):
        grad = np.array(grad)
        chosen = places(grad)
        grad[chosen] = how(grad[chosen])
        return grad

    return finish


def _sizes(rank, count=1):
    """Places of the entries that follow ``rank`` (0 to 1) when sorted by size."""

    def places(grad):
        order = np.argsort(np.abs(grad), kind="stable")
        used = order[np.count_nonzero(grad == 0) :]
        first = round(rank * (len(used) - count))
        return used[first : first + count]

    return places


BUGS = {  # name: the steps that are wrong
    "bias gradient not summed": {"linear1": _bias(lambda g: g)},
    "all signs flipped": {"finish": np.negative},
    "1/n forgotten": {"loss": partial(losses.softmax_cross_entropy, reduction="sum")},
    "bias gradient averaged": {"linear1": _bias(lambda g: g.mean(axis=0))},
    "slope of tanh forgotten": {"tanh": lambda grad, z: (grad,)},
    "slope of ReLU forgotten": {"relu": lambda grad, z: (grad,)},
    "one path of the fork forgotten": {"join": lambda past, through: past},
    "square weight matrix transposed": {"linear2": _transposed},
    "two entries exchanged": {"finish": _spoil(_sizes(0.9, 2), lambda two: two[::-1])},
    "0.1 % in one entry": {"finish": _spoil(_sizes(0.5), lambda one: 1.001 * one)},
    "tiny entry set to 0": {"finish": _spoil(_sizes(0.0), lambda one: 0 * one)},
    "a millionth in one entry": {"finish": _spoil(_sizes(1.0), lambda one: (1 + 1e-6) * one)},
}


def example(n=12, *, rng):
    """theta, x and labels: random weights, and n points on three spirals.

    The last hidden unit is quiet: what goes out of it has weights 200 times smaller.
    """
    theta = np.concatenate([_first_values(shape, rng).ravel() for shape in SHAPES])
    _, _, W2, _, W3, _ = unpack(theta)
    W2[-1] *= 5e-3
    W3[-1] *= 5e-3
    return theta, *spirals(n, rng=rng)


def _first_values(shape, rng):
    values = rng.normal(size=shape)
    return values / np.sqrt(shape[0]) if len(shape) == 2 else 0.3 * values


def near_kinks(place, *, rng):
    """The same with a third of the points at 0 and biases near 0: ReLUs a hair's breadth off."""
    theta, x, labels = (array.copy() for array in place)
    x[: len(x) // 3] = 0.0
    b1 = unpack(theta)[1]
    b1[...] = rng.choice([-1, 1], b1.size) * 10.0 ** rng.uniform(-9, -6, b1.size)
    return theta, x, labels


def badly_scaled(place):
    """The same net on one input 10,000 times larger and one 10,000 times smaller."""
    theta, x, labels = (array.copy() for array in place)
    scale = np.array([1e4, 1e-4])
    unpack(theta)[0][...] /= scale[:, None]
    return theta, x * scale, labels
