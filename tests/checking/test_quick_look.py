"""A quick look spares work: it lets pass whatever can be equal, and most hypotheses run once."""

from collections import Counter
from weakref import WeakKeyDictionary

import numpy as np
import pytest

from backprop_course.checking import Exercise, Mistake, Probe, judge, mistake_run, near_misses
from backprop_course.checking.mistake_run import MistakeRun
from backprop_course.checking.quick_look import SLACK, Rows, rows_of
from backprop_course.exercises import ch01, ch07, ch13
from backprop_course.exercises.proof import random_answer

KNOWN = {
    "as it is": [1.0, 2.0, 3.0],
    "nearly": [1.0, 2.0, 3.00001],
    "twice": [2.0, 4.0, 6.0],
    "in another order": [3.0, 2.0, 1.0],
    "shorter": [1.0, 2.0],
    "zeros": [0.0, 0.0, 0.0],
    "not finite": [1.0, np.inf, 3.0],
    "no number": ["three"],
}
ROWS = dict(zip(KNOWN, rows_of(KNOWN.values()), strict=True))
LIKE = {
    "as it is": {"as it is", "nearly"},
    "twice": {"twice"},
    "shorter": {"shorter"},
    "zeros": {"zeros"},
    "not finite": {"not finite", "no number"},
}
FACTORS = [2.0, -1.0]
MULTIPLES = {  # of zeros nothing can be told
    "as it is": {"zeros"},
    "twice": {"as it is", "nearly", "zeros"},
    "shorter": set(),
    "no number": set(),
}


@pytest.mark.parametrize("name", LIKE)
def test_what_can_be_equal_passes(name):
    assert {*Rows(ROWS).like(ROWS[name], SLACK)} == LIKE[name]


@pytest.mark.parametrize("name", MULTIPLES)
def test_what_can_be_a_multiple_passes(name):
    assert {*Rows(ROWS).multiples(ROWS[name], FACTORS)} == MULTIPLES[name]


def test_a_length_that_no_row_has():
    assert not {*Rows(ROWS).like(np.ones(4), SLACK)} | {*Rows(ROWS).multiples(np.ones(4), FACTORS)}


# ---------------------------------------------------------------- how often hypotheses run


def counting(function, name, calls):
    def counted(x):
        calls[name] += 1
        return function(x)

    return counted


def an_exercise(calls):
    """Three times x, on four probes, with two usual mistakes whose calls are counted."""
    wrong = {"square": lambda x: x * x, "cube": lambda x: x**3}
    return Exercise(
        name="triple",
        points=1,
        minutes=1,
        grade="core",
        kind="implement",
        hints=("", ""),
        reference=lambda x: 3 * x,
        mistakes=tuple(
            Mistake(name, counting(function, name, calls), name, "Why?")
            for name, function in wrong.items()
        ),
        probes=tuple(Probe((x,)) for x in (2.5, 0.7, -1.1, 4.0)),
    )


def test_a_mistake_runs_on_one_probe_and_on_more_only_where_it_looks_alike():
    calls = Counter()
    exercise = an_exercise(calls)
    assert judge(exercise, lambda x: 3 * x).outcome == "right" and not calls
    assert judge(exercise, lambda x: x - 20).tag == "unexplained"
    assert calls == {"square": 1, "cube": 1}
    assert judge(exercise, lambda x: x**2).tag == "square"
    assert calls == {"square": 4, "cube": 1}
    judge(exercise, lambda x: x - 30), judge(exercise, lambda x: x**2)
    assert calls == {"square": 4, "cube": 1}  # what was computed is kept


UNEXPLAINED = {one.name: one for one in (ch01.train, ch07.mlp_backward, ch13.learn_the_weight)}


@pytest.mark.parametrize("name", UNEXPLAINED)
def test_an_unexplained_answer_runs_every_hypothesis_once_and_the_next_one_none(name, monkeypatch):
    ran, run = Counter(), MistakeRun.run
    for module in (mistake_run, near_misses):
        monkeypatch.setattr(module, "RUNS", WeakKeyDictionary())
    monkeypatch.setattr(
        MistakeRun, "run", lambda one, *rest: ran.update([one.mistake]) or run(one, *rest)
    )
    exercise = UNEXPLAINED[name]
    assert judge(exercise, random_answer(exercise, 1)).tag == "unexplained"
    assert len(ran) >= 200 and ran.total() <= 1.02 * len(ran)
    ran.clear()
    assert judge(exercise, random_answer(exercise, 2)).tag == "unexplained" and not ran
