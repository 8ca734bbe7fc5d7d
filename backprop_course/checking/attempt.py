"""An answer run on every probe, beside the reference."""

from dataclasses import dataclass
from functools import cached_property

from . import compare
from .calls import call


@dataclass(frozen=True)
class Attempt:
    """The answer's calls, one per probe, and one repetition of the first."""

    exercise: object
    calls: tuple
    repeated: object

    @property
    def names(self):
        """The names of the outputs, for messages."""
        return self.exercise.outputs or (self.exercise.name,)

    @cached_property
    def expected(self):
        """What the reference returns, one value per probe."""
        return values_of(self.exercise, self.exercise.reference)

    @property
    def values(self):
        """What the answer returned, one value per probe."""
        return [one.value for one in self.calls]

    @cached_property
    def wants_tuple(self):
        return isinstance(self.expected[0], tuple)

    def outputs(self, value):
        """The named outputs of one returned value, as a tuple."""
        return value if self.wants_tuple else (value,)

    @cached_property
    def agrees(self):
        """agrees[k][probe]: whether output k is right on that probe."""
        return [[self.fits(a, b) for a, b in self.output_pairs(k)] for k in range(len(self.names))]

    def fits(self, value, expected):
        """Whether one output is right: its structure, and its numbers."""
        well_made = compare.structure_problem("", value, expected) is None
        return well_made and compare.close(value, expected, self.exercise.tolerance)

    def malformed(self, k):
        """Whether output k has another type or shape than expected on some probe."""
        pairs = self.output_pairs(k)
        return any(compare.structure_problem("", ours, theirs) for ours, theirs in pairs)

    def output_pairs(self, k):
        """(answer's, expected) output k, probe by probe."""
        pairs = zip(self.values, self.expected, strict=True)
        return [(self.outputs(ours)[k], self.outputs(theirs)[k]) for ours, theirs in pairs]

    @property
    def wrong(self):
        """The numbers of the outputs that are not right on every probe."""
        return [k for k, on_probes in enumerate(self.agrees) if not all(on_probes)]


def values_of(exercise, function):
    """What a function of ours returns on each probe; None where it fails."""
    return [call(function, probe.inputs).value for probe in exercise.probes]


def run_on_probes(exercise, answer):
    """(Attempt, None), or (None, Call) for the first call that raised."""
    calls = []
    for probe in exercise.probes:
        calls.append(call(answer, probe.inputs, exercise.parameters))
        if calls[-1].error is not None:
            return None, calls[-1]
    repeated = call(answer, exercise.probes[0].inputs, exercise.parameters)
    if isinstance(repeated.error, KeyboardInterrupt):
        return None, repeated
    return Attempt(exercise, tuple(calls), repeated), None
