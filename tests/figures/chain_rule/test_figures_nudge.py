"""Nudges: the ratios multiply exactly and settle on the slopes, and the pictures say so."""

import math

import numpy as np
import pytest
from legible import elements, labels, overlaps
from pictures.chain_rule import NEURON, STEPS, secants

from backprop_course.figures.chain_rule.jacobians_picture import draw_jacobians
from backprop_course.figures.chain_rule.nudge import describe_nudge, trace_nudge
from backprop_course.figures.chain_rule.nudge_picture import draw_nudge

# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize("delta", [1.0, -0.3, 1e-3, 1e-6])
def test_ratios_multiply_to_the_ratio_of_the_ends(delta):
    trace = trace_nudge(STEPS, 1.5, delta)
    assert math.prod(trace.ratios[1:]) == pytest.approx(trace.ratio, rel=1e-12)
    assert trace.nudge == pytest.approx(delta)


def test_ratios_settle_on_the_slopes():
    trace = trace_nudge(STEPS, 1.5, 1e-6)
    slopes = [3.0, math.cos(2.25), 2 * math.sin(2.25)]
    assert trace.slopes[1:] == pytest.approx(slopes)
    assert trace.ratios[1:] == pytest.approx(slopes, abs=1e-5)
    assert trace.product == pytest.approx(math.prod(slopes))


def test_what_comes_before_the_nudged_quantity_stays():
    trace = trace_nudge(STEPS, 1.5, 0.1, target="v")
    assert trace.changes[:2] == (0.0, 0.0)
    assert trace.ratios[:3] == (None, None, None) == trace.slopes[:3]
    assert trace.product == pytest.approx(2 * math.sin(2.25))


def test_the_neuron_of_lesson_01_settles_on_its_gradient():
    trace = trace_nudge(NEURON, 2.0, 1e-6, name="w")
    assert trace.ratio == pytest.approx(-0.125, abs=1e-6)


def test_the_description_has_every_nudge_and_the_product():
    words = describe_nudge(trace_nudge(STEPS, 1.5, 0.5), trace_nudge(STEPS, 1.5, 0.005))
    assert words.startswith("Nudging x by 0.5 moves y by −0.0326, a ratio of −0.0653; nudging")
    assert words.endswith("The slopes on the way multiply to −2.933.")


# ---------------------------------------------------------------- number lines


def test_the_picture_contains_the_numbers():
    found = labels(draw_nudge(trace_nudge(STEPS, 1.5, 0.005)))
    for label in (
        "x = 1.5", "u = 2.25", "sin(u)", "Δu = 0.015", "Δu/Δx = 3.005", "∂u/∂x = 3",
        "Δy/Δx = −2.947", "∂y/∂x = −2.933",
    ):  # fmt: skip
        assert label in found, label


def test_arrows_of_a_column_have_one_scale_and_reach_its_edge():
    trace = trace_nudge(STEPS, 1.5, 0.005)
    dots = [d for d in elements(draw_nudge(trace), "circle")]
    pairs = zip(dots[::2], dots[1::2], strict=True)  # the new value, then the old one over it
    shifts = [float(new.get("cx")) - float(old.get("cx")) for new, old in pairs]
    scale = max(map(abs, shifts)) / max(map(abs, trace.changes))
    assert shifts == pytest.approx([scale * change for change in trace.changes], abs=0.1)
    assert max(map(abs, shifts)) > 250


def test_where_a_change_on_the_way_is_0_there_is_no_ratio():
    trace = trace_nudge(STEPS, -0.5, 1.0)  # x^2 is the same on both sides
    assert trace.changes[1:] == (0.0, 0.0, 0.0) and math.isnan(trace.ratios[2])
    found = labels(draw_nudge(trace))
    assert "Δv/Δu = —" in found and "Δy/Δx = 0" in found
    assert "last over first: a change on the way is 0" in found and "nan" not in " ".join(found)


def test_one_to_three_nudges_of_the_same_quantity():
    one, other = trace_nudge(STEPS, 1.5, 0.1), trace_nudge(STEPS, 1.5, 0.1, target="u")
    for traces in ([], [one] * 4, [one, other]):
        with pytest.raises(ValueError, match="one to three"):
            draw_nudge(*traces)


# ---------------------------------------------------------------- charts


def test_secants_show_ratios_and_the_slope():
    lines, ratios = secants().axes
    assert {text.get_text() for text in ratios.texts} == {
        "slope 3", "4", "3.5", "3.1", "3.01", "3.001",
    }  # fmt: skip
    assert {float(line.get_slope()) for line in lines.lines if hasattr(line, "get_slope")} == {
        3.0, 4.0, 3.5, 3.1,
    }  # fmt: skip
    assert ratios.get_xscale() == "log"
    assert overlaps(secants()) == []


def test_jacobians_have_their_numbers_shapes_and_one_symmetric_scale():
    row, square = np.array([[2.0, -4.0]]), np.array([[1.0, -0.0], [0.5, 2.0]])
    figure = draw_jacobians([row, square, row @ square], ["r", "s", "r s"], ["@", "="])
    written = [[text.get_text() for text in axes.texts] for axes in figure.axes]
    assert written == [["2", "−4"], ["1", "0", "0.5", "2"], ["0", "−8"]]
    assert [axes.get_xlabel() for axes in figure.axes] == ["1 × 2", "2 × 2", "1 × 2"]
    (limits,) = {axes.images[0].get_clim() for axes in figure.axes}
    assert limits[0] == -limits[1] and limits[1] >= 8
    assert overlaps(figure) == []
