"""The claims of lesson 02 that no compared cell holds."""

import math

import numpy as np
import pytest

from backprop_course import chain_rule
from backprop_course.exercises import ch02
from backprop_course.figures.chain_rule.graph import trace_graph
from backprop_course.figures.chain_rule.nudge import trace_nudge
from backprop_course.gradcheck import numerical_gradient
from backprop_course.ops import mul, sin, square

STEPS = chain_rule.sin_squared_squared()
ON_PAPER = {  # exercise: function, where, gradient
    "A": (lambda x: (3 * x) ** 2, 3.0, 54),
    "B": (lambda x: x * x**2, 4.0, 16 + 32),
    "C": (lambda ab: (ab[0] + ab[1]) * ab[0], [2.0, 5.0], [9, 2]),
}


def test_recall_another_neuron_with_the_same_z():
    neuron = chain_rule.single_neuron(x=1.0, w=1.0, b=-1.0, y=1.0)
    links = {link.name: link for link in chain_rule.trace(neuron, 1.0, name="w")}
    assert (links["z"].value, links["a"].slope) == (0.0, 0.25) and links["w"].grad == -0.25


def test_without_a_change_on_the_way_ratios_say_nothing():
    trace = trace_nudge(STEPS, -0.5, 1.0)
    assert trace.changes[1] == 0 and math.isnan(trace.ratios[2])


def test_a_large_nudge_says_little_about_the_slope():
    large, small = (trace_nudge(STEPS, 1.5, nudge) for nudge in (0.5, 0.005))
    assert abs(large.ratio - large.product) > 2 and abs(small.ratio - small.product) < 0.02


def test_at_0_both_squares_let_almost_nothing_through():
    trace = trace_nudge(STEPS, 0.0, 1e-3)
    assert [*trace.slopes[1:]] == [0, 1, 0] and abs(trace.changes[1]) == pytest.approx(1e-6)


def test_two_opposite_branches_join_a_thinner_band():
    graph = trace_graph({"x": 2.5}, [("u", square, "x"), ("v", sin, "x"), ("y", mul, "u", "v")])
    shares = [share for node in graph.nodes[:2] for share in node.shares]
    assert np.round(shares, 2).tolist() == [2.99, -5.01]
    assert graph.grads["x"] == pytest.approx(-2.015, abs=5e-4)


def test_without_the_second_path_the_sign_is_wrong():
    x = 2.5
    path_u, path_v = 2 * x * math.sin(x), x**2 * math.cos(x)
    assert path_u > 0 > path_u + path_v


@pytest.mark.parametrize("f, x, gradient", ON_PAPER.values(), ids=ON_PAPER)
def test_exercises_on_paper_agree_with_nudges(f, x, gradient):
    assert np.allclose(numerical_gradient(f, np.array(x)), gradient)


@pytest.mark.parametrize("f, x, gradient", ON_PAPER.values(), ids=ON_PAPER)
def test_no_value_on_paper_is_its_own_gradient(f, x, gradient):
    assert not np.isclose(f(np.array(x)), gradient).any()


def test_question_1():
    slope = chain_rule.trace(STEPS, 1.5)[0].grad
    assert slope == pytest.approx(-2.93, abs=5e-3)
    assert slope * 0.01 == pytest.approx(-0.0293, abs=5e-5)


def test_question_4_a_square_by_a_product():
    x = 0.7
    forgotten, correct = math.sin(x) * math.cos(x), 2 * math.sin(x) * math.cos(x)
    assert numerical_gradient(lambda x: np.sin(x) ** 2, np.array(x)) == pytest.approx(correct)
    assert forgotten == pytest.approx(correct / 2)


WORKED = {  # gap: an input, and what its docstring says about it
    "three_slopes": (ch02.three_slopes, (1.0,), (2.0, 0.5403, 1.6829)),
    "two_paths": (ch02.two_paths, (1.0,), (1.6829, 0.5403)),
    "graph_backward": (ch02.graph_backward, (0.0, 1.0), (0.8415, 1.3818)),
}


@pytest.mark.parametrize("gap, inputs, returned", WORKED.values(), ids=WORKED)
def test_the_worked_examples(gap, inputs, returned):
    assert gap.reference(*inputs) == pytest.approx(returned, abs=5e-5)
