"""Signals through depth: the factors are those of the theory, and the pictures say them."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from legible import elements, labels, overlaps, png_bytes, text_box, touch
from matplotlib.colors import to_hex

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

BY_NAME = {recipe.name: recipe for recipe in deep_nets.RECIPES}
EXPECTED = {  # what one layer does, and what becomes of the gradient
    "tanh, weights of size 0.01": (0.057, "vanishes"),
    "sigmoid, Xavier": (0.235, "vanishes"),
    "sigmoid, Xavier, layer norm": (0.38, "vanishes"),
    "ReLU, Xavier": (0.71, "vanishes"),
    "tanh, Xavier": (0.95, "stays"),
    "ReLU, He": (1.0, "stays"),
    "ReLU, He, residual × 1/√depth": (1.04, "stays"),
    "ReLU, He, residual unscaled": (1.6, "explodes"),
    "ReLU, twice He": (2.0, "explodes"),
}


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


def strips(names=tuple(EXPECTED), **settings):
    traces = [deep_nets.trace_recipe(BY_NAME[name], seeds=1, **settings) for name in names]
    return traces, draw_depth_strips(traces, subtitle="30 layers, one seed")


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
    drawing = draw_depth_strips([broken], subtitle="after training")
    assert {"overflows", "nan", "the numbers overflowed"} <= set(labels(drawing))
    assert collisions(drawing) == []


@pytest.mark.parametrize("layers", [5, 12, 30, 33, 50])
@pytest.mark.parametrize("width", [16, 64])
def test_no_text_of_the_strips_touches_another_or_the_rim(layers, width):
    traces, drawing = strips(depth=layers, width=width)
    assert collisions(drawing) == []
    two_lines = replace(traces[0], name="yours: leaky ReLU, gain 3.95\nresidual × 1/√depth")
    assert collisions(draw_depth_strips([*traces, two_lines], subtitle="one")) == []


def collisions(drawing):
    width, height = (float(elements(drawing, "rect")[0].get(key)) for key in ("width", "height"))
    boxes = [text_box(text) for text in elements(drawing, "text")]
    found = [b for b in boxes if b[1] < 2 or b[2] < 2 or b[3] > width - 2 or b[4] > height - 2]
    return found + [pair for pair in itertools.combinations(boxes, 2) if touch(*pair)]


# ---------------------------------------------------------------- hills


def test_a_histogram_counts_what_lies_beyond_at_the_edge():
    counts = histogram(np.array([-9.0, -9.0, 0.01, 9.0, np.inf]), -1, 1)
    assert counts[0] == 1 and counts[-1] == 1 and counts.sum() == 2.5


@pytest.mark.parametrize("layers, shown", [(5, [1, 2, 3, 4, 5]), (20, 8), (50, 8)])
def test_first_and_last_layer_are_always_shown(layers, shown):
    found = shown_layers(layers)
    assert found[0] == 1 and found[-1] == layers
    assert found == shown or len(found) == shown


SIGNALS = [
    deep_nets.Recipe("", activation, gain, branch)
    for activation, gain, branch in itertools.product(
        deep_nets.ACTIVATIONS, (0.1, 4.0), deep_nets.BRANCHES
    )
]


@pytest.mark.parametrize("recipe", SIGNALS, ids=str)
def test_no_text_of_the_hills_touches_another_or_the_rim(recipe):
    for layers, backward in itertools.product((5, 50), (False, True)):
        trace = deep_nets.trace_signal(recipe, depth=layers)
        drawing = draw_depth_ridge(trace, backward=backward)
        assert collisions(drawing) == []
        assert "nan" not in drawing.split("</desc>")[1]


def test_the_four_gains_are_named_with_what_became_of_them():
    traces = [deep_nets.trace_signal(deep_nets.Recipe("", "tanh", g)) for g in (0.5, 1.0, 1.5, 3.0)]
    drawing = draw_gains(traces)
    assert {"gain 0.5", "gain 1", "gain 1.5", "gain 3"} <= set(labels(drawing))
    assert any("saturated" in label for label in labels(drawing))
    assert collisions(drawing) == []
    assert draw_gains(traces) == drawing
    assert describe_depth_ridge(traces[0]).startswith("tanh, gain 0.5, 20 layers")


# ---------------------------------------------------------------- charts

GRAD = np.array([8.0, 1.0])
CHARTS = {
    "fates": lambda: charts.draw_outcomes(
        {"one": ([2.3, 2.3], "stalls"), "two,\nlong": ([9e9, math.nan], "diverges")}, chance=2.3
    ),
    "clipping": lambda: charts.draw_clipping(GRAD, GRAD / 8.06, np.ones(2), 37.9),
    "through time": lambda: charts.draw_through_time(
        {3.0: np.logspace(7, 0, 50), 1.0: np.ones(50), 0.5: np.logspace(-14, 0, 50)}
    ),
    "cliff": lambda: charts.draw_cliff(
        np.linspace(-1, 1, 5),
        [2.0, 1.5, 1.0, 0.1, 0.1],
        (np.array([0.0, 0.3]), np.array([1.0, 0.4])),
        {"not clipped": [1.0, 0.1, 0.1], "clipped": [1.0, 0.05, 0.01]},
    ),
}


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_charts_are_legible_and_the_same_every_time(draw):
    figure = draw()
    assert overlaps(figure) == []
    assert png_bytes(draw()) == png_bytes(draw())


def test_time_runs_back_and_lines_differ_in_dashes():
    (axes,) = CHARTS["through time"]().axes
    assert [line.get_xdata()[-1] for line in axes.lines] == [0, 0, 0]
    assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in axes.lines}) == 3
    assert {to_hex(line.get_color()).upper() for line in axes.lines} == {palette.BACKWARD}


def test_a_net_beyond_the_panel_says_so():
    panels = CHARTS["fates"]().axes
    assert [len(axes.texts) for axes in panels[:2]] == [0, 1]
