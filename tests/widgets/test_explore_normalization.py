"""The normalization explorer works from plain Python: every control changes the picture."""

import itertools

import pytest
from controls import live
from explorers import CHANGES
from legible import collisions

from backprop_course.figures.normalization.paths import ARRIVALS, trace_moved
from backprop_course.figures.normalization.paths_picture import draw_normalization
from backprop_course.widgets import explore_normalization


def test_it_draws_what_the_controls_say():
    explorer = explore_normalization()
    explorer.set(**CHANGES["explore_normalization"])
    assert explorer.drawing.value == live(
        draw_normalization(trace_moved(**CHANGES["explore_normalization"]))
    )


@pytest.mark.parametrize("shift, stretch", [*itertools.product((-20, 20), (0.2, 0.6, 5.0))])
def test_the_extremes_of_the_controls_are_drawn(shift, stretch):
    explorer = explore_normalization()
    for arrives, mean, deviation in itertools.product(ARRIVALS, (True, False), (True, False)):
        explorer.set(shift=shift, stretch=stretch, arrives=arrives, through_mean=mean,
                     through_deviation=deviation)  # fmt: skip
        assert collisions(explorer.drawing.value) == [], (arrives, mean, deviation)


def test_it_opens_with_a_way_left_out_and_is_right_when_that_is_restored():
    explorer = explore_normalization()
    assert "off by 45 %" in explorer.sentence.value
    explorer.set(through_deviation=True)
    assert "Nudging agrees" in explorer.sentence.value


@pytest.mark.parametrize("arrives", ["1 everywhere", "z itself"])
def test_nothing_comes_back_for_a_shift_or_a_stretch(arrives):
    explorer = explore_normalization()
    explorer.set(arrives=arrives, through_deviation=True)
    assert "(0, 0, 0, 0) comes back" in explorer.sentence.value
    explorer.set(through_mean=False, through_deviation=False)
    assert "Nudging says: nothing comes back" in explorer.sentence.value
