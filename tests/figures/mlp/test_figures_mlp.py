"""The small network, forward and back: right numbers, each of them in its picture, legible."""

import itertools

import numpy as np
import pytest
from legible import collisions, elements, labels, text_box, touch
from pictures.mlp import LONG, WEIGHTS, trace

from backprop_course import losses
from backprop_course.figures.drawing import palette, svg, tables
from backprop_course.figures.mlp import matrices_picture
from backprop_course.figures.mlp.network import describe_mlp, small_network, trace_mlp
from backprop_course.figures.mlp.network_picture import VIEWS, draw_mlp
from backprop_course.figures.mlp.overview import describe_mlp_overview
from backprop_course.figures.mlp.overview_picture import draw_mlp_overview
from backprop_course.figures.mlp.wires_picture import BAND
from backprop_course.gradcheck import numerical_gradient
from backprop_course.mlp import MLP


def found(drawing):
    return [label.replace("\u200b", "") for label in labels(drawing)]


# ---------------------------------------------------------------- numbers


def test_example_3_by_hand():
    t = trace()
    assert t.a[0][3].tolist() == [2, 2]
    assert t.a[1][3].tolist() == [0, 1, 1]  # z1 is (-1, 1, 1)
    assert t.a[2][3].tolist() == [-2]  # 0 - 1 - 0.5 - 0.5
    assert t.grad_z[2][3].tolist() == [-0.25]  # 2 (-2 + 1) / 8
    assert t.grad_z[1][3].tolist() == [0, 0.25, 0.125]  # times W2, where z1 > 0
    assert t.shares[2][3].tolist() == [[0], [-0.25], [-0.25]]
    assert t.shares[1][3].tolist() == [[0, 0.5, 0.25], [0, 0.5, 0.25]]


def test_the_first_four_examples_are_those_of_the_lesson():
    x = np.array([[1.0, 2.0], [-2.0, -1.0], [2.0, 1.0], [2.0, 2.0]])
    W1, b1 = np.array([[1.0, 2.0, -1.0], [-2.0, -2.0, 2.0]]), np.array([1.0, 1.0, -1.0])
    assert np.array_equal(trace().a[0][:4], x)
    assert np.array_equal(trace().a[1][:4], np.maximum(x @ W1 + b1, 0.0))


@pytest.mark.parametrize("layer", [1, 2])
def test_the_gradients_agree_with_finite_differences(layer):
    net, x, y = small_network()
    numeric = numerical_gradient(
        lambda _: losses.mse(net.forward(x), y)[0], net.W[layer].value, h=1e-6
    )
    assert np.abs(trace_mlp(net, x, y).grad_W[layer] - numeric).max() < 1e-8


def test_the_outer_products_of_the_examples_add_up_to_the_gradient():
    rng = np.random.default_rng(0)
    for sizes, n in (([2, 3, 1], 8), ([4, 3, 2], 5)):
        t = trace_mlp(MLP(sizes, rng=rng), rng.normal(size=(n, sizes[0])), np.ones((n, sizes[-1])))
        for l in (1, 2):
            assert np.allclose(t.shares[l].sum(axis=0), t.grad_W[l])
            product = np.outer(t.a[l - 1][n - 1], t.grad_z[l][n - 1])
            assert np.allclose(t.shares[l][n - 1], product)


def test_the_mean_in_the_loss_is_the_only_place_of_1_over_n():
    net, x, y = small_network()
    alone = trace_mlp(net, x[3:4], y[3:4])
    assert np.allclose(alone.grad_W[1] / 8, trace().shares[1][3])


def test_a_trace_leaves_the_net_as_it_was():
    net, x, y = small_network()
    trace_mlp(net, x, y)
    assert not net.a and all(not p.grad.any() for p in net.parameters())


# ---------------------------------------------------------------- words


def test_the_sentence_spells_out_one_weight():
    words = describe_mlp(trace(), 1, 3, "wires", (1, 1, 2))
    assert words == (
        "Example 3, back to layer 1. Its widest band there is W1[0, 1], +0.5. At W1[1, 2] = 2, "
        "2 came in and +0.125 came back, so this example adds +0.25; the 8 examples add up to "
        "+0.8125."
    )
    words = describe_mlp(trace(), 2, 3, "matrices", (2, 2, 0))
    assert "The column (0, 1, 1) times the row (−0.25)." in words
    assert "1 came in and −0.25 came back" in words


def test_the_sentence_says_what_has_not_come_back_yet():
    words = describe_mlp(trace(), 3, 3, "matrices", (1, 1, 2))
    assert "Prediction −2, target −1: −0.25 comes back" in words
    assert words.endswith("Nothing has come back to W1[1, 2] = 2 yet.")
    assert "No band at all" in describe_mlp(trace(), 1, 2, "wires", (1, 0, 0))  # answered right


def test_the_plate_in_words():
    assert "the loss sends back −0.25;" in describe_mlp_overview(trace(), 3)


# ---------------------------------------------------------------- both views


@pytest.mark.parametrize("view", VIEWS)
def test_both_views_spell_out_the_product_and_the_whole_batch(view):
    words = found(draw_mlp(trace(), 1, 3, view, (1, 1, 2)))
    for label in (
        "W1[1, 2] = 2", "2 came in", "+0.125 came back", "+0.25 from example 3", "grad_W1[1, 2]",
        "+0.5", "−0.125", "+0.1875", "+0.8125",
    ):  # fmt: skip
        assert label in words, label


@pytest.mark.parametrize("view", VIEWS)
def test_what_has_not_come_back_is_a_question(view):
    words = found(draw_mlp(trace(), 2, 3, view, (1, 1, 2)))
    assert words.count("?") == 9 and "? came back" in words
    assert words.count("?") == found(draw_mlp(trace(), 3, 3, view, (2, 0, 0))).count("?")
    assert "?" not in found(draw_mlp(trace(), 2, 3, view, (2, 0, 0)))


def test_a_third_view_is_refused():
    with pytest.raises(ValueError, match="wires, matrices, got 'numbers'"):
        draw_mlp(trace(), 1, 0, "numbers")


def crossings(drawing):
    """Labels that cross the rim of a box or of a frame: neither inside nor outside."""
    rims = [[float(box.get(key)) for key in ("x", "y", "width", "height")]
            for box in elements(drawing, "rect")[1:]]  # fmt: skip
    for words in map(text_box, elements(drawing, "text")):
        for left, top, width, height in rims:
            rim = ("", left, top, left + width, top + height)
            inside = words[1] >= rim[1] and words[2] >= rim[2] and words[3] <= rim[3]
            if touch(words, rim) and not (inside and words[4] <= rim[4]):
                yield words, rim


@pytest.mark.parametrize("view, layer", [*itertools.product(VIEWS, (1, 2, 3))])
def test_no_label_touches_another_or_the_rim(view, layer):
    typed = [{f"W{l}_{i}{j}": value} for l, i, j in WEIGHTS for value in (-3.0, 0.0, 3.0)]
    for k, changes in enumerate([{}, LONG, *typed]):
        t = trace(**changes)
        for sample in (0, 3, k % 8):
            drawing = draw_mlp(t, layer, sample, view, WEIGHTS[k % 9])
            assert [*collisions(drawing), *crossings(drawing)] == [], (changes, sample)


@pytest.mark.parametrize("sample", range(8))
def test_no_label_of_the_plate_touches_another_or_the_rim(sample):
    for changes in ({}, {"W1_02": 1.23}, {"W1_11": 3.0}, {"W2_10": -3.0}):
        drawing = draw_mlp_overview(trace(**changes), sample)
        assert [*collisions(drawing), *crossings(drawing)] == []


def test_the_plate_has_a_panel_for_the_loss_and_one_for_each_layer():
    words = found(draw_mlp_overview(trace(), 3))
    for label in (
        "1. The loss", "2. Back to layer 2", "3. Back to layer 1", "came back: 2 (a2 − y) / 8",
        "grad_W2 = a1.T @ grad_z2", "grad_W1 = x.T @ grad_z1", "−1.125", "+0.6875",
        "grad_z1 = grad_z2 @ W2.T where z1 > 0",
    ):  # fmt: skip
        assert label in words, label


# ---------------------------------------------------------------- wires


def bands(drawing):
    """(width, tint, dashed) of each band."""
    groups = [g for g in elements(drawing, "g") if g.get("class") == "band"]
    return [
        (float(g[0].get("stroke-width")), g[-1].get("stroke"), bool(g[0].get("stroke-dasharray")))
        for g in groups
    ]


def test_a_wire_is_as_wide_as_its_gradient_and_its_sign_has_three_marks():
    drawn = bands(draw_mlp(trace(), 1, 3, "wires"))
    plus, minus = (palette.ABOVE, False), (palette.BELOW, True)
    expected = [(12.0, *plus)] * 2 + [(6.0, *plus)] * 2 + [(6.0, *minus)] * 2
    assert sorted(drawn) == sorted(expected)
    words = found(draw_mlp(trace(), 1, 3, "wires"))
    assert words.count("−0.25") == 2 and "+0.5" in words
    assert BAND.width(-0.5) == 0.5 * BAND.per_one and BAND.width(9.0) == BAND.limit


def test_bands_reach_as_far_as_the_gradient_has_come():
    counts = [len(bands(draw_mlp(trace(), layer, 3, "wires"))) for layer in (3, 2, 1)]
    assert counts == [0, 2, 6]
    assert not bands(draw_mlp(trace(), 1, 2, "wires"))  # answered right: nothing comes back


def test_a_unit_that_is_off_says_so_and_the_shade_follows_the_value():
    drawing = draw_mlp(trace(), 1, 3, "wires")
    assert "a1[0], off" in found(drawing) and "a1[1]" in found(drawing)
    fills = {box.get("fill") for box in elements(drawing, "rect")}
    assert {palette.size_shade(value, 3.0) for value in (0, 1, 2)} <= fills


# ---------------------------------------------------------------- tables


def frames(drawing):
    return [box for box in elements(drawing, "rect") if box.get("fill") == "none"]


def test_row_and_column_of_the_chosen_weight_are_framed():
    drawing = draw_mlp(trace(), 1, 3, "matrices", (1, 1, 2))
    row, column, cell, _ = frames(drawing)
    width, height = matrices_picture.CELL
    assert float(row.get("width")) == 4 * width + tables.APART
    assert float(column.get("height")) == 3 * height + tables.APART
    assert (float(cell.get("width")), float(cell.get("height"))) == (width, height)
    right = [float(box.get("x")) + float(box.get("width")) for box in (row, column)]
    assert right[0] == right[1]  # column 2 is the last
    assert len(frames(draw_mlp(trace(), 2, 3, "matrices", (1, 1, 2)))) == 1  # not of this layer


def test_shades_are_symmetric_clipped_and_legible():
    assert palette.sign_shade(0.0, 1.0) == palette.PAPER == palette.size_shade(0.0, 3.0)
    assert palette.sign_shade(7.0, 1.0) == palette.ABOVE
    assert palette.sign_shade(-7.0, 1.0) == palette.BELOW
    for shade in (palette.ABOVE, palette.BELOW, palette.SIZE):
        assert palette.contrast(palette.INK, shade) >= 4.5
    limits = matrices_picture.LIMIT  # the same shade for the same number, whatever the example
    fill = palette.sign_shade(0.25, limits)
    for sample in (0, 3):
        assert fill in draw_mlp(trace(), 1, sample, "matrices")


def test_numbers_with_their_sign_and_code_as_it_is_typed():
    assert [svg.signed(value) for value in (0.25, -0.25, 0.0, -0.0)] == ["+0.25", "−0.25", "0", "0"]
    assert svg.typed("grad_x * 2") == "grad_\u200bx ∗ 2"
