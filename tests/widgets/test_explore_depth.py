"""The explorers of depth: every control changes the picture, and their sentence."""

import ipywidgets
import pytest
from controls import every_widget, fields

from backprop_course.figures.depth.ridge_picture import draw_depth_ridge
from backprop_course.labs import deep_nets
from backprop_course.notebook import WIDGET
from backprop_course.widgets import explore_signal, explore_strips

SIGNAL = {
    "gain": 3.0,
    "layers": 50,
    "activation": "sigmoid",
    "branch": "unscaled",
    "way": True,
}
STRIPS = {
    "layers": 10,
    "width": 16,
    "gain": 3.0,
    "activation": "ReLU",
    "branch": "unscaled",
    "rows": "yours alone",
}
EXPLORERS = {"signal": (explore_signal, SIGNAL), "strips": (explore_strips, STRIPS)}
MOVES = [(name, control) for name, (_, moves) in EXPLORERS.items() for control in moves]


@pytest.mark.parametrize("name, control", MOVES)
def test_every_control_changes_the_picture(name, control):
    explore, moves = EXPLORERS[name]
    explorer = explore()
    picture = explorer.drawing.value
    explorer.controls[control].value = moves[control]
    assert explorer.drawing.value != picture
    assert explorer.sentence.value.startswith("<b>What you see.</b>")


@pytest.mark.parametrize("explore", [explore_signal, explore_strips])
def test_controls_are_named_and_sliders_have_fields(explore):
    explorer = explore()
    assert all(control.description for control in explorer.controls.values())
    sliders = [w for w in every_widget(explorer) if hasattr(w, "readout")]
    assert sliders and all(slider.description in fields(explorer) for slider in sliders)
    assert not any(isinstance(w, ipywidgets.Output) for w in every_widget(explorer))


@pytest.mark.parametrize("explore", [explore_signal, explore_strips])
def test_the_bundle_has_a_picture_and_the_opening_sentence(explore):
    pytest.importorskip("resvg_py")
    explorer = explore()
    data, _ = explorer._repr_mimebundle_()
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert data["text/plain"] == repr(explorer)


def test_the_signal_opens_where_it_vanishes():
    trace = deep_nets.trace_signal(deep_nets.Recipe("yours", "tanh", 0.5), depth=20)
    assert explore_signal().drawing.value == draw_depth_ridge(trace)
    assert "10⁻⁶" in repr(explore_signal())


def test_training_changes_the_losses():
    explorer = explore_strips(layers=5, width=16)
    before = explorer.drawing.value
    explorer.set(rows="yours alone", trained=True)
    assert "after 50 steps of training" in explorer.drawing.value != before
