"""What every explorer promises: each control has a name, and moves the picture and its sentence."""

import ipywidgets
import pytest
import test_explore_expression
import test_explore_gates
import test_explore_ledger
import test_explore_mlp
import test_explore_normalization
import test_explore_nudge
import test_explore_shapes
import test_explore_softmax
import test_explore_v_curve
import test_widgets
from controls import every_widget

from backprop_course import widgets

CHANGES = {  # explorer: a value for every control that changes the picture
    "explore_expression": test_explore_expression.CHANGES,
    "explore_gates": test_explore_gates.CHANGES,
    "explore_ledger": test_explore_ledger.CHANGES,
    "explore_mlp": test_explore_mlp.CHANGES,
    "explore_neuron": test_widgets.CHANGES,
    "explore_normalization": test_explore_normalization.CHANGES,
    "explore_nudge": test_explore_nudge.CHANGES,
    "explore_shapes": test_explore_shapes.CHANGES,
    "explore_softmax": test_explore_softmax.CHANGES,
    "explore_v_curve": test_explore_v_curve.CHANGES,
}
HEEDED = (  # what JupyterLab leaves its keys to: it takes those of lists and menus for commands
    ipywidgets.FloatSlider | ipywidgets.IntSlider | ipywidgets.BoundedFloatText
    | ipywidgets.ToggleButtons | ipywidgets.Checkbox
)  # fmt: skip
CASES = [(explore, control) for explore, changes in CHANGES.items() for control in changes]


@pytest.mark.parametrize(("explore", "control"), CASES)
def test_every_control_changes_picture_and_sentence(explore, control):
    explorer = getattr(widgets, explore)()
    picture, sentence = explorer.drawing.value, explorer.sentence.value
    explorer.controls[control].value = CHANGES[explore][control]
    assert explorer.drawing.value != picture
    assert explorer.sentence.value != sentence


@pytest.mark.parametrize("explore", [name for name in widgets.__all__ if name != "Explorer"])
def test_every_control_has_a_name(explore):
    explorer = getattr(widgets, explore)()
    assert explorer.controls
    assert all(control.description for control in explorer.controls.values())


@pytest.mark.parametrize("explore", [name for name in widgets.__all__ if name != "Explorer"])
def test_every_control_is_of_a_kind_that_the_keyboard_reaches(explore):
    controls = getattr(widgets, explore)().controls
    assert all(isinstance(control, HEEDED) for control in controls.values())


@pytest.mark.parametrize("explore", [name for name in widgets.__all__ if name != "Explorer"])
def test_every_option_that_is_chosen_is_seen_to_be(explore):
    """One whose value is None is not: ipywidgets takes it for no choice at all."""
    controls = getattr(widgets, explore)().controls.values()
    choices = [control for control in controls if isinstance(control, ipywidgets.ToggleButtons)]
    for control in choices:
        assert None not in [value for _, value in control._options_full]


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
