"""The ledger explorer works from plain Python: every control changes the picture."""

import numpy as np
import pytest
from controls import live
from explorers import CHANGES
from legible import collisions

from backprop_course.figures.losses.ledger import small_numbers, trace_ledger
from backprop_course.figures.losses.ledger_picture import draw_ledger
from backprop_course.widgets import explore_ledger


def test_it_draws_what_the_controls_say():
    explorer = explore_ledger()
    explorer.set(**CHANGES["explore_ledger"])
    numbers = small_numbers(9, 2, rng=np.random.default_rng(0))
    expected = draw_ledger(
        trace_ledger(*numbers),
        CHANGES["explore_ledger"]["printed"],
        CHANGES["explore_ledger"]["sent"],
    )
    assert explorer.drawing.value == live(expected)


@pytest.mark.parametrize("n, k", [(1, 1), (1, 8), (16, 1), (16, 8)])
def test_the_extremes_of_the_sliders_are_drawn(n, k):
    explorer = explore_ledger()
    explorer.set(n=n, k=k)
    assert collisions(explorer.drawing.value) == []


def test_it_opens_with_the_numbers_of_the_lesson():
    prediction, target = np.ones((2, 3)), np.zeros((2, 3))
    explorer = explore_ledger(prediction, target)
    shown = draw_ledger(trace_ledger(prediction, target), ("mse", "mean"), ("mse", "sum"))
    assert explorer.drawing.value == live(shown)


def test_it_opens_with_a_mean_printed_and_a_sum_sent_back():
    assert "12 times what nudging" in explore_ledger().description
