"""Implement: the backward pass of a whole ReLU layer, which cures all six planted bugs."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ..planted_layer import relu_layer_backward

RNG = np.random.default_rng(140)


def layer_probe(grad, x, W, b):
    return Probe((grad, x, W, b), {"n": len(x), "units": len(b)}, smooth=False)


def random_layer(n, units):
    """Numbers of few digits, so that a verdict can be read."""
    shapes = ((n, units), (n, units), (units, units), (units,))
    return layer_probe(*(RNG.normal(size=shape).round(1) for shape in shapes))


LAYERS = tuple(random_layer(n, units) for n, units in ((3, 2), (5, 3), (2, 4)))


def with_bug(bug):
    return lambda grad, x, W, b: relu_layer_backward(grad, x, W, b, bug)


def with_loops(grad, x, W, b):
    grads = [np.zeros(np.shape(array)) for array in (x, W, b)]
    for i, j in np.ndindex(grad.shape):
        if x[i] @ W[:, j] + b[j] > 0:
            grads[0][i] += grad[i, j] * W[:, j]
            grads[1][:, j] += grad[i, j] * x[i]
            grads[2][j] += grad[i, j]
    return tuple(grads)


def without_b(grad, x, W, b):
    return relu_layer_backward(grad, x, W, 0 * b)


MISTAKES = (
    ("bias-from-one-row", "the bias gets the gradient of the first example alone",
     "How many rows does one bias act on?"),
    ("weight-gradient-transposed", "the weight gradient is transposed",
     "Which index of W belongs to an input, and which to a unit?"),
    ("upstream-ignored", "the gradient that arrives is ignored",
     "What should happen to the three gradients when grad doubles?"),
    ("mask-forgotten", "units that are off let the gradient pass",
     "How steep is max(z, 0) at z = -1?"),
    ("mask-of-gradient", "the mask looks at the sign of the gradient",
     "Which numbers decide whether a unit is on?"),
    ("W-not-transposed", "W is not transposed on the way to x",
     "Along which weights does a gradient go from unit j back to input i?"),
)  # fmt: skip


def plain(grad, x, W, b):
    z = x @ W + b
    grad_z = grad * (z > 0)
    grad_x = grad_z @ W.T
    grad_W = x.T @ grad_z
    grad_b = grad_z.sum(axis=0)
    return grad_x, grad_W, grad_b


cured = Exercise(
    name="cured",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "For which of the units does a small change of z change the output?",
        "Take the gradient of z first. The three others are those of a linear layer.",
    ),
    reference=lambda grad, x, W, b: relu_layer_backward(grad, x, W, b),
    accepted=(with_loops,),
    mistakes=(
        *(Mistake(f"cured.{bug}", with_bug(bug), *words) for bug, *words in MISTAKES),
        Mistake(
            "cured.b-forgotten",
            without_b,
            "b is missing where the units are asked whether they are on",
            "What is z, before the ReLU?",
        ),
    ),
    probes=LAYERS,
    plain=plain,
    outputs=("grad_x", "grad_W", "grad_b"),
    praise="Which of these lines had the bug of your seed?",
)
