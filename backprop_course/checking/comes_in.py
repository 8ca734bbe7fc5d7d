"""Patterns of something that comes in besides: sums so far, another output, the parameter itself.

Each looks at output k of an attempt and returns an Explanation, or None.
"""

import ast
import math

import numpy as np

from .catalogue import Explanation
from .changes import statements, target_of
from .compare import as_floats, close, distance
from .near_misses import tree_of
from .observe import central_difference, six_digits

ON_BOTH_SIDES = "At a kink the two sides differ. Which one slope did we settle on there?"


def running(attempt, k):
    """Whether output k holds running sums or means of what it should hold."""
    pairs = attempt.rows[k]
    if attempt.exercise.kind == "predict" or any(
        a is None or b is None or a.shape != b.shape for a, b in pairs
    ):
        return None
    if not all(is_array(theirs, (1,)) for _, theirs in attempt.output_pairs(k)):
        return None
    for word, change in (("sum", sums), ("mean", means)):
        if all(close(a, change(b), attempt.exercise.tolerance) for a, b in pairs):
            cause = f"each entry is the {word} of all entries so far, where it should stand alone"
            question = "Which of your numbers is carried from one round to the next?"
            return Explanation(frozenset([k]), "running", cause, question)
    return None


def is_array(value, axes):
    return isinstance(value, np.ndarray) and value.ndim in axes


def sums(row):
    return np.cumsum(row)


def means(row):
    return np.cumsum(row) / np.arange(1, len(row) + 1)


def outputs_added(attempt, k):
    """Whether another output is added to output k, or subtracted from it."""
    if attempt.exercise.kind == "predict":
        return None
    rows, ours = attempt.rows, [a for a, _ in attempt.rows[k]]
    for other, name in enumerate(attempt.names):
        both = [(wanted, more) for (_, wanted), (_, more) in zip(rows[k], rows[other], strict=True)]
        if other == k or not all(alike(a, *b) for a, b in zip(ours, both, strict=True)):
            continue
        for word, sign in (("added to", 1), ("subtracted from", -1)):
            made = (wanted + sign * more for wanted, more in both)
            if all(map(close, ours, made, [attempt.exercise.tolerance] * len(ours))):
                cause = f"{name} is {word} your {attempt.names[k]}"
                question = "Are two things changed, or counted, where one alone is meant?"
                return Explanation(frozenset([k]), "outputs-added", cause, question)
    return None


def alike(*rows):
    """Whether these are rows of numbers of one length."""
    return all(row is not None and row.shape == rows[0].shape for row in rows)


def decay(attempt, k):
    """Whether a multiple of the parameter comes in: in its gradient, or in its step."""
    exercise, name = attempt.exercise, attempt.names[k]
    parameter, step = exercise.slope_of.get(name), name.removesuffix("_new")
    known = exercise.parameters
    if exercise.kind == "predict" or not (parameter or {step, "lr"} <= {*known}):
        return None
    shares = []
    for (ours, theirs), probe in zip(attempt.output_pairs(k), exercise.probes, strict=True):
        inputs = dict(zip(known, probe.inputs, strict=True))
        share = share_of(ours, theirs, as_floats(inputs[parameter or step]))
        rate = 1.0 if parameter else inputs["lr"]
        if share is None or not rate or not same([*shares, share / rate]):
            return None
        shares.append(share / rate)
    if not parameter and decays_anyway(exercise, step):
        return None
    rate, parameter = abs(shares[0]), parameter or step
    cause = f"{six_digits(rate)} times {parameter} itself comes in, as with weight decay"
    question = f"Does the loss of this task depend on {parameter} in another way than by what the "
    return Explanation(frozenset([k]), "decay", cause, question + "network computes?")


def decays_anyway(exercise, parameter):
    """Whether the step of a parameter holds it twice in a plain solution: a decay is asked for."""
    tree = tree_of(exercise.plain)
    lines = statements(tree) if tree else []
    made = [line for line in lines if target_of(line).removesuffix("_new") == parameter]
    names = (sum(getattr(n, "id", "") == parameter for n in ast.walk(line.value)) for line in made)
    return any(count > 1 for count in names)


def share_of(ours, theirs, start):
    """c where ours - theirs is c times the parameter; None where there is no such number."""
    one, other = as_floats(ours), as_floats(theirs)
    if start is None or one is None or other is None or not one.shape == other.shape == start.shape:
        return None
    size = float(np.sum(start * start))
    share = float(np.sum((one - other) * start)) / size if size else 0.0
    return share if size and share and distance(one - other, share * start) < 1e-6 else None


def same(shares):
    """Whether these numbers are one and the same, and smaller than a parameter."""
    first, *others = shares
    return abs(first) < 1 and all(math.isclose(one, first, rel_tol=1e-5) for one in others)


def power_of_ten(attempt, k):
    """Whether a predicted number has its decimal point in another place."""
    (ours, theirs), *_ = attempt.output_pairs(k)
    if attempt.exercise.kind != "predict" or as_floats(ours) is None or np.ndim(ours):
        return None
    if as_floats(theirs) is None or np.ndim(theirs) or len(digits_of(theirs)) < 2:
        return None
    ratio = float(ours) / float(theirs)
    power = round(math.log10(ratio)) if ratio > 0 else 0
    if not power or abs(power) > 3 or not math.isclose(ratio, 10.0**power, rel_tol=1e-9):
        return None
    cause = "the digits are correct, and the decimal point is not"
    question = "About how large must the number be?"
    return Explanation(frozenset([k]), "power-of-ten", cause, question)


def digits_of(number):
    """The digits of a number without the zeros at both ends: 15 of 0.150."""
    return f"{abs(float(number)):.10f}".replace(".", "").strip("0")


def cut_off(attempt, k):
    """Whether output k is correct but for entries beyond a bound, which are set to the bound."""
    pairs = attempt.rows[k]
    if attempt.exercise.kind == "predict" or not all(alike(*pair) for pair in pairs):
        return None
    if not all(is_array(theirs, (1, 2, 3)) for _, theirs in attempt.output_pairs(k)):
        return None
    ours, theirs = (np.concatenate(rows) for rows in zip(*pairs, strict=True))
    if not len(ours):
        return None
    low, high = float(ours.min()), float(ours.max())
    below, above = np.count_nonzero(theirs < low), np.count_nonzero(theirs > high)
    between = np.count_nonzero((theirs > low) & (theirs < high))
    usual = attempt.exercise.tolerance
    if min(below + above, between) < 3:
        return None
    if not all(close(a, np.clip(b, low, high), usual) for a, b in pairs):
        return None
    both = ((f"below {low:.4g}", below), (f"above {high:.4g}", above))
    ends = [words for words, count in both if count]
    cause = f"what should lie {' or '.join(ends)} is cut off there"
    question = "Which line sets a bound, and does the task name one?"
    return Explanation(frozenset([k]), "cut-off", cause, question)


def kink(attempt, k):
    """Whether output k is a central difference, wrong only where that crosses a kink."""
    exercise, name = attempt.exercise, attempt.names[k]
    rough = [p for p, probe in enumerate(exercise.probes) if not probe.smooth]
    wrong = [p for p, fine in enumerate(attempt.agrees[k]) if not fine]
    if exercise.objective is None or name not in exercise.slope_of or not {*wrong} <= {*rough}:
        return None
    position = exercise.parameters.index(exercise.slope_of[name])
    for p in wrong:
        ours, inputs = as_floats(attempt.output_pairs(k)[p][0]), exercise.probes[p].inputs
        nudged = [
            central_difference(exercise.objective, inputs, position, index)
            for index in np.ndindex(np.shape(inputs[position]))
        ]
        if ours is None or distance(ours.ravel(), np.ravel(nudged)) > 1e-3:
            return None
    cause = "a nudge to both sides of a kink of ReLU measures the mean of the two slopes there"
    return Explanation(frozenset([k]), "kink", cause, ON_BOTH_SIDES)
