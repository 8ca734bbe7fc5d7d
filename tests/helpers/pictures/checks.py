"""Pictures of checks, as the tests draw them."""

import numpy as np

from backprop_course.diagnostics import backward_values, forward_values, upstream_of
from backprop_course.figures.checks import charts, kill_matrix, kill_matrix_picture
from backprop_course.figures.checks.divergence import trace_divergence
from backprop_course.figures.checks.divergence_picture import draw_divergence
from backprop_course.labs import planted_bugs
from backprop_course.layers import Linear, Tanh
from backprop_course.losses import softmax_cross_entropy
from backprop_course.module import Sequential

CURVE = np.geomspace(1.4, 0.03, 50)


def power():
    looked = [*range(1, 100), *range(100, 1000, 10)]
    chances = {w: [(1 - k / 1000) ** w for k in looked] for w in (1, 10, 100)}
    measured = {w: ((3, 300), (0.9, 0.1)) for w in chances}
    return charts.draw_power(looked, chances, measured, mark=10, total=1000)


def gallery(reference=None):
    names = (
        "A: correct",
        "B: square weight matrix transposed",
        "C: one path of the fork forgotten",
    )
    curves = {name: CURVE * factor for name, factor in zip(names, (1, 0.1, 1.3), strict=True)}
    return charts.draw_gallery(curves, title="Which one?", reference=reference)


def example(seed=0):
    return planted_bugs.example(12, rng=np.random.default_rng(seed))


def says(verdict):
    return lambda f, grad, theta, rng: verdict


def refuses(f, grad, theta, rng):
    raise ValueError("shapes differ")


CASE = (None, None, None)
CHECKERS = {
    "believes all": says(True),
    "trusts nobody": says(False),
    "cannot compare": refuses,
    "tosses coins": lambda f, grad, theta, rng: rng.random() < 0.5,
}


def small_matrix():
    return kill_matrix.trace_kill_matrix(
        {"correct": CASE}, {"a bug": CASE, "another bug": CASE}, CHECKERS,
        rng=np.random.default_rng(0), tries={"tosses coins": 20},
    )  # fmt: skip


class Averaged(Linear):
    """A mean over the batch where a sum belongs."""

    def backward(self, grad_y, *, input_grad=True):
        self.W.grad += self.x.T @ grad_y
        self.b.grad += grad_y.mean(axis=0)
        return grad_y @ self.W.value.T


class WrongTanh(Tanh):
    """The slope taken from z instead of a."""

    def backward(self, grad_y, *, input_grad=True):
        return grad_y * (1 - self.x**2)


def walk(first=Linear, second=Tanh):
    """The gradients of a net compared with those of a right one, under the same names."""
    grads = []
    for kinds in ((first, second), (Linear, Tanh)):
        rng = np.random.default_rng(0)
        net = Sequential(kinds[0](2, 8, rng=rng), Tanh(), Linear(8, 6, rng=rng), kinds[1](),
                         Linear(6, 3, rng=rng))  # fmt: skip
        _, x, y = example()
        _, grad = softmax_cross_entropy(net.forward(x), y)
        grads.append((net, backward_values(net, grad)))
    (net, ours), (_, right) = grads
    theirs = dict(zip(ours, right.values(), strict=True))
    return trace_divergence(
        forward_values(net), ours, theirs, upstream=upstream_of(net), tolerance=1e-9
    )


def long_matrix():
    long = {name: CHECKERS["tosses coins"] for name in ("check_ gradient", "central, absolute")}
    bugs = {"square weight matrix transposed": CASE, "wrong labels in both passes": CASE}
    return kill_matrix.trace_kill_matrix(
        {"correct, badly scaled inputs": CASE},
        bugs,
        CHECKERS | long,
        rng=np.random.default_rng(0),
        tries=dict.fromkeys(long, 100),
    )


PICTURES = {
    "kill matrix": lambda: kill_matrix_picture.draw_kill_matrix(small_matrix()),
    "kill matrix, long names": lambda: kill_matrix_picture.draw_kill_matrix(long_matrix()),
    "divergence, none": lambda: draw_divergence(walk()),
    "divergence, inside": lambda: draw_divergence(walk(first=Averaged)),
    "divergence, back": lambda: draw_divergence(walk(second=WrongTanh)),
    "gallery": gallery,
    "gallery, revealed": lambda: gallery(CURVE),
    "power": power,
    "loudness": lambda: charts.draw_loudness(np.geomspace(1e-6, 0.05, 123), np.full(123, 1 / 123)),
}
