"""One output on every probe, what came beside what was expected: a row for each probe.

Rows are as long as the longest and end in zeros, so that one operation looks at all probes.
"""

from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

from .attempt import expected_of
from .compare import SMALLEST, as_floats, tolerance

LEAST = 1e-12  # smaller differences are round-off, whatever they stand beside


@dataclass(frozen=True, eq=False)
class Given:
    """What is known before an answer comes: the expected arrays, and for each probe the inputs.

    Of the inputs only those that are numbers, by name, as arrays.
    """

    expected: list
    inputs: list

    @cached_property
    def shapes(self):
        return [array.shape for array in self.expected]

    @cached_property
    def counts(self):
        """How many entries the output has on each probe, as a column."""
        return np.array([[array.size] for array in self.expected])

    @cached_property
    def theirs(self):
        return self.rows_of(self.expected)

    @cached_property
    def there(self):
        """Where entries are, and no filling."""
        return np.arange(self.counts.max()) < self.counts

    @cached_property
    def largest(self):
        """The largest expected entry on each probe, as a column."""
        return np.abs(self.theirs).max(axis=1, keepdims=True, initial=0.0)

    @cached_property
    def dimensions(self):
        """The fewest that the output has on a probe."""
        return min(map(len, self.shapes))

    @cached_property
    def names(self):
        """The inputs that are numbers on the first probe."""
        return [*self.inputs[0]]

    @cached_property
    def numbers(self):
        """The inputs that are one number on each probe: {name: column}."""
        return {
            name: np.array([[float(one[name])] for one in self.inputs])
            for name in self.names
            if all(name in one and one[name].ndim == 0 for one in self.inputs)
        }

    @cached_property
    def laid_over(self):
        """The inputs that can be added to the output and leave its shape: {name: rows}."""
        return {
            name: self.rows_of(map(np.broadcast_to, values, self.shapes))
            for name in self.names
            if (values := [one.get(name) for one in self.inputs])
            and all(map(is_laid_over, values, self.shapes))
        }

    def start_of(self, name):
        """The input of which an output is the next value, as rows; None where there is none."""
        name = name.removesuffix("_new")
        starts = [one[name].shape if name in one else None for one in self.inputs]
        return self.laid_over[name] if starts == self.shapes else None

    def rows_of(self, arrays):
        """One array for each probe as rows."""
        rows = np.zeros((len(self.shapes), int(self.counts.max())))
        for row, array in zip(rows, arrays, strict=True):
            row[: array.size] = array.ravel()
        return rows


def is_laid_over(value, shape):
    """Whether a value, if there is one, can be added to an array of this shape and leaves it so."""
    return value is not None and value.shape == shape[len(shape) - value.ndim :]


@dataclass(frozen=True, eq=False)
class Output:
    """One output: ``ours`` came, ``theirs`` was expected; at most ``slack`` apart counts as equal.

    All of them are rows, one for each probe.
    """

    given: Given
    ours: np.ndarray
    theirs: np.ndarray
    slack: np.ndarray

    @cached_property
    def gap(self):
        """By how much each entry is too large."""
        return self.ours - self.theirs

    @cached_property
    def wrong(self):
        """Which entries are wrong."""
        return np.abs(self.gap) > self.slack

    @cached_property
    def distances(self):
        """For each probe the largest gap beside the largest correct entry."""
        sizes = np.abs(self.theirs).max(axis=1, initial=0.0)
        gaps = np.abs(self.gap).max(axis=1, initial=0.0)
        return [float(gap / size) if size else 0.0 for gap, size in zip(gaps, sizes, strict=True)]

    @cached_property
    def pairs(self):
        """The same as a Pair for each probe."""
        return [self.pair(p) for p in range(len(self.ours))]

    def pair(self, p):
        shape, count = self.given.shapes[p], self.given.expected[p].size
        ours, theirs = (row[p, :count].reshape(shape) for row in (self.ours, self.theirs))
        return Pair(ours, theirs, self.given.inputs[p], self.slack[p, 0])

    def same(self, ours, theirs):
        return bool((np.abs(ours - theirs) <= self.slack).all())

    def since(self, start):
        """How far the output has moved from these rows, in its place."""
        return replace(self, ours=self.ours - start, theirs=self.theirs - start)


@dataclass(frozen=True, eq=False)
class Pair:
    """One output on one probe, in its own shape, and the inputs there."""

    ours: np.ndarray
    theirs: np.ndarray
    inputs: dict
    slack: float

    @cached_property
    def wrong(self):
        return np.abs(self.ours - self.theirs) > self.slack

    def same(self, ours, theirs):
        return bool((np.abs(ours - theirs) <= self.slack).all())


def output_of(attempt, k):
    """The Output of an attempt; None where shapes differ, or numbers are not finite."""
    given = given_of(attempt.exercise, k)
    values = [ours for ours, _ in attempt.output_pairs(k)]
    arrays = [array_of(value) for value in values]
    if given is None or [None if a is None else a.shape for a in arrays] != given.shapes:
        return None
    ours, usual = given.rows_of(arrays), attempt.exercise.tolerance
    if not np.isfinite(ours).all():
        return None
    relative = np.array([[tolerance(value, usual)] for value in values])
    slack = np.maximum(relative * np.maximum(given.largest, SMALLEST), LEAST)
    return Output(given, ours, given.theirs, slack)


@cache
def given_of(exercise, k):
    """The Given of an output; None where it is not made of finite numbers."""
    values = expected_of(exercise)
    outputs = [value[k] for value in values] if isinstance(values[0], tuple) else values
    arrays = [array_of(value) for value in outputs]
    if not all(array is not None and np.isfinite(array).all() for array in arrays):
        return None
    inputs = [map(array_of, probe.inputs) for probe in exercise.probes]
    named = [zip(exercise.parameters, one, strict=True) for one in inputs]
    return Given(arrays, [{n: a for n, a in pairs if a is not None} for pairs in named])


def array_of(value):
    """A number, an array or a list of numbers as an array; None for everything else."""
    if isinstance(value, list | tuple) and all(np.ndim(one) == 0 for one in value):
        rows = [as_floats(one) for one in value]
        return None if any(one is None for one in rows) or not rows else np.array(rows)
    return as_floats(value)
