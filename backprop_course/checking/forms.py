"""Other forms of a correct value: a list for a tuple, nested lists for an array, a Fraction."""

from numbers import Number

import numpy as np

NOTES = {
    "tuple": "you return a list where a tuple is meant; it was taken as one.",
    "list": "you return a tuple where a list is meant; it was taken as one.",
    "array": "you return lists where an array is meant; they were taken as one.",
    "numbers": "another kind of number than float was converted.",
}
EXACT = ("Fraction", "Decimal")
PLAIN = (float, int, bool, np.float64)


def as_meant(value, expected, noted):
    """The value in the form of ``expected`` where its own form says the same, else as it is.

    ``noted`` is a set to which the names of the NOTES that apply are added.
    """
    if isinstance(expected, tuple | list):
        return entries_as_meant(value, expected, noted)
    if isinstance(expected, dict):
        same = isinstance(value, dict) and value.keys() == expected.keys()
        return {k: as_meant(value[k], expected[k], noted) for k in expected} if same else value
    if isinstance(value, list | tuple) and np.ndim(expected):
        return value if is_several(value, expected) else array_from_lists(value, noted)
    if isinstance(value, np.ndarray) and value.dtype == object:
        return numbers_from_objects(value, noted)
    return plain_number(value, noted)


def entries_as_meant(value, expected, noted):
    """A tuple or list with its entries as meant; where their count is another, as it is."""
    if isinstance(value, np.ndarray) and value.shape == (len(expected),):
        value = list(value) if all(np.ndim(one) == 0 for one in expected) else value
    if not isinstance(value, list | tuple) or len(value) != len(expected):
        return value
    if not isinstance(value, type(expected)):
        noted.add(type(expected).__name__)
    pairs = zip(value, expected, strict=True)
    return type(expected)(as_meant(ours, theirs, noted) for ours, theirs in pairs)


def is_several(value, expected):
    """Whether these are several arrays in place of one, and not the rows of that one."""
    return any(isinstance(one, np.ndarray) and one.ndim >= np.ndim(expected) for one in value)


def array_from_lists(value, noted):
    try:
        array = np.array(value)
    except (TypeError, ValueError, RecursionError, OverflowError):  # rows of different lengths
        return value
    array = numbers_from_objects(array, noted) if array.dtype == object else array
    if array.dtype.kind not in "biuf" or type(array) is not np.ndarray:
        return value
    noted.add("array")
    return array


def numbers_from_objects(array, noted):
    """An array of objects as float64, if all of them are real numbers."""
    if type(array) is not np.ndarray or not all(map(is_real, array.flat)):
        return array
    noted.add("numbers")
    try:
        return array.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        return array


def is_real(entry):
    return isinstance(entry, Number) and not isinstance(entry, complex)


def plain_number(value, noted):
    """A Fraction or Decimal as a float, and a number of a class of the learner's own as Python's.

    Such a class may say of itself that it equals everything.
    """
    if type(value) not in PLAIN and isinstance(value, float | int):
        return float.__float__(value) if isinstance(value, float) else int.__int__(value)
    if type(value).__name__ not in EXACT or not is_real(value):
        return value
    noted.add("numbers")
    try:
        return float(value)
    except (ValueError, OverflowError):
        return value
