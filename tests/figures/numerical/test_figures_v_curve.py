"""The V-curve shows the errors of the package's own nudges, legibly in every state."""

import itertools

import numpy as np
import pytest
from legible import elements, labels

from backprop_course import chain_rule
from backprop_course.figures.drawing import palette
from backprop_course.figures.numerical.v_curve import (
    SCHEMES,
    STEPS,
    TOLERANCE,
    describe_v_curve,
    explain_step_size,
    neuron_loss,
    neuron_slope,
    relative_error,
    trace_v_curve,
)
from backprop_course.figures.numerical.v_curve_picture import ERROR, STYLES, draw_v_curve
from backprop_course.gradcheck import numerical_gradient

FACTORS = (1.0, -1.0, 0.5, 1.01)


def slope_of_branch(trace, scheme, low, high):
    inside = (trace.steps > low) & (trace.steps < high)
    powers = np.log10(trace.steps[inside]), np.log10(trace.medians[scheme][inside])
    return np.polyfit(*powers, 1)[0]


# ---------------------------------------------------------------- the numbers


def test_the_point_is_generic_and_its_slope_is_that_of_the_chain_rule():
    steps = chain_rule.single_neuron(0.7, 2.0, -0.3, 1.0)
    links = chain_rule.trace(steps, 2.0)
    z = next(link.value for link in links if link.name == "z")
    assert z == pytest.approx(1.1)
    assert links[0].grad == pytest.approx(float(neuron_slope(2.0)), rel=1e-14)
    assert links[-1].value == pytest.approx(float(neuron_loss(2.0)), rel=1e-14)


@pytest.mark.parametrize("h", [1e-1, 1e-3, 1e-5])
def test_the_central_error_is_that_of_numerical_gradient(h):
    nudged = float(numerical_gradient(neuron_loss, np.array(2.0), h))
    expected = relative_error(float(neuron_slope(2.0)), nudged)
    assert trace_v_curve().at(h)["central"] == pytest.approx(expected, rel=1e-3, abs=2e-10)


@pytest.mark.parametrize(
    "scheme, low, high, slope",
    [
        ("forward", 1e-6, 1e-2, 1),
        ("central", 1e-4, 1e-1, 2),
        ("complex", 1e-6, 1e-1, 2),
        ("forward", 1e-14, 1e-9, -1),
        ("central", 1e-14, 1e-7, -1),
    ],
)
def test_each_branch_has_its_slope(scheme, low, high, slope):
    assert slope_of_branch(trace_v_curve(), scheme, low, high) == pytest.approx(slope, abs=0.1)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("scheme, root", [("forward", 2), ("central", 3)])
def test_the_best_step_is_near_the_root_of_epsilon(scheme, root, dtype):
    trace = trace_v_curve(dtype=dtype)
    assert abs(np.log10(trace.best(scheme) / trace.epsilon ** (1 / root))) < 0.8


def test_central_is_a_thousand_times_more_exact_than_forward():
    least = {scheme: errors.min() for scheme, errors in trace_v_curve().medians.items()}
    assert 3e2 < least["forward"] / least["central"] < 3e3


@pytest.mark.parametrize("dtype, last_digit", [("float64", 1e-15), ("float32", 1e-6)])
def test_the_complex_step_has_no_round_off_branch(dtype, last_digit):
    trace = trace_v_curve(dtype=dtype)
    assert trace.errors["complex"][trace.steps < 1e-8].max() < last_digit


def test_the_smallest_steps_change_nothing_at_all():
    errors = trace_v_curve().errors
    assert errors["forward"][0] == errors["central"][0] == 1.0


def test_float32_makes_a_right_gradient_fail_at_the_default_step():
    single, double = trace_v_curve(dtype="float32"), trace_v_curve()
    assert single.medians["central"].min() > TOLERANCE
    assert 1e-4 < single.at(1e-5)["central"] < 1e-1
    assert double.at(1e-5)["central"] < 1e-9


@pytest.mark.parametrize("factor, bug", [(-1.0, 2.0), (0.5, 0.5), (1.01, 0.01 / 1.01)])
def test_a_bug_is_flat_in_h(factor, bug):
    trace = trace_v_curve(factor=factor)
    assert trace.bug == pytest.approx(bug)
    inside = (trace.steps > 1e-9) & (trace.steps < 1e-4)
    for scheme in SCHEMES:
        assert trace.errors[scheme][inside] == pytest.approx(bug, rel=1e-2)


def test_a_right_gradient_has_no_bug():
    assert trace_v_curve().bug == 0.0


def test_relative_error_of_two_zeros_is_zero():
    assert relative_error(np.zeros(2), np.zeros(2)).tolist() == [0.0, 0.0]
    assert relative_error(np.array([1.0]), np.array([-1.0])).tolist() == [2.0]


# ---------------------------------------------------------------- the words


def test_the_description_holds_no_digit_that_round_off_decides():
    assert describe_v_curve(trace_v_curve()) == (
        "Error over step size in float64: forward differences are best near h = 10⁻⁸; central "
        "differences are best near h = 6·10⁻⁶; the complex step stays exact to the last digit "
        "however small h is."
    )
    assert "flat at 0.5" in describe_v_curve(trace_v_curve(factor=0.5))
    assert describe_v_curve(trace_v_curve(schemes=())) == "No curve is shown."


def test_the_sentence_gives_every_verdict():
    said = explain_step_size(trace_v_curve(), 1e-3)
    assert said == (
        "h = 0.001 in float64. Forward: relative error 4.4·10⁻⁴, fails; central: relative error "
        "8.2·10⁻⁸, passes; complex: relative error 8.2·10⁻⁸, passes."
    )
    assert "no h cures that" in explain_step_size(trace_v_curve(factor=1.01), 1e-3)
    assert explain_step_size(trace_v_curve(schemes=()), 1e-3).startswith("Tick a box")


# ---------------------------------------------------------------- the chart


def points_of(drawing, scheme, width):
    """Powers of ten (h, error) of the line of a scheme, read off the labels of the axes."""
    (line,) = [
        line
        for line in elements(drawing, "polyline")
        if line.get("stroke") == STYLES[scheme][0] and line.get("stroke-width") == str(width)
        if line.get("points").count(" ") == len(STEPS) - 1
    ]
    return as_powers(drawing, [pair.split(",") for pair in line.get("points").split()])


def as_powers(drawing, pixels):
    """Powers of ten (h, error) of pixels (x, y), by the first and the last label of either axis."""
    at = {(text.text, text.get("text-anchor")): text for text in elements(drawing, "text")}
    (x0, x1), (y0, y1) = (
        [float(at[words, anchor].get(key)) for words in ("10⁻¹⁶", "1")]
        for anchor, key in (("middle", "x"), ("end", "y"))
    )
    x, y = np.array(pixels, float).T
    return -16 + 16 * (x - x0) / (x1 - x0), -16 + 16 * (y + 5 - y0) / (y1 - y0)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_chart_holds_the_numbers_on_log_scales(dtype):
    trace = trace_v_curve(dtype=dtype)
    drawing = draw_v_curve(trace)
    for scheme in SCHEMES:
        for width, errors in ((0.8, trace.errors), (STYLES[scheme][2], trace.medians)):
            h, error = points_of(drawing, scheme, width)
            assert np.allclose(h, np.log10(STEPS), atol=0.01)
            assert np.allclose(error, np.log10(np.maximum(errors[scheme], 1e-17)), atol=0.02)


def test_curves_differ_in_pattern_and_are_readable():
    assert len({dashes for _, dashes, _ in STYLES.values()}) == 3
    for colour, _, _ in STYLES.values():
        assert palette.contrast(colour) >= 4.5
    assert STYLES["central"][0] == palette.INK


def test_every_error_lies_inside_the_axes():
    for factor, dtype in itertools.product(FACTORS, ("float64", "float32")):
        trace = trace_v_curve(dtype=dtype, factor=factor)
        assert ERROR.low < 1e-17
        for errors in (*trace.errors.values(), *trace.medians.values()):
            assert errors.max() < ERROR.high


def test_the_mark_has_a_dot_on_each_curve():
    trace = trace_v_curve()
    drawing = draw_v_curve(trace, mark=1e-5)
    dots = [dot for dot in elements(drawing, "circle") if dot.get("r") == "4"]
    h, errors = as_powers(drawing, [(dot.get("cx"), dot.get("cy")) for dot in dots])
    assert np.allclose(h, -5, atol=0.01)
    expected = [max(error, 1e-17) for error in trace.at(1e-5).values()]
    assert np.allclose(errors, np.log10(expected), atol=0.02)
    assert "h = 10⁻⁵" in labels(drawing)


@pytest.mark.parametrize("factor", [1.0, 1.01])
def test_no_line_runs_through_words_between_the_curves(factor):
    drawing = draw_v_curve(trace_v_curve(factor=factor), mark=1e-5)
    marked = [text for text in elements(drawing, "text") if text.get("stroke")]
    words = {"".join(text.itertext()) for text in marked}
    assert all(text.get("paint-order") == "stroke" for text in marked)
    named = {"complex step: no subtraction, no cancellation", "round-off: slope −1"}
    assert named <= words if factor == 1 else words == {
        "the bug: 0.0099, flat in h", "forward, central, complex step"
    }  # fmt: skip


@pytest.mark.parametrize("dtype, power", [("float64", -2.6), ("float32", -1.0)])
def test_words_along_a_branch_are_turned_as_it_is(dtype, power):
    trace = trace_v_curve(dtype=dtype)
    drawing = draw_v_curve(trace)
    (words,) = [text for text in elements(drawing, "text") if text.text.endswith("slope +1")]
    angle = float(words.get("transform").split("(")[1].split()[0])
    (x0, y0), (x1, y1) = (
        (float(x), float(y))
        for x, y in [
            pair.split(",")
            for line in elements(drawing, "polyline")
            if line.get("stroke-dasharray") == STYLES["forward"][1]
            for pair in line.get("points").split()
        ][-13::12]
    )
    assert angle == pytest.approx(np.degrees(np.arctan2(y1 - y0, x1 - x0)), abs=3)
