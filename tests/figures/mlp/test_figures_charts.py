"""The charts of training and the pictures of lesson 07 say what the numbers say, legibly."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.colors import to_hex
from pictures.mlp import (
    ACCURACY,
    GRADS,
    LABELS,
    LOSS,
    POINTS,
    SHAPES,
    VALUES,
    decision_regions,
    images,
    learning_curves,
)

from backprop_course.figures.drawing import palette
from backprop_course.figures.mlp import charts
from backprop_course.figures.mlp.two_layers import describe_two_layers
from backprop_course.figures.mlp.two_layers_picture import (
    BAND,
    LINES_BACK,
    draw_two_layers,
)

# ---------------------------------------------------------------- every chart


# ---------------------------------------------------------------- learning curves


def test_learning_curves_show_the_numbers_over_epochs_from_1():
    loss, accuracy = learning_curves().axes
    for axes, curves in ((loss, LOSS), (accuracy, ACCURACY)):
        for line in axes.lines:
            assert list(line.get_xdata()) == [1, 2, 3]
            assert list(line.get_ydata()) == curves[line.get_label()]
    assert (loss.get_yscale(), accuracy.get_yscale()) == ("log", "linear")
    assert loss.get_ylabel() == "loss (log scale)" and loss.get_xlabel() == "epoch"


def test_curves_differ_in_colour_and_in_style_and_carry_their_names():
    axes = learning_curves().axes[0]
    assert {line.get_linestyle() for line in axes.lines} == {"-", "--"}
    assert [to_hex(line.get_color()).upper() for line in axes.lines] == [
        palette.FORWARD,
        palette.REFERENCE,
    ]
    assert {text.get_text() for text in axes.texts} == set(LOSS)


def test_without_accuracy_there_is_one_panel():
    assert len(learning_curves(accuracy=None).axes) == 1


# ---------------------------------------------------------------- decision regions


def test_the_plane_is_read_row_by_row_from_below():
    plane = charts.plane_points(2.0, 3)
    assert plane.shape == (9, 2)
    assert plane[:4].tolist() == [[-2, -2], [0, -2], [2, -2], [-2, 0]]


def test_regions_are_drawn_where_they_are():
    before, after = decision_regions().axes
    ground = after.images[0]
    assert ground.origin == "lower" and ground.get_extent() == [-1, 1, -1, 1]
    assert (ground.get_array()[:, :10] == 0).all() and (ground.get_array()[:, 10:] == 1).all()
    assert (before.get_title(), after.get_title()) == ("before", "after")


def test_each_class_has_its_marker_and_its_points():
    lines = decision_regions().axes[1].lines
    assert [line.get_marker() for line in lines] == ["o", "s", "^"]
    for label, line in enumerate(lines):
        assert np.array_equal(line.get_xydata(), POINTS[LABELS == label])


# ---------------------------------------------------------------- images


@pytest.mark.parametrize("n, panels", [(1, 1), (6, 6), (7, 7)])
def test_every_image_has_one_panel_with_the_same_grey_scale(n, panels):
    figure = images(n)
    assert len(figure.axes) == panels
    assert {axes.images[0].get_clim() for axes in figure.axes} == {(0, 1)}


# ---------------------------------------------------------------- two layers

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def picture():
    return ElementTree.fromstring(draw_two_layers(VALUES, GRADS))


def test_every_shape_stands_in_the_picture(picture):
    words = [plain(text) for text in picture.iter(f"{SVG}text")]
    for shape in SHAPES.values():
        assert any(str(shape) in text for text in words), shape
    for name in ("z1", "a1", "logits"):
        assert f"grad_{name}" in words


def test_every_line_of_the_backward_pass_is_typed_as_in_python(picture):
    words = [plain(text).replace("∗", "*") for text in picture.iter(f"{SVG}text")]
    assert {line for lines in LINES_BACK.values() for line in lines} <= set(words)


def test_a_band_is_as_wide_as_the_largest_entry_up_to_a_limit():
    assert BAND.width(-0.5) == BAND.per_one * 0.5
    assert BAND.width(1e9) == BAND.limit
    assert BAND.width(0.0) == 0.0


def test_no_gradient_no_band():
    none = {name: np.zeros(shape) for name, shape in SHAPES.items() if name != "x"}
    assert draw_two_layers(VALUES, GRADS).count('class="band"') == 7
    assert draw_two_layers(VALUES, none).count('class="band"') == 0


def test_the_description_names_the_shapes():
    assert "W1 (2, 3)" in describe_two_layers(VALUES)
    assert draw_two_layers(VALUES, GRADS) == draw_two_layers(VALUES, GRADS)


def plain(text):
    return re.sub("\u200b", "", "".join(text.itertext()))
