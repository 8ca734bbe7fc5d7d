"""The explorer of walks works from plain Python: every control changes the picture."""

import time

import pytest
from controls import live
from explorers import CHANGES

from backprop_course.figures.autograd.expressions import EXPRESSIONS, ORDERS, trace_expression
from backprop_course.figures.autograd.walk_picture import draw_walk
from backprop_course.widgets import explore_expression


def test_it_draws_what_the_controls_say():
    explorer = explore_expression()
    explorer.set(**CHANGES["explore_expression"])
    assert explorer.drawing.value == live(
        draw_walk(trace_expression("one neuron", "as met"), step=2)
    )
    assert "Visit 2 of 6: a has the gradient −1" in explorer.sentence.value


@pytest.mark.parametrize("label", EXPRESSIONS)
def test_the_ends_of_the_slider_are_the_start_and_the_whole_walk(label):
    explorer = explore_expression()
    explorer.set(expression=label, step=0)
    assert "Nothing is visited yet" in explorer.sentence.value
    explorer.set(step=explorer.controls["step"].max)
    assert explorer.drawing.value == live(draw_walk(trace_expression(label)))


def test_a_frame_is_drawn_in_time():
    explorer, frames = explore_expression(), []
    for label in EXPRESSIONS:
        for order in ORDERS:
            start = time.perf_counter()
            explorer.set(expression=label, order=order)
            frames.append(time.perf_counter() - start)
    assert sorted(frames)[len(frames) // 2] < 0.1


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_the_slider_ends_where_the_walk_ends(expression):
    explorer = explore_expression()
    explorer.controls["expression"].value = expression
    step, visits = explorer.controls["step"], len(trace_expression(expression).stops)
    assert step.value == step.max == visits
    last = explorer.drawing.value
    step.value = visits - 1
    assert explorer.drawing.value != last
