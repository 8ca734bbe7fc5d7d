"""The colours of the course can be read on paper, and told apart by everybody."""

import itertools

import pytest
from colours import SEEN, difference

from backprop_course.figures.drawing import palette

MEANINGS = palette.TEXT_COLOURS  # forward, backward, reference, ink
SIGNS = (palette.BELOW, palette.ABOVE)
EVERY_VISION = pytest.mark.parametrize("vision", SEEN)


def test_every_colour_is_readable_on_paper():
    assert all(palette.contrast(colour) >= 3.0 for colour in palette.LINE_COLOURS)
    assert all(palette.contrast(colour) >= 4.5 for colour in palette.TEXT_COLOURS)
    assert palette.contrast(palette.INK, palette.NOTE) >= 4.5
    assert palette.contrast("#000000") == pytest.approx(21.0)


@EVERY_VISION
@pytest.mark.parametrize("colours", [MEANINGS, SIGNS], ids=["meanings", "signs"])
def test_any_two_that_mean_something_are_told_apart_by_everybody(colours, vision):
    for one, other in itertools.combinations(colours, 2):
        assert difference(one, other, vision) >= 15, (one, other)


@EVERY_VISION
def test_a_gradient_s_tint_is_seen_on_paper_by_everybody(vision):
    assert difference(palette.BACKWARD_TINT, palette.PAPER, vision) >= 10


def test_a_red_and_a_green_that_some_cannot_tell_apart_are_noticed():
    assert (
        difference("#D62728", "#7A7A00", "normal") > 15 > difference("#D62728", "#7A7A00", "deutan")
    )
