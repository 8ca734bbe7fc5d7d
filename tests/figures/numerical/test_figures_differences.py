"""The other pictures of lesson 03: secants, digits, a kink, floors."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from pictures.numerical import FLOORS, PICTURES, H, floor_trace, kink

from backprop_course.figures.numerical.cancellation import (
    describe_cancellation,
    shared,
    trace_cancellation,
)
from backprop_course.figures.numerical.cancellation_picture import draw_cancellation
from backprop_course.figures.numerical.v_curve import neuron_loss, neuron_slope

SVG = "{http://www.w3.org/2000/svg}"


def test_each_line_carries_its_slope():
    (axes,) = PICTURES["differences"]().axes
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
    trace, panels = floor_trace(), PICTURES["floors"]().axes
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


def test_digits_are_described_without_being_read_out(digits):
    assert "for h from 0.1 to 10⁻¹³" in describe_cancellation(digits)
    assert "0.0623" not in describe_cancellation(digits)


def plain(text):
    return re.sub("\u200b", "", "".join(text.itertext()))
