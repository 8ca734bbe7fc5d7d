"""The nudge explorer works from plain Python: every control changes the picture."""

import ipywidgets
import pytest
from controls import live
from explorers import CHANGES

from backprop_course import chain_rule
from backprop_course.figures.chain_rule.nudge import trace_nudge
from backprop_course.figures.chain_rule.nudge_picture import draw_nudge
from backprop_course.widgets import explore_nudge


def the_button(explorer):
    found, waiting = [], [explorer]
    while waiting:
        widget = waiting.pop()
        found += [widget] if isinstance(widget, ipywidgets.Button) else []
        waiting += getattr(widget, "children", ())
    (button,) = found
    return button


def test_it_draws_what_the_controls_say():
    explorer = explore_nudge()
    explorer.set(**CHANGES["explore_nudge"])
    steps = chain_rule.sin_squared_squared()
    assert explorer.drawing.value == live(draw_nudge(trace_nudge(steps, -0.7, -1e-6, target="v")))


def test_the_button_shrinks_the_nudge_and_stops_at_the_smallest():
    explorer = explore_nudge()
    for expected in (-1.0, -2.0, -3.0, -4.0, -5.0, -6.0, -6.0):
        the_button(explorer).click()
        assert explorer.controls["size"].value == expected
    assert "−2.933" in explorer.sentence.value


def test_it_takes_any_chain_of_numbers():
    neuron = chain_rule.single_neuron(0.5, 2.0, -1.0, 1.0)
    explorer = explore_nudge(neuron, 2.0, name="w")
    assert explorer.controls["target"].options == ("w", "p", "z", "a", "e")
    assert "multiply to −0.125" in explorer.description


def test_it_takes_no_chain_that_ends_before_it_begins():
    with pytest.raises(ValueError):
        trace_nudge(chain_rule.sin_squared_squared(), 1.5, 0.1, target="w")
