"""Answers that hypothesis makes up: none raises, confuses the checker, or earns a point."""

import inspect

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from backprop_course import exercises
from backprop_course.checking import Exercise, judge
from backprop_course.checking.compare import distance
from backprop_course.checking.verdict import text
from backprop_course.exercises.proof import results

pytestmark = pytest.mark.slow
ALL = [one for number in exercises.numbers() for one in exercises.load(number)]
FUNCTIONS = [one for one in ALL if isinstance(one, Exercise)]
NUMBERS = st.one_of(
    st.integers(), st.floats(), st.booleans(), st.complex_numbers(), st.none(), st.text(max_size=3)
)
ARRAYS = nps.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.bool_, np.complex128, np.uint8]),
    nps.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
)
VALUES = st.recursive(
    NUMBERS | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


def returning(exercise, value):
    """An answer with the right arguments that returns one value, whatever they are."""

    def answer(*inputs):
        return value

    answer.__signature__ = inspect.signature(exercise.reference)
    return answer


def correct(exercise, value):
    """Whether one value is what is expected on every input."""
    expected = [one.value for one in results(exercise, exercise.reference)]
    return all(distance(value, wanted) < 1e-4 for wanted in expected)


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(value=VALUES)
def test_whatever_is_returned_gets_a_verdict(exercise, value):
    verdict = judge(exercise, returning(exercise, value))
    assert verdict.tag != "checker-error", value
    assert verdict.outcome != "right" or correct(exercise, value), text(verdict)
    assert len(text(verdict)) < 3000


def scaled(exercise, k, factor):
    """The reference with one of its outputs times a factor."""

    def answer(*inputs):
        value = exercise.reference(*inputs)
        leaves = list(value) if isinstance(value, tuple) else [value]
        leaves[k] = np.asarray(leaves[k]) * factor
        return tuple(leaves) if isinstance(value, tuple) else leaves[0]

    answer.__signature__ = inspect.signature(exercise.reference)
    return answer


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(data=st.data())
def test_an_output_times_some_factor_earns_nothing(exercise, data):
    count = max(1, len(exercise.outputs))
    k = data.draw(st.integers(0, count - 1))
    factor = data.draw(st.floats(-9, 9).filter(lambda c: abs(c - 1) > 0.05 and abs(c) > 0.05))
    verdict = judge(exercise, scaled(exercise, k, factor))
    assert verdict.points < exercise.points, text(verdict)
    assert verdict.tag != "checker-error"
