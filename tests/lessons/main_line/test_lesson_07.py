"""The claims of lesson 07 that no compared cell holds, with the lesson's own functions."""

import ast
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from backprop_course.data import load_digits, spirals
from backprop_course.figures.mlp.network import small_network, trace_mlp
from backprop_course.losses import softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.optim import AdamW, cosine
from backprop_course.training import accuracy, fit
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).parents[3]
RNG = np.random.default_rng(7)
LABELS = np.array([0, 1, 1, 0])
SPIRAL = spirals(300, rng=np.random.default_rng(0))


def definitions():
    """The lesson's functions and classes, without running its cells."""
    known = {"np": np, "MLP": MLP, "pairwise": pairwise, "accuracy": accuracy, "fit": fit}
    known |= {"AdamW": AdamW, "cosine": cosine, "softmax_cross_entropy": softmax_cross_entropy}
    known |= dict(zip(("x_spiral", "y_spiral"), SPIRAL, strict=True)) | digits()
    for cell in read_source(ROOT / "notebooks" / "source" / "07-mlp-by-hand.py").cells:
        if cell.kind == "code":
            tree = ast.parse(cell.source)
            tree.body = [d for d in tree.body if isinstance(d, ast.ClassDef | ast.FunctionDef)]
            exec(compile(tree, "07-mlp-by-hand.py", "exec"), known)
    return known


def digits():
    (x_train, y_train), (x_test, y_test) = load_digits()
    mean = x_train.mean(axis=0)
    data = {"x_train": x_train - mean, "x_test": x_test - mean}
    return data | {"y_train": y_train, "y_test": y_test}


LESSON = definitions()
first_weights, sgd_step = LESSON["first_weights"], LESSON["sgd_step"]


@cache
def on_the_spiral(*sizes, steps=600):
    """(losses, share correct) of the lesson's own lines."""
    (x, y), losses = SPIRAL, []
    W, b = first_weights(sizes, rng=np.random.default_rng(0))
    for _ in range(steps):
        W, b, loss = sgd_step(x, y, W, b, 0.3)
        losses.append(loss)
    return losses, np.mean(LESSON["answers"](x, W, b) == y)


def test_straight_borders_reach_three_quarters_and_hidden_layers_all():
    assert on_the_spiral(2, 3)[1] == pytest.approx(0.78, abs=0.01)
    losses, share = on_the_spiral(2, 32, 32, 3)
    assert share == 1 and losses[-1] < 0.02


@pytest.mark.parametrize("seed", range(5))
def test_the_first_loss_is_known_beforehand(seed):
    rng = np.random.default_rng(seed)
    for (x, y), sizes in ((SPIRAL, (2, 32, 32, 3)), (digits_of(1437), (64, 128, 64, 10))):
        loss = sgd_step(x, y, *first_weights(sizes, rng=rng), 0.1)[2]
        assert loss == pytest.approx(np.log(sizes[-1]), rel=0.05)


def digits_of(n):
    return LESSON["x_train"][:n], LESSON["y_train"][:n]


@pytest.mark.slow
def test_the_digits_are_read_by_hand_and_the_tools_add_about_a_per_cent():
    by_hand, with_tools = (
        np.mean([LESSON[name](seed) for seed in (1, 2, 3)]) for name in ("by_hand", "with_tools")
    )
    assert 0.95 < by_hand < 0.97 and 0.005 < with_tools - by_hand < 0.02


def test_the_lines_of_the_page_read_the_digits():
    rng = np.random.default_rng(0)
    W, b = first_weights([64, 128, 64, 10], rng=rng)
    for _ in range(20):
        W, b = LESSON["epoch"](*digits_of(1437), W, b, 0.1, rng=rng)
    right = LESSON["answers"](LESSON["x_test"], W, b) == LESSON["y_test"]
    assert 0.95 < right.mean() < 0.97
    assert (~right).sum() >= 10  # as many are shown
    assert sum(p.size for p in [*W.values(), *b.values()]) == 17_226  # Question 5
    assert -(-1437 // 32) == 45


def test_the_nearest_training_image_reads_98_per_cent():
    train, test = LESSON["x_train"], LESSON["x_test"]
    squares = (test**2).sum(1)[:, None] + (train**2).sum(1) - 2 * test @ train.T
    nearest = LESSON["y_train"][squares.argmin(axis=1)]
    assert np.mean(nearest == LESSON["y_test"]) == pytest.approx(0.983, abs=0.002)


def test_without_the_slope_it_learns_not_much_more_than_straight_lines_and_its_loss_rises():
    found = {}
    for kind in (MLP, LESSON["WithoutSlope"]):
        net = kind([2, 32, 32, 3], rng=np.random.default_rng(1))
        losses = LESSON["train"](net)
        found[kind.__name__] = accuracy(net, *SPIRAL), max(np.diff(losses)), losses[-1] / losses[0]
    assert found["MLP"][0] == 1 and found["MLP"][1] < 0
    share, rise, left = found["WithoutSlope"]
    assert 0.75 < share < 0.9 and rise > 0.01 and left < 0.5


def test_equal_weights_stay_equal():
    """Question 4."""
    W, b = first_weights([2, 5, 3], rng=RNG)
    W = {l: np.full_like(values, 0.1) for l, values in W.items()}
    for _ in range(20):
        W, b, _ = sgd_step(*SPIRAL, W, b, 0.3)
    assert np.ptp(W[1], axis=1).max() == 0 and np.ptp(b[1]) == 0 and np.ptp(W[2], axis=1).max() > 0


def test_example_3_of_the_small_network_is_as_the_lesson_says():
    trace = trace_mlp(*small_network())
    assert trace.n == 8
    assert trace.a[0][3].tolist() == [2, 2] and trace.a[1][3].tolist() == [0, 1, 1]
    assert (trace.a[2][3, 0], trace.target[3, 0]) == (-2, -1)
    assert trace.W[2].ravel().tolist() == [1, -1, -0.5]
    assert trace.grad_z[2][3, 0] == 2 * (-2 + 1) / 8 == -0.25
    assert (trace.grad_z[1][3] + 0.0).tolist() == [0, 0.25, 0.125]
    assert trace.shares[1][3, 1, 2] == 0.25


def test_a_mean_over_the_rows_is_n_times_too_small():
    """Question 2."""
    _, grad = softmax_cross_entropy(RNG.normal(size=(4, 2)), LABELS)
    assert np.allclose(4 * grad.mean(axis=0), grad.sum(axis=0))


def test_a_negative_gradient_at_a_unit_that_was_on_passes():
    """Question 3."""
    net = MLP([2, 3, 2], rng=RNG)
    _, grad = softmax_cross_entropy(net.forward(RNG.normal(size=(4, 2))), LABELS)
    net.backward(grad)
    on = net.z[1] > 0
    assert np.any(net.grad_z[1][on] < 0)
    assert np.array_equal(net.grad_z[1][on], net.grad_a[1][on])


def test_from_zero_weights_only_the_last_bias_learns():
    """Question 4."""
    net = MLP([2, 3, 2], rng=RNG)
    for parameter in net.parameters():
        parameter.value[...] = 0
    _, grad = softmax_cross_entropy(net.forward(RNG.normal(size=(3, 2))), LABELS[:3])
    net.backward(grad)
    learns = {name for name, p in net.named_parameters().items() if np.any(p.grad)}
    assert learns == {"b.2"}
