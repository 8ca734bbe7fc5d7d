"""Which entries of a wrong output differ: those that an input, a label or an index tells apart."""

from functools import partial
from itertools import permutations

import numpy as np

from .one_output import Pair

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


def entries_apart(name, output):
    """(sentence, question) on the entries that differ, where not all do; None where none fits."""
    wrong, total = np.count_nonzero(output.wrong), output.given.counts.sum()
    if min(wrong, total - wrong) < FEWEST:
        return None
    single = not any(output.given.shapes)
    pairs = [stacked(output)] if single else output.pairs
    conditions = (*by_inputs(pairs), *([] if single else by_index(pairs)))
    held = {words: entries_held(pairs, where) for words, where in conditions}
    exact = [words for words, count in held.items() if count == wrong]
    outside = max(FEWEST, 0.75 * (total - wrong))  # most of what is correct
    wider = [words for words, count in held.items() if count and total - count >= outside]
    if not exact and not wider:
        return None
    return sentence(name, (exact or wider)[0], bool(exact)), APART


def stacked(output):
    """Single numbers of several probes as one Pair of rows."""
    inputs = {name: column[:, 0] for name, column in output.given.numbers.items()}
    return Pair(output.ours[:, 0], output.theirs[:, 0], inputs, output.slack[:, 0])


def entries_held(pairs, where):
    """At how many entries a condition holds; 0 when the entries that differ are not among them.

    It is dropped at the first pair that has one outside.
    """
    held = 0
    for pair in pairs:
        place = where(pair)
        if place is None or (pair.wrong & ~place).any():
            return 0
        held += np.count_nonzero(place)
    return held


def sentence(name, words, exactly):
    where = "exactly" if exactly else "only"
    return f"On all test inputs, {name} is wrong {where} {words}."


def by_inputs(pairs):
    """(words, a function of a pair to a mask or None): signs, labels and sizes of inputs."""
    inputs = pairs[0].inputs
    alike = [name for name in inputs if shaped(pairs[0], name) is not None]
    for name in inputs:
        for words, holds in SIGNS if name in alike else ():
            yield "where " + words.format(name), partial(where_sign, name, holds)
        if at_labels(name, pairs[0]) is not None:
            yield f"at the entry that {name} says in each row", partial(at_labels, name)
            yield f"beside the entry that {name} says in each row", partial(beside_labels, name)
    for one, other in permutations(alike, 2):
        yield f"where {one} is below {other}", partial(where_below, one, other)


def where_sign(name, holds, pair):
    value = shaped(pair, name)
    return None if value is None else holds(value)


def where_below(one, other, pair):
    one, other = shaped(pair, one), shaped(pair, other)
    return None if one is None or other is None else one < other


def shaped(pair, name):
    """An input in the shape of the output, or None where it has another."""
    value = pair.inputs.get(name)
    return value if value is not None and value.shape == pair.ours.shape else None


def at_labels(name, pair):
    """Where the entries are that an array of labels points at, one in each row."""
    labels, shape = pair.inputs.get(name), pair.ours.shape
    if labels is None or len(shape) != 2 or labels.shape != shape[:1]:
        return None
    if not np.array_equal(labels, np.round(labels)) or not 0 <= labels.min() <= labels.max():
        return None
    return np.arange(shape[1]) == labels[:, None]


def beside_labels(name, pair):
    mask = at_labels(name, pair)
    return None if mask is None else ~mask


def by_index(pairs):
    """Conditions on the number of a row, column or entry, and on the diagonal."""
    axes = min(pair.ours.ndim for pair in pairs)
    for axis in range(axes):
        word = "entry" if axes == 1 else ("row", "column")[min(axis, 1)]
        for words, holds in INDICES:
            yield words.format(word), partial(along, axis, holds)
    if axes == 2 and all(pair.ours.shape[0] == pair.ours.shape[1] for pair in pairs):
        yield "on the diagonal", on_diagonal
        yield "beside the diagonal", lambda pair: ~on_diagonal(pair)


def along(axis, holds, pair):
    """A condition on the index along one axis, as a mask of the whole shape."""
    shape = pair.ours.shape
    index = holds(shape[axis]).reshape([-1 if k == axis else 1 for k in range(len(shape))])
    return np.zeros(shape, dtype=bool) | index


def on_diagonal(pair):
    return np.eye(len(pair.ours), dtype=bool)
