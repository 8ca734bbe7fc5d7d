"""The shape checker: what it says of each slip is what NumPy and the gradient check find."""

import itertools

import numpy as np
import pytest
from legible import elements, labels, text_box
from pictures.linear_layer import SLIPS, layer

from backprop_course import ops
from backprop_course.figures.drawing import palette
from backprop_course.figures.linear_layer import shapes
from backprop_course.figures.linear_layer.shapes import (
    BROKEN,
    describe_shapes,
    describe_slips,
    headline,
)
from backprop_course.figures.linear_layer.shapes_picture import draw_shapes, draw_slips

SMALL = [*itertools.product((1, 2, 3), repeat=3)]
UNEQUAL = [sizes for sizes in itertools.permutations(range(2, 7), 3)]


def words(drawing):
    return [label.replace("\u200b", "") for label in labels(drawing)]


# ---------------------------------------------------------------- verdicts


@pytest.mark.parametrize("broken", [None, *BROKEN])
def test_every_line_does_what_its_code_says(broken):
    rng = np.random.default_rng(0)
    arrays = {"x": rng.normal(size=(3, 3)), "W": rng.normal(size=(3, 3)), "b": rng.normal(size=3)}
    arrays["grad_y"] = rng.normal(size=(3, 3))  # drawn in the order in which the trace draws them
    right = ops.linear_vjp(arrays["grad_y"], arrays["x"], arrays["W"], arrays["b"])
    for trial, expected in zip(layer(3, 3, 3).trials(broken), right, strict=True):
        value = eval(trial.formula.code.split(" = ")[1], dict(arrays))
        assert value.shape == trial.shape
        assert trial.equal == (value.shape == expected.shape and np.allclose(value, expected))


@pytest.mark.parametrize("sizes", SMALL)
def test_comparison_and_gradient_check_agree(sizes):
    found = layer(*sizes)
    for trial in [*found.right.values(), *found.broken.values()]:
        assert (trial.report is None) == (trial.shape != trial.expected)
        assert trial.equal == bool(trial.report), trial
    assert all(trial.equal for trial in found.right.values())


@pytest.mark.parametrize("sizes", UNEQUAL)
def test_sizes_of_which_no_two_are_equal_betray_all_but_the_mean(sizes):
    silent = [name for name, trial in layer(*sizes).broken.items() if trial.silent]
    assert silent == ["bias averaged"]


def test_of_equal_sizes_most_slips_are_silent():
    silent = {name for name, trial in layer(3, 3, 3).broken.items() if trial.silent}
    assert silent == set(BROKEN) - {"bias not summed"}


@pytest.mark.parametrize("sizes", SMALL)
def test_only_an_axis_of_length_1_makes_a_slip_right(sizes):
    lucky = [name for name, trial in layer(*sizes).broken.items() if trial.equal]
    assert not lucky or 1 in sizes
    assert ("bias averaged" in lucky) == (sizes[0] == 1)


@pytest.mark.parametrize("sizes", SMALL)
def test_a_confused_axis_fits_only_where_sizes_are_equal(sizes):
    for trial in layer(*sizes).broken.values():
        if trial.confused and trial.shape == trial.expected:
            assert len(set(sizes)) < 3
        assert trial.confused or trial.formula == BROKEN["bias averaged"]
    assert not any(trial.confused for trial in layer(*sizes).right.values())


SAID = [
    ((4, 3, 2), "W not transposed", "NumPy refuses", "lets 2 outputs meet 3 inputs."),
    ((1, 3, 2), "x not transposed", "NumPy refuses", "lets 3 inputs meet 1 example."),
    ((4, 3, 2), "bias not summed", "the shape is wrong", "is (4, 2), but b is (2,)."),
    ((4, 3, 3), "factors swapped", "the shape is wrong", "is (4, 4), but W is (3, 3)."),
    ((4, 3, 3), "W not transposed", "wrong all the same", "fits only because sizes are equal."),
    ((4, 3, 2), "bias averaged", "wrong all the same", "No size betrays it."),
    ((1, 3, 2), "bias averaged", "Correct, by luck", "axes of length 1 hide the mean."),
    ((1, 1, 1), "factors swapped", "Correct, by luck", "axes of length 1 hide the confusion."),
    ((4, 3, 2), None, "and they are correct", "grad_b = grad_y.sum(axis=0) is (2,)."),
]


@pytest.mark.parametrize("sizes, broken, finding, end", SAID)
def test_the_finding_is_said_in_title_and_sentence(sizes, broken, finding, end):
    found = layer(*sizes)
    assert finding in headline(found, broken)
    assert describe_shapes(found, broken).startswith(headline(found, broken))
    assert describe_shapes(found, broken).endswith(end)
    assert headline(found, broken) in words(draw_shapes(found, broken))


# ---------------------------------------------------------------- the picture


def strikes(drawing):
    """How often a number is struck through, and the numbers that are brick."""
    short = [line for line in elements(drawing, "polyline") if line.get("stroke-width") == "1.5"]
    short = [line for line in short if len(line.get("points").split()) == 2]
    spans = [s for s in elements(drawing, "tspan") if s.get("fill") == palette.BACKWARD]
    return len(short), [span.text for span in spans]


@pytest.mark.parametrize(
    "sizes, broken, numbers",
    [
        ((4, 3, 2), None, []),
        ((4, 3, 2), "W not transposed", ["2", "3"]),
        ((4, 3, 2), "x not transposed", ["3", "4"]),
        ((4, 3, 3), "factors swapped", ["4", "4"]),
        ((4, 3, 2), "bias not summed", ["4"]),
        ((2, 3, 2), "bias not summed", ["2"]),
        ((4, 3, 2), "bias summed over axis 1", ["4"]),
        ((4, 3, 2), "bias averaged", []),
        ((3, 3, 3), "W not transposed", []),
    ],
)
def test_sizes_that_do_not_fit_are_brick_and_struck_through(sizes, broken, numbers):
    assert strikes(draw_shapes(layer(*sizes), broken)) == (len(numbers), numbers)


def test_a_silent_slip_is_crossed_where_the_numbers_are():
    found = words(draw_shapes(layer(3, 3, 3), "W not transposed"))
    for label in ("✓ 3 outputs meet 3 inputs", "✗ grad_x[2, 1] is −0.637", "nudging says −2.36"):
        assert label in found, label
    assert found.count("✓ same shape") == 3 and found.count("✓ nudging agrees") == 2


def test_what_is_not_reached_is_left_open():
    found = words(draw_shapes(layer(4, 3, 2), "W not transposed"))
    assert "✗ 2 outputs meet 3 inputs" in found
    assert found.count("—") == 2 and found.count("✓ same shape") == 2


def test_two_slips_stand_beside_a_right_gradient():
    drawing = draw_slips(layer(4, 3, 2), SLIPS)
    found = words(drawing)
    assert [label for label in found if label in ("correct", *SLIPS)] == ["correct", *SLIPS]
    assert strikes(drawing)[1] == ["2", "3", "4"]
    assert "(2,)" in describe_slips(layer(4, 3, 2), SLIPS)


@pytest.mark.parametrize("broken", [None, *BROKEN])
def test_no_label_crosses_the_edge_of_its_column(broken):
    for sizes in itertools.product((1, 3, 6), repeat=3):
        drawing = draw_shapes(layer(*sizes), broken)
        assert outside(drawing) == [], sizes


def outside(drawing):
    """Labels that cross the edge of a column."""
    edges = set()
    for box in elements(drawing, "rect"):
        if box.get("rx") == "7":
            edges |= {float(box.get("x")), float(box.get("x")) + float(box.get("width"))}
    boxes = [text_box(text) for text in elements(drawing, "text")][2:]  # without the title
    return [box[0] for box in boxes if any(box[1] - 3 < edge < box[3] + 3 for edge in edges)]


def test_text_can_be_read_on_the_ground_of_a_broken_column():
    for colour in palette.TEXT_COLOURS:
        assert palette.contrast(colour, palette.NOTE) >= 4.5


def test_the_table_of_slips_has_a_slip_for_every_input():
    assert {formula.of for formula in BROKEN.values()} == set(shapes.RIGHT)
