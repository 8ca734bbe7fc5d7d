"""Signals through depth: the factors are those of the theory, and the pictures say them."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from legible import collisions, labels
from matplotlib.colors import to_hex
from pictures.depth import BY_NAME, EXPECTED, PICTURES, SIGNALS, strips

from backprop_course.figures.depth import charts
from backprop_course.figures.depth.ridge import describe_depth_ridge, saturated
from backprop_course.figures.depth.ridge_picture import (
    draw_depth_ridge,
    draw_gains,
    histogram,
    shown_layers,
)
from backprop_course.figures.depth.strips import describe_depth_strips, factor_words, fate
from backprop_course.figures.depth.strips_picture import colour_of, draw_depth_strips, ratio_label
from backprop_course.figures.drawing import palette
from backprop_course.labs import deep_nets
from backprop_course.layers import ReLU, Tanh
from backprop_course.losses import softmax_cross_entropy

# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize("name, expected", EXPECTED.items(), ids=EXPECTED)
def test_every_recipe_has_its_factor_and_its_fate(name, expected):
    trace = deep_nets.trace_recipe(BY_NAME[name])
    assert trace.factor == pytest.approx(expected[0], rel=0.06)
    assert fate(trace) == expected[1]


def test_the_recipes_stand_from_vanishing_to_exploding():
    factors = [deep_nets.trace_recipe(recipe).factor for recipe in deep_nets.RECIPES]
    assert factors == sorted(factors)
    assert set(BY_NAME) == set(EXPECTED)


def test_weights_of_one_size_have_it_at_every_width():
    for width in (16, 64):
        net = BY_NAME["tanh, weights of size 0.01"].build(5, width, 0)
        assert np.std(net.layers[2].layers[0].W.value) == pytest.approx(0.01, rel=0.15)


def test_block_gradients_are_those_of_a_nudge():
    net = deep_nets.deep_net(Tanh, 1.0, rng=np.random.default_rng(0), depth=3, width=4)
    x, labels_ = deep_nets.digits()
    loss, grad = softmax_cross_entropy(net.forward(x[:5]), labels_[:5])
    gradients, values = deep_nets.block_gradients(net, grad), deep_nets.block_values(net)
    assert len(gradients) == len(values) == 3
    nudge = np.zeros_like(values[1])
    nudge[2, 1] = 1e-6
    y = net.layers[3].forward(values[1] + nudge)
    after, _ = softmax_cross_entropy(net.layers[4].forward(y), labels_[:5])
    assert (after - loss) / 1e-6 == pytest.approx(gradients[1][2, 1], abs=1e-5)


def test_the_signal_of_a_small_gain_shrinks_and_of_a_large_one_saturates():
    small, large = (
        deep_nets.trace_signal(deep_nets.Recipe("", "tanh", gain)) for gain in (0.5, 3.0)
    )
    assert small.sizes.forward[-1] < 1e-6 and saturated(small) == 0
    assert 0.3 < saturated(large) < 0.5
    assert len(small.values) == 20 and small.values[0].shape == (64 * 32,)


def test_training_lowers_the_loss_of_a_net_that_can_learn():
    net = deep_nets.deep_net(ReLU, deep_nets.HE, rng=np.random.default_rng(0), depth=3)
    losses = deep_nets.train(net, 60, rng=np.random.default_rng(0))
    assert len(losses) == 60 and np.mean(losses[-10:]) < 0.6 * losses[0]


def test_the_digits_are_shared_and_cannot_be_changed():
    x, _ = deep_nets.digits()
    assert abs(x.mean()) < 1e-12 and np.sqrt(np.mean(x**2)) == pytest.approx(1)
    with pytest.raises(ValueError, match="read-only"):
        x[0, 0] = 1.0


# ---------------------------------------------------------------- strips


def test_the_strips_carry_names_factors_and_fates():
    traces, drawing = strips()
    found = labels(drawing)
    for trace in traces:
        assert trace.name in found
        assert factor_words(trace) in found
        assert any(label.endswith(fate(trace)) for label in found)
        assert trace.name in describe_depth_strips(traces)


@pytest.mark.parametrize(
    "ratio, words",
    [(1.0, "×1"), (0.24, "×0.2"), (1e-18, "10⁻¹⁸"), (3e9, "10⁹"), (0.0, "0")],
)
def test_ratios_are_written_short(ratio, words):
    assert ratio_label(ratio) == words


def test_colours_end_at_ten_decades_and_part_below_from_above():
    assert colour_of(1e-10) == colour_of(1e-30) == colour_of(0.0)
    assert colour_of(1e10) == colour_of(1e30)
    red, _, blue = (int(colour_of(1e-4)[i : i + 2], 16) for i in (1, 3, 5))
    assert blue > red
    red, _, blue = (int(colour_of(1e4)[i : i + 2], 16) for i in (1, 3, 5))
    assert red > blue
    assert min(int(colour_of(1.0)[i : i + 2], 16) for i in (1, 3, 5)) > 0xF0


def test_a_net_that_overflowed_says_so():
    trace = deep_nets.trace_recipe(BY_NAME["ReLU, He"], seeds=1)
    broken = replace(trace, backward=(math.nan,) * 30, loss=math.nan)
    drawing = draw_depth_strips([broken], subtitle="at the output\nafter training")
    assert {"overflows", "nan", "the numbers overflowed"} <= set(labels(drawing))
    assert collisions(drawing) == []


# ---------------------------------------------------------------- hills


def test_a_histogram_counts_what_lies_beyond_at_the_edge():
    counts = histogram(np.array([-9.0, -9.0, 0.01, 9.0, np.inf]), -1, 1)
    assert counts[0] == 1 and counts[-1] == 1 and counts.sum() == 2.5


@pytest.mark.parametrize("layers, shown", [(5, [1, 2, 3, 4, 5]), (20, 8), (50, 8)])
def test_first_and_last_layer_are_always_shown(layers, shown):
    found = shown_layers(layers)
    assert found[0] == 1 and found[-1] == layers
    assert found == shown or len(found) == shown


@pytest.mark.parametrize("recipe", SIGNALS, ids=str)
def test_no_hill_says_nan(recipe):
    for layers, backward in itertools.product((5, 50), (False, True)):
        trace = deep_nets.trace_signal(recipe, depth=layers)
        drawing = draw_depth_ridge(trace, backward=backward)
        assert "nan" not in drawing.split("</desc>")[1]


def test_the_four_gains_are_named_with_what_became_of_them():
    traces = [deep_nets.trace_signal(deep_nets.Recipe("", "tanh", g)) for g in (0.5, 1.0, 1.5, 3.0)]
    drawing = draw_gains(traces)
    assert {"gain 0.5", "gain 1", "gain 1.5", "gain 3"} <= set(labels(drawing))
    assert any("saturated" in label for label in labels(drawing))
    assert describe_depth_ridge(traces[0]).startswith("tanh, gain 0.5, 20 layers")


# ---------------------------------------------------------------- charts


def test_time_runs_back_and_lines_differ_in_dashes():
    (axes,) = PICTURES["through time"]().axes
    assert [line.get_xdata()[-1] for line in axes.lines] == [0, 0, 0]
    assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in axes.lines}) == 3
    assert {to_hex(line.get_color()).upper() for line in axes.lines} == {palette.BACKWARD}


def test_nets_that_learn_are_named_alone_and_the_others_together():
    (axes,) = PICTURES["fates"]().axes
    words = [text.get_text() for text in axes.texts]
    assert words == ["three", "one\ntwo\n(a guess)", "above the chart from the first step on: four"]


def test_a_smoothed_curve_ends_at_the_last_step():
    line = charts.smoothed(np.arange(10.0), 4)
    assert line.tolist() == [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5]
    drawn = PICTURES["fates"]().axes[0].lines[1]
    assert drawn.get_xdata()[[0, -1]].tolist() == [20, 40]


def test_the_descent_that_leaves_the_map_says_where_it_goes():
    ground, steps = PICTURES["cliff"]().axes
    assert any("w = 6.7, b = 1.3" in text.get_text() for text in ground.texts)
    styles = [[line.get_linestyle() for line in axes.lines[:2]] for axes in (ground, steps)]
    assert styles == [[":", "-"], [":", "-"]]
