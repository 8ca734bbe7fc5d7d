"""The correct values in another shape: summed, averaged, cut, not yet summed."""

import numpy as np

from .compare import as_floats, distance
from .verdict import Finding


def reduced(attempt, problem):
    """Whether a malformed output is the correct one summed, averaged or cut along an axis."""
    k = next(k for k in attempt.wrong if attempt.malformed(k))
    for said, change in REDUCTIONS:
        if all(has_become(ours, theirs, change) for ours, theirs in attempt.output_pairs(k)):
            if np.ndim(attempt.output_pairs(k)[0][1]) == 1:
                said = said.replace("row", "entry")
            cause = f"the correct values of {attempt.names[k]} are there, but {said}"
            question = f"What shape should {attempt.names[k]} have, and what takes an axis away?"
            return Finding("reduced", problem.observed, cause, question)
    pairs = attempt.output_pairs(k)
    several = any(longer(ours, theirs) for ours, theirs in pairs)
    for said, change in NOT_YET if several else ():
        if all(has_become(theirs, ours, change) for ours, theirs in pairs):
            cause = f"{attempt.names[k]} holds the parts of the correct value, which is {said}"
            return Finding(
                "reduced", problem.observed, cause, "What is still to be done with them?"
            )
    if all(begins(ours, theirs) for ours, theirs in attempt.output_pairs(k)):
        cause = f"the first entries of {attempt.names[k]} are correct, and the others are missing"
        return Finding("reduced", problem.observed, cause, "What ends the loop, and when?")
    return None


def longer(ours, theirs):
    """Whether this is an array with more entries than the correct one, which is a row or number."""
    many = isinstance(ours, np.ndarray) and as_floats(theirs) is not None
    return many and ours.size > np.size(theirs)


def begins(ours, theirs):
    """Whether this is the beginning of a correct row of numbers, or all of it."""
    one, other = as_floats(ours), as_floats(theirs)
    if one is None or other is None or not one.ndim == other.ndim == 1 or not len(one):
        return False
    return len(one) <= len(other) and distance(one, other[: len(one)]) < 1e-6


def has_become(ours, theirs, change):
    """Whether a value is the correct one after a change that takes an axis away."""
    if not isinstance(theirs, np.ndarray) or theirs.ndim == 0:
        return False
    try:
        return distance(ours, change(theirs)) < 1e-6
    except (ValueError, IndexError):
        return False


REDUCTIONS = (
    ("summed over the first axis", lambda value: value.sum(axis=0)),
    ("summed over the last axis", lambda value: value.sum(axis=-1)),
    ("summed over everything", np.sum),
    ("averaged over the first axis", lambda value: value.mean(axis=0)),
    ("averaged over the last axis", lambda value: value.mean(axis=-1)),
    ("averaged over everything", np.mean),
    ("in one long row", np.ravel),
    ("only the first row of them", lambda value: value[0]),
    ("only the first row of them", lambda value: value[:1]),
    ("only the last row of them", lambda value: value[-1]),
    ("without the last row", lambda value: value[:-1]),
    ("without the first row", lambda value: value[1:]),
    ("in one column", lambda value: value.reshape(-1, 1)),
    ("with an axis of length 1 too many", lambda value: value[None]),
    ("with an axis of length 1 too many", lambda value: value[..., None]),
)


NOT_YET = (
    ("their mean", np.mean),
    ("their sum", np.sum),
    ("their sum over the first axis", lambda value: value.sum(axis=0)),
    ("their sum over the last axis", lambda value: value.sum(axis=-1)),
    ("their mean over the first axis", lambda value: value.mean(axis=0)),
    ("their mean over the last axis", lambda value: value.mean(axis=-1)),
)
