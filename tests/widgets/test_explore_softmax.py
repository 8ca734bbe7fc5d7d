"""The softmax explorer works from plain Python: every control changes the picture."""

import pytest
from controls import live
from explorers import CHANGES
from legible import collisions

from backprop_course.figures.losses.softmax import trace_softmax
from backprop_course.figures.losses.softmax_picture import draw_softmax
from backprop_course.widgets import explore_softmax


def test_it_draws_what_the_controls_say():
    explorer = explore_softmax()
    explorer.set(**CHANGES["explore_softmax"])
    assert explorer.drawing.value == live(draw_softmax(trace_softmax([10.0, -3.3, 0.1], 2)))


@pytest.mark.parametrize("label", range(3))
def test_the_extremes_of_the_sliders_are_drawn(label):
    explorer = explore_softmax()
    for low, high in ((-10, 10), (10, -10)):
        explorer.set(z0=low, z1=high, z2=high, label=label)
        assert collisions(explorer.drawing.value) == []


def test_sure_and_right_then_sure_and_wrong():
    explorer = explore_softmax()
    explorer.set(z0=10.0)
    assert "gets probability &gt;0.999" in explorer.sentence.value
    explorer.set(label=1)
    assert "gradient is −1" in explorer.sentence.value
