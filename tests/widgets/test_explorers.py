"""What every explorer promises: each control has a name, and moves the picture and its sentence."""

import functools
from html import escape

import ipywidgets
import pytest
from controls import every_widget, fields, outputs_of, tracks
from explorers import CHANGES

from backprop_course import widgets
from backprop_course.notebook import WIDGET
from backprop_course.widgets.controls import PLAYING

SILENT = {  # controls whose effect is seen and not said
    ("explore_descent", "reveal"),
    ("explore_signal", "way"),
}
HEEDED = (  # what JupyterLab leaves its keys to: it takes those of lists and menus for commands
    ipywidgets.BoundedFloatText | ipywidgets.BoundedIntText
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
def test_every_control_has_a_name_and_every_number_a_slider(explore):
    explorer = opened(explore)
    names = [control.description for control in explorer.controls.values()]
    assert names and all(names) and len(set(names)) == len(names)
    assert len(tracks(explorer)) == len(fields(explorer))


@every_explorer
def test_whatever_can_be_set_or_pressed_has_a_name_and_nothing_is_an_output(explore):
    """But the sliders of ipywidgets, which can have none that is heard: the field beside has it."""
    explorer, kinds = opened(explore), ipywidgets.ValueWidget | ipywidgets.Button
    parts = [part for part in every_widget(explorer) if part not in tracks(explorer)]
    controls = [part for part in parts if isinstance(part, kinds)]
    assert all(part.description for part in controls if type(part) is not ipywidgets.HTML)
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


def test_names_have_the_room_that_they_take():
    normalization = widgets.explore_normalization().controls
    assert normalization["stretch"].style.description_width == "58px"
    assert normalization["shift"].style.description_width == "58px"  # below each other, in line
    assert widgets.explore_gates().controls["gate"].style.description_width == "42px"


@every_explorer
def test_two_outputs_are_a_still_with_its_description_and_the_widget(explore, monkeypatch):
    explorer = getattr(widgets, explore)()
    still, live = outputs_of(explorer, monkeypatch)
    assert set(still) == {"text/html", "text/plain"} and set(live) == {WIDGET}
    assert still["text/plain"] == repr(explorer) == explorer.description
    assert f'alt="{escape(explorer.description)}"' in still["text/html"]
    assert "<p>Run this cell for the sliders.</p>" in still["text/html"]
    assert live[WIDGET]["model_id"] == explorer.model_id
    assert f"#still-{explorer.model_id} {{display: none}}" in explorer.children[0].value


def test_the_still_stays_that_of_the_opening_state(monkeypatch):
    explorer = widgets.explore_neuron()
    before = outputs_of(explorer, monkeypatch)
    explorer.controls["w"].value = 8.0
    assert outputs_of(explorer, monkeypatch) == before


@every_explorer
def test_every_picture_that_follows_a_slider_is_text(explore):
    """A chart that is painted at each key press comes too late, and is sent as many bytes."""
    assert "<svg " in opened(explore).drawing.value and "<img" not in opened(explore).drawing.value
    assert len(opened(explore).drawing.value) < 60_000


@pytest.mark.parametrize("explore", ["explore_neuron", "explore_race"])
def test_a_player_moves_the_stepper_and_begins_again_from_its_end(explore):
    explorer = getattr(widgets, explore)()
    (play,) = [part for part in every_widget(explorer) if isinstance(part, ipywidgets.Play)]
    step = explorer.controls["step"]
    assert (play.min, play.max, play.value) == (step.min, step.max, step.value)
    assert play.value == play.max and not getattr(play, PLAYING)
    last = explorer.drawing.value
    setattr(play, PLAYING, True)
    assert step.value == step.min and explorer.drawing.value != last
    play.value += 1  # as the browser does
    assert step.value == step.min + 1
    step.value = step.max - 1
    setattr(play, PLAYING, False)
    setattr(play, PLAYING, True)
    assert play.value == step.max - 1  # on from where it is
