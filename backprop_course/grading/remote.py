"""A student's function as a callable of the parent, for the checker that notebooks use."""

import builtins
import contextlib
import inspect
import math
import sys

import numpy as np

from ..checking.errors import Place
from .sandbox import Gone

MISSING = object()
MOST_PARAMETERS = 20
LARGEST_COUNT = 10_000  # as a whole number, or of numbers, that a student may hand to ours


class Lender:
    """The parent's end of the wire: functions of ours, called by the child.

    trusted: the child runs our own references, whose arguments may be functions that were lent.
    """

    def __init__(self, trusted=False):
        self.trusted = trusted

    def serve(self, message, peer, body):
        """Call a function that was lent, on the child's numbers."""
        number, coded = message.get("function"), message.get("arguments")
        if message.get("do") != "call" or type(number) is not int or not isinstance(coded, list):
            return {"error": {"text": "not a request"}}, []
        if not 0 <= number < len(peer.lent):
            return {"error": {"text": "no such function"}}, []
        home = peer.lent.__getitem__ if self.trusted else lambda k: borrowed_back
        reader = peer.reader(body, lambda k: borrowed_back, returned=home)
        arguments = [reader.value(one) for one in coded]
        try:
            check_size(arguments)
            writer = peer.writer()
            value = peer.lent[number](*arguments)
            return {"value": writer.value(value)}, writer.parts
        except Exception as problem:
            return {"error": {"text": str(problem)[:300]}}, []


def borrowed_back(*arguments):
    raise TypeError("a function of ours takes numbers and arrays, no functions")


def check_size(value):
    """Numbers become sizes and arrays are stretched: neither shall fill the memory."""
    if isinstance(value, list | tuple):
        for part in value:
            check_size(part)
    large = type(value) is int and abs(value) > LARGEST_COUNT
    if large or math.prod(max(size, 1) for size in getattr(value, "shape", ())) > LARGEST_COUNT:
        raise ValueError(f"a number, or an array of numbers, beyond {LARGEST_COUNT:,}")


def answer(box, name):
    """What the student defined under this name: a callable, a plain value, or MISSING."""
    found, body = box.ask("look", name=name)
    if not found.get("found"):
        return MISSING
    if "function" not in found:
        read = box.peer.reader(body, lambda k: function(box, k, None)).value
        return reading(box, read, found.get("value"))
    return function(box, found["function"], signature(found.get("signature")))


def signature(coded):
    """The signature that the child reported; None where there is none, or no sense in it."""
    try:
        return inspect.Signature([parameter(*one) for one in coded[:MOST_PARAMETERS]])
    except (TypeError, ValueError, LookupError):
        return None


def parameter(name, kind, has_default):
    """One parameter of a signature, its default unknown."""
    default = None if has_default else inspect.Parameter.empty
    return inspect.Parameter(name[:40], list(inspect._ParameterKind)[kind], default=default)


def function(box, number, signed):
    """A callable that runs function ``number`` in the child.

    Arguments that the student changed are changed here too, and errors are raised here, so that
    the checker sees what it would see in the notebook.
    """

    def remote(*arguments):
        writer = box.peer.writer()
        coded = [writer.value(argument) for argument in arguments]
        reply, body = box.ask("call", writer.parts, function=number, arguments=coded)
        if reply.get("printed"):
            sys.stdout.write(".")  # the checker counts what is printed, and keeps none of it
        if "error" in reply:
            raise error(reply["error"])
        read = box.peer.reader(body, lambda k: function(box, k, None)).value
        value = reading(box, read, reply.get("value"))
        if isinstance(reply.get("arguments"), list):
            changed = [reading(box, read, coded) for coded in reply["arguments"]]
            for before, after in zip(arguments, changed, strict=False):
                change(before, after)
        return value

    if signed is not None:
        remote.__signature__ = signed
    return remote


def reading(box, read, coded):
    """A value from the child; one that makes no sense ends it."""
    try:
        return read(coded)
    except (ValueError, TypeError, RecursionError, MemoryError) as problem:
        box.spoiled(problem)
        raise box.fate from problem


def change(before, after):
    """Make an argument what the student made of it."""
    with contextlib.suppress(TypeError, ValueError):
        if isinstance(before, np.ndarray):
            before[...] = after if np.shape(after) == before.shape else np.nan
        elif isinstance(before, list):
            before[:] = after
        elif isinstance(before, dict):
            before.clear()
            before.update(after)


def error(coded):
    """The exception that the student's function raised, as near as a built-in one comes to it."""
    coded = coded if isinstance(coded, dict) else {}
    kinds = coded.get("kinds") if isinstance(coded.get("kinds"), list) else []
    text = str(coded.get("text", ""))[:300]
    kind = next(filter(None, map(built_in, kinds)), Exception)
    try:
        problem = kind(text)
    except TypeError:  # some want more than a text
        problem = Exception(text)
    problem.place = place(coded.get("frame"))
    return problem


def built_in(name):
    """A built-in exception by its name. Nobody pressed a key here: no KeyboardInterrupt."""
    kind = getattr(builtins, name, None) if isinstance(name, str) else None
    usable = isinstance(kind, type) and issubclass(kind, BaseException)
    return kind if usable and kind not in (KeyboardInterrupt, GeneratorExit) else None


def place(coded):
    """Where the student's code raised an error; None where the child does not say it."""
    if not isinstance(coded, list) or len(coded) != 2:
        return None
    function, line = (str(part)[:200] for part in coded)
    return Place(None, line, function) if line else None


__all__ = ["MISSING", "Gone", "Lender", "answer", "error", "function"]
