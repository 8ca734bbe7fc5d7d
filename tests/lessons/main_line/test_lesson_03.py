"""The numbers and claims of lesson 03 that no cell computes, with the lesson's own functions."""

import ast
from pathlib import Path

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.exercises import ch03
from backprop_course.figures.numerical.v_curve import neuron_loss, neuron_slope, trace_v_curve
from backprop_course.gradcheck import numerical_gradient
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).parents[3]
LESSON = read_source(ROOT / "notebooks" / "source" / "03-numerical-gradients.py")
RNG = np.random.default_rng(3)


def definitions():
    """The lesson's functions, without running its cells."""
    known = {"np": np, "ops": ops, "numerical_gradient": numerical_gradient}
    for cell in LESSON.cells:
        if cell.kind == "code":
            tree = ast.parse(cell.source)
            tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
            exec(compile(tree, "03-numerical-gradients.py", "exec"), known)
    return known


NAMES = definitions()


def test_the_neuron_is_the_one_of_the_picture():
    w = np.array([-1.0, 0.5, 2.0])
    assert np.allclose(NAMES["loss"](w), neuron_loss(w))
    assert np.allclose(NAMES["slope"](w), neuron_slope(w))
    assert abs(neuron_slope(2.0)) == pytest.approx(0.066, abs=5e-4)


def test_how_far_the_two_losses_are_apart():
    assert 2e-13 * 0.066 == pytest.approx(1e-14, rel=0.4)  # three digits of 17 decimals
    assert np.spacing(0.0624) == pytest.approx(7e-18, rel=0.05)
    assert 2e-5 * 0.066 == pytest.approx(1.3e-6, rel=0.02)
    assert 1 / 350 == pytest.approx(0.003, rel=0.05)


@pytest.mark.parametrize("end, percent", [(1.99999, 1), (2.00001, 2)])
def test_both_ends_are_rounded_in_float32(end, percent):
    assert np.spacing(np.float32(end)) / 1e-5 == pytest.approx(percent / 100, rel=0.2)


def test_the_bug_is_seen_over_the_larger_number():
    assert 0.01 / 1.01 == pytest.approx(0.0099, abs=5e-5)


def test_at_the_kink_itself_the_nudge_says_one_half():
    assert NAMES["central_difference"](lambda z: max(z, 0), 0.0, 1e-5) == pytest.approx(0.5)


@pytest.mark.parametrize("h", [1e-3, 1e-5, 1e-7])
def test_a_forgotten_factor_is_off_by_three_tenths_at_every_step(h):
    claimed, nudged = NAMES["slope"](2.0) / 0.7, NAMES["central_difference"](NAMES["loss"], 2.0, h)
    assert NAMES["relative_error"](claimed, nudged) == pytest.approx(0.3, abs=1e-4)
    assert NAMES["relative_error"](NAMES["slope"](2.0), nudged) < 1e-6


@pytest.mark.parametrize("h, low, high", [(1e-5, 0, 1e-9), (1e-13, 1e-5, 0.1), (1e-17, 1, 1)])
def test_how_many_digits_are_left(h, low, high):
    exact = NAMES["slope"](2.0)
    nudged = NAMES["central_difference"](NAMES["loss"], 2.0, h)
    assert low <= abs(nudged - exact) / abs(exact) <= high


def test_the_best_steps():
    epsilon = np.finfo(float).eps
    assert np.sqrt(epsilon) == pytest.approx(1e-8, rel=0.5)
    assert np.cbrt(epsilon) == pytest.approx(6e-6, rel=0.02)


def test_the_complex_step_keeps_all_digits_where_the_function_is_smooth():
    step, exact = NAMES["complex_step"], NAMES["slope"](2.0)
    assert step(NAMES["loss"], 2.0) == pytest.approx(exact, rel=1e-14)
    assert step(np.abs, -2.0) == 0.0


def test_float32_gradients_are_typically_off_by_one_per_cent():
    weights = RNG.normal(size=100).astype(np.float32)
    nudged = NAMES["central_difference"](NAMES["loss"], weights, np.float32(1e-5))
    errors = np.abs(nudged / NAMES["slope"](weights.astype(np.float64)) - 1)
    assert (errors > 1e-6).sum() >= 95 and 0.003 < np.median(errors) < 0.03
    trace = trace_v_curve(dtype="float32", schemes=("central",))
    near = np.argmin(np.abs(np.log10(trace.steps / 1e-5)))
    assert trace.medians["central"][near] == pytest.approx(0.01, rel=0.3)
    assert trace.at(1e-5)["central"] < 0.3 * trace.medians["central"][near]


def test_question_3_leaves_every_entry_moved():
    x, h = np.array([1.0, 2.0]), 0.25
    kept, grad = x.copy(), np.zeros(2)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = np.prod(x)
        x[i] -= 2 * h
        grad[i] = (above - np.prod(x)) / (2 * h)
    assert np.array_equal(x, kept - h)
    assert grad[0] == 2 and grad[1] == 1 - h  # the second at a shifted place


def test_question_5_a_random_choice_makes_a_correct_gradient_fail():
    x = RNG.normal(size=50)
    dropped = numerical_gradient(lambda x: np.sum(x * RNG.integers(0, 2, size=50)), x)
    assert np.abs(dropped).max() > 1e3


def test_what_the_solutions_of_the_exercises_say():
    h, least = ch03.best_step.reference(0.001, 3.0)
    equal = h * 2 ** (1 / 3)
    assert round(100 * (3.0 * equal**2 / 6 + 0.001 / equal) / least - 100) == 6
    assert least == pytest.approx(1.5 * 0.001 / h)
    epsilon = np.finfo(float).eps
    assert epsilon ** (1 / 5) == pytest.approx(7e-4, rel=0.1)
    assert epsilon ** (4 / 5) == pytest.approx(3e-13, rel=0.1)
    assert np.spacing(1e6) == pytest.approx(1e-10, rel=0.2)
    right, planted = ch03.find_the_nudge.right, ch03.find_the_nudge.planted
    first, second = (planted(3.0, 2.0, h)[0] - right(3.0, 2.0, h)[0] for h in (1e-3, 1e-4))
    assert first / second == pytest.approx(10, rel=0.01)  # it should be a hundredfold
