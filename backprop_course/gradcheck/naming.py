"""The usual mistakes, recognised by what they do to a gradient.

A mistake is a guess about the whole array: "three times the right gradient", "its transpose".  A
guess is tested as the gradient itself was, by its slope along random directions, and so costs
nothing more.  Mistakes that touch single entries are read off the entries that were looked at.
"""

from dataclasses import dataclass

import numpy as np

GUESSES = 3  # directions that a guess must explain
EXACT = 1e-9  # relative
LEGIBLE = 1e-4  # of the slope: where rounding hides more, a factor could not be told
LARGEST = 1e5  # a factor that a mistake could make: a batch, a size of an image


@dataclass
class Evidence:
    """One wrong gradient: its place in the long vector, and the entries that were looked at."""

    probe: object
    k: int
    grid: np.ndarray  # places in the long vector, one row for each row of the array
    rows: list  # the wrong ones
    places: np.ndarray  # of the entries looked at
    numeric: np.ndarray  # their slopes
    wrong: np.ndarray  # whether they differ from the gradient

    def __post_init__(self):
        objective = self.probe.objective
        self.part = objective.slices[self.k]
        self.array = objective.split(objective.g)[self.k]
        self.value = objective.split(objective.theta)[self.k]
        self.analytic = objective.g[self.places]
        self.seen_all = self.places.size == self.array.size

    def ask(self):
        """Directions and true slopes by which guesses are tested."""
        self.u, slopes, slack = [], [], []
        for _ in range(GUESSES):
            probed = self.probe.ask(self.part)
            self.u.append(probed.u[self.part].copy())
            slopes.append(probed.numeric)
            slack.append(probed.tolerance)
        self.slopes, self.slack = np.array(slopes), np.array(slack)

    def along(self, guess):
        """The slopes that ``guess``, an array like the gradient, would have; and their totals."""
        contributions = np.array([u * np.ravel(guess) for u in self.u])
        return contributions.sum(axis=1), np.abs(contributions).sum(axis=1)

    def explains(self, guess):
        """Whether ``guess`` is the right gradient, as far as the probes can tell."""
        slopes, totals = self.along(guess)
        return bool(np.all(np.abs(slopes - self.slopes) <= self._room(totals)))

    def _room(self, totals):
        digits = 1e-4 if self.probe.objective.has_few_digits[self.k] else EXACT
        return digits * totals + self.slack + self.probe.noise

    def multiple(self, of, slopes):
        """The number c with slopes = c times the slopes along ``of``, or None."""
        along, totals = self.along(of)
        if not along @ along > 0:
            return None
        c = float(slopes @ along / (along @ along))
        return c if np.all(np.abs(c * along - slopes) <= self._room(abs(c) * totals)) else None


def recognise(evidence):
    """The first mistake of the list that fits; a general hint if none does."""
    if not np.isfinite(evidence.array).all():
        return "not finite: an overflow, a logarithm of 0, or 0/0 on the way back"
    evidence.ask()
    found = (pattern(evidence) for pattern in PATTERNS)
    hint = "no simple pattern: compare transposes, masks, and where each slope is taken"
    return next((text for text in found if text), hint)


def zero(e):
    """Nothing arrives, or something where nothing should."""
    if not e.array.any():
        return "zero: nothing comes back here; is a branch cut off?"
    if np.any(np.abs(e.slopes) > e.probe.noise):
        return None
    if e.probe.objective.reads(e.part):
        return "should be zero: the slope of f is 0 here"
    return "should be zero: f does not move when this array does; is it the array that f reads?"


def factor(e):
    """The gradient is c times the right one."""
    inverse = e.multiple(e.array, e.slopes)
    if not inverse or e.probe.noise > LEGIBLE * np.max(np.abs(e.slopes)):
        return None
    c = 1.0 / inverse
    if abs(c + 1.0) < 1e-6:
        return "sign: exactly the negative of the slope"
    whole = _whole(c)
    if abs(c - 1.0) < 1e-6 or not 1.0 / LARGEST < abs(c) < LARGEST:
        return None  # no number that a mistake makes
    if e.array.size == 1 and not whole:
        return None
    return f"factor: {whole or f'{c:.6g}'} times the slope in every entry{_meaning(c)}"


def _whole(c):
    """c as a whole number or the inverse of one, in words; empty if it is neither."""
    for number, text in ((c, "{}"), (1.0 / c, "1/{}")):
        n = round(number)
        if abs(n) > 1 and abs(number - n) < 1e-6 * abs(n):
            return text.format(n)
    return ""


def _meaning(c):
    if c < 0 or not _whole(c):
        return ""
    return "; a mean taken as a sum?" if c > 1 else "; divided once too often?"


def transpose(e):
    """The transpose is right."""
    a = e.array
    if a.ndim == 2 and a.shape[0] == a.shape[1] > 1 and e.explains(a.T):
        return "transpose: the rows stand where the columns belong"
    return None


def order(e):
    """The right numbers at wrong places."""
    moved = [np.roll(e.array, shift, axis) for axis in range(e.array.ndim) for shift in (1, -1)]
    moved += [np.flip(e.array, axis) for axis in range(e.array.ndim)]
    known = e.seen_all and np.allclose(np.sort(e.analytic), np.sort(e.numeric), 1e-9, 0.0)
    if e.array.size > 1 and (known or any(e.explains(a) for a in moved)):
        return "order: the right numbers at wrong places"
    return None


def constant(e):
    """Every entry is the same."""
    if e.array.size > 1 and np.ptp(e.array) <= 1e-12 * np.max(np.abs(e.array)):
        return "constant: all entries equal; the gradient from above ignored, or summed too far?"
    return None


def decay(e):
    """A multiple of the array itself is missing."""
    ours, _ = e.along(e.array)
    missing = e.multiple(e.value, e.slopes - ours) if e.array.size > 2 else None
    if missing and abs(missing) > 1e-9:
        return f"decay: {missing:.6g} times the array itself is missing; weight decay?"
    return None


def one_entry(e):
    """A single entry is wrong."""
    if len(e.rows) == 1 and e.wrong.sum() == 1 and e.array.size > 1:
        return "one entry: an index?"
    return None


def one_row(e):
    """Only a row, or only a column."""
    if len(e.rows) == 1 and len(e.grid) > 2 and e.array.ndim > 1:
        return f"one row: only row {e.rows[0]} is wrong"
    columns = np.unique((e.places[e.wrong] - e.grid[0, 0]) % e.grid.shape[1])
    if columns.size == 1 and e.grid.shape[1] > 2:
        return f"one column: only column {columns[0]} is wrong"
    return None


def signs(e):
    """Some entries have the wrong sign, and the right size."""
    ours, theirs = e.analytic[e.wrong], e.numeric[e.wrong]
    if ours.size > 1 and np.allclose(ours, -theirs, 1e-9, 0.0):
        return "sign: right sizes, but the opposite sign in these entries"
    return None


def missing_term(e):
    """Most wrong entries too small: something was not added.  Too large: added twice."""
    ours, theirs = np.abs(e.analytic[e.wrong]), np.abs(e.numeric[e.wrong])
    if ours.size < 3:
        return None
    if np.mean(ours < theirs) > 0.8:
        return "too small: a term is missing from a sum (a row of the batch, a branch)?"
    if np.mean(ours > theirs) > 0.8:
        return (
            "too large: a term counted twice, one that takes away missing, "
            "or a slope below 1 forgotten?"
        )
    return None


PATTERNS = (
    zero, factor, transpose, order, constant, decay, one_entry, signs, one_row, missing_term,
)  # fmt: skip
