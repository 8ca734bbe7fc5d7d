"""Explorers work from plain Python: setting a control changes the picture."""

import ipywidgets
import pytest
from controls import every_widget, fields, live, tracks
from explorers import CHANGES

from backprop_course.figures.drawing import svg
from backprop_course.figures.neuron.circuit import trace_neuron
from backprop_course.figures.neuron.circuit_picture import draw_neuron
from backprop_course.widgets import Explorer, explore_neuron
from backprop_course.widgets.controls import slider


@pytest.fixture(params=[explore_neuron], ids=lambda explore: explore.__name__)
def explorer(request):
    return request.param()


def test_it_opens_with_the_worked_example():
    assert explore_neuron().drawing.value == live(draw_neuron(trace_neuron(0.5, 2.0, -1.0, 1.0)))


def test_dragging_leaves_no_dust_in_the_numbers():
    explorer = explore_neuron()
    tracks(explorer)[0].value = 3 * 0.1
    assert explorer.values()["x"] == 0.3
    assert fields(explorer)["x"].value == 0.3
    assert "0000" not in explorer.sentence.value


def test_a_slider_beside_every_number_follows_and_leads(explorer):
    assert len(tracks(explorer)) == len(fields(explorer)) > 2
    for field, track in zip(fields(explorer).values(), tracks(explorer), strict=True):
        field.value = field.min
        assert track.value == field.min
        track.value = track.max
        assert field.value == track.max


@pytest.mark.parametrize("typed", [1 / 3, 1e-3, -9.9999, 0.26, 9.96])
def test_a_number_stays_as_it_was_typed(typed):
    explorer = explore_neuron()
    field, track = fields(explorer)["w"], tracks(explorer)[1]
    field.value = typed
    track.value = track.value + 1e-12  # as the browser answers: in digits of its own
    assert field.value == typed and explorer.values()["w"] == round(typed, 10)
    assert abs(track.value - typed) <= 0.05 + 1e-9
    assert round(track.value, 1) == pytest.approx(track.value)  # it stands on its grid


def test_the_button_goes_back_to_the_worked_example():
    explorer = explore_neuron(x=-3.0)
    opening = explore_neuron().drawing.value
    for name, value in CHANGES["explore_neuron"].items():
        explorer.controls[name].value = value
    (button,) = [w for w in every_widget(explorer) if isinstance(w, ipywidgets.Button)]
    button.click()
    assert explorer.drawing.value == opening


def test_set_draws_once():
    drawn = []

    def draw(first, second):
        drawn.append((first, second))
        return svg.document(10, 10, [], title="t", description="d"), "a < b"

    controls = {name: slider(name, 1, 0, 5, 1) for name in ("first", "second")}
    explorer = Explorer(controls, draw, description="Two numbers.")
    explorer.set(first=2, second=3)
    assert drawn == [(1, 1), (2, 3)]
    assert "a &lt; b" in explorer.sentence.value
