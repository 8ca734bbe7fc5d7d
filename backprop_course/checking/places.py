"""How a wrong output differs from the correct one, where no cause is known: facts that help.

In another order; by a factor or a number that is the same everywhere, or in each row; or only in
some entries, which an input, an index or a label tells apart.  What is said holds on every probe.
"""

from functools import cache, partial

import numpy as np

from .entries_apart import entries_apart
from .inputs_apart import inputs_apart, nearly, on_most
from .observe import six_digits
from .one_output import output_of

ORDER = "In which order are its numbers made, and in which are they stored?"
FACTOR = "In which line does that factor come in, or get lost?"
TERM = "In which line is it added, or taken away?"
GROUP = "Which number does every {} have of its own, and over which axis is it taken?"
FILL = "Are these entries never filled, or set to 0 again?"


def told_apart(attempt, k):
    """(sentence, question) on how output k differs; ("", "") where nothing simple is true."""
    output, name = output_of(attempt, k), attempt.names[k]
    if output is None or attempt.exercise.kind == "predict":
        return "", ""
    looks = [partial(look, name, output) for look in LOOKS]
    start = output.given.start_of(name)
    if start is not None:
        step, some = output.since(start), [look for look in LOOKS if look not in OF_GAPS]
        looks += [partial(look, f"the step of {name}", step) for look in some]
    return next(filter(None, (look() for look in looks)), ("", ""))


# ---------------------------------------------------------------- all entries alike


def never_filled(name, output):
    """Whether everything wrong in an array is 0."""
    wrong = output.wrong
    if output.given.dimensions == 0 or np.count_nonzero(wrong) < 3 or output.ours[wrong].any():
        return None
    return f"Wherever {name} is wrong, it is 0.", FILL


def another_order(name, output):
    """Whether the numbers along the first axis are correct, but stand in other places."""
    if output.given.dimensions == 0:
        return None
    shapes = output.given.shapes
    longest = max(range(len(shapes)), key=lambda p: shapes[p][0])
    if shapes[longest][0] < 3 or not begins_with_a_correct_row(output.pair(longest)):
        return None
    for words, move in ORDERS:
        if all(pair.same(pair.ours, move(pair.theirs)) for pair in output.pairs):
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


def begins_with_a_correct_row(pair):
    """A quick look: none of the other orders begins with another row than these, or with 0."""
    rows = (pair.theirs[0], pair.theirs[1], pair.theirs[-1], 0.0)
    return any(pair.same(pair.ours[0], row) for row in rows)


def moved_along(array, by):
    """The entries moved by one place along the first axis; a 0 stands where none is left."""
    moved = np.roll(array, by, axis=0)
    moved[0 if by > 0 else -1] = 0
    return moved


def multiple(name, output):
    """Whether all entries are wrong by one factor, another on each probe: an input perhaps."""
    square = np.sum(output.theirs**2, axis=1, keepdims=True)
    telling = square[:, 0] > 0
    along = np.sum(output.ours * output.theirs, axis=1, keepdims=True)
    ratios = along / np.where(square, square, 1.0)
    if not telling.any() or not ratios[telling].all():
        return None
    if not output.same(output.ours, ratios * output.theirs):
        return None
    made = made_of_an_input(output.given, telling, ratios) if np.sum(telling) > 2 else ""
    if made:
        return f"Everywhere, {name} is the correct value {made}.", FACTOR
    if output.given.counts.min() < 2:
        return None
    said = f"On each test input, {name} is the correct one times a number, each time another."
    return said, FACTOR


def made_of_an_input(given, telling, ratios):
    """What an input that is a single number does to make these factors, in words; else ""."""
    said, factors = factors_of_inputs(given)
    gaps = np.abs(factors - ratios.T)[:, telling]
    fits = (gaps <= 1e-6 * np.abs(ratios[telling, 0])).all(axis=1)
    return next((words for words, fit in zip(said, fits, strict=True) if fit), "")


@cache
def factors_of_inputs(given):
    """What single numbers among the inputs may do, in words, and the factors: a row for each."""
    made = [
        (words.format(name), factor(values[:, 0]))
        for name, values in given.numbers.items()
        for words, factor in OF_ONE_NUMBER
    ]
    rows = np.array([row for _, row in made]).reshape(-1, len(given.shapes))
    return [words for words, _ in made], rows


OF_ONE_NUMBER = (
    ("times {}", lambda x: x),
    ("divided by {}", lambda x: 1 / x),
    ("times the square of {}", lambda x: x**2),
    ("times 1 - {}", lambda x: 1 - x),
    ("divided by 1 - {}", lambda x: 1 / (1 - x)),
    ("times -{}", lambda x: -x),
)


def added(name, output):
    """Whether the same number, or an input, is added to all entries or missing from them."""
    term = added_input(output) if len(output.ours) > 2 else None
    if term:
        other, factor = term
        word = "large" if factor > 0 else "small"
        times = "" if abs(factor) == 1 else f"{six_digits(abs(factor))} times "
        return f"Everywhere, {name} is too {word} by exactly {times}{other}.", TERM
    if output.given.counts.min() < 2:
        return None
    mean = output.gap.sum(axis=1, keepdims=True) / output.given.counts
    if output.same(output.gap, mean * output.given.there):
        return f"On each test input, all entries of {name} are off by the same number.", TERM
    return None


def added_input(output):
    """(name, factor) of the input that makes the whole difference on every probe; else None."""
    names, terms, squares = terms_of(output.given)
    factors = np.einsum("npm,pm->n", terms, output.gap) / squares
    whole = np.round(factors)
    factors = np.where(np.abs(factors - whole) < 1e-6, whole, factors)
    gaps = np.abs(output.gap - factors[:, None, None] * terms)
    fits = (gaps <= output.slack).all(axis=(1, 2)) & (factors != 0)
    found = zip(names, factors.tolist(), fits, strict=True)
    return next(((name, factor) for name, factor, fit in found if fit), None)


@cache
def terms_of(given):
    """The inputs that can be added and are nowhere all 0: names, rows, and sums of squares."""
    some = {n: rows for n, rows in given.laid_over.items() if rows.any(axis=1).all()}
    terms = np.array([*some.values()]).reshape(-1, *given.theirs.shape)
    return [*some], terms, np.einsum("npm,npm->n", terms, terms)


# ---------------------------------------------------------------- rows and columns


def in_groups(name, output):
    """Whether each row, or each column, is wrong by a factor or a number of its own."""
    if any(len(shape) != 2 or min(shape) < 2 for shape in output.given.shapes):
        return None
    pairs = output.pairs
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
