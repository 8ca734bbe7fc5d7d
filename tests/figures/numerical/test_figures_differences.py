"""The other pictures of lesson 03: secants, digits, a kink, floors."""

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from legible import overlaps, png_bytes
from matplotlib import ft2font

from backprop_course import ops
from backprop_course.figures.numerical.cancellation import (
    describe_cancellation,
    shared,
    trace_cancellation,
)
from backprop_course.figures.numerical.cancellation_picture import draw_cancellation
from backprop_course.figures.numerical.differences_picture import draw_differences
from backprop_course.figures.numerical.error_floors import trace_floors
from backprop_course.figures.numerical.error_floors_picture import draw_floors
from backprop_course.figures.numerical.kinks_picture import draw_kink
from backprop_course.figures.numerical.v_curve import neuron_loss, neuron_slope

W = np.linspace(0.3, 1.7, 57)
ENDS = {"forward": ((1, 1), (1.5, 1.5**3)), "central": ((0.5, 0.5**3), (1.5, 1.5**3))}
H = [1e-1, 1e-3, 1e-5, 1e-9, 1e-13]
FLOORS = {0.0: "no floor", 1.0: "floor 1", 1e-4: "floor 1e-4"}
SVG = "{http://www.w3.org/2000/svg}"


def saturating_slope(w):
    return 2 * ops.sigmoid(w) ** 2 * ops.sigmoid(-w)


def floor_trace():
    points = np.linspace(1, 31, 46)
    return trace_floors(lambda w: ops.sigmoid(w) ** 2, saturating_slope, points, FLOORS)


def kink():
    z = np.linspace(-3, 3, 241)
    nudged = np.clip((z + 1) / 2, 0, 1)
    return draw_kink(z, 1.0 * (z > 0), nudged, reach=1, point=(0.3, 1.0, 0.65))


CHARTS = {
    "differences": lambda: draw_differences(W, W**3, (1, 1), 3, ENDS),
    "kink": kink,
    "floors": lambda: draw_floors(floor_trace(), tolerance=1e-6, titles=FLOORS),
}


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_texts_neither_touch_nor_leave_the_figure(draw):
    assert overlaps(draw()) == []


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_charts_ask_and_are_the_same_twice(draw):
    assert png_bytes(figure := draw()) == png_bytes(draw())
    assert (figure.get_suptitle() or figure.axes[0].get_title()).endswith("?")
    assert all(axes.get_xlabel() for axes in figure.axes) and figure.axes[0].get_ylabel()


def test_each_line_carries_its_slope():
    (axes,) = CHARTS["differences"]().axes
    assert [text.get_text() for text in axes.texts] == [
        "tangent: slope 3",
        "forward: slope 4.75",
        "central: slope 3.25",
    ]


def test_the_kink_shows_what_both_say():
    (axes,) = kink().axes
    z = axes.lines[0].get_xdata()
    assert np.array_equal(axes.lines[0].get_ydata(), 1.0 * (z > 0))
    assert "nudged both ways: 0.65" in [text.get_text() for text in axes.texts]


# ---------------------------------------------------------------- floors


def test_floors_decide_who_passes():
    trace = floor_trace()
    fails = {floor: (errors > 1e-6) for floor, errors in trace.wrong.items()}
    assert trace.sizes.max() == pytest.approx(0.287, abs=1e-3) and trace.sizes.min() < 1e-13
    assert (trace.right[0.0] > 1e-6).any() and fails[0.0].all()
    assert trace.right[1.0].max() < 1e-9 and not fails[1.0][trace.sizes < 1e-6].any()
    assert trace.right[1e-4].max() < 1e-6 and fails[1e-4][trace.sizes > 1e-9].all()


def test_each_panel_shows_its_floor_on_shared_log_axes():
    trace, panels = floor_trace(), CHARTS["floors"]().axes
    assert [axes.get_title() for axes in panels] == list(FLOORS.values())
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in panels}) == 1
    for axes, floor in zip(panels, FLOORS, strict=True):
        assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
        assert np.array_equal(axes.lines[0].get_ydata(), trace.wrong[floor])
        assert axes.lines[1].get_marker() == "o"


# ---------------------------------------------------------------- digits


@pytest.fixture(scope="module")
def digits():
    return trace_cancellation(neuron_loss, float(neuron_slope(2.0)), 2.0, H)


@pytest.mark.parametrize(
    "first, second, count", [("0.123", "0.124", 4), ("-1", "1", 0), ("0.5", "0.5", 3), ("", "1", 0)]
)
def test_shared_counts_leading_characters(first, second, count):
    assert shared(first, second) == count


def test_losses_share_more_digits_and_the_slope_has_a_best_step(digits):
    assert list(digits.same) == sorted(digits.same) and digits.same[-1] >= 14
    assert max(digits.right) == digits.right[2] >= 13
    assert digits.right[0] < digits.right[1] and digits.right[3] > digits.right[4]


def test_the_picture_writes_every_digit_once(digits):
    rows = {}
    for text in ElementTree.fromstring(draw_cancellation(digits)).iter(f"{SVG}text"):
        rows.setdefault((text.get("y"), float(text.get("x")) < 390), []).append(plain(text))
    joined = {"".join(pieces).replace("−", "-") for pieces in rows.values()}
    for wanted in (*digits.above, *digits.below, *digits.slopes):
        assert any(wanted in words for words in joined), wanted


def test_digits_do_not_touch_and_stay_inside(digits):
    root = ElementTree.fromstring(draw_cancellation(digits))
    _, _, width, height = map(float, root.get("viewBox").split())
    boxes = [(plain(text), box_of(text)) for text in root.iter(f"{SVG}text")]
    for words, (left, top, right, bottom) in boxes:
        assert left >= 0 and top >= 0 and right <= width and bottom <= height, words
    for (words, one), (others, other) in itertools.combinations(boxes, 2):
        beside = one[2] <= other[0] + 1 or other[2] <= one[0] + 1
        assert beside or one[3] <= other[1] or other[3] <= one[1], (words, others)


def test_digits_are_drawn_the_same_twice_and_described_without_them(digits):
    assert draw_cancellation(digits) == draw_cancellation(digits)
    assert "for h from 0.1 to 1e−13" in describe_cancellation(digits)
    assert "0.0623" not in describe_cancellation(digits)


def plain(text):
    return re.sub("\u200b", "", "".join(text.itertext()))


def box_of(text):
    """The box of a label set in DejaVu Sans, from the widths of its letters."""
    size, anchor = float(text.get("font-size")), text.get("text-anchor")
    face = "DejaVuSans-Bold.ttf" if text.get("font-weight") else "DejaVuSans.ttf"
    font = ft2font.FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / face))
    font.set_size(100 * size, 72)  # large, so that no letter is rounded to whole pixels
    font.set_text(plain(text))
    width = font.get_width_height()[0] / 6400
    x, y = float(text.get("x")), float(text.get("y"))
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width
    return left, y - 0.76 * size, left + width, y + 0.24 * size
