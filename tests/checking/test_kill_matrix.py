"""Testing the test: what a learner's check earns, and what is said of it."""

import numpy as np
import pytest

from backprop_course.checking import KillMatrix, Mistake, Planted, judge
from backprop_course.checking.kill_matrix import told
from backprop_course.checking.verdict import text
from backprop_course.exercises import ch08


def doubles(candidate):
    return candidate(3.0) == 6.0 and candidate(-1.0) == -2.0


def one_input(candidate):
    return candidate(3.0) == 6.0


EXERCISE = KillMatrix(
    name="doubles",
    points=4,
    minutes=1,
    grade="core",
    hints=("Which?", "What?"),
    correct=(lambda x: 2.0 * x, lambda x: x + x),
    planted=(
        Planted("half", lambda x: x / 2, "halves"),
        Planted("size", lambda x: 2 * abs(x), "loses the sign"),
    ),
    reference=doubles,
    accepted=(lambda candidate: bool(np.allclose(candidate(np.array([1.0, -2.0])), [2, -4])),),
    mistakes=(Mistake("doubles.one", one_input, "one input is tried", "Which others are there?"),),
    praise="And 0?",
)


def stub(candidate):
    raise NotImplementedError()


def asserting(candidate):
    assert doubles(candidate)


SAID = {
    "all": (doubles, 4, "right", "kills 2 of 2"),
    "NumPy's own yes": (lambda candidate: np.bool_(doubles(candidate)), 4, "right", "kills 2"),
    "one input": (one_input, 2, "doubles.one", "Still alive: one that loses the sign."),
    "another half": (
        lambda candidate: candidate(-3) < 0,
        2,
        "kill.alive",
        "Still alive: one that halves.",
    ),
    "anything": (lambda candidate: True, 0, "kill.alive", "kills 0 of 2"),
    "nothing": (lambda candidate: False, 0, "kill.refuses-correct", "passes 0 of 2"),
    "numbers": (lambda candidate: candidate(3.0), 0, "structure.type", "expected is True or False"),
    "no answer": (lambda candidate: None, 0, "structure.type", "returns None"),
    "an array": (lambda candidate: np.array([True]), 0, "structure.type", "array of shape (1,)"),
    "an error": (lambda candidate: 1 / 0, 0, "raised.ZeroDivisionError", "division by zero"),
    "an assertion": (asserting, 0, "structure.type", "raises AssertionError"),
    "other arguments": (lambda: True, 0, "structure.arguments", "called with (candidate)"),
    "a stub": (stub, 0, "not-attempted", "write it first"),
    "its result": (True, 0, "structure.not-a-function", "needs the function itself"),
}


@pytest.mark.parametrize("answer, points, tag, words", SAID.values(), ids=SAID)
def test_what_a_check_earns(answer, points, tag, words):
    verdict = judge(EXERCISE, answer)
    said = " ".join(text(verdict).split())
    assert (verdict.points, verdict.tag) == (points, tag), said
    assert words in said, said


def test_a_wrong_candidate_that_fails_is_killed_and_a_correct_one_is_not():
    """A check with two batches makes a planted layer fail that has saved the first of them."""

    def two_batches(candidate):
        module = candidate(np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]]))
        for n in (2, 5):
            module.forward(np.ones((n, 3)))
            module.backward(np.ones((n, 2)))
        return True

    verdict = judge(ch08.layer_check, two_batches)
    assert "kills 1 of 7" in verdict.observed and verdict.tag == "kill.alive"
    assert "on 1 of them your check ends in an error" in verdict.note
    verdict = judge(ch08.layer_check, lambda candidate: candidate(None).forward(1.0) is None)
    assert verdict.tag.startswith("raised.") and verdict.points == 0


def test_a_check_with_true_and_false_exchanged_is_told_so():
    verdict = judge(EXERCISE, lambda candidate: not doubles(candidate))
    assert verdict.tag == "kill.turned-round" and verdict.points == 0


def test_a_planted_error_is_told_as_what_it_does_or_where_it_is():
    assert told("halves") == "one that halves"
    assert told("where x is halved") == "one where x is halved"
