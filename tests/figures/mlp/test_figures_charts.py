"""The charts of training and the pictures of lesson 07 say what the numbers say, legibly."""

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from legible import overlaps, png_bytes, text_boxes
from matplotlib import ft2font
from matplotlib.colors import to_hex

from backprop_course.figures.drawing import palette
from backprop_course.figures.mlp import charts
from backprop_course.figures.mlp.two_layers import describe_two_layers
from backprop_course.figures.mlp.two_layers_picture import (
    BAND,
    HEIGHT,
    LINES_BACK,
    WIDTH,
    draw_two_layers,
)

LOSS = {"training": [1.0, 0.1, 0.01], "test": [1.1, 0.3, 0.2]}
ACCURACY = {"training": [0.5, 0.9, 1.0], "test": [0.5, 0.8, 0.98]}
POINTS = np.array([[-0.5, 0.1], [0.5, 0.1], [0.2, -0.4], [0.3, 0.6], [0.1, 0.2]])
LABELS = np.array([0, 1, 2, 0, 2])


def learning_curves(loss=LOSS, accuracy=ACCURACY):
    return charts.draw_learning_curves(loss, accuracy, title="Does it learn?")


def decision_regions():
    plane = charts.plane_points(1.0, 20)
    regions = {"before": np.zeros(400, dtype=int), "after": 1 * (plane[:, 0] > 0)}
    return charts.draw_decision_regions(POINTS, LABELS, regions, limit=1.0, title="Parted?")


def images(n=6):
    pixels = np.random.default_rng(0).uniform(size=(n, 8, 8))
    return charts.draw_images(pixels, ["5 read as 9"] * n, title="Right?")


FIGURES = {
    "learning curves": learning_curves,
    "one panel": lambda: learning_curves(accuracy=None),
    "curves that meet": lambda: learning_curves({"right": [2.0, 1.0], "other": [1.0, 1.0]}, None),
    "decision regions": decision_regions,
    "images": images,
}

# ---------------------------------------------------------------- every chart


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_no_text_touches_another_or_leaves_the_figure(draw):
    figure = draw()
    assert len(text_boxes(figure)) > 3
    assert overlaps(figure) == []


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_the_same_numbers_give_the_same_bytes(draw):
    assert png_bytes(draw()) == png_bytes(draw())


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_title_asks_or_names(draw):
    figure = draw()
    assert figure.get_suptitle() or figure.axes[0].get_title()


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
SHAPES = {"x": (4, 2), "W1": (2, 3), "b1": (3,), "z1": (4, 3), "a1": (4, 3)} | {
    "W2": (3, 2),
    "b2": (2,),
    "logits": (4, 2),
}
VALUES = {name: np.zeros(shape) for name, shape in SHAPES.items()}
GRADS = {name: np.full(shape, -0.25) for name, shape in SHAPES.items() if name != "x"}


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


def test_labels_of_the_circuit_do_not_touch_and_stay_inside(picture):
    boxes = [(plain(text), box_of(text)) for text in picture.iter(f"{SVG}text")]
    for words, (left, top, right, bottom) in boxes:
        assert left >= 0 and top >= 0 and right <= WIDTH and bottom <= HEIGHT, words
    for (words, box), (others, other) in itertools.combinations(boxes, 2):
        apart = box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]
        assert apart, (words, others)


def test_the_description_names_the_shapes():
    assert "W1 (2, 3)" in describe_two_layers(VALUES)
    assert draw_two_layers(VALUES, GRADS) == draw_two_layers(VALUES, GRADS)


def plain(text):
    return re.sub("\u200b", "", "".join(text.itertext()))


def box_of(text):
    """The box of a label set in DejaVu Sans, from the widths of its letters."""
    size, anchor = float(text.get("font-size")), text.get("text-anchor")
    face = "DejaVuSans-Bold.ttf" if text.get("font-weight") else "DejaVuSans.ttf"
    font = ft2font.FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / face))
    font.set_size(size, 72)
    font.set_text(plain(text))
    width = font.get_width_height()[0] / 64
    x, y = float(text.get("x")), float(text.get("y"))
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width
    return left, y - 0.76 * size, left + width, y + 0.24 * size
