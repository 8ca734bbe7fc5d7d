"""How a wrong output differs from the correct one, where no cause is known: facts that help.

In another order; by a factor or a number that is the same everywhere, or in each row; or only in
some entries, which an input, an index or a label tells apart.  What is said holds on every probe.
"""

from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np

from .compare import as_floats, tolerance
from .entries_apart import entries_apart
from .inputs_apart import inputs_apart, nearly, on_most
from .observe import six_digits

ORDER = "In which order are its numbers made, and in which are they stored?"
FACTOR = "In which line does that factor come in, or get lost?"
TERM = "In which line is it added, or taken away?"
GROUP = "Which number does every {} have of its own, and over which axis is it taken?"


@dataclass(frozen=True)
class Pair:
    """One output on one probe: what came, what was expected, and the inputs by name."""

    ours: np.ndarray
    theirs: np.ndarray
    inputs: dict
    slack: float  # how far apart two numbers may be that count as equal

    def same(self, ours, theirs):
        return bool(np.all(np.abs(ours - theirs) <= self.slack))


def told_apart(attempt, k):
    """(sentence, question) on how output k differs; ("", "") where nothing simple is true."""
    pairs = pairs_of(attempt, k)
    if pairs is None or attempt.exercise.kind == "predict":
        return "", ""
    name = attempt.names[k]
    looks = [partial(look, name, pairs) for look in LOOKS]
    for steps in steps_of(name, pairs):
        some = [look for look in LOOKS if look not in OF_GAPS]
        looks += [partial(look, f"the step of {name}", steps) for look in some]
    return next(filter(None, (look() for look in looks)), ("", ""))


def steps_of(name, pairs):
    """The pairs with how far an output moved from the input of its name, where there is one."""
    from_where = [(pair, pair.inputs.get(name.removesuffix("_new"))) for pair in pairs]
    if all(a is not None and a.shape == pair.ours.shape for pair, a in from_where):
        yield [replace(p, ours=p.ours - a, theirs=p.theirs - a) for p, a in from_where]


def pairs_of(attempt, k):
    """One Pair for each probe; None where shapes differ, or numbers are not finite."""
    pairs = []
    for inputs, both in zip(inputs_of(attempt.exercise), attempt.output_pairs(k), strict=True):
        ours, theirs = map(array_of, both)
        if ours is None or theirs is None or ours.shape != theirs.shape:
            return None
        if not (np.isfinite(ours).all() and np.isfinite(theirs).all()):
            return None
        slack = tolerance(both[0], attempt.exercise.tolerance) * np.abs(theirs).max(initial=1e-8)
        pairs.append(Pair(ours, theirs, inputs, max(slack, 1e-12)))
    return pairs


@cache
def inputs_of(exercise):
    """For each probe the inputs that are numbers, by name, as arrays."""
    made = [map(array_of, probe.inputs) for probe in exercise.probes]
    named = [zip(exercise.parameters, arrays, strict=True) for arrays in made]
    return [{name: value for name, value in pairs if value is not None} for pairs in named]


def array_of(value):
    """A number, an array or a list of numbers as an array; None for everything else."""
    if isinstance(value, list | tuple) and all(np.ndim(one) == 0 for one in value):
        rows = [as_floats(one) for one in value]
        return None if any(one is None for one in rows) or not rows else np.array(rows)
    return as_floats(value)


# ---------------------------------------------------------------- all entries alike


def never_filled(name, pairs):
    """Whether everything wrong in an array is 0."""
    wrong = [np.abs(pair.ours - pair.theirs) > pair.slack for pair in pairs]
    zeros = all(not pair.ours[mask].any() for pair, mask in zip(pairs, wrong, strict=True))
    if zeros and sum(mask.sum() for mask in wrong) > 2 and min(p.ours.ndim for p in pairs) > 0:
        return (
            f"Wherever {name} is wrong, it is 0.",
            "Are these entries never filled, or set to 0 again?",
        )
    return None


def another_order(name, pairs):
    """Whether the numbers along the first axis are correct, but stand in other places."""
    if min(pair.ours.ndim for pair in pairs) == 0 or max(len(p.ours) for p in pairs) < 3:
        return None
    for words, move in ORDERS:
        if all(pair.same(pair.ours, move(pair.theirs)) for pair in pairs):
            return f"{name} holds {words}.", ORDER
    return None


ORDERS = (
    ("the correct entries in reverse order", lambda a: a[::-1]),
    ("the correct entries, each one place too early", lambda a: np.roll(a, -1, axis=0)),
    ("the correct entries, each one place too late", lambda a: np.roll(a, 1, axis=0)),
    ("the correct entries, each one place too early", lambda a: moved_along(a, -1)),
    ("the correct entries, each one place too late", lambda a: moved_along(a, 1)),
    ("the running sums of the correct entries", lambda a: np.cumsum(a, axis=0)),
)


def moved_along(array, by):
    """The entries moved by one place along the first axis; a 0 stands where none is left."""
    moved = np.roll(array, by, axis=0)
    moved[0 if by > 0 else -1] = 0
    return moved


def multiple(name, pairs):
    """Whether all entries are wrong by one factor, another on each probe: an input perhaps."""
    telling = [pair for pair in pairs if pair.theirs.any()]
    ratios = ratios_of(telling)
    others = all(pair.same(pair.ours, 0.0) for pair in pairs if not pair.theirs.any())
    if not telling or ratios is None or not others:
        return None
    made = made_of_an_input(telling, ratios) if len(telling) > 2 else ""
    if made:
        return f"Everywhere, {name} is the correct value {made}.", FACTOR
    if min(pair.ours.size for pair in pairs) < 2:
        return None
    said = f"On each test input, {name} is the correct one times a number, each time another."
    return said, FACTOR


def ratios_of(pairs):
    """One factor for each pair, where every entry has it; else None."""
    ratios = []
    for pair in pairs:
        size = np.sum(pair.theirs * pair.theirs)
        ratios.append(np.sum(pair.ours * pair.theirs) / size if size else np.nan)
        if not ratios[-1] or not pair.same(pair.ours, ratios[-1] * pair.theirs):
            return None
    return ratios


def made_of_an_input(pairs, ratios):
    """What an input that is a single number does to make these factors, in words; else ""."""
    for name in pairs[0].inputs:
        values = [pair.inputs.get(name) for pair in pairs]
        if any(value is None or value.ndim for value in values):
            continue
        for words, factor in OF_ONE_NUMBER:
            both = zip(values, ratios, strict=True)
            if all(abs(factor(value) - ratio) <= 1e-6 * abs(ratio) for value, ratio in both):
                return words.format(name)
    return ""


OF_ONE_NUMBER = (
    ("times {}", lambda x: x),
    ("divided by {}", lambda x: 1 / x),
    ("times the square of {}", lambda x: x**2),
    ("times 1 - {}", lambda x: 1 - x),
    ("divided by 1 - {}", lambda x: 1 / (1 - x)),
    ("times -{}", lambda x: -x),
)


def added(name, pairs):
    """Whether the same number, or an input, is added to all entries or missing from them."""
    for other in pairs[0].inputs:
        factor = factor_of(pairs, other)
        if factor:
            word = "large" if factor > 0 else "small"
            times = "" if abs(factor) == 1 else f"{six_digits(abs(factor))} times "
            return f"Everywhere, {name} is too {word} by exactly {times}{other}.", TERM
    if min(pair.ours.size for pair in pairs) < 2:
        return None
    gaps = [pair.ours - pair.theirs for pair in pairs]
    if all(pair.same(gap, gap.mean()) for pair, gap in zip(pairs, gaps, strict=True)):
        return f"On each test input, all entries of {name} are off by the same number.", TERM
    return None


def is_laid_over(value, array):
    """Whether a value can be added to an array without changing its shape."""
    return value.ndim <= array.ndim and value.shape == array.shape[array.ndim - value.ndim :]


def factor_of(pairs, other):
    """The one factor with which an input makes the whole difference on every probe; else None."""
    factor = None
    for pair in pairs if len(pairs) > 2 else ():
        value, gap = pair.inputs.get(other), pair.ours - pair.theirs
        if value is None or not value.any() or not is_laid_over(value, gap):
            return None
        if factor is None:
            factor = float(np.mean(gap * value) / np.mean(value * value))
            factor = float(np.round(factor)) if abs(factor - np.round(factor)) < 1e-6 else factor
        if not pair.same(gap, factor * value):
            return None
    return factor


# ---------------------------------------------------------------- rows and columns


def in_groups(name, pairs):
    """Whether each row, or each column, is wrong by a factor or a number of its own."""
    if any(pair.ours.ndim != 2 or min(pair.ours.shape) < 2 for pair in pairs):
        return None
    for axis, group in ((1, "row"), (0, "column")):
        if all(pair.same(pair.ours, scaled(pair, axis)) for pair in pairs):
            words = (
                f"Each {group} of {name} is a multiple of the correct one, each by another factor."
            )
            return words, GROUP.format(group)
        if all(pair.same(pair.ours, moved(pair, axis)) for pair in pairs):
            words = f"In each {group} of {name}, all entries are off by the same number."
            return words, GROUP.format(group)
    return None


def scaled(pair, axis):
    """The correct rows or columns, each times what brings it nearest to ours."""
    size = np.sum(pair.theirs**2, axis=axis, keepdims=True)
    along = np.sum(pair.ours * pair.theirs, axis=axis, keepdims=True)
    return pair.theirs * along / np.where(size, size, 1.0)


def moved(pair, axis):
    return pair.theirs + np.mean(pair.ours - pair.theirs, axis=axis, keepdims=True)


LOOKS = (
    never_filled,
    another_order,
    multiple,
    added,
    in_groups,
    entries_apart,
    inputs_apart,
    nearly,
    on_most,
)
OF_GAPS = (added, entries_apart, inputs_apart)  # a step differs by as much as the value it makes
