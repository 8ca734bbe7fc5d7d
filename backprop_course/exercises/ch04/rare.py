"""Implement: binary cross-entropy of logits that counts the rare label more, and stays finite."""

import numpy as np

from ...checking import Exercise, Probe
from ...losses import binary_cross_entropy
from ...ops import sigmoid
from .rare_mistakes import RARE, reference

RNG = np.random.default_rng(444)


def in_two_groups(z, y, w):
    """With the package's loss, once for each label."""
    loss, grad = 0.0, np.zeros(z.shape)
    for label, weight in ((1, w), (0, 1.0)):
        mine = y == label
        if mine.any():
            part, slope = binary_cross_entropy(z[mine], y[mine], reduction="sum")
            loss, grad[mine] = loss + weight * part / len(z), weight * slope / len(z)
    return loss, grad


def one_by_one(z, y, w):
    loss, grad = 0.0, np.zeros(len(z))
    for i in range(len(z)):
        m = max(z[i], 0.0)
        up = m + np.log(np.exp(-m) + np.exp(z[i] - m))
        a = np.exp(z[i] - up)
        loss += (w * (up - z[i]) if y[i] == 1 else up) / len(z)
        grad[i] = (w * (a - 1) if y[i] == 1 else a) / len(z)
    return loss, grad


def plain(z, y, w):
    n = len(z)
    a = sigmoid(z)
    ones = np.logaddexp(0, -z)
    zeros = np.logaddexp(0, z)
    loss = np.sum(w * y * ones + (1 - y) * zeros) / n
    grad = ((1 - y) * a - w * y * (1 - a)) / n
    return loss, grad


def probe(z, y, w):
    z, y = np.array(z), np.array(y, dtype=float)
    return Probe((z, y, w), {"n": len(z), "w": w})


def random_probe(n, w, scale=1.0):
    return probe((scale * RNG.normal(size=n)).round(1), RNG.permutation(np.arange(n) % 3 == 0), w)


rare_loss = Exercise(
    name="rare_loss",
    points=3,
    minutes=12,
    grade="core",
    kind="implement",
    hints=(
        "For one example with label 0 the loss is a logarithm of a sum of two exponentials, as in "
        "the lesson. Which two? And for label 1?",
        "Which logits does w reach, in the loss and in the gradient? Write the gradient for one "
        "label 1, then for one label 0, before you put both in one line.",
    ),
    reference=lambda z, y, w: reference(z, y, w),
    accepted=(plain, in_two_groups, one_by_one),
    mistakes=RARE,
    probes=(
        probe([0.0, 2.0, -1.0], [1, 0, 1], 2.5),
        random_probe(5, 4.0),
        probe([1.5], [1], 0.5),
        probe([-40.0, 40.0, 45.0, -45.0, 30.0, 0.5], [1, 0, 1, 0, 0, 1], 3.0),
        probe([-1000.0, 1000.0, -900.0, 900.0], [1, 0, 0, 1], 1.5),
        random_probe(7, 9.0, scale=5.0),
    ),
    plain=plain,
    outputs=("loss", "grad"),
    output_points=(2, 1),
    uses=("ops.sigmoid", "losses.binary_cross_entropy"),
    praise="Nine examples in ten have label 0. Which w makes b = 0 the best answer of a model that "
    "knows nothing?",
)
