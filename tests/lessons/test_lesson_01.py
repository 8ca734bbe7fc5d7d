"""The claims of lesson 01 that no cell computes, and its charts."""

import re
from pathlib import Path

import numpy as np
import pytest
from pictures.neuron import PICTURES

from backprop_course.figures.neuron.charts import (
    draw_tangent,
)
from backprop_course.figures.neuron.circuit import trace_neuron
from backprop_course.figures.neuron.circuit_picture import draw_neuron

ROOT = Path(__file__).parents[2]
LESSON = (ROOT / "notebooks" / "source" / "01-one-neuron.py").read_text(encoding="utf-8")
Z = np.linspace(-4, 4, 9)
LABELS = np.array([0, 0, 1])

WORDS = {  # chart: what its texts must say
    "tangent": ["slope 2", "now", "after the step"],
    "fit": ["before", "after"],
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
    assert [text.get_text() for text in axes.texts] == words
    assert axes.get_xlabel() and axes.get_ylabel() and axes.get_title()


def test_the_tangent_passes_through_the_point_with_the_slope():
    line = draw_tangent(Z, Z**2, (1.0, 1.0), 2.0, (0.5, 0.25)).axes[0].lines[1]
    x, y = line.get_data()
    assert np.allclose(y, 1.0 + 2.0 * (np.asarray(x) - 1.0))


def test_the_picture_on_the_front_page_is_the_packages_own():
    stored = (ROOT / "docs" / "neuron-circuit.svg").read_text(encoding="utf-8")
    assert stored == draw_neuron(trace_neuron(0.5, 2.0, -1.0, 1.0))
