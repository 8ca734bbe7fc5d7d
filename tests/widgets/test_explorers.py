"""What every explorer promises: each control has a name, and moves the picture and its sentence."""

import functools

import ipywidgets
import pytest
from controls import every_widget, fields
from explorers import CHANGES

from backprop_course import widgets
from backprop_course.notebook import WIDGET

SILENT = {  # controls whose effect is seen and not said
    ("explore_descent", "reveal"),
    ("explore_signal", "way"),
}
HEEDED = (  # what JupyterLab leaves its keys to: it takes those of lists and menus for commands
    ipywidgets.FloatSlider | ipywidgets.IntSlider | ipywidgets.BoundedFloatText
    | ipywidgets.ToggleButtons | ipywidgets.Checkbox
)  # fmt: skip
CASES = [(explore, control) for explore, changes in CHANGES.items() for control in changes]
every_explorer = pytest.mark.parametrize("explore", CHANGES)


@functools.cache
def opened(explore):
    """The explorer as it opens, for tests that change nothing; a fresh one costs a picture."""
    return getattr(widgets, explore)()


def test_the_table_holds_every_explorer_and_every_control():
    assert set(CHANGES) | {"Explorer"} == set(widgets.__all__)


@pytest.mark.parametrize("explore, control", CASES)
def test_every_control_changes_picture_and_sentence(explore, control):
    explorer = getattr(widgets, explore)()
    picture, sentence = explorer.drawing.value, explorer.sentence.value
    explorer.controls[control].value = CHANGES[explore][control]
    assert explorer.drawing.value != picture
    assert (explorer.sentence.value != sentence) == ((explore, control) not in SILENT)


@every_explorer
def test_every_control_has_a_name_and_every_slider_a_number_field(explore):
    explorer = opened(explore)
    names = [control.description for control in explorer.controls.values()]
    assert names and all(names) and len(set(names)) == len(names)
    sliders = [widget for widget in every_widget(explorer) if hasattr(widget, "readout")]
    assert {slider.description for slider in sliders} <= set(fields(explorer))


@every_explorer
def test_whatever_can_be_set_or_pressed_has_a_name_and_nothing_is_an_output(explore):
    explorer, kinds = opened(explore), ipywidgets.ValueWidget | ipywidgets.Button
    shown = (explorer.drawing, explorer.sentence)
    parts = [part for part in every_widget(explorer) if part not in shown]
    assert all(part.description for part in parts if isinstance(part, kinds))
    assert not any(isinstance(part, ipywidgets.Output) for part in parts)


@every_explorer
def test_every_control_is_of_a_kind_that_the_keyboard_reaches(explore):
    assert all(isinstance(control, HEEDED) for control in opened(explore).controls.values())


@every_explorer
def test_every_option_that_is_chosen_is_seen_to_be(explore):
    """One whose value is None is not: ipywidgets takes it for no choice at all."""
    controls = opened(explore).controls.values()
    choices = [control for control in controls if isinstance(control, ipywidgets.ToggleButtons)]
    for control in choices:
        assert None not in [value for _, value in control._options_full]


@every_explorer
def test_it_is_stored_as_a_live_widget_a_png_and_one_text(explore):
    pytest.importorskip("resvg_py")
    data, metadata = opened(explore)._repr_mimebundle_()
    assert set(data) == {WIDGET, "image/png", "text/plain"}
    assert data[WIDGET]["model_id"] == opened(explore).model_id
    assert data["text/plain"] == repr(opened(explore)) == metadata["image/png"]["alt"]


def test_names_have_the_room_that_they_take():
    normalization = widgets.explore_normalization().controls
    assert normalization["stretch"].style.description_width == "56px"
    assert normalization["shift"].style.description_width == "56px"  # below each other, in line
    assert widgets.explore_neuron().controls["x"].style.description_width == "44px"


@pytest.mark.parametrize("explore", ["explore_neuron", "explore_race"])
def test_a_player_moves_the_stepper_and_begins_again_from_its_end(explore):
    explorer = getattr(widgets, explore)()
    (play,) = [part for part in every_widget(explorer) if isinstance(part, ipywidgets.Play)]
    step = explorer.controls["step"]
    assert (play.min, play.max, play.value) == (step.min, step.max, step.value)
    assert play.value == play.max and not play.playing and not play.repeat
    last = explorer.drawing.value
    play.playing = True
    assert step.value == step.min and explorer.drawing.value != last
    play.value += 1  # as the browser does
    assert step.value == step.min + 1
    step.value = step.max - 1
    play.playing = False
    play.playing = True
    assert play.value == step.max - 1  # on from where it is
