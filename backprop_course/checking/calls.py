"""Running a function on fresh copies of its inputs: whatever it does, the caller goes on."""

import contextlib
import copy
import inspect
import io
import linecache
import traceback
import warnings
from dataclasses import dataclass

import numpy as np

from .verdict import Finding


@dataclass(frozen=True)
class Call:
    """What one call did: value or error, the arguments it changed, the characters it printed."""

    value: object = None
    error: BaseException | None = None
    changed: tuple[str, ...] = ()
    printed: int = 0


class Swallow(io.TextIOBase):
    """A stream that counts characters and keeps none, so that a million lines cost nothing."""

    count = 0

    def write(self, words):
        self.count += len(words)
        return len(words)


@contextlib.contextmanager
def quiet():
    """Nothing is printed, no warning shown; afterwards streams and filters are as before."""
    stream = Swallow()
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(stream))
        stack.enter_context(contextlib.redirect_stderr(stream))
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(np.errstate(all="ignore"))
        warnings.simplefilter("ignore")
        yield stream


def call(function, inputs, names=()):
    """The Call of ``function`` on copies of ``inputs``; never raises."""
    given = copy.deepcopy(tuple(inputs))
    value = error = None
    with quiet() as stream:
        try:
            value = copied(function(*given))
        except BaseException as problem:  # an answer may fail in any way at all, and even exit
            error = problem
    names = names or [f"argument {k}" for k in range(len(given))]
    pairs = zip(names, inputs, given, strict=False)
    changed = tuple(name for name, before, after in pairs if not unchanged(before, after))
    return Call(value, error, changed, stream.count)


def copied(value):
    """A copy, so that a later call cannot change what this one returned."""
    try:
        return copy.deepcopy(value)
    except (TypeError, ValueError):  # generators and the like cannot be copied
        return value


def unchanged(before, after):
    """Whether arrays, lists and dicts hold what they held; other objects are not looked at."""
    if isinstance(before, np.ndarray):
        return before.shape == after.shape and np.array_equal(before, after, equal_nan=True)
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(unchanged, before, after))
    if isinstance(before, dict):
        same_keys = before.keys() == after.keys()
        return same_keys and all(unchanged(before[key], after[key]) for key in before)
    return True


def not_a_function(exercise, answer):
    """A Finding when ``answer`` cannot be called with the exercise's arguments."""
    if not callable(answer):
        observed = f"You passed {described(answer)}, and check needs the function itself."
        question = f"Is there a pair of parentheses after {exercise.name}, or another name?"
        return Finding("structure.not-a-function", observed, question=question, fatal=True)
    try:
        signature = inspect.signature(answer)
    except (TypeError, ValueError):  # some built-in functions have no signature
        return None
    try:
        signature.bind(*exercise.parameters)
    except TypeError:
        return wrong_arguments(exercise, signature)
    return None


def wrong_arguments(exercise, signature):
    wanted = f"({', '.join(exercise.parameters)})"
    observed = f"Your function takes {signature}, and it will be called with {wanted}."
    question = "Does the def line still have the arguments of the stub?"
    return Finding("structure.arguments", observed, question=question, fatal=True)


def described(value):
    """The type of a value in words, never its text."""
    return f"an object of type {type(value).__name__}"


def failure(error):
    """The Finding for an error that the answer raised."""
    kind = type(error).__name__
    words = " ".join(str(error).split())[:200]
    observed = f"Your function raised {kind}{': ' + words if words else ''}{place(error)}."
    if isinstance(error, SystemExit):
        return Finding("raised.SystemExit", observed, "it asks Python to stop", fatal=True)
    question = next(
        (q for types, q in QUESTION_FOR_ERROR if isinstance(error, types)),
        QUESTION_FOR_OTHER_ERRORS,
    )
    return Finding(f"raised.{kind}", observed, question=question, fatal=True)


QUESTION_FOR_ERROR = (
    (NameError, "Where is that name made: in a line above, among the arguments, by an import?"),
    (IndexError | KeyError, "How many entries are there, and what is the first index?"),
    (RecursionError, "When does your function stop calling itself?"),
    (
        OverflowError | ZeroDivisionError,
        "Which number becomes too large, or 0, and for which input?",
    ),
)
QUESTION_FOR_OTHER_ERRORS = (
    "Which value in that line is not what you expect? Print it, or its shape."
)


def place(error):
    """Where an error was raised, as far as the learner's own text is known."""
    frames = traceback.extract_tb(error.__traceback__)[1:]  # the first frame is this file's
    lines = [linecache.getline(frame.filename, frame.lineno).strip() for frame in frames[:1]]
    return f", in the line `{lines[0]}`" if lines and lines[0] else ""


def raiser(error):
    """The name of the function in which an error was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return frames[-1].name if frames else ""
