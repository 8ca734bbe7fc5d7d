"""The numbers and claims of lesson 03 that no cell computes, with the lesson's own functions."""

import ast
from pathlib import Path

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.figures.numerical.error_floors import trace_floors
from backprop_course.figures.numerical.v_curve import neuron_loss, neuron_slope, trace_v_curve
from backprop_course.gradcheck import check_vjp, numerical_gradient
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).parents[2]
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


def test_the_right_gradient_is_off_by_about_a_thousandth_in_float32():
    assert trace_v_curve(dtype="float32").at(1e-5)["central"] == pytest.approx(1e-3, rel=0.5)


def test_the_bug_is_seen_over_the_larger_number():
    assert 0.01 / 1.01 == pytest.approx(0.0099, abs=5e-5)


def test_at_the_kink_itself_the_nudge_says_one_half():
    assert NAMES["central"](lambda z: max(z, 0), 0.0, 1e-5) == pytest.approx(0.5)


def test_the_saturating_neuron():
    loss, slope = NAMES["saturating_loss"], NAMES["saturating_slope"]
    assert loss(31.0) == pytest.approx(1)
    assert slope(1.0) == pytest.approx(0.3, abs=0.02)
    assert 3e-14 < slope(31.0) < 3e-13
    assert slope(1.0) == pytest.approx(float(numerical_gradient(loss, np.array(1.0))))


def test_with_the_floor_wrong_gradients_fail_down_to_2e_minus_10():
    loss, slope = NAMES["saturating_loss"], NAMES["saturating_slope"]
    trace = trace_floors(loss, slope, np.linspace(1, 31, 46), (1e-4,))
    fails = trace.wrong[1e-4] >= 1e-6
    assert fails[trace.sizes > 2.5e-10].all() and not fails[trace.sizes < 1.5e-10].any()
    assert (trace.right[1e-4] < 1e-6).all()


def test_where_the_floor_belongs():
    round_off = np.finfo(float).eps / 1e-5
    assert round_off == pytest.approx(1e-11, rel=1.3)
    assert 10 * round_off / 1e-6 == pytest.approx(1e-4, rel=1.3)


@pytest.mark.parametrize("factor", [1.0, 1.01, -1.0])
def test_the_check_of_the_lesson_and_that_of_the_package_agree(factor):
    def f_vjp(grad_y, x):
        return (factor * grad_y * np.cos(x),)

    x = RNG.normal(size=(2, 3))
    ours = NAMES["check"](np.sin, f_vjp, x, RNG.normal(size=(2, 3))) == "passes"
    (report,) = check_vjp(np.sin, f_vjp, [x], rng=RNG)
    assert ours == bool(report) == (factor == 1.0)


def test_the_check_names_a_wrong_shape():
    said = NAMES["check"](np.sin, lambda grad_y, x: (grad_y[0],), np.ones((2, 3)), np.ones((2, 3)))
    assert said == "FAILS: shape (3,), expected (2, 3)"


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


def test_question_5_a_random_choice_makes_a_right_gradient_fail():
    x = RNG.normal(size=50)
    dropped = numerical_gradient(lambda x: np.sum(x * RNG.integers(0, 2, size=50)), x)
    assert np.abs(dropped).max() > 1e3


def test_half_precision():
    assert np.finfo(np.float16).eps == pytest.approx(0.001, rel=0.05)
