"""Usual mistakes run on the probes of their exercise, each where it is asked for."""

from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

from .attempt import expected_of
from .calls import call_within, quiet
from .quick_look import Rows, as_row, probe_to_look_at, rows_of, slack_of
from .structure import alike

# the mistakes of an exercise and what they return, kept for later checks
RUNS = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class MistakeRun:
    """A usual mistake and what it does on each probe, computed where it is asked for."""

    mistake: object
    exercise: object
    made: dict = field(default_factory=dict)  # {number of a probe: Call}

    def on(self, p):
        """The Call on one probe."""
        if p not in self.made:
            with quiet() as stream:
                self.run(stream, p)
        return self.made[p]

    def run(self, stream, p):
        inputs, names = self.exercise.probes[p].inputs, self.exercise.parameters
        self.made[p] = call_within(stream, self.mistake.function, inputs, names)

    @property
    def calls(self):
        """One Call after the other, probe by probe."""
        return (self.on(p) for p in range(len(self.exercise.probes)))

    @cached_property
    def values(self):
        """One value per probe; None when it raises on one of them."""
        calls = list(self.calls)
        fails = any(one.error is not None for one in calls)
        return None if fails else [one.value for one in calls]

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


class Runs:
    """The runs of many mistakes of one exercise, and a quick look at all of them at once."""

    def __init__(self, exercise, mistakes):
        self.exercise, self.tables = exercise, {}
        self.all = tuple(MistakeRun(mistake, exercise) for mistake in mistakes)

    @cached_property
    def outputs(self):
        """What each returns on the probe to look at, as a tuple; None where it raises."""
        p = probe_to_look_at(self.exercise)
        with quiet() as stream:  # it takes as long as a call, so it is entered once for all
            for run in self.all:
                run.run(stream, p)
        calls, expected = [run.made[p] for run in self.all], expected_of(self.exercise)[p]
        return [None if one.error is not None else as_row(one.value, expected) for one in calls]

    def table(self, k, count):
        """The Rows of output k of those that return so many."""
        if (k, count) not in self.tables:
            all_outputs = enumerate(self.outputs)
            values = {n: outs[k] for n, outs in all_outputs if outs and len(outs) == count}
            self.tables[k, count] = Rows(dict(zip(values, rows_of(values.values()), strict=True)))
        return self.tables[k, count]

    def like(self, look, k):
        """The numbers of those that may give output k of an answer."""
        return {*self.table(k, len(look)).like(look[k], slack_of(self.exercise))}

    def like_all(self, look):
        """Those that may give every output of an answer."""
        return self.numbered(common(self.like(look, k) for k in range(len(look))))

    def like_some(self, look, wrong):
        """Those that may give one of the wrong outputs of an answer."""
        return self.numbered(set().union(*(self.like(look, k) for k in wrong)))

    def multiples(self, look, wrong, factors):
        """Those that may give all wrong outputs of an answer when multiplied by a factor."""
        tables = ((k, self.table(k, len(look))) for k in wrong)
        return self.numbered(common({*table.multiples(look[k], factors)} for k, table in tables))

    def numbered(self, numbers):
        return [self.all[n] for n in sorted(numbers)]


def common(sets):
    """What all of these sets hold; none is asked for after that is nothing."""
    held = next(sets, set())
    while held and (more := next(sets, None)) is not None:
        held = held & more
    return held


def runs_of(exercise):
    """The Runs of every usual mistake of an exercise, made once."""
    if exercise not in RUNS:
        RUNS[exercise] = Runs(exercise, exercise.mistakes)
    return RUNS[exercise]
