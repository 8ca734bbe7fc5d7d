"""A quick look on one probe: which of many mistakes may give an output, or a multiple of it?

It only spares work.  What passes here is compared in full afterwards, so nothing is decided.
"""

import numpy as np

from .compare import BY_HAND, numbers

SLACK = 1e-4  # far above any tolerance, float32's too; what is predicted may be rounded
NOTHING, TOO_MUCH = 1e-16, 1e300  # sums of squares: perhaps round-off, and too large to compare
RATIO = 1e-3  # how far a ratio may be from a factor


def probe_to_look_at(exercise):
    """The number of the second probe, as the first is often the smallest."""
    return min(1, len(exercise.probes) - 1)


def slack_of(exercise):
    """By how much sums of squares may differ of values that are compared in full."""
    return 4 * BY_HAND if exercise.kind == "predict" else SLACK


def as_row(value, expected=()):
    """The outputs of a returned value as a tuple, where it is one and a tuple is expected."""
    return value if isinstance(value, tuple) and isinstance(expected, tuple) else (value,)


def rows_of(values):
    """The numbers in each of some values; None where other things or not finite numbers are."""
    rows = map(numbers, values)
    with np.errstate(all="ignore"):
        return [row if row is not None and row @ row < TOO_MUCH else None for row in rows]


class Rows:
    """One output of many mistakes: {number of a mistake: its row}, those of one length together.

    A row is None where the output is not made of finite numbers.
    """

    def __init__(self, rows):
        self.numbers, self.matrices = {}, {}
        for n, row in rows.items():
            self.numbers.setdefault(size_of(row), []).append(n)
        for size, some in self.numbers.items():
            self.numbers[size] = np.array(some)
            if size is not None:
                matrix = np.array([rows[n] for n in some])
                self.matrices[size] = matrix, np.einsum("ij,ij->i", matrix, matrix)

    def like(self, row, slack):
        """The numbers of those whose row may be equal to this one."""
        size = size_of(row)
        if row is None or size not in self.numbers:
            return self.numbers.get(size, ())
        ours, theirs, product = self.products(row)
        larger = np.maximum(ours, theirs)
        near = (np.abs(ours - theirs) <= slack * larger) & (product >= (1 - slack) * larger)
        return self.numbers[size][near | (larger < NOTHING)]

    def multiples(self, row, factors):
        """The numbers of those whose row may give this one when multiplied by a factor."""
        size = size_of(row)
        if row is None or size not in self.numbers:
            return ()
        ours, theirs, product = self.products(row)
        parallel = product**2 >= (1 - SLACK) * ours * theirs
        ratios = (product / np.maximum(theirs, NOTHING))[:, None]
        known = (np.abs(ratios - factors) <= RATIO * np.abs(ratios)).any(axis=1)
        return self.numbers[size][parallel & known | (theirs < NOTHING)]

    def products(self, row):
        """The sum of squares of a row, those of all of its length, and its products with them."""
        matrix, squares = self.matrices[len(row)]
        return row @ row, squares, matrix @ row


def size_of(row):
    return None if row is None else len(row)
