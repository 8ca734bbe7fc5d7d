"""Lesson 13: every row of its table is shown by a cell, and what only the prose says is true."""

import inspect
import math
import re
from pathlib import Path

import numpy as np
import pytest

from backprop_course.data import load_digits
from backprop_course.diagnostics import (
    dead_share,
    parameter_values,
    root_mean_square,
    update_ratios,
)
from backprop_course.exercises import ch13
from backprop_course.labs import cliff
from backprop_course.labs.deep_nets import (
    Recipe,
    block_gradients,
    deep_net,
    digits,
    trace_signal,
    train,
)
from backprop_course.layers import BatchNorm, LayerNorm, ReLU, Sigmoid, Tanh
from backprop_course.losses import softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.ops import relu
from backprop_course.optim import SGD, Adam, clip_by_global_norm

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "notebooks" / "source" / "13-vanishing-and-exploding-gradients.py"
LESSON = SOURCE.read_text(encoding="utf-8")
ROWS = re.findall(r"(?m)^# \|(.*)\|$", LESSON[LESSON.index("| symptom |") - 4 :].split("# Four")[0])
SECTIONS = dict(re.findall(r"(?ms)^# ## (.*?)$(.*?)(?=^# ## |\Z)", LESSON))
HE, TINY, GUESS = 2**0.5, 0.01 * 32**0.5, math.log(10)
SHOWN_BY_A_CELL = "\n# %%"


def new_net(activation, gain, **extras):
    return deep_net(activation, gain, rng=np.random.default_rng(0), **extras)


def factor(net):
    x, labels = digits()
    _, grad = softmax_cross_entropy(net.forward(x[:16]), labels[:16])
    return ch13.factor_per_layer.reference(block_gradients(net, grad))


# ---------------------------------------------------------------- the table


def test_every_row_of_the_table_is_shown_by_a_cell():
    assert len(ROWS) == 2 + 8
    for row in ROWS[2:]:
        symptom, _, cure, where = (cell.strip() for cell in row.split("|"))
        assert symptom and cure
        for part in where.split(", "):
            shown = [text for name, text in SECTIONS.items() if part in name]
            assert shown and any(SHOWN_BY_A_CELL in text for text in shown), part


# ---------------------------------------------------------------- on paper


def test_numbers_that_stand_only_in_the_prose():
    assert round(math.degrees(math.atan2(1, 8))) == 7 and round(math.hypot(8, 1), 2) == 8.06
    assert 45 - round(math.degrees(math.atan2(1, 8))) == 38
    sums = [3 * w1 + 4 * w2 for w1 in (1, -1) for w2 in (1, -1)]
    assert sum(z**2 for z in sums) / 4 == 3**2 + 4**2
    assert 2**15 == 32_768 and round((1 + 1 / 30) ** 15, 2) == 1.64
    assert round((1 + 1 / 30) ** 0.5, 3) == 1.017
    assert inspect.signature(Adam).parameters["eps"].default == 1e-8
    assert math.floor(1 / TINY) == 17


def test_the_worked_examples_of_the_gaps():
    quarter = [[[0.25, -0.25]], [[0.7, 0.7]], [[-1.0, 1.0]]]
    assert ch13.factor_per_layer.reference(list(map(np.array, quarter))) == pytest.approx(0.5)
    assert ch13.he_weights.reference(np.ones((8, 2)))[0, 0] == 0.5
    three_four = [np.array([3.0]), np.array([4.0])]
    assert np.allclose(ch13.clip_by_norm.reference(three_four, 1.0), [[0.6], [0.8]])
    assert np.allclose(ch13.clip_by_norm.reference(three_four, 9.0), three_four)
    h = [np.array([[value]]) for value in (0.4, 0.5, 0.8)]
    grad = ch13.back_through_time.reference(np.array([[1.0]]), h, np.array([[2.0]]))
    assert grad == pytest.approx(0.396)


# ---------------------------------------------------------------- nets that learn, and others


NETS = {  # name: (net, loss at the end of 200 steps)
    "tanh, before Xavier": (lambda: new_net(Tanh, 3**-0.5), "guess"),
    "tanh, Xavier": (lambda: new_net(Tanh, 1.0), "learns"),
    "sigmoid, Xavier": (lambda: new_net(Sigmoid, 1.0), "guess"),
    "ReLU, Xavier": (lambda: new_net(ReLU, 1.0), "guess"),
    "ReLU, He": (lambda: new_net(ReLU, HE), "starts"),
    "ReLU, He, branch": (lambda: new_net(ReLU, HE, scale=30**-0.5), "is far ahead"),
}


@pytest.mark.parametrize("build, fate", NETS.values(), ids=NETS)
def test_what_becomes_of_thirty_layers(build, fate):
    net = build()
    end = np.mean(train(net, 200, rng=np.random.default_rng(0))[-50:])
    low, high = {
        "guess": (2.25, 2.35), "starts": (1.7, 2.2), "learns": (0.5, 1.3), "is far ahead": (0, 0.2)
    }[fate]  # fmt: skip
    assert low < end < high
    if fate != "guess":
        assert 0.9 < factor(net) < 1.1


def test_a_branch_makes_the_factors_of_the_theory():
    assert factor(new_net(ReLU, HE, scale=1.0)) == pytest.approx(2**0.5, rel=0.05)
    assert factor(new_net(ReLU, HE, scale=30**-0.5)) == pytest.approx(1.017, rel=0.01)


def test_what_the_picture_of_gains_is_said_to_show():
    shrinks, slowly, stays, saturates = (
        trace_signal(Recipe("", "tanh", gain)).sizes.forward for gain in (0.58, 1.0, 1.2, 3.0)
    )
    assert shrinks[-1] < 1e-5 and 0.05 < slowly[-1] < 0.2 < stays[-1] < saturates[-1]
    assert trace_signal(Recipe("", "tanh", 1.2)).sizes.ratio == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("norm, learns", [(LayerNorm, False), (BatchNorm, True)])
def test_both_norms_repair_the_size_and_one_lets_tiny_weights_learn(norm, learns):
    net = new_net(Tanh, TINY, norm=norm)
    assert 0.9 < factor(net) < 1.2
    x = digits()[0][:16]
    for steps in (1, 59):
        losses = train(net, steps, rng=np.random.default_rng(0))
        net.forward(x)
        values = net.intermediates[-2]
        common = root_mean_square(values.mean(axis=0)) / root_mean_square(values)
        assert (common > 0.9) != learns
    assert (np.mean(losses[-20:]) < 2.15) == learns


def test_a_larger_rate_does_not_reach_the_first_layer():
    net = new_net(Sigmoid, 1.0)
    before = parameter_values(net)
    losses = train(net, 100, rng=np.random.default_rng(0), lr=30.0)
    moved = [*update_ratios(before, parameter_values(net)).values()]
    assert 1e-19 < moved[0] < 1e-17 and moved[-2] == pytest.approx(28, abs=3)
    assert np.mean(losses[-50:]) > GUESS


def clipped_end(scale):
    x, labels = digits()
    net, rng, losses = new_net(ReLU, HE, scale=scale), np.random.default_rng(0), []
    optimizer = SGD(net.parameters(), 0.03)
    for _ in range(100):
        batch = rng.integers(0, len(x), 32)
        optimizer.zero_grad()
        loss, grad = softmax_cross_entropy(net.forward(x[batch]), labels[batch])
        net.backward(grad)
        clip_by_global_norm(net.parameters(), 1.0)
        optimizer.step()
        losses.append(loss)
    return np.mean(losses[:5]), np.mean(losses[-20:])


def test_clipping_turns_an_explosion_into_a_crawl():
    start, end = clipped_end(1.0)
    assert start == pytest.approx(18_000, rel=0.05) and end == pytest.approx(770, rel=0.05)
    assert clipped_end(30**-0.5)[1] == pytest.approx(0.6, abs=0.1)


# ---------------------------------------------------------------- units


def trained(activation, lr, scale, seed=0):
    """The net after 200 steps, the share of layer 1 that is never above 0, and its accuracy."""
    (x, labels), (x_test, labels_test) = load_digits()
    net = MLP([64, 32, 32, 10], rng=np.random.default_rng(seed), activation=activation)
    rng = np.random.default_rng(seed)
    for _ in range(200):
        chosen = rng.integers(0, len(x), 32)
        _, grad = softmax_cross_entropy(net.forward(scale * x[chosen]), labels[chosen])
        net.backward(grad)
        net.update_parameters(lr)
    net.forward(scale * x)
    stuck = dead_share(relu(net.z[1]))
    return stuck, np.mean(net.forward(scale * x_test).argmax(axis=1) == labels_test)


UNITS = {  # activation, rate, scale: (share stuck, accuracy), each (lowest, highest)
    ("relu", 0.1, 16): ((0.85, 1), (0, 0.2)),
    ("relu", 0.01, 16): ((0, 0.15), (0.8, 1)),
    ("relu", 0.1, 1): ((0, 0.15), (0.8, 1)),
    ("leaky_relu", 0.1, 16): ((0.6, 0.95), (0.5, 0.85)),
}


@pytest.mark.parametrize("case, expected", UNITS.items(), ids=str)
def test_units_die_where_the_lesson_says(case, expected):
    for value, (low, high) in zip(trained(*case), expected, strict=True):
        assert low <= value <= high


# ---------------------------------------------------------------- the wall


def test_the_descents_at_the_wall():
    start = (4.65, -2.1)
    free = cliff.descend(start, lr=0.05, steps=60)
    norms = [np.linalg.norm(cliff.loss_and_gradient(*place)[1]) for place in free]
    assert max(norms) == pytest.approx(84, abs=0.5)
    assert np.linalg.norm(np.diff(free, axis=0), axis=1).max() == pytest.approx(4.2, abs=0.03)
    held = cliff.descend(start, lr=0.05, steps=60, max_norm=0.1)
    ends = [cliff.loss_and_gradient(*path[-1])[0] for path in (free, held)]
    assert ends[0] == pytest.approx(0.09, abs=5e-4) and ends[1] < 6e-4


# ---------------------------------------------------------------- questions


def test_question_1_clipping_after_the_step_changes_nothing():
    def losses(clip):
        net = new_net(Tanh, 3.0, depth=3)
        x, labels = digits()
        optimizer, found = SGD(net.parameters(), 0.03), []
        for _ in range(5):
            optimizer.zero_grad()
            loss, grad = softmax_cross_entropy(net.forward(x[:32]), labels[:32])
            net.backward(grad)
            optimizer.step()
            if clip:
                clip_by_global_norm(net.parameters(), 1.0)
            found.append(loss)
        return found

    assert losses(clip=True) == losses(clip=False)


def test_question_2_with_all_weights_zero_only_the_last_bias_gets_a_gradient():
    net, (x, labels) = new_net(ReLU, 0.0, depth=3), digits()
    net.layers[-1].W.value[...] = 0.0
    _, grad = softmax_cross_entropy(net.forward(x[:16]), labels[:16])
    net.backward(grad)
    *others, bias = net.parameters()
    assert not any(parameter.grad.any() for parameter in others) and bias.grad.any()
