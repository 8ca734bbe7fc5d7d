"""Running a function on fresh copies of its inputs: whatever it does, the caller goes on."""

import contextlib
import copy
import inspect
import io
import math
import threading
import warnings
from dataclasses import dataclass
from numbers import Number

import numpy as np

from .limits import OutOfTime, bounded
from .put_back import put_back
from .verdict import Finding

UNCHANGEABLE = (float, int, bool, str, np.float64, np.float32, np.int64, type(None))
ONE_AT_A_TIME = threading.RLock()
MANY = 100  # entries of a tuple, which may also hold itself by way of a list


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
    """Nothing is printed, no warning shown; afterwards streams and filters are as before.

    They belong to all threads, so only one at a time may be here.
    """
    stream = Swallow()
    with ONE_AT_A_TIME, contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(stream))
        stack.enter_context(contextlib.redirect_stderr(stream))
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(np.errstate(all="ignore"))
        warnings.simplefilter("ignore")
        yield stream


@contextlib.contextmanager
def protected(seconds):
    """Quiet, bounded, and afterwards as before: for calls of ``call_within`` with an answer."""
    with quiet() as stream, bounded(seconds), put_back():
        yield stream


def call(function, inputs, names=(), seconds=math.inf):
    """The Call of ``function`` on copies of ``inputs``; never raises."""
    with contextlib.suppress(OutOfTime), protected(seconds) as stream:
        return call_within(stream, function, inputs, names)
    return Call(error=OutOfTime())


def call_within(stream, function, inputs, names=()):
    """The Call of ``function`` on copies of ``inputs``, inside a ``protected`` block."""
    printed, value, error, given, lists = stream.count, None, None, (), ()
    try:
        given = tuple(map(copied, inputs))
        lists = [(k, list(one)) for k, one in enumerate(given) if type(one) is list]
        value = copied(function(*given))
        if inspect.iscoroutine(value):
            value.close()  # or Python warns that nobody waited for it
    except BaseException as problem:  # an answer may fail in any way at all, and even exit
        error = problem
    names = names or [f"argument {k}" for k in range(len(given))]
    pairs = zip(names, inputs, given, strict=False)
    changed = tuple(name for name, before, after in pairs if not unchanged(before, after))
    moved = (names[k] for k, held in lists if not still_holds(given[k], held))
    changed += tuple(name for name in moved if name not in changed)
    return Call(value, error, changed, stream.count - printed)


def copied(value):
    """A copy, so that a later call cannot change what this one returned."""
    kind = type(value)
    if kind is np.ndarray and value.dtype != object:
        return value.copy()
    if kind in UNCHANGEABLE:
        return value
    if kind is tuple and len(value) < MANY:
        return tuple(map(copied, value))
    if kind is list and are_arrays(value):
        return [array.copy() for array in value]
    if kind is dict and are_arrays(value.values()):
        return {key: array.copy() for key, array in value.items()}
    try:
        return copy.deepcopy(value)
    except (TypeError, ValueError):  # generators and the like cannot be copied
        return value


def are_arrays(values):
    """Whether these are arrays of numbers, no two of them the same one."""
    plain = (type(value) is np.ndarray and value.dtype != object for value in values)
    return all(plain) and len(set(map(id, values))) == len(values)


def still_holds(after, held):
    """Whether a list holds the same objects as before the call, in the same places."""
    pairs = zip(held, after, strict=False)  # another length is seen without this
    return all(one is other or comparable(one) for one, other in pairs)


def comparable(one):
    """Whether ``unchanged`` compares such values: no other objects are compared there."""
    return isinstance(one, np.ndarray | list | tuple | dict | Number)


def unchanged(before, after):
    """Whether arrays, lists, dicts and numbers are what they were; other objects are left out."""
    if before is after:  # numbers and texts are not copied
        return True
    if isinstance(before, np.ndarray):
        if not isinstance(after, np.ndarray) or before.shape != after.shape:
            return False
        if before.dtype == after.dtype and before.tobytes() == after.tobytes():
            return True  # the quick way, which is the usual case
        return np.array_equal(before, after) or np.array_equal(before, after, equal_nan=True)
    if isinstance(before, list | tuple):
        same_length = isinstance(after, list | tuple) and len(before) == len(after)
        return same_length and all(map(unchanged, before, after))
    if isinstance(before, dict):
        same_keys = isinstance(after, dict) and before.keys() == after.keys()
        return same_keys and all(unchanged(before[key], after[key]) for key in before)
    if isinstance(before, Number):
        return before != before or (isinstance(after, Number) and before == after)
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
