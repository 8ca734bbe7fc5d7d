"""What a child asks of the parent: functions that were lent, on numbers of a harmless size."""

import numpy as np
import pytest

from backprop_course.grading.inside import wire
from backprop_course.grading.remote import Lender, error


def asked(function, *arguments, number=0, coded=None):
    """The parent's answer when the child calls a function that was lent."""
    peer = wire.Peer(None, None, None)
    peer.lent.append(function)
    writer = wire.Writer([])
    values = [writer.value(argument) for argument in arguments] if coded is None else coded
    message = {"do": "call", "function": number, "arguments": values}
    return Lender().serve(message, peer, b"".join(writer.parts))[0]


def must_not_run(*arguments):
    raise SystemExit("this was called")


def test_a_lent_function_is_called_on_numbers():
    answer = asked(lambda a, b: float(a.sum()) + b, np.arange(3.0), 0.5)
    assert answer == {"value": ["f", (3.5).hex()]}


TOO_LARGE = [
    (np.zeros((5000, 1)), np.zeros((1, 5001)), np.zeros(10_001)),
    (10**5,),
    ([1.0, [10**5]],),
    (np.zeros((0, 10_001)),),
]


@pytest.mark.parametrize("arguments", TOO_LARGE, ids=str)
def test_nothing_is_called_that_may_fill_the_memory(arguments):
    assert "beyond 10,000" in asked(must_not_run, *arguments)["error"]["text"]


@pytest.mark.parametrize("number", [-1, 1, True, "0", None, 10**9])
def test_what_was_not_lent_is_not_called(number):
    assert "error" in asked(must_not_run, 1.0, number=number)


@pytest.mark.parametrize("coded", [None, 3, "x", {}])
def test_arguments_of_no_sense_are_refused(coded):
    message = {"do": "call", "function": 0, "arguments": coded}
    peer = wire.Peer(None, None, None)
    peer.lent.append(must_not_run)
    assert "error" in Lender().serve(message, peer, b"")[0]


def test_a_students_function_is_not_called_in_the_parent_by_ours():
    answer = asked(lambda f: f(1.0), coded=[["c", 0]])
    assert "no functions" in answer["error"]["text"]


ERRORS = [
    (["ZeroDivisionError", "Exception"], ZeroDivisionError),
    (["MyError", "ValueError"], ValueError),
    (["KeyboardInterrupt", "BaseException"], BaseException),
    (["open", "__import__", "print"], Exception),
    (["UnicodeDecodeError"], Exception),
    ("ValueError", Exception),
    (None, Exception),
]


@pytest.mark.parametrize("kinds, expected", ERRORS, ids=str)
def test_an_error_is_a_built_in_one_or_none(kinds, expected):
    assert type(error({"kinds": kinds, "text": "words", "frame": [1]})) is expected
