"""Near misses: the words for a changed line, and a solution that is as before."""

import numpy as np
import pytest

from backprop_course.checking import near_misses
from backprop_course.checking.calls import call
from backprop_course.exercises import ch01

INSIDE = {  # exercise: whether some near misses are told with a name that its task does not hold
    "forward": (ch01.forward, False),
    "gradients": (ch01.gradients, True),
}


@pytest.mark.parametrize("exercise, some", INSIDE.values(), ids=INSIDE)
def test_names_that_only_our_solution_has_are_said_to_be_ours(exercise, some):
    causes = [mistake.cause for mistake in near_misses.made_from(exercise)]
    assert any(near_misses.OURS in cause for cause in causes) == some


def test_each_change_is_made_alone():
    exercise = ch01.forward
    inputs = exercise.probes[0].inputs
    first, again = (
        [call(mistake.function, inputs).value for mistake in near_misses.made_from(exercise)]
        for _ in range(2)
    )
    assert repr(first) == repr(again) and len({*map(repr, first)}) > len(first) / 2
    assert np.allclose(exercise.plain(*inputs), exercise.reference(*inputs))
