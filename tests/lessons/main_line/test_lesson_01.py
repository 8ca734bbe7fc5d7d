"""The claims of lesson 01 that no cell computes, and its charts."""

import re
from pathlib import Path

import numpy as np
import pytest
from pictures.neuron import PICTURES

from backprop_course import losses, ops
from backprop_course.exercises import ch01
from backprop_course.figures.neuron.charts import (
    draw_tangent,
)
from backprop_course.figures.neuron.circuit import trace_neuron
from backprop_course.figures.neuron.circuit_picture import draw_neuron

ROOT = Path(__file__).parents[3]
LESSON = (ROOT / "notebooks" / "source" / "01-one-neuron.py").read_text(encoding="utf-8")
Z = np.linspace(-4, 4, 9)
LABELS = np.array([0, 0, 1])

WORDS = {  # chart: what its texts must say
    "tangent": ["slope 2", "now", "Δw = −0.5", "ΔL = −0.75", "after the step"],
    "training": ["0.250", "0.033"],
    "fit": ["border 0.00", "before training", "after training", "low", "high"],
    "slopes": ["squared error", "cross-entropy"],
}


@pytest.mark.torch
def test_the_pytorch_lines_print_what_the_lesson_says(capsys):
    torch = pytest.importorskip("torch")
    block = re.search(r"# ```python\n((?:# .*requires_grad.*\n)(?:# .*\n)*?)# ```", LESSON)[1]
    exec(re.sub(r"(?m)^# ", "", block), {"torch": torch})
    printed = re.search(r"(?m)^# print `(.*?)`", LESSON)[1]
    assert capsys.readouterr().out.strip() == printed == "0.25 -0.125 -0.25"


def test_the_recorded_numbers_are_those_of_the_printed_lines():
    trace = trace_neuron(0.5, 2.0, -1.0, 1.0)
    assert (trace.loss, trace.grad_w, trace.grad_b) == (0.25, -0.125, -0.25)


@pytest.mark.parametrize("name, words", WORDS.items())
def test_charts_are_labelled(name, words):
    (axes,) = PICTURES[name]().axes
    assert [text.get_text() for text in axes.texts if text.get_text()] == words
    assert axes.get_xlabel() and axes.get_ylabel() and axes.get_title(loc="left")


def test_the_tangent_passes_through_the_point_with_the_slope():
    line = draw_tangent(Z, Z**2, (1.0, 1.0), 2.0, (0.5, 0.25)).axes[0].lines[1]
    x, y = line.get_data()
    assert np.allclose(y, 1.0 + 2.0 * (np.asarray(x) - 1.0))


def test_the_picture_on_the_front_page_is_the_packages_own():
    stored = (ROOT / "docs" / "neuron-circuit.svg").read_text(encoding="utf-8")
    assert stored == draw_neuron(trace_neuron(0.5, 2.0, -1.0, 1.0))


def test_the_first_step_lowers_the_loss_by_what_the_gradients_say():
    t = trace_neuron(0.5, 2.0, -1.0, 1.0)
    dw, db = -0.1 * t.grad_w, -0.1 * t.grad_b
    assert (dw, db) == pytest.approx((0.0125, 0.025))
    assert t.grad_w * dw + t.grad_b * db == pytest.approx(-0.0078, abs=5e-5)
    after = trace_neuron(0.5, 2.0 + dw, -1.0 + db, 1.0).loss
    assert after - t.loss == pytest.approx(-0.0078, abs=5e-5)


def test_a_saturated_neuron():
    t = trace_neuron(0.5, 10.0, -1.0, 0.0)
    assert (t.z, round(t.a, 3), round(t.slope_a_z, 4)) == (4.0, 0.982, 0.0177)
    assert (round(t.grad_a, 2), round(t.grad_w, 4)) == (1.96, 0.0173)
    assert abs(t.grad_x) > 9 * abs(t.grad_b) > abs(t.grad_w)  # the band that stays visible
    assert t.slope_p_x == 10.0


def test_squared_error_pulls_fifty_times_less_where_a_is_a_hundredth():
    z = np.log(0.01 / 0.99)
    _, cross_entropy = losses.binary_cross_entropy(z, 1.0)
    (squared,) = ops.sigmoid_vjp(losses.mse(ops.sigmoid(z), 1.0)[1], z)
    assert cross_entropy / squared == pytest.approx(50, rel=0.02)


def test_the_slope_of_the_sigmoid_is_never_above_a_quarter():
    (slopes,) = ops.sigmoid_vjp(np.ones(2001), np.linspace(-10, 10, 2001))
    assert slopes.max() == slopes[1000] == 0.25


def test_question_1_the_gradient_of_the_input():
    assert trace_neuron(0.5, 2.0, -1.0, 1.0).grad_x == -0.5


WORKED = {  # gap: an input, and what its docstring says about it
    "sigmoid_slope": (ch01.sigmoid_slope, (0.0,), 0.25),
    "neuron_backward": (ch01.neuron_backward, (0.5, 0.5, 1.0), (-0.125, -0.25)),
    "train_step": (ch01.train_step, (0.5, 2.0, -1.0, 1.0, 0.1), (2.0125, -0.975)),
    "mean_gradients": (
        ch01.mean_gradients,
        (np.array([0.0, 1.0, 2.0]), np.array([0, 1, 0]), 1.0, -1.0),
        (0.3207, 0.1667),
    ),
}


@pytest.mark.parametrize("gap, inputs, returned", WORKED.values(), ids=WORKED)
def test_the_worked_examples(gap, inputs, returned):
    assert gap.reference(*inputs) == pytest.approx(returned, abs=5e-5)
