"""The claims of lesson 00 that no compared cell holds."""

import numpy as np
import pytest

from backprop_course.checking import judge
from backprop_course.exercises import ch00
from backprop_course.labs.digit_reader import read_digits


@pytest.mark.parametrize("seed", [0, 1])
def test_a_small_net_reads_nearly_all_new_digits(seed):
    reading = read_digits(rng=np.random.default_rng(seed))
    assert len(reading.labels) == 360 and reading.parameters == 4810
    assert 0.95 * 360 < reading.correct < 360  # some are misread
    assert np.sum(reading.answers[:10] == reading.labels[:10]) >= 8


ATTEMPTS = {  # the answers of the lesson: what the check says, and the mistake that it names
    "value for slope": (ch00.slope_of_square, lambda x: x**2, "wrong", "slope.value"),
    "half the slope": (ch00.value_and_slope, lambda x: (x**2, x), "partly right", "both.half"),
    "sign": (ch00.value_and_slope, lambda x: (x**2, -2 * x), "partly right", "both.sign"),
    "constant": (ch00.value_and_slope, lambda x: (x**2, 2), "partly right", "both.constant"),
    "mended": (ch00.value_and_slope, lambda x: (x**2, 2 * x), "right", "right"),
}


@pytest.mark.parametrize("exercise, answer, outcome, tag", ATTEMPTS.values(), ids=ATTEMPTS)
def test_what_the_check_says(exercise, answer, outcome, tag):
    verdict = judge(exercise, answer)
    assert (verdict.outcome, verdict.tag) == (outcome, tag)
