"""The gates explorer works from plain Python: every control changes the picture, at every gate."""

import itertools

import pytest
from controls import fields, live
from explorers import CHANGES
from legible import collisions

from backprop_course.figures.chain_rule.gates import RULES, trace_gate
from backprop_course.figures.chain_rule.gates_picture import draw_gate
from backprop_course.widgets import explore_gates


def test_it_draws_what_the_controls_say():
    explorer = explore_gates()
    explorer.set(**CHANGES["explore_gates"])
    assert explorer.drawing.value == live(draw_gate(trace_gate("max", (-1.3, 3.5), (-0.4,))))
    explorer.set(gate="copy")
    assert explorer.drawing.value == live(draw_gate(trace_gate("copy", (-1.3,), (3.5, -0.4))))


@pytest.mark.parametrize("gate", RULES)
@pytest.mark.parametrize("control", ["first", "second", "third"])
def test_every_slider_changes_picture_and_sentence_at_every_gate(gate, control):
    explorer = explore_gates(gate)
    picture, sentence = explorer.drawing.value, explorer.sentence.value
    explorer.controls[control].value = CHANGES["explore_gates"][control]
    assert explorer.drawing.value != picture
    assert explorer.sentence.value != sentence


@pytest.mark.parametrize("gate", RULES)
def test_the_extremes_of_the_sliders_are_drawn(gate):
    explorer = explore_gates(gate)
    sliders = [explorer.controls[name] for name in ("first", "second", "third")]
    for numbers in itertools.product(*((s.min, s.max) for s in sliders)):
        explorer.set(**dict(zip(("first", "second", "third"), numbers, strict=True)))
        assert collisions(explorer.drawing.value) == [], numbers


def test_the_numbers_take_the_names_of_what_comes_to_the_gate():
    explorer = explore_gates()
    assert list(fields(explorer)) == ["a", "b", "∂L/∂y"]
    explorer.controls["gate"].value = "copy"
    assert list(fields(explorer)) == ["a", "use 1", "use 2"]
    assert list(fields(explore_gates("copy"))) == ["a", "use 1", "use 2"]


def test_it_opens_where_what_arrives_is_not_1():
    """With 1 arriving nobody can see whether a gate multiplies by it."""
    assert "0.5 arrives, so ∂L/∂a = 0.5 × 2 = 1" in explore_gates().description
