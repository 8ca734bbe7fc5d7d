"""An answer run on every probe, beside the reference."""

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from . import compare
from .calls import Call, call_within, protected, quiet
from .forms import as_meant
from .limits import OutOfTime
from .quick_look import as_row, probe_to_look_at, rows_of
from .structure import structure_problem

EXPECTED = WeakKeyDictionary()  # what the reference of an exercise returns, probe by probe


@dataclass(frozen=True)
class Attempt:
    """An answer's calls, one per probe, and repetitions {number of a probe: Call}."""

    exercise: object
    answer: object
    calls: tuple
    repeated: dict

    @property
    def names(self):
        """The names of the outputs, for messages."""
        return self.exercise.outputs or (self.exercise.name,)

    @cached_property
    def expected(self):
        """What the reference returns, one value per probe."""
        return expected_of(self.exercise)

    @cached_property
    def noted(self):
        """Which NOTES of `forms` apply; filled by ``values``."""
        return set()

    @cached_property
    def values(self):
        """What the answer returned, one value per probe, in the form that is meant."""
        pairs = zip(self.calls, self.expected, strict=True)
        return [as_meant(one.value, expected, self.noted) for one, expected in pairs]

    @cached_property
    def wants_tuple(self):
        return isinstance(self.expected[0], tuple)

    def outputs(self, value):
        """The named outputs of one returned value, as a tuple."""
        return value if self.wants_tuple else (value,)

    @cached_property
    def agrees(self):
        """agrees[k][probe]: whether output k is correct on that probe."""
        return [[self.fits(a, b) for a, b in self.output_pairs(k)] for k in range(len(self.names))]

    def fits(self, value, expected):
        """Whether one output is correct: its structure, and its numbers."""
        well_made = structure_problem("", value, expected) is None
        return well_made and compare.close(value, expected, self.exercise.tolerance)

    def malformed(self, k):
        """Whether output k has another type or shape than expected on some probe."""
        pairs = self.output_pairs(k)
        return any(structure_problem("", ours, theirs) for ours, theirs in pairs)

    def output_pairs(self, k):
        """(answer's, expected) output k, probe by probe."""
        return self.pairs[k]

    @cached_property
    def pairs(self):
        """One list of such pairs for each output."""
        both = zip(self.values, self.expected, strict=True)
        both = [(self.outputs(ours), self.outputs(theirs)) for ours, theirs in both]
        return [[(a[k], b[k]) for a, b in both] for k in range(len(self.names))]

    @cached_property
    def rows(self):
        """The same as rows of numbers; None where something else is among them."""
        return [
            [(compare.numbers(a), compare.numbers(b)) for a, b in pairs] for pairs in self.pairs
        ]

    @cached_property
    def look(self):
        """The numbers in each output on one probe, for a quick look at it."""
        p = probe_to_look_at(self.exercise)
        return rows_of(as_row(self.values[p], self.expected[p]))

    @cached_property
    def wrong(self):
        """The numbers of the outputs that are not correct on every probe."""
        return [k for k, on_probes in enumerate(self.agrees) if not all(on_probes)]


def expected_of(exercise):
    """What the reference returns on each probe; computed once for each exercise."""
    if exercise not in EXPECTED:
        with quiet() as stream:
            calls = [call_within(stream, exercise.reference, one.inputs) for one in exercise.probes]
        EXPECTED[exercise] = [one.value for one in calls]
    return EXPECTED[exercise]


def run_on_probes(exercise, answer):
    """(Attempt, None), or (None, the calls up to the first one that raised).

    The first and the last probe are asked twice in a row, and the first once more at the end: a
    memory of an earlier call shows, even one that is kept apart by shape.
    """
    last = len(exercise.probes) - 1
    order = [*range(last + 1), last, 0] if last else [0, 0]
    order.insert(1, 0)
    made, again = {}, {}
    with protected(exercise.seconds) as stream:
        for k in order:
            one = one_call(stream, answer, exercise, k)
            if one.error is not None and (k not in made or is_stop(one.error)):
                return None, [*made.values(), one]
            if k not in made:
                made[k] = one
            else:
                again.setdefault(k, []).append(one)
    calls = tuple(made[k] for k in range(last + 1))
    return Attempt(exercise, answer, calls, again), None


def one_call(stream, answer, exercise, k):
    try:
        return call_within(stream, answer, exercise.probes[k].inputs, exercise.parameters)
    except OutOfTime as late:  # the alarm rang between two calls
        return Call(error=late)


def is_stop(error):
    """Whether an error says that the run was ended from outside."""
    return isinstance(error, KeyboardInterrupt | OutOfTime | MemoryError)
