"""The pictures of lesson 05."""

import numpy as np
import pytest
from legible import elements, labels
from pictures.softmax import PICTURES, WORKED

from backprop_course.figures.drawing import palette
from backprop_course.figures.losses.softmax import describe_softmax, probability, trace_softmax
from backprop_course.figures.losses.softmax_picture import BAR, BOTTOM, TOP, draw_softmax

# ---------------------------------------------------------------- bars


def test_the_worked_example_by_hand():
    trace = trace_softmax(WORKED, 0)
    assert trace.probabilities == pytest.approx([1 / 8, 2 / 8, 5 / 8])
    assert trace.gradient == pytest.approx([-7 / 8, 2 / 8, 5 / 8])
    assert trace.loss == pytest.approx(np.log(8))


def test_the_picture_contains_the_numbers_and_the_truth():
    found = labels(draw_softmax(trace_softmax(WORKED, 0)))
    for label in ("0.693", "1.61", "0.125", "0.25", "0.625", "−0.875"):
        assert label in found, label
    assert found.count("class 0, true") == 3
    assert any("2.08" in label for label in found)


def test_bars_are_in_proportion_to_their_numbers():
    trace = trace_softmax([1.0, -2.0, 3.0], 1)
    drawing = draw_softmax(trace)
    bars = [b for b in elements(drawing, "rect") if b.get("width") == str(BAR)]
    heights = [float(bar.get("height")) for bar in bars]
    full = BOTTOM - TOP
    expected = [abs(z) / 3 * full / 2 for z in trace.logits]
    expected += [p * full for p in trace.probabilities]
    expected += [abs(g) * full / 2 for g in trace.gradient]
    assert heights == pytest.approx(expected, abs=0.1)
    colours = [bar.get("stroke") for bar in bars]
    assert colours == [palette.FORWARD] * 6 + [palette.BACKWARD] * 3


def test_the_outline_reaches_one_at_the_true_class():
    (outline,) = [e for e in elements(draw_softmax(trace_softmax(WORKED, 2)), "polyline")
                  if e.get("stroke-dasharray")]  # fmt: skip
    heights = {float(point.split(",")[1]) for point in outline.get("points").split()}
    assert heights == {TOP, BOTTOM}


def test_a_probability_below_1_is_not_written_as_1():
    assert probability(1 - 1e-9) == ">0.999"
    assert probability(1.0) == "1"
    assert probability(0.5) == "0.5"


def test_the_description_says_where_the_gradient_goes():
    words = describe_softmax(trace_softmax(WORKED, 0))
    assert "probability 0.125; the loss is 2.08" in words
    assert "gradient is −0.875" in words and words.endswith("add up to 0.875.")


def test_same_numbers_same_bytes_and_only_three_classes():
    assert draw_softmax(trace_softmax(WORKED, 0)) == draw_softmax(trace_softmax(WORKED, 0))
    with pytest.raises(ValueError, match="expected 3 classes, got 2"):
        draw_softmax(trace_softmax([0.0, 1.0], 0))


# ---------------------------------------------------------------- charts


def test_the_jacobian_shows_its_numbers_and_that_rows_and_columns_add_up_to_0():
    (axes,) = PICTURES["jacobian"]().axes
    written = [text.get_text() for text in axes.texts]
    for number in ("7/64", "12/64", "15/64", "−2/64", "−5/64", "−10/64"):
        assert number in written, number
    assert written.count("sum 0") == 6
    low, high = axes.images[0].get_clim()
    assert low == -high


def test_one_of_two_pulls_is_dashed():
    (axes,) = PICTURES["pulls"]().axes
    assert [line.get_linestyle() for line in axes.lines] == ["-", "--"]
    assert any("the true class has p = 0.0002" in text.get_text() for text in axes.texts)
