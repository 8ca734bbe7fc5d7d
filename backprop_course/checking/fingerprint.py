"""A quick look at two values: can they be equal, can one be a multiple of the other?

It only spares work.  What passes here is compared in full afterwards, so nothing is decided.
"""

from dataclasses import dataclass

import numpy as np

from .compare import BY_HAND, as_floats, flatten

SLACK = 1e-4  # far above any tolerance, float32's too; what is predicted may be rounded
NOTHING = 1e-16  # a sum of squares that may be round-off


@dataclass(frozen=True)
class Fingerprint:
    """The numbers of a value in one row, the shapes they had, and the sum of their squares."""

    shapes: tuple
    row: np.ndarray
    square: float


def fingerprint(value):
    """The Fingerprint of a value; None when it holds something else than finite real numbers."""
    leaves = [as_floats(leaf) for _, leaf in flatten("", value) if leaf is not None]
    if not leaves or any(leaf is None for leaf in leaves):
        return None
    row = np.concatenate([leaf.ravel() for leaf in leaves])
    with np.errstate(all="ignore"):
        square = float(row @ row)
    return (
        Fingerprint(tuple(leaf.shape for leaf in leaves), row, square) if square < 1e300 else None
    )


def of_outputs(rows):
    """One Fingerprint per output, over all probes; None where probes have other outputs."""
    rows = list(rows)
    if len({len(row) for row in rows}) > 1:
        return None
    return [fingerprint(list(outputs)) for outputs in zip(*rows, strict=True)]


def as_row(value):
    """The outputs of a returned value as a tuple."""
    return value if isinstance(value, tuple) else (value,)


def slack_of(exercise):
    """By how much squares of values may differ that are compared in full."""
    return 4 * BY_HAND if exercise.kind == "predict" else SLACK


def may_be_equal(one, other, slack):
    """Whether two values with these fingerprints can be equal; True where nothing is known."""
    if one is None or other is None:
        return one is other
    if one.shapes != other.shapes:
        return False
    size = max(one.square, other.square)
    return size < NOTHING or (
        abs(one.square - other.square) <= slack * size
        and (float(one.row @ other.row) >= (1 - slack) * size)
    )


def may_be_multiple(one, other):
    """Whether one can be a constant times the other; True where nothing is known."""
    if one is None or other is None or one.shapes != other.shapes:
        return False
    return float(one.row @ other.row) ** 2 >= (1 - SLACK) * one.square * other.square


def size_of(fingerprint):
    return np.nan if fingerprint is None else fingerprint.square
