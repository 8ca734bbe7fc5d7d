"""The shape checker works from plain Python: every control changes the picture."""

import itertools

import numpy as np
import pytest
from controls import live
from explorers import CHANGES
from legible import collisions

from backprop_course.figures.linear_layer.shapes import BROKEN, trace_shapes
from backprop_course.figures.linear_layer.shapes_picture import draw_shapes
from backprop_course.widgets import explore_shapes


def test_it_draws_what_the_controls_say():
    explorer = explore_shapes()
    explorer.set(**CHANGES["explore_shapes"])
    layer = trace_shapes(4, 2, 5, rng=np.random.default_rng(0))
    assert explorer.drawing.value == live(draw_shapes(layer, "bias averaged"))


def test_it_opens_with_a_slip_that_equal_sizes_hide():
    explorer = explore_shapes()
    assert "Shapes agree, and it is wrong all the same" in explorer.description
    explorer.controls["n"].value = 4
    assert "wrong all the same" in explorer.sentence.value
    explorer.controls["fan_in"].value = 2
    assert "NumPy refuses" in explorer.sentence.value


@pytest.mark.parametrize("sizes", [*itertools.product((1, 6), repeat=3)])
def test_the_extremes_of_the_sliders_are_drawn(sizes):
    explorer = explore_shapes()
    for broken in ("nothing", *BROKEN):
        explorer.set(**dict(zip(("n", "fan_in", "fan_out"), sizes, strict=True)), broken=broken)
        assert collisions(explorer.drawing.value) == [], broken


def test_the_choice_names_all_that_can_be_broken():
    assert explore_shapes().controls["broken"].options == ("nothing", *BROKEN)


def test_nothing_broken_is_drawn_as_such():
    layer = trace_shapes(3, 3, 3, rng=np.random.default_rng(0))
    assert explore_shapes(broken="nothing").drawing.value == live(draw_shapes(layer))
