"""Patterns in wrong numbers that no catalogue lists: outputs exchanged, zeros, signs, digits."""

from itertools import permutations, product, takewhile

import numpy as np

from .catalogue import Explanation
from .comes_in import cut_off, decay, kink, outputs_added, power_of_ten, running
from .compare import as_floats, close, distance, leaves, multiply, numbers, scale_of, tolerance
from .factors import ratio_of
from .observe import listed, observed_values, six_digits
from .verdict import Finding

NEARLY = 1e-2  # a relative distance that rounding by hand, or a one-sided difference, explains
COARSEST = 0.051  # a difference that rounding to one decimal explains
MOST = 5  # outputs that are tried in every order


# ---------------------------------------------------------------- the order of the outputs


def exchanged(attempt, problem=None):
    """Whether outputs, some of them wrong, stand in another order; by numbers, else by shapes."""
    if not attempt.wants_tuple or len(attempt.names) > MOST:
        return None
    by_numbers = order_of(attempt, problem, holds)
    return by_numbers or (problem and order_of(attempt, problem, has_shape_of))


def order_of(attempt, problem, fits):
    """The Finding for the one order of the outputs in which all of them ``fits``; else None."""
    count = len(attempt.names)
    if all(fits(attempt, k, k) for k in range(count)):
        return None
    here = []
    for k in range(count):
        here.append([fits(attempt, k, other) for other in range(count)])
        if not any(here[k]):
            return None
    orders = [o for o in permutations(range(count)) if all(here[k][o[k]] for k in range(count))]
    if len(orders) != 1:
        return None
    came = [attempt.names[other] for other in orders[0]]
    observed = problem.observed if problem else observed_values(attempt)
    cause = f"the outputs stand in another order: yours looks like {listed(came)}"
    return Finding("exchanged", observed, cause, "In which order does the docstring want them?")


def holds(attempt, k, other):
    """Whether output k is, on every probe, what the other output should be."""
    pairs = zip(attempt.output_pairs(k), attempt.output_pairs(other), strict=True)
    return all(close(ours, wanted, attempt.exercise.tolerance) for (ours, _), (_, wanted) in pairs)


def has_shape_of(attempt, k, other):
    """Whether output k has, on every probe, the shape that the other output should have."""
    pairs = zip(attempt.output_pairs(k), attempt.output_pairs(other), strict=True)
    return all(shapes(ours) == shapes(wanted) for (ours, _), (_, wanted) in pairs)


def shapes(value):
    return [np.shape(leaf) for leaf in leaves(value)]


# ---------------------------------------------------------------- another shape


def another_instead(attempt, problem):
    """Whether a malformed output is what another output should be."""
    found = (other_output(attempt, k) for k in attempt.wrong if attempt.malformed(k))
    one = next(filter(None, found), None)
    return one and Finding(one.tag, problem.observed, one.cause, one.question)


# ---------------------------------------------------------------- one output at a time


def by_pattern(attempt, patterns=None):
    """The first Explanation by a pattern for each wrong output that has one."""
    found = []
    for k in attempt.wrong:
        made = (pattern(attempt, k) for pattern in patterns or PATTERNS)
        found += [one for one in made if one is not None][:1]
    return alike_together(found)


def alike_together(found):
    """Explanations that say the same of several outputs, as one."""
    together = {}
    for one in found:
        together.setdefault((one.tag, one.cause, one.question), []).append(one.outputs)
    return [Explanation(frozenset().union(*outputs), *said) for said, outputs in together.items()]


def explanation(k, tag, cause, question):
    return Explanation(frozenset([k]), tag, cause, question)


def arrays_of(attempt, k):
    """(answer's, expected) output k as arrays, probe by probe; None where lists hold several."""
    pairs = attempt.output_pairs(k)
    if any(isinstance(value, list | tuple | dict) for pair in pairs for value in pair):
        return None
    return [(np.asarray(ours), np.asarray(theirs)) for ours, theirs in pairs]


def whole_numbers(attempt, k):
    """Whether output k is an array of integers that cuts off the decimals of the correct one."""
    pairs = arrays_of(attempt, k)
    if attempt.exercise.kind == "predict" or pairs is None:
        return None
    if not all(ours.dtype.kind in "iu" and theirs.dtype.kind == "f" for ours, theirs in pairs):
        return None
    if not all(ours.shape == theirs.shape for ours, theirs in pairs):
        return None
    if all(np.array_equal(theirs, np.round(theirs)) for _, theirs in pairs):
        return None
    cut = [np.array_equal(ours, np.trunc(theirs)) for ours, theirs in pairs]
    if not all(cut) and not all(ours.ndim for ours, _ in pairs):
        return None  # a plain 1 is a number like others
    cause = "it holds whole numbers: an integer array, or int(), "
    cause += "cuts off all decimals" if all(cut) else "cannot keep decimals"
    return explanation(k, "integers", cause, "Which line makes them whole, and with which dtype?")


def other_output(attempt, k):
    """Whether output k is what another output should be."""
    for other, name in enumerate(attempt.names):
        if other != k and holds(attempt, k, other):
            cause = f"your {attempt.names[k]} holds what {name} should hold"
            return explanation(k, "other-output", cause, "In which step do the two part?")
    return None


def one_ratio(attempt, k):
    """Whether output k is the correct one times a number that has no name."""
    ours, theirs = zip(*attempt.output_pairs(k), strict=True)
    ratio, _ = ratio_of(ours, theirs)
    if ratio is None or len(ours) < 2:
        return None
    pairs = zip(ours, (multiply(wanted, ratio) for wanted in theirs), strict=True)
    if not all(close(a, b, attempt.exercise.tolerance) for a, b in pairs):
        return None
    cause = f"a constant factor: it is {six_digits(ratio)} times the correct value everywhere"
    cause += next((said for size, said in BASES if abs(ratio / size - 1) < 1e-6), "")
    return explanation(k, "one-ratio", cause, "Where does that number come in?")


BASES = (
    (1 / np.log(10), ", as a logarithm of base 10 is beside ln"),
    (1 / np.log(2), ", as a logarithm of base 2 is beside ln"),
    (np.log(2), ", as the slope of a power of 2 is beside that of a power of e"),
)


def all_zero(attempt, k):
    """Whether output k is 0 everywhere."""
    if any(ours is None or ours.any() for ours, _ in attempt.rows[k]):
        return None
    question = "Is it never filled, or does a factor or a mask make it vanish?"
    single = all(len(ours) == 1 for ours, _ in attempt.rows[k])
    cause = "it is always 0" if single else "every number in it is 0"
    return explanation(k, "zeros", cause, question)


FILLED = (
    ("the last {} is never filled: the loop leaves it out", slice(None, -1)),
    ("the first {} is never filled: the loop leaves it out", slice(1, None)),
    ("only the first {} is filled: the loop ends after one round", slice(None, 1)),
    ("only the last {} is filled", slice(-1, None)),
)


def rows_missing(attempt, k):
    """Whether output k is correct in some of its rows or columns, and 0 in all others."""
    pairs = arrays_of(attempt, k)
    if pairs is None or any(
        a.shape != b.shape or a.ndim == 0 or a.dtype.kind not in "fiu" for a, b in pairs
    ):
        return None
    usual = attempt.exercise.tolerance
    if not all(zero_or_correct(*pair, usual) for pair in pairs):
        return None
    for axis, (cause, some) in product(range(pairs[0][0].ndim), FILLED):
        kept = [filled_in(theirs, axis, some) for _, theirs in pairs]
        if all(
            close(a, b, usual) or (theirs.shape[axis] == 1 and close(a, theirs, usual))
            for (a, theirs), b in zip(pairs, kept, strict=True)
        ):
            if not any(b.any() and b.shape[axis] > 1 for b in kept):
                continue
            word = "entry" if pairs[0][0].ndim == 1 else ("row", "column")[min(axis, 1)]
            question = "Which is the first index that the loop takes, and which is the last?"
            return explanation(k, "rows-missing", cause.format(word), question)
    return None


def zero_or_correct(ours, theirs, usual):
    """Whether every entry is 0 or what it should be: a quick look before the rows are tried."""
    most = tolerance(ours, usual) * scale_of(float(np.abs(theirs).max(initial=0.0)))
    return bool(np.all((np.abs(ours) <= most) | (np.abs(ours - theirs) <= most)))


def filled_in(theirs, axis, some):
    """The correct values in some of the rows along an axis, and 0 in all others."""
    kept, index = np.zeros_like(theirs), (slice(None),) * axis + (some,)
    kept[index] = theirs[index]
    return kept


def signs_only(attempt, k):
    """Whether all sizes in output k are correct and only some signs are not."""
    sizes = attempt.rows[k]
    if any(a is None or b is None or a.shape != b.shape for a, b in sizes):
        return None
    if not all(close(np.abs(a), np.abs(b), attempt.exercise.tolerance) for a, b in sizes):
        return None
    cause = "every size is correct, and some signs are not"
    return explanation(k, "signs", cause, "What do the entries with a wrong sign have in common?")


def rounded(attempt, k):
    """Whether output k is the correct one, rounded to some number of decimals."""
    pairs = attempt.rows[k]
    if any(a is None or b is None or a.shape != b.shape for a, b in pairs):
        return None
    if not any(a.any() for a, _ in pairs):
        return None  # a 0 is left of any small number
    predict = attempt.exercise.kind == "predict"
    if any(np.abs(a - b).max(initial=0.0) > (COARSEST if predict else 0.5) for a, b in pairs):
        return None
    for decimals in range(predict, 8):
        if all(np.allclose(a, np.round(b, decimals), 0.0, 1e-12) for a, b in pairs):
            cause = f"it is rounded to {decimals} decimal{'s' * (decimals > 1)}"
            cause = cause if decimals else "it is rounded to whole numbers"
            exact = "Can you return the exact expression instead?"
            question = exact if predict else "Who needs the lost digits?"
            return explanation(k, "rounded", cause, question)
    return None


PATTERNS = (
    whole_numbers,
    rounded,
    rows_missing,
    other_output,
    all_zero,
    power_of_ten,
    running,
    kink,
    one_ratio,
    signs_only,
)
LATE = (outputs_added, decay, cut_off)  # a near miss says more exactly what they say


# ---------------------------------------------------------------- all outputs together


def nearly_predicted(attempt):
    """The same for a predicted number alone: there is nothing else to look at."""
    return few_digits(attempt) if attempt.exercise.kind == "predict" else None


def few_digits(attempt):
    """Whether everything is nearly correct: rounded, or a coarse finite difference."""
    gaps = list(takewhile(lambda gap: gap <= NEARLY, gaps_of(attempt)))
    total = len(attempt.names) * len(attempt.values)
    if len(gaps) < total or all(map(whole, attempt.expected)):
        return None
    gap = max(gaps)
    digits = max(1, int(-np.log10(gap)))
    observed = f"Your answer agrees to about {digits} digit{'s' * (digits > 1)}: close, not enough."
    cause = "a number was rounded on the way"
    if attempt.exercise.kind != "predict":
        observed = f"{observed_values(attempt)} {observed}"
        cause += ", a small number was added (such as one against division by 0)"
        cause += ", or a step or difference of finite size was taken"
    return Finding("few-digits", observed, cause, "Can you return the exact expression instead?")


def gaps_of(attempt):
    """How far each output is from the correct one; of an updated input, its step is compared."""
    parameters = attempt.exercise.parameters
    for k, name in enumerate(attempt.names):
        position = {name: n for n, name in enumerate(parameters)}.get(name.removesuffix("_new"))
        for (ours, theirs), probe in zip(
            attempt.output_pairs(k), attempt.exercise.probes, strict=True
        ):
            start = None if position is None else probe.inputs[position]
            yield distance_of_steps(ours, theirs, start)


def distance_of_steps(ours, theirs, start):
    if as_floats(start) is None or np.shape(start) != np.shape(theirs):
        return distance(ours, theirs)
    return distance(np.asarray(ours) - start, np.asarray(theirs) - start)


def whole(value):
    """Whether all numbers are whole, as in a shape: there nothing is nearly correct."""
    found = numbers(value)
    return found is not None and bool(np.all(found == np.round(found)))
