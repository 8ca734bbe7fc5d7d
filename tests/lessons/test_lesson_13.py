"""Lesson 13: every row of its table is shown by a cell, and what only the prose says is true."""

import inspect
import math
import re
from pathlib import Path

import numpy as np

from backprop_course.diagnostics import root_mean_square
from backprop_course.labs.deep_nets import deep_net, digits, train
from backprop_course.layers import BatchNorm, LayerNorm, Tanh
from backprop_course.losses import softmax_cross_entropy
from backprop_course.optim import Adam

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "notebooks" / "source" / "13-vanishing-and-exploding-gradients.py"
LESSON = SOURCE.read_text(encoding="utf-8")
ROWS = re.findall(r"(?m)^# \|(.*)\|$", LESSON[LESSON.index("| symptom |") - 4 :].split("# **")[0])
SECTIONS = dict(re.findall(r"(?ms)^# ## (.*?)$(.*?)(?=^# ## |\Z)", LESSON))


def test_every_row_of_the_table_is_shown_by_a_cell():
    assert len(ROWS) == 2 + 13
    for row in ROWS[2:]:
        symptom, _, cure, where = (cell.strip() for cell in row.split("|"))
        assert symptom and cure
        for part in where.split(", "):
            title = "Which cure for which symptom?" if part == "below" else part
            shown = [text for name, text in SECTIONS.items() if title in name]
            assert shown and any("\n# %%\n" in text for text in shown), part


def test_numbers_that_stand_only_in_the_prose():
    assert round(math.degrees(math.atan2(1, 8))) == 7 and round(math.hypot(8, 1), 2) == 8.06
    sums = [3 * w1 + 4 * w2 for w1 in (1, -1) for w2 in (1, -1)]
    assert sum(z**2 for z in sums) / 4 == 3**2 + 4**2
    assert round(math.degrees(math.atan2(4, 3)), 1) == 53.1
    assert inspect.signature(Adam).parameters["eps"].default == 1e-8


def test_with_all_weights_zero_no_gradient_goes_below_the_last_layer():
    """Question 3."""
    net, (x, labels) = deep_net(Tanh, 0.0, rng=np.random.default_rng(0), depth=3), digits()
    net.layers[-1].W.value[...] = 0.0
    _, grad = softmax_cross_entropy(net.forward(x[:16]), labels[:16])
    net.backward(grad)
    *below, _, bias = net.parameters()
    assert not any(parameter.grad.any() for parameter in below) and bias.grad.any()


def test_clipping_each_array_alone_turns_the_whole():
    """Question 2."""
    grads = np.array([3.0]), np.array([4.0])
    whole = np.concatenate([grad / max(1.0, np.linalg.norm(grad)) for grad in grads])
    assert np.linalg.norm(whole) > 1 and whole[0] / whole[1] != 3 / 4


def test_one_step_makes_all_examples_alike_where_tiny_weights_meet_layer_norm():
    gain, x = 0.01 * 32**0.5, digits()[0][:16]
    for norm, alike in ((LayerNorm, True), (BatchNorm, False)):
        net = deep_net(Tanh, gain, rng=np.random.default_rng(0), norm=norm)
        for steps, expected in ((0, False), (1, alike)):
            train(net, steps, rng=np.random.default_rng(0))
            net.forward(x)
            values = net.intermediates[-2]
            common = root_mean_square(values.mean(axis=0)) / root_mean_square(values)
            assert (common > 0.9) == expected
