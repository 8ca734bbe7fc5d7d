"""The pictures of lesson 12: paths through a normalization, its axes, its geometry, its charts."""

import itertools

import numpy as np
import pytest
from legible import elements, labels, text_box
from pictures.normalization import GRAD, PICTURES, RIGHT, SOME, TABLE

from backprop_course import ops
from backprop_course.figures.drawing import palette
from backprop_course.figures.normalization.batch_and_layer import describe_averaged, trace_averaged
from backprop_course.figures.normalization.batch_and_layer_picture import draw_averaged
from backprop_course.figures.normalization.paths import (
    COLUMN,
    describe_normalization,
    trace_moved,
    trace_normalization,
)
from backprop_course.figures.normalization.paths_picture import DASHES, draw_normalization
from backprop_course.figures.normalization.projection import describe_projection, trace_projection
from backprop_course.figures.normalization.projection_picture import draw_projection

WAYS = [*itertools.product((True, False), repeat=2)]


# ---------------------------------------------------------------- the paths


def test_the_numbers_by_hand():
    trace = trace_normalization(COLUMN, GRAD)
    assert (trace.mean, trace.variance, trace.deviation) == (8, 25, 5)
    lone = trace.grad_deviation, trace.grad_variance, trace.grad_mean
    assert lone == pytest.approx((-0.8, -0.08, -1.6))
    assert trace.paths["straight"] == pytest.approx([1.2, 0, 0.4, 0])
    assert trace.paths["through the mean"] == pytest.approx([-0.4] * 4)
    assert trace.paths["through the deviation"] == pytest.approx([-0.04, 0.28, -0.28, 0.04])
    assert trace.grad_x == pytest.approx([0.76, -0.12, -0.28, -0.36])


@pytest.mark.parametrize("x, grad", SOME)
def test_the_paths_add_up_to_the_package_s_gradient(x, grad):
    trace = trace_normalization(x, grad)
    columns = grad[:, None], x[:, None], np.ones(1), np.zeros(1)
    assert trace.grad_x == pytest.approx(ops.batch_norm_vjp(*columns, eps=0.0)[0][:, 0])
    assert sum(trace.paths.values()) == pytest.approx(trace.grad_x)
    assert trace.paths["through the deviation"].sum() == pytest.approx(0, abs=1e-9)  # no 4th
    assert trace.error < 1e-6


@pytest.mark.parametrize("x, grad", SOME)
def test_a_path_left_out_is_noticed(x, grad):
    for mean, deviation in WAYS[1:]:
        trace = trace_normalization(x, grad, through_mean=mean, through_deviation=deviation)
        assert trace.error > 1e-2
        assert (trace.grad_mean is None, trace.grad_deviation is None) == (not mean, not deviation)
        assert "off by" in describe_normalization(trace)


def test_the_picture_contains_the_numbers_and_the_verdict():
    found = labels(draw_normalization(trace_normalization(COLUMN, GRAD)))
    for label in ("m = 8", "v = 25", "s = 5", "−1.4", "−0.08", "0.76", "through m", "they agree"):
        assert label in found, label
    found = labels(draw_normalization(trace_normalization(COLUMN, GRAD, through_mean=False)))
    assert "left out" in found and "off by 89 %" in found and "through m" not in found


def test_a_path_left_out_is_dashed():
    for mean, deviation in WAYS:
        paths = {"through_mean": mean, "through_deviation": deviation}
        drawing = draw_normalization(trace_moved(0, 1.0, "z itself", **paths))
        dashed = [e for e in elements(drawing, "polyline") if e.get("stroke-dasharray") == DASHES]
        assert len(dashed) == 2 * (not mean) + 3 * (not deviation)


@pytest.mark.parametrize("stretch", [0.2, 1.0, 5.0])
def test_the_label_of_a_lone_number_stands_clear_of_the_boxes(stretch):
    drawing = draw_normalization(trace_moved(20, stretch, "(6, 0, 2, 0)"))
    boxes = [b for b in elements(drawing, "rect") if b.get("fill") == palette.NOTE][:5]
    sides = [tuple(float(b.get(key)) for key in ("x", "y", "width", "height")) for b in boxes]
    lone = [t for t in elements(drawing, "text") if "".join(t.itertext())[:4] in LONE]
    assert len(lone) == 3
    for (_, left, top, right, bottom), (x, y, width, height) in itertools.product(
        map(text_box, lone), sides
    ):
        apart = left > x + width or right < x or top > y + height or bottom < y
        assert apart, (left, right, x)


LONE = ("m = ", "v = ", "s = ")


# ---------------------------------------------------------------- which numbers share a mean


def test_the_tables_are_the_package_s_norms():
    x = np.array(TABLE)
    plain = np.ones(3), np.zeros(3)
    for norm, f in zip(trace_averaged(TABLE), (ops.batch_norm, ops.layer_norm), strict=True):
        assert np.allclose(norm.z, f(x, *plain, eps=0.0))
        assert np.allclose(norm.means, x.mean(axis=norm.axis))
        assert np.allclose(norm.deviations, x.std(axis=norm.axis))


def test_a_frame_stands_around_every_column_and_every_row():
    drawing = draw_averaged(trace_averaged(TABLE))
    frames = [box for box in elements(drawing, "rect") if box.get("fill") == "none"]
    assert len(frames) == 2 * (3 + 4)
    assert {"8", "250", "69.7", "92.2", "−1.4"} <= set(labels(drawing))
    assert "rows have the means 69.7" in describe_averaged(trace_averaged(TABLE))


# ---------------------------------------------------------------- geometry


@pytest.mark.parametrize("x, grad", SOME)
def test_what_is_left_around_the_circle_is_the_gradient_times_s(x, grad):
    trace, paths = trace_projection(x[:3], grad[:3]), trace_normalization(x[:3], grad[:3])
    assert trace.radius == pytest.approx(3**0.5)
    assert abs(trace.around) == pytest.approx(paths.deviation * np.linalg.norm(paths.grad_x))
    parts = trace.around, trace.along_z, trace.along_ones
    assert np.linalg.norm(parts) == pytest.approx(np.linalg.norm(grad[:3]))


def test_the_geometry_in_words():
    words = describe_projection(trace_projection([1, 2, 6], [3, 0, 3]))
    assert "radius 1.73" in words and "tangent" in words


def test_from_above_the_thick_arrow_is_tangent_and_z_points_down_as_from_the_side():
    trace = trace_projection([1, 2, 6], [3, 0, 3])
    above = draw_projection(trace).axes[1]
    arrows = {a.arrow_patch.get_linewidth(): a.xy for a in above.texts if a.arrow_patch}
    assert arrows[3.6] == pytest.approx((trace.around, -trace.radius))
    assert arrows[2.4] == pytest.approx((trace.around, -trace.radius - trace.along_z))


# ---------------------------------------------------------------- charts


def test_mistakes_say_how_far_they_are_off():
    panels = PICTURES["mistakes"]().axes
    assert [axes.get_title().split("\n")[1] for axes in panels] == [
        "agrees", "off by 89 %", "off by 10 %",
    ]  # fmt: skip
    assert [bar.get_height() for bar in panels[1].patches] == pytest.approx(RIGHT + 0.4)
    assert all(list(axes.lines[0].get_ydata()) == list(RIGHT) for axes in panels)


def test_the_running_mean_starts_at_nought():
    truth, points, line = PICTURES["running"]().axes[0].lines
    assert truth.get_linestyle() == "--" and points.get_marker() == "o"
    assert (line.get_xdata()[0], line.get_ydata()[0]) == (0, 0) and len(line.get_xdata()) == 61


def test_every_batch_size_has_its_circles_and_evaluation_a_dashed_line():
    right = PICTURES["batches"]().axes[1]
    *circles, dashed = right.lines
    assert [len(line.get_xdata()) for line in circles] == [50] * 3
    assert dashed.get_linestyle() == "--" and set(dashed.get_ydata()) == {0.87}
