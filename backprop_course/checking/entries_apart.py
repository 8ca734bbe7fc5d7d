"""Which entries of a wrong output differ: those that an input, a label or an index tells apart."""

from itertools import permutations

import numpy as np

FEWEST = 3  # entries on either side: fewer are told apart by chance
APART = "What do these entries have in common, and which line treats them in their own way?"
SIGNS = (
    ("{} is below 0", lambda x: x < 0),
    ("{} is above 0", lambda x: x > 0),
    ("{} is 0", lambda x: x == 0),
    ("{} is not 0", lambda x: x != 0),
)
INDICES = (
    ("in the first {}", lambda length: np.arange(length) == 0),
    ("in the last {}", lambda length: np.arange(length) == length - 1),
    ("from the second {} on", lambda length: np.arange(length) > 0),
    ("before the last {}", lambda length: np.arange(length) < length - 1),
    ("between the first and the last {}", lambda k: (np.arange(k) > 0) & (np.arange(k) < k - 1)),
)


def entries_apart(name, pairs):
    """(sentence, question) on the entries that differ, where not all do; None where none fits."""
    single = all(pair.ours.ndim == 0 for pair in pairs)
    pairs = [stacked(pairs)] if single else pairs
    masks = [np.abs(pair.ours - pair.theirs) > pair.slack for pair in pairs]
    wrong = sum(mask.sum() for mask in masks)
    if min(wrong, sum(mask.size for mask in masks) - wrong) < FEWEST:
        return None
    for exactly in (True, False):
        for words, places in (*by_inputs(pairs), *([] if single else by_index(pairs))):
            if fits(masks, places, exactly):
                return sentence(name, words, exactly), APART
    return None


def stacked(pairs):
    """Single numbers of several probes as one pair of rows."""
    names = pairs[0].inputs
    inputs = {
        name: np.array([float(pair.inputs[name]) for pair in pairs])
        for name in names
        if all(name in pair.inputs and pair.inputs[name].ndim == 0 for pair in pairs)
    }
    ours, theirs = (np.array([getattr(p, side) for p in pairs]) for side in ("ours", "theirs"))
    slack = np.array([pair.slack for pair in pairs])
    return type(pairs[0])(ours, theirs, inputs, slack)


def fits(masks, places, exactly):
    """Whether the places are those that differ, or hold them and leave enough others out."""
    if any(place is None for place in places):
        return False
    pairs = list(zip(masks, places, strict=True))
    if exactly:
        return all(np.array_equal(mask, place) for mask, place in pairs)
    inside = all(not (mask & ~place).any() for mask, place in pairs)
    wrong, held = sum(m.sum() for m in masks), sum(place.sum() for place in places)
    return inside and held <= 2 * wrong and not all(place.all() for place in places)


def sentence(name, words, exactly):
    where = "exactly" if exactly else "only"
    return f"On all test inputs, {name} is wrong {where} {words}."


def by_inputs(pairs):
    """(words, one mask for each pair or None) for what signs, labels and sizes of inputs tell."""
    for name in pairs[0].inputs:
        arrays = [shaped(pair, name) for pair in pairs]
        for words, holds in SIGNS:
            yield "where " + words.format(name), [a if a is None else holds(a) for a in arrays]
        yield (
            f"at the entry that {name} says in each row",
            [at_labels(pair, name) for pair in pairs],
        )
        beside = [at_labels(pair, name) for pair in pairs]
        beside = [mask if mask is None else ~mask for mask in beside]
        yield f"beside the entry that {name} says in each row", beside
    for one, other in permutations(pairs[0].inputs, 2):
        both = [(shaped(pair, one), shaped(pair, other)) for pair in pairs]
        yield f"where {one} is below {other}", [below(*two) for two in both]


def shaped(pair, name):
    """An input in the shape of the output, or None where it has another."""
    value = pair.inputs.get(name)
    return value if value is not None and value.shape == pair.ours.shape else None


def below(one, other):
    return None if one is None or other is None else one < other


def at_labels(pair, name):
    """Where the entries are that an array of labels points at, one in each row."""
    labels, shape = pair.inputs.get(name), pair.ours.shape
    if labels is None or len(shape) != 2 or labels.shape != shape[:1]:
        return None
    if not np.array_equal(labels, np.round(labels)) or not 0 <= labels.min() <= labels.max():
        return None
    return np.arange(shape[1]) == labels[:, None]


def by_index(pairs):
    """Conditions on the number of a row, column or entry, and on the diagonal."""
    axes = min(pair.ours.ndim for pair in pairs)
    for axis in range(axes):
        word = "entry" if axes == 1 else ("row", "column")[min(axis, 1)]
        for words, holds in INDICES:
            yield words.format(word), [along(pair.ours.shape, axis, holds) for pair in pairs]
    if axes == 2 and all(pair.ours.shape[0] == pair.ours.shape[1] for pair in pairs):
        yield "on the diagonal", [np.eye(len(pair.ours), dtype=bool) for pair in pairs]
        yield "beside the diagonal", [~np.eye(len(pair.ours), dtype=bool) for pair in pairs]


def along(shape, axis, holds):
    """A condition on the index along one axis, as a mask of the whole shape."""
    index = holds(shape[axis]).reshape([-1 if k == axis else 1 for k in range(len(shape))])
    return np.broadcast_to(index, shape)
