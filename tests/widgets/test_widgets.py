"""Explorers work from plain Python: setting a control changes the picture."""

import sys

import ipywidgets
import pytest
from controls import every_widget, fields
from explorers import CHANGES
from matplotlib.figure import Figure

from backprop_course.figures.neuron.circuit import trace_neuron
from backprop_course.figures.neuron.circuit_picture import draw_neuron
from backprop_course.notebook import WIDGET
from backprop_course.widgets import Explorer, explore_neuron
from backprop_course.widgets.explorer import slider


@pytest.fixture(params=[explore_neuron], ids=lambda explore: explore.__name__)
def explorer(request):
    return request.param()


def test_it_opens_with_the_worked_example():
    assert explore_neuron().drawing.value == draw_neuron(trace_neuron(0.5, 2.0, -1.0, 1.0))


def test_dragging_leaves_no_dust_in_the_numbers():
    explorer = explore_neuron()
    explorer.controls["x"].value = 3 * 0.1
    assert explorer.values()["x"] == 0.3
    assert fields(explorer)["x"].value == 0.3
    assert "0000" not in explorer.sentence.value


def test_every_slider_has_a_named_field_that_follows_and_leads(explorer):
    sliders = [w for w in every_widget(explorer) if hasattr(w, "readout")]
    assert sliders
    for control in sliders:
        field = fields(explorer)[control.description]
        control.value = control.min
        assert field.value == control.min
        field.value = control.max
        assert control.value == control.max


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
        return "<svg/>", "a < b"

    controls = {name: slider(name, 1, 0, 5, 1) for name in ("first", "second")}
    explorer = Explorer(controls, draw, description="Two numbers.")
    explorer.set(first=2, second=3)
    assert drawn == [(1, 1), (2, 3)]
    assert explorer.sentence.value.endswith("a &lt; b")


def test_the_bundle_stays_that_of_the_opening_state():
    explorer = explore_neuron()
    before = explorer._repr_mimebundle_()
    explorer.controls["w"].value = 8.0
    assert explorer._repr_mimebundle_() == before


def test_without_resvg_the_compared_text_is_the_same(explorer, monkeypatch):
    text = explorer._repr_mimebundle_()[0]["text/plain"]
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    data, metadata = explorer._repr_mimebundle_()
    assert set(data) == {WIDGET, "text/plain"}
    assert data["text/plain"] == text
    assert metadata == {}


def test_an_explorer_shows_a_chart_as_an_image_with_its_sentence():
    def draw(height):
        figure = Figure(figsize=(2, 1))
        figure.add_subplot().plot([0, height])
        return figure, f"a line up to {height:g} & back"

    explorer = Explorer(
        {"height": slider("height", 1.0, 0.0, 2.0, 0.1)}, draw, description="a line"
    )
    before = explorer.drawing.value
    assert 'width="192" alt="a line up to 1 &amp; back"' in before  # as wide as the stored one
    explorer.controls["height"].value = 2.0
    assert explorer.drawing.value != before
    data, metadata = explorer._repr_mimebundle_()
    assert set(data) >= {"image/png", "text/plain"}
    assert metadata["image/png"]["width"] == 192
