"""Where no cause is known: what is said of how a wrong output differs, and that it is true."""

from dataclasses import replace

import numpy as np
import pytest

from backprop_course.checking import Exercise, Probe, judge
from backprop_course.checking.verdict import text

RNG = np.random.default_rng(6)


def array_probe(rows, columns):
    x, g = RNG.normal(size=(2, rows, columns))
    return Probe((x, g, RNG.integers(columns, size=rows), float(RNG.uniform(0.2, 0.8))), {})


def number_probe(a, b):
    return Probe((a, b), {})


ARRAY = Exercise(
    name="made",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=("Which entries?", "Which rows?"),
    reference=lambda x, g, labels, share: np.exp(x) * g,
    mistakes=(),
    probes=(array_probe(4, 4), array_probe(3, 3), array_probe(5, 5)),
)
NUMBER = Exercise(
    name="made",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=("Which numbers?", "Which of them is larger?"),
    reference=lambda a, b: a * b + 1.0,
    mistakes=(),
    probes=tuple(number_probe(a, b) for a in (-1.5, -0.5, 1.25) for b in (-0.75, 0.25, 2.0)),
)


def changed(places):
    """The correct array, with other numbers where ``places`` says so."""
    return lambda x, g, labels, share: np.where(
        places(x, g, labels), np.cos(x) + 7.0, np.exp(x) * g
    )


def made(change):
    return lambda x, g, labels, share: change(np.exp(x) * g, x, share)


def pointed(x, labels):
    return np.arange(x.shape[1]) == labels[:, None]


SAID = {  # what an answer does, and what is said of it
    "below 0": (changed(lambda x, g, labels: x < 0), "wrong exactly where x is below 0"),
    "one below the other": (changed(lambda x, g, labels: x < g), "exactly where x is below g"),
    "at the labels": (
        changed(lambda x, g, labels: pointed(x, labels)),
        "exactly at the entry that labels says in each row",
    ),
    "beside the labels": (
        changed(lambda x, g, labels: ~pointed(x, labels)),
        "exactly beside the entry that labels says in each row",
    ),
    "the last row": (
        changed(lambda x, g, labels: np.arange(len(x))[:, None] == len(x) - 1),
        "exactly in the last row",
    ),
    "all but the first column": (
        changed(lambda x, g, labels: np.arange(len(x)) > 0),
        "exactly from the second column on",
    ),
    "the borders left out": (
        changed(lambda x, g, labels: (np.arange(len(x)) > 0) & (np.arange(len(x)) < len(x) - 1)),
        "exactly between the first and the last column",
    ),
    "the diagonal": (changed(lambda x, g, labels: np.eye(len(x)) > 0), "exactly on the diagonal"),
    "reversed": (made(lambda y, x, share: y[::-1]), "the correct entries in reverse order"),
    "shifted": (made(lambda y, x, share: np.roll(y, 1, 0)), "each one place too late"),
    "moved, and nothing comes in": (
        made(lambda y, x, share: np.vstack([0 * y[:1], y[:-1]])),
        "each one place too late",
    ),
    "nearly, on most": (
        made(lambda y, x, share: y * (1 + 1e-5 * x) + (len(x) == 4)),
        "On 2 of 3 test inputs made agrees to about",
    ),
    "running sums": (made(lambda y, x, share: np.cumsum(y, 0)), "the running sums"),
    "times an input": (made(lambda y, x, share: y * share), "the correct value times share"),
    "divided by the rest": (made(lambda y, x, share: y / (1 - share)), "divided by 1 - share"),
    "an input too much": (made(lambda y, x, share: y + x), "too large by exactly x"),
    "an input missing": (made(lambda y, x, share: y - share), "too small by exactly share"),
    "one number too much": (made(lambda y, x, share: y + y.mean()), "off by the same number"),
    "never filled": (
        made(lambda y, x, share: np.where(np.abs(x) > 1.0, y, 0.0)),
        "Wherever made is wrong, it is 0.",
    ),
    "a factor on each input": (made(lambda y, x, share: y * y.max()), "each time another"),
    "a factor in each row": (
        made(lambda y, x, share: y / y.sum(axis=1, keepdims=True)),
        "Each row of made is a multiple of the correct one",
    ),
    "a term in each column": (
        made(lambda y, x, share: y - y.mean(axis=0)),
        "In each column of made, all entries are off by the same number",
    ),
    "none of these": (made(lambda y, x, share: np.sin(3 * y) + x**2), "each line makes"),
}


@pytest.mark.parametrize("answer, words", SAID.values(), ids=SAID)
def test_how_an_array_differs(answer, words):
    said = " ".join(text(judge(ARRAY, answer)).split())
    assert words in said, said


OF_NUMBERS = {
    "one below the other": (lambda a, b: a * b + (a > b), "wrong exactly where a is below b"),
    "below 0": (lambda a, b: abs(a) * b + 1.0, "wrong exactly where a is below 0"),
    "a factor": (lambda a, b: (a * b + 1.0) * b**2, "times the square of b"),
}


@pytest.mark.parametrize("answer, words", OF_NUMBERS.values(), ids=OF_NUMBERS)
def test_on_which_numbers_an_answer_differs(answer, words):
    said = " ".join(text(judge(NUMBER, answer)).split())
    assert words in said, said


MOVED = Exercise(
    name="moved",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=("Which way?", "How far?"),
    reference=lambda moved, g, lr: moved - lr * g,
    mistakes=(),
    probes=tuple(Probe((*RNG.normal(size=(2, n)), 0.1 * n), {}) for n in (2, 3, 4)),
)


def test_of_an_updated_array_the_step_is_compared():
    said = text(judge(MOVED, lambda w, g, lr: w - lr * g / np.abs(g).max()))
    assert "On each test input, the step of moved is the correct one" in " ".join(said.split())


def masked_probe(n):
    x = RNG.normal(size=n)
    x[1] = np.nan
    return Probe((x,), {})


MASKED = replace(
    MOVED,
    name="masked",
    reference=lambda x: np.nan_to_num(x),
    probes=(*map(masked_probe, (3, 4, 5)),),
)


def test_an_input_may_hold_nan():
    said = text(judge(MASKED, lambda x: np.nan_to_num(x) + 0.25))
    assert "all entries of masked are off by the same number" in " ".join(said.split())


def weights_and_losses(w, steps):
    return w * 0.5**steps, np.arange(steps) + w[0]


TRAINED = replace(
    MOVED,
    name="trained",
    reference=weights_and_losses,
    outputs=("w_new", "losses"),
    probes=tuple(Probe((RNG.normal(size=3), steps), {}) for steps in (3, 4, 5)),
)
LATE = {
    "losses": (lambda w, losses: (w, np.cos(losses)), True),
    "weights": (lambda w, losses: (np.cos(w), losses), False),  # as long as there are steps, once
}


@pytest.mark.parametrize("change, told", LATE.values(), ids=LATE)
def test_what_is_noted_in_each_round_is_wrong_from_the_first_on(change, told):
    said = text(judge(TRAINED, lambda w, steps: change(*weights_and_losses(w, steps))))
    assert ("already before any step" in " ".join(said.split())) == told
