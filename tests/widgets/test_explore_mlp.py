"""The network explorer works from plain Python: every control changes the picture."""

import itertools

import pytest
from controls import every_widget, live
from explorers import CHANGES
from legible import collisions

from backprop_course.figures.mlp.network import small_network, trace_mlp
from backprop_course.figures.mlp.network_picture import VIEWS, draw_mlp
from backprop_course.widgets import explore_mlp


def test_it_opens_with_the_small_network():
    explorer = explore_mlp()
    expected = draw_mlp(trace_mlp(*small_network()), 1, 3, "wires", (1, 1, 2))
    assert explorer.drawing.value == live(expected)
    assert explorer.controls["value"].value == 2.0


def test_a_typed_weight_goes_into_both_passes():
    explorer = explore_mlp()
    explorer.set(**CHANGES["explore_mlp"])
    net, x, y = small_network()
    net.W[2].value[1, 0] = 0.5
    expected = draw_mlp(trace_mlp(net, x, y), 2, 0, "matrices", (2, 1, 0))
    assert explorer.drawing.value == live(expected)


def test_another_weight_brings_its_own_value_and_leaves_the_first():
    explorer = explore_mlp()
    explorer.controls["value"].value = -0.7
    explorer.controls["weight"].value = (2, 0, 0)
    assert explorer.controls["value"].value == 1.0
    explorer.controls["weight"].value = (1, 1, 2)
    assert explorer.controls["value"].value == -0.7
    assert "W1[1, 2] = −0.7" in explorer.sentence.value


def test_every_weight_can_be_chosen_without_changing_it():
    explorer = explore_mlp()
    for _, weight in explorer.controls["weight"].options:
        explorer.controls["weight"].value = weight
    explorer.controls["weight"].value = (1, 1, 2)
    assert explorer.drawing.value == explore_mlp().drawing.value


def test_the_button_brings_the_opening_state_back():
    explorer = explore_mlp()
    explorer.controls["value"].value = 3.0
    explorer.set(**CHANGES["explore_mlp"])
    (button,) = [w for w in every_widget(explorer) if type(w).__name__ == "Button"]
    button.click()
    assert explorer.drawing.value == explore_mlp().drawing.value


@pytest.mark.parametrize("view, layer", [*itertools.product(VIEWS, (1, 2, 3))])
def test_the_extremes_of_the_controls_are_drawn(view, layer):
    explorer = explore_mlp()
    for sample, weight, value in itertools.product((0, 7), ((1, 0, 0), (2, 2, 0)), (-3, 3)):
        explorer.set(sample=sample, layer=layer, view=view, weight=weight, value=value)
        assert collisions(explorer.drawing.value) == []
