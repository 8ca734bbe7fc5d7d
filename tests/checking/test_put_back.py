"""Odd and hostile answers: no point is given away, and all around them is as before afterwards."""

import builtins
import inspect
import signal
import sys
import threading
import warnings
from dataclasses import replace

import numpy as np
import pytest
from double import DOUBLE

from backprop_course import exercises
from backprop_course.checking import BugHunt, KillMatrix, Probe, check, compare, judge
from backprop_course.checking.verdict import text

(HUNT,) = (one for one in exercises.load(11) if isinstance(one, BugHunt))
(MATRIX,) = (one for one in exercises.load(11) if isinstance(one, KillMatrix))


def around():
    """What an answer may change around it."""
    names = [dict(vars(one)) for one in (np, np.linalg, builtins, compare)]
    streams = sys.stdout, sys.stderr
    hooks = sys.gettrace(), sys.getprofile(), signal.getsignal(signal.SIGINT)
    numpys = np.geterr(), np.geterrcall(), np.get_printoptions()
    return names, streams, hooks, numpys, list(warnings.filters), sys.getrecursionlimit()


def nothing(*given):
    return None


MEDDLES = {
    "np.abs": lambda: setattr(np, "abs", np.zeros_like),
    "np.exp": lambda: setattr(np, "exp", 2.718),
    "np.linalg.norm": lambda: setattr(np.linalg, "norm", None),
    "builtins.all": lambda: setattr(builtins, "all", lambda some: True),
    "builtins.abs": lambda: setattr(builtins, "abs", lambda number: 0.0),
    "builtins.print": lambda: setattr(builtins, "print", lambda *words: 1 / 0),
    "close": lambda: setattr(compare, "close", lambda *pair: True),
    "distance": lambda: setattr(compare, "distance", lambda *pair: 0.0),
    "trace": lambda: sys.settrace(nothing),
    "trace that fails": lambda: sys.settrace(lambda *given: 1 / 0),
    "profile": lambda: sys.setprofile(nothing),
    "stop button": lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    "filters": lambda: warnings.simplefilter("error"),
    "errors": lambda: np.seterr(all="raise"),
    "digits": lambda: np.set_printoptions(precision=1, threshold=2),
    "depth": lambda: sys.setrecursionlimit(sys.getrecursionlimit() + 7),
    "stream": lambda: setattr(sys, "stdout", None),
}


@pytest.mark.parametrize("meddle", MEDDLES.values(), ids=MEDDLES)
def test_what_an_answer_changes_is_put_back(meddle, capsys):
    def triple(x):
        meddle()
        return 3.0 * x

    before = around()
    try:
        assert check(DOUBLE, triple) == 0.0
        assert around() == before
    finally:  # for the tests that come after a failure
        sys.settrace(before[2][0]), sys.setprofile(before[2][1])
    shown = capsys.readouterr()
    assert shown.out.startswith("double: wrong") and shown.err == ""
    assert "could not handle" not in shown.out
    assert check(DOUBLE, lambda x: x + x) == 1.0


class Equal(float):
    """A number that agrees with all others."""

    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__, __hash__ = __sub__, float.__hash__

    def __float__(self):
        return 0.0


class EqualText(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


PREDICT = replace(DOUBLE, reference=lambda: 2.5, kind="predict", probes=(Probe(),))


@pytest.mark.parametrize("exercise", [DOUBLE, PREDICT])
def test_a_number_that_equals_everything_earns_nothing(exercise):
    def answer(*given):
        return Equal(7.0)

    answer.__signature__ = inspect.signature(exercise.reference)
    assert judge(exercise, answer).points == 0.0


def test_a_name_that_equals_everything_is_no_name():
    assert judge(HUNT, lambda: (EqualText("whatever"), HUNT.exposing)).points == 0.0


class Silent(Exception):
    """An error that cannot tell what it is."""

    def __str__(self):
        raise RuntimeError


def test_an_error_without_words_is_told_by_its_kind():
    def answer(x):
        raise Silent

    assert "raised Silent" in judge(DOUBLE, answer).observed


def test_a_number_beyond_floats_among_the_names_of_an_answer_is_passed_over():
    def answer(x):
        large, empty, several = 10**400, np.array([None]), [[]]  # noqa: F841
        return np.cos(x) + 0.1 * (large // large)

    verdict = judge(DOUBLE, answer)
    assert verdict.tag == "unexplained", text(verdict)


async def later(x):
    return 2.0 * x


def bit_by_bit(x):
    yield 2.0 * x


UNRUN = {
    "a coroutine": (later, "before def"),
    "a generator": (bit_by_bit, "yield"),
    "a function": (lambda x: np.sum, "behind the name"),
}


@pytest.mark.parametrize("kind", UNRUN)
def test_what_has_not_been_run_is_called_by_its_name(kind, capsys):
    answer, asked = UNRUN[kind]
    assert check(DOUBLE, answer) == 0.0
    shown = capsys.readouterr()
    assert f"is {kind}, expected" in shown.out and asked in shown.out and shown.err == ""


def test_a_check_that_counts_its_calls_earns_nothing():
    calls = []

    def counts(candidate):
        calls.append(candidate)
        return len(calls) <= len(MATRIX.correct)

    verdict = judge(MATRIX, counts)
    assert verdict.points == 0 and verdict.tag == "remembers"


STEPPED = replace(
    DOUBLE,
    reference=lambda x: np.exp(0.1 * x + x**2 / 9),
    steps=lambda x: {"twice": 2.0 * x, "double": np.exp(0.1 * x + x**2 / 9)},
)


def unexplained(x):
    def numbers():
        yield from (1.0, 2.0)

    def down(n):
        return 0 if n == 0 else down(n - 1)

    twice = x + x
    return np.cos(twice) * sum(numbers()) + down(9)


def watch(events):
    def tracer(frame, event, value):
        events.append(event)
        return tracer

    return tracer


def test_an_answer_is_looked_into_under_a_debugger_and_its_trace_goes_on():
    plain, events = judge(STEPPED, unexplained), []
    ours, before = watch(events), sys.gettrace()
    sys.settrace(ours)
    try:
        verdict = judge(STEPPED, unexplained)
        afterwards, count = sys.gettrace(), len(events)
        nothing()
    finally:
        sys.settrace(before)
    assert afterwards is ours and len(events) > count and "line" in events
    assert verdict == plain and "Up to twice all is correct" in plain.observed


def test_checks_in_several_threads_give_what_one_gives_and_leave_the_streams(capsys):
    stream, filters, found = sys.stdout, list(warnings.filters), []
    threads = [
        threading.Thread(target=lambda: found.append(check(DOUBLE, unexplained))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sys.stdout is stream and list(warnings.filters) == filters
    assert found == [0.0] * 8
    assert capsys.readouterr().out.count("double: wrong") == 8


def test_several_arrays_in_place_of_one_are_no_array_with_another_shape():
    verdict = judge(DOUBLE, lambda x: (np.ones(2) * x, np.ones(2)))
    assert verdict.observed == "double is a tuple of 2, expected is one number."
    row = replace(DOUBLE, reference=lambda x: np.arange(3) * x)
    verdict = judge(row, lambda x: (np.arange(3) * x, np.arange(3)))
    assert "is a tuple of 2, expected is an array of numbers with shape (3,)" in verdict.observed
    assert verdict.note == "" and "Which one of them" in verdict.question


COUNTS = replace(DOUBLE, reference=lambda x: [np.ones(2), np.full(3, x)])


def test_a_list_that_is_too_short_is_asked_for_what_fills_it():
    verdict = judge(COUNTS, lambda x: [np.ones(2)])
    assert verdict.observed == "double is a list of 1, expected is a list of 2."
    assert "adds an entry" in verdict.question


def test_a_tuple_where_a_list_is_meant_is_noted_as_that():
    verdict = judge(COUNTS, lambda x: (np.ones(2), np.full(3, x)))
    assert verdict.outcome == "right" and "a tuple where a list is meant" in verdict.note


class Compiled:
    """What some compilers make of a function: called like one, but without a text."""

    __code__ = "machine code"

    def __call__(self, x):
        return np.cos(x) + 0.3


def test_an_answer_without_a_code_of_python_is_judged_by_its_values():
    assert judge(STEPPED, Compiled()).tag == "unexplained"
