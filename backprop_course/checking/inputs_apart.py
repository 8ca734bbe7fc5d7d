"""On which inputs a wrong output differs: those with huge numbers, zeros, repeats, or one entry.

And a difference that is small, but larger where an input is small, as a small number makes it.
"""

import operator
from functools import cache
from statistics import median

import numpy as np

HUGE = 20.0
NEARER = 1e-4  # one that rounding makes, or a step of finite size
NEAR = 1e-2  # a relative difference that a small number makes
SPECIAL = "What happens on your way when {}? Follow one such number by hand."
CLOSE = "Is something rounded, is a small number added, or is a step not small enough?"
SMALL = "What counts only where {} is small: is a term added, left out, or in another place?"
FEATURES = (
    (f"{{}} holds numbers beyond {HUGE:g}", lambda x: bool(np.abs(x).max(initial=0.0) > HUGE)),
    ("{} holds a 0", lambda x: bool(x.size) and not np.all(x)),
    ("{} holds a number twice", lambda x: x.ndim == 1 and len(np.unique(x)) < len(x)),
    ("{} has a single entry along some axis", lambda x: 1 in x.shape),
    ("{} has no entries", lambda x: x.size == 0),
    ("{} is below 0", lambda x: x.ndim == 0 and bool(x < 0)),
)


def inputs_apart(name, output):
    """(sentence, question) on the probes with a difference, where some have none; else None."""
    wrong, given = output.wrong.any(axis=1).tolist(), output.given
    if all(wrong) or len(wrong) < 3:
        return None
    for other in given.names:
        for words, holds in FEATURES:
            if where_holds(given, other, holds) == wrong:
                said = words.format(other)
                return f"{name} is wrong exactly on the inputs where {said}.", SPECIAL.format(said)
    return among_huge(name, given, wrong)


@cache
def where_holds(given, other, holds):
    """For each probe whether something is true of an input."""
    return [other in inputs and holds(inputs[other]) for inputs in given.inputs]


def among_huge(name, given, wrong):
    """The same where only some of the inputs with huge numbers give a wrong output."""
    words, holds = FEATURES[0]
    for other in given.names:
        huge = where_holds(given, other, holds)
        if not all(huge) and all(map(max, huge, map(operator.not_, wrong))):
            said = words.format(other)
            return f"{name} is wrong only on inputs where {said}.", SPECIAL.format(said)
    return None


def nearly(name, output):
    """Whether the difference is tiny on most inputs, and largest where an input is smallest."""
    gaps, given = output.distances, output.given
    if len(gaps) < 3 or not 0 < median(gaps) <= NEAR or not max(gaps) > 3 * median(gaps):
        return None
    for other in given.names:
        sizes = sizes_of(given, other)
        if np.argmin(sizes) == np.argmax(gaps) and min(sizes) < 0.1 * median(sizes):
            said = f"{name} is nearly correct where {other} is large, and worst where {other} is "
            return said + "small.", SMALL.format(other)
    return None


def on_most(name, output):
    """Whether the difference is tiny on more than half of the inputs."""
    gaps = output.distances
    few = [gap for gap in gaps if gap < NEARER]
    if len(gaps) < 3 or 2 * len(few) <= len(gaps) or not output.wrong.any(axis=1).all():
        return None
    said = f"On {len(few)} of {len(gaps)} test inputs {name} agrees to about "
    return said + f"{max(1, int(-np.log10(max(few))))} digits or more.", CLOSE


@cache
def sizes_of(given, name):
    """The largest entry of an input on each probe; infinite where it has none."""
    values = [inputs.get(name) for inputs in given.inputs]
    return [np.inf if v is None or not v.size else float(np.abs(v).max()) for v in values]
