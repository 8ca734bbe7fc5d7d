"""On which inputs a wrong output differs: those with huge numbers, zeros, repeats, or one entry.

And a difference that is small, but larger where an input is small: so a small number shows.
"""

import operator

import numpy as np

HUGE = 20.0
NEARER = 1e-4  # one that rounding makes, or a step of finite size
NEAR = 1e-2  # a relative difference that a small number makes
SPECIAL = "What happens on your way when {}? Follow one such number by hand."
CLOSE = "Is something rounded, is a small number added, or is a step not small enough?"
SMALL = "Where does the task add a small number, and where do you?"
FEATURES = (
    (f"{{}} holds numbers beyond {HUGE:g}", lambda x: bool(np.abs(x).max(initial=0.0) > HUGE)),
    ("{} holds a 0", lambda x: bool(x.size) and not np.all(x)),
    ("{} holds a number twice", lambda x: x.ndim == 1 and len(np.unique(x)) < len(x)),
    ("{} has a single entry along some axis", lambda x: 1 in x.shape),
    ("{} has no entries", lambda x: x.size == 0),
    ("{} is below 0", lambda x: x.ndim == 0 and bool(x < 0)),
)


def inputs_apart(name, pairs):
    """(sentence, question) on the probes with a difference, where some have none; else None."""
    wrong = [not pair.same(pair.ours, pair.theirs) for pair in pairs]
    if all(wrong) or len(pairs) < 3:
        return None
    for other in pairs[0].inputs:
        for words, holds in FEATURES:
            if [other in pair.inputs and holds(pair.inputs[other]) for pair in pairs] == wrong:
                said = words.format(other)
                return f"{name} is wrong exactly on the inputs where {said}.", SPECIAL.format(said)
    return among_huge(name, pairs, wrong)


def among_huge(name, pairs, wrong):
    """The same where only some of the inputs with huge numbers give a wrong output."""
    words, holds = FEATURES[0]
    for other in pairs[0].inputs:
        huge = [other in pair.inputs and holds(pair.inputs[other]) for pair in pairs]
        if not all(huge) and all(map(max, huge, map(operator.not_, wrong))):
            said = words.format(other)
            return f"{name} is wrong only on inputs where {said}.", SPECIAL.format(said)
    return None


def nearly(name, pairs):
    """Whether the difference is tiny on most inputs, and largest where an input is smallest."""
    gaps = [gap_of(pair) for pair in pairs]
    if len(pairs) < 3 or np.median(gaps) > NEAR or not max(gaps) > 3 * np.median(gaps):
        return None
    for other in pairs[0].inputs:
        sizes = [size_of(pair.inputs.get(other)) for pair in pairs]
        if np.argmin(sizes) == np.argmax(gaps) and min(sizes) < 0.1 * np.median(sizes):
            said = f"{name} is nearly correct where {other} is large, and worst where {other} is "
            return (
                said + "small: so a small number shows, added in another place or not at all.",
                SMALL,
            )
    return None


def on_most(name, pairs):
    """Whether the difference is tiny on more than half of the inputs."""
    gaps = [gap_of(pair) for pair in pairs]
    few = [gap for gap in gaps if gap < NEARER]
    right = any(pair.same(pair.ours, pair.theirs) for pair in pairs)
    if right or len(pairs) < 3 or 2 * len(few) <= len(pairs):
        return None
    said = f"On {len(few)} of {len(pairs)} test inputs {name} agrees to about "
    return said + f"{max(1, int(-np.log10(max(few))))} digits or more.", CLOSE


def gap_of(pair):
    """The largest difference beside the largest correct entry."""
    size = np.abs(pair.theirs).max(initial=0.0)
    return float(np.abs(pair.ours - pair.theirs).max(initial=0.0) / size) if size else 0.0


def size_of(value):
    return np.inf if value is None or not value.size else float(np.abs(value).max())
