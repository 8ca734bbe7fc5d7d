"""A usual mistake run on the probes of its exercise, computed where it is asked for."""

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from .attempt import FIRST, expected_of
from .calls import call_within, protected
from .compare import alike
from .fingerprint import as_row, of_outputs, size_of

# the mistakes of an exercise and what they return, kept for later checks
RUNS = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class MistakeRun:
    """A usual mistake and what it does on each probe, computed where it is asked for."""

    mistake: object
    exercise: object

    @cached_property
    def first_calls(self):
        """One Call for each of the first probes."""
        return self.calls_on(self.exercise.probes[:FIRST])

    @cached_property
    def calls(self):
        """One Call per probe."""
        return self.first_calls + self.calls_on(self.exercise.probes[FIRST:])

    def calls_on(self, probes):
        function, names = self.mistake.function, self.exercise.parameters
        with protected() as stream:
            return tuple(call_within(stream, function, probe.inputs, names) for probe in probes)

    @property
    def values(self):
        """One value per probe."""
        return [one.value for one in self.calls]

    @cached_property
    def fails_at_once(self):
        """Whether it raises on one of the first probes."""
        return any(one.error is not None for one in self.first_calls)

    @cached_property
    def fails(self):
        """Whether it raises on some probe."""
        return self.fails_at_once or any(one.error is not None for one in self.calls)

    @cached_property
    def prints(self):
        """The Fingerprints of its outputs, as those of an Attempt."""
        return self.prints_on(slice(FIRST))

    def sizes(self, count):
        """The sums of squares of so many outputs; nan for what is not known."""
        if self.prints is None or len(self.prints) != count:
            return [np.nan] * count
        return self.squares

    @cached_property
    def squares(self):
        return [size_of(one) for one in self.prints]

    @cached_property
    def factor_prints(self):
        """The same where a factor is one number, as those of an Attempt."""
        alone = slice(FIRST - 1, FIRST) if self.exercise.probes[0].sizes else slice(FIRST)
        return self.prints_on(alone)

    def prints_on(self, some):
        calls = self.first_calls[some]
        if any(one.error is not None for one in calls):
            return None
        return of_outputs([as_row(one.value) for one in calls])

    @cached_property
    def breaks(self):
        """The numbers of the outputs that this mistake makes wrong on some probe."""
        expected = expected_of(self.exercise)
        if not isinstance(expected[0], tuple):
            return frozenset([0])
        count = len(expected[0])
        if not all(isinstance(value, tuple) and len(value) == count for value in self.values):
            return frozenset(range(count))
        pairs = list(zip(self.values, expected, strict=True))
        usual = self.exercise.tolerance
        return frozenset(
            k for k in range(count) if not all(alike(a[k], b[k], usual) for a, b in pairs)
        )


def runs_of(exercise):
    """Every usual mistake of an exercise, run on its probes once."""
    if exercise not in RUNS:
        RUNS[exercise] = tuple(MistakeRun(mistake, exercise) for mistake in exercise.mistakes)
    return RUNS[exercise]
