"""Answers that were written without the catalogue: how many are judged and named correctly."""

from dataclasses import replace

import learners_01
import learners_07
import numpy as np
import pytest

from backprop_course import exercises
from backprop_course.checking import judge
from backprop_course.checking.verdict import text
from backprop_course.ops import sigmoid

SETS = {1: learners_01, 7: learners_07}
UNNAMED = ("unexplained", "not-finite", "structure.shape", "zeros", "signs", "one-ratio")
NAMED = 0.9  # of all wrong answers, at least
PATIENCE = 1.0  # seconds until an endless loop is stopped

CORRECT = [
    pytest.param(number, name, base, id=f"{name}-{k}")
    for number, answers in SETS.items()
    for name, bases in answers.BASES.items()
    for k, base in enumerate(bases)
]
WRONG = [
    pytest.param(number, name, answers.BASES[name][base], old, new, tag, id=f"{name}-{k}")
    for number, answers in SETS.items()
    for name, slips in answers.SLIPS.items()
    for k, (base, old, new, tag) in enumerate(slips)
]


def verdict_on(number, name, source):
    """The Verdict on an answer that is given as text."""
    names = {"np": np, "sigmoid": sigmoid}
    exec(source, names)
    exercise = next(one for one in exercises.load(number) if one.name == name)
    return judge(patient(exercise), names[name])


QUICK = {}


def patient(exercise):
    """The exercise with a shorter time limit, made once, so that its catalogue runs once."""
    if exercise not in QUICK:
        QUICK[exercise] = replace(exercise, seconds=PATIENCE)
    return QUICK[exercise]


@pytest.mark.parametrize("number, name, source", CORRECT)
def test_a_correct_answer_in_any_hand_is_accepted(number, name, source):
    verdict = verdict_on(number, name, source)
    assert verdict.outcome == "right", text(verdict)


@pytest.mark.parametrize("number, name, source, old, new, tag", WRONG)
def test_a_slip_is_rejected_and_gets_no_false_name(number, name, source, old, new, tag):
    assert old in source
    verdict = verdict_on(number, name, source.replace(old, new))
    assert verdict.outcome in ("wrong", "partly right"), text(verdict)
    assert verdict.tag == tag or verdict.tag in UNNAMED, text(verdict)


@pytest.mark.parametrize("number", SETS)
def test_most_slips_are_named(number, capsys):
    cases = [case.values for case in WRONG if case.values[0] == number]
    tags = [
        verdict_on(number, n, source.replace(old, new)).tag for _, n, source, old, new, _ in cases
    ]
    named = sum(tag not in UNNAMED for tag in tags)
    with capsys.disabled():
        correct = sum(case.values[0] == number for case in CORRECT)
        print(
            f"\nlesson {number:02d}: {named} of {len(cases)} slips named, {correct} correct answers"
        )
    assert named >= NAMED * len(cases)
