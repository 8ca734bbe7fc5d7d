"""Where inf or nan first came up in an answer: NumPy is told to stop where it would warn."""

import numpy as np

from .calls import call
from .errors import place_of, told

FOUND = (  # what NumPy says, and what it means; the first that is found counts
    ("divide by zero encountered in log", "the log of 0 is taken"),
    ("divide by zero", "a number is divided by 0"),
    ("invalid value encountered in divide", "0 is divided by 0, or inf by inf"),
    ("invalid value encountered in scalar divide", "0 is divided by 0, or inf by inf"),
    ("invalid value encountered in sqrt", "the root of a number below 0 is taken"),
    ("invalid value encountered in log", "the log of a number below 0 is taken"),
    ("invalid value encountered in power", "a broken power of a number below 0 is taken"),
    ("invalid value encountered in subtract", "inf is subtracted from inf"),
    ("invalid value encountered in add", "inf and -inf are added"),
    ("invalid value encountered in reduce", "inf and -inf are added"),
    ("invalid value encountered in multiply", "inf is multiplied by 0"),
    ("invalid value encountered in scalar subtract", "inf is subtracted from inf"),
    ("invalid value encountered in scalar add", "inf and -inf are added"),
    ("invalid value encountered in scalar multiply", "inf is multiplied by 0"),
    ("overflow encountered in exp", "exp is taken of a number too large for it"),
    ("overflow", "a number becomes too large for a float"),
)


def origin(answer, exercise, inputs):
    """A sentence on the lines of which NumPy would warn first on these inputs; "" for none.

    A number too large for a float is often harmless, so the line after it is told as well.
    """
    if not hasattr(answer, "__code__"):  # a stand-in for an answer that runs elsewhere
        return ""
    kinds = ({"over": "raise"}, {"divide": "raise", "invalid": "raise"})
    found = [told_line(answer, exercise, inputs, strict) for strict in kinds]
    first, *more = dict.fromkeys(filter(None, found)) or [""]
    return first and f"NumPy warns {', and then '.join([first, *more])}."


def told_line(answer, exercise, inputs, strict):
    """The line that raises an error where NumPy is strict, and what happens there."""

    def strictly(*given):
        with np.errstate(**strict):
            return answer(*given)

    error = call(strictly, inputs, seconds=exercise.seconds).error
    place = place_of(error) if isinstance(error, FloatingPointError) else None
    if place is None:
        return ""
    meaning = next((words for said, words in FOUND if said in str(error)), str(error))
    return f"{told(place, exercise.name).removeprefix(', ')}, where {meaning}"
