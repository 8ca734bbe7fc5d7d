"""Patterns in wrong numbers that no catalogue lists: outputs exchanged, zeros, signs, digits."""

from itertools import combinations

import numpy as np

from .compare import close, distance, multiply
from .factors import numbers, ratio_of
from .observe import observed_values, six_digits
from .verdict import Finding

NEARLY = 1e-2  # a relative distance that rounding by hand, or a one-sided difference, explains


def exchanged(attempt):
    """Whether two outputs stand in each other's place."""
    for i, j in combinations(attempt.wrong, 2):
        if holds(attempt, i, j) and holds(attempt, j, i):
            cause = f"{attempt.names[i]} and {attempt.names[j]} stand in each other's place"
            question = "In which order does the docstring want the outputs?"
            return Finding("exchanged", observed_values(attempt), cause, question)
    return None


def other_output(attempt):
    """Whether the first wrong output is what another output should be."""
    k = attempt.wrong[0]
    for other, name in enumerate(attempt.names):
        if other != k and holds(attempt, k, other):
            cause = f"your {attempt.names[k]} holds what {name} should hold"
            question = "In which step do the two part?"
            return Finding("other_output", observed_values(attempt), cause, question)
    return None


def holds(attempt, k, other):
    """Whether output k is, on every probe, what the other output should be."""
    pairs = zip(attempt.output_pairs(k), attempt.output_pairs(other), strict=True)
    return all(close(ours, wanted, attempt.exercise.tolerance) for (ours, _), (_, wanted) in pairs)


def one_ratio(attempt):
    """Whether the first wrong output is the right one times a number that has no name."""
    ours, theirs = zip(*attempt.output_pairs(attempt.wrong[0]), strict=True)
    ratio, _ = ratio_of(ours, theirs)
    if ratio is None or len(ours) < 2:
        return None
    pairs = zip(ours, (multiply(wanted, ratio) for wanted in theirs), strict=True)
    if not all(close(a, b, attempt.exercise.tolerance) for a, b in pairs):
        return None
    cause = f"a constant factor: it is {six_digits(ratio)} times the expected value everywhere"
    return Finding("one-ratio", observed_values(attempt), cause, "Where does that number come in?")


def few_digits(attempt):
    """Whether everything is nearly right: rounded, or a coarse finite difference."""
    pairs = zip(attempt.values, attempt.expected, strict=True)
    gap = max(distance(ours, theirs) for ours, theirs in pairs)
    if gap > NEARLY or all(map(whole, attempt.expected)):
        return None
    digits = max(1, int(-np.log10(gap)))
    observed = f"Your answer agrees to about {digits} digits, which is close but not enough."
    cause = "a number was rounded on the way, or a finite difference was taken"
    return Finding("few-digits", observed, cause, "Can you return the expression instead?")


def whole(value):
    """Whether a value holds whole numbers only, such as a shape: there nothing is nearly right."""
    found = numbers(value)
    return found is not None and bool(np.all(found == np.round(found)))


def all_zero(attempt):
    """Whether the first wrong output is 0 everywhere."""
    ours = [numbers(value) for value, _ in attempt.output_pairs(attempt.wrong[0])]
    if any(value is None or value.any() for value in ours):
        return None
    question = "Which factor or mask makes it vanish?"
    return Finding("zeros", observed_values(attempt), "every number in it is 0", question)


def signs_only(attempt):
    """Whether all sizes are right and only some signs are not."""
    pairs = attempt.output_pairs(attempt.wrong[0])
    sizes = [(numbers(a), numbers(b)) for a, b in pairs]
    if any(a is None or b is None or a.shape != b.shape for a, b in sizes):
        return None
    if not all(close(np.abs(a), np.abs(b), attempt.exercise.tolerance) for a, b in sizes):
        return None
    cause = "every size is right, and some signs are not"
    question = "Which inputs are negative where the sign is wrong?"
    return Finding("signs", observed_values(attempt), cause, question)


PATTERNS = (few_digits, other_output, all_zero, one_ratio, signs_only)
