"""Naming the mistake: the usual mistakes run on the same probes as the answer.

Functions are compared, not numbers: a name is given only when it explains the answer on every
probe. First whole answers, then the first wrong output alone (two outputs may hold two slips),
then both of these times a constant factor.
"""

from dataclasses import dataclass

from .calls import call
from .compare import close, structure_problem
from .factors import constant_factor, question_about
from .observe import observed_values
from .verdict import Finding

SIGN, TIMES = "the sign is the wrong way round", "a constant factor of {} too much"


@dataclass(frozen=True)
class MistakeRun:
    """A usual mistake and what it did on each probe."""

    mistake: object
    calls: tuple

    @property
    def values(self):
        return [one.value for one in self.calls]


def whole_mistake(attempt, runs, problem=None):
    """The Finding when a mistake explains all outputs. ``problem`` is what the structure showed."""
    fitting = [run.mistake for run in runs if matches_all(attempt, run)]
    if not fitting:
        return None
    return named(fitting, problem.observed if problem else observed_values(attempt))


def malformed_mistake(attempt, runs, problem):
    """The Finding when a mistake explains the output whose type or shape is not as expected."""
    k = next((k for k in attempt.wrong if attempt.malformed(k)), None)
    fitting = [run.mistake for run in runs if k is not None and matches(attempt, run, k)]
    return named(fitting, problem.observed) if fitting else None


def partial_mistake(attempt, runs):
    """The Finding when a mistake explains the first wrong output, as it is or times a factor."""
    fitting = [run.mistake for run in runs if matches(attempt, run, attempt.wrong[0])]
    if fitting:
        return named(fitting, observed_values(attempt))
    return scaled_reference(attempt) or scaled_mistake(attempt, runs)


def runs_of(exercise):
    """Every usual mistake of an exercise, run on its probes."""
    return [
        MistakeRun(mistake, calls_of(exercise, mistake.function)) for mistake in exercise.mistakes
    ]


def calls_of(exercise, function):
    names = exercise.parameters
    return tuple(call(function, probe.inputs, names) for probe in exercise.probes)


def named(mistakes, observed):
    """The Finding for one mistake, or for the first two of several that look alike here."""
    cause = "; or ".join(mistake.cause for mistake in mistakes[:2])
    return Finding(mistakes[0].id, observed, cause, mistakes[0].question)


def matches_all(attempt, run):
    """Whether a mistake returns what the answer returns, and changes what it changes."""
    pairs = zip(attempt.calls, run.calls, strict=True)
    return all(
        one.changed == other.changed
        and other.error is None
        and alike(one.value, other.value, attempt.exercise.tolerance)
        for one, other in pairs
    )


def matches(attempt, run, k):
    """Whether a mistake gives output k of the answer."""
    theirs = run_outputs(attempt, run, k)
    if theirs is None:
        return False
    ours = [value for value, _ in attempt.output_pairs(k)]
    return all(alike(a, b, attempt.exercise.tolerance) for a, b in zip(ours, theirs, strict=True))


def alike(value, other, tolerance):
    """Whether two values have the same structure and the same numbers."""
    return structure_problem("", value, other) is None and close(value, other, tolerance)


def run_outputs(attempt, run, k):
    """Output k of a mistake on each probe; None when it has no such output."""
    if any(one.error is not None for one in run.calls):
        return None
    if not attempt.wants_tuple:
        return run.values
    if not all(isinstance(value, tuple) and len(value) > k for value in run.values):
        return None
    return [value[k] for value in run.values]


def factor_on_output(attempt, bases):
    ours = [value for value, _ in attempt.output_pairs(attempt.wrong[0])]
    return constant_factor(ours, bases, attempt.exercise.probes, attempt.exercise.tolerance)


def scaled_reference(attempt):
    """The Finding when the first wrong output is the right one times a factor."""
    name = attempt.names[attempt.wrong[0]]
    label = factor_on_output(
        attempt, [wanted for _, wanted in attempt.output_pairs(attempt.wrong[0])]
    )
    if label is None or (attempt.exercise.kind == "predict" and label != "-1"):
        return None
    times = f"{name} is {label} times the expected value on all {len(attempt.calls)} test inputs."
    if label == "-1":
        times = "The size is right, the sign is not."
    observed = f"{observed_values(attempt)} {times}"
    cause = SIGN if label == "-1" else TIMES.format(label)
    return Finding(f"factor.{label}", observed, cause, question_about(label))


def scaled_mistake(attempt, runs):
    """The Finding when a usual mistake and a constant factor together give the answer."""
    for run in runs:
        bases = run_outputs(attempt, run, attempt.wrong[0])
        label = bases and factor_on_output(attempt, bases)
        if label and (label == "-1" or attempt.exercise.kind != "predict"):
            mistake, observed = run.mistake, observed_values(attempt)
            cause = f"two slips: {mistake.cause}, and {second_slip(label)}"
            return Finding(f"{mistake.id} x {label}", observed, cause, mistake.question)
    return None


def second_slip(label):
    return SIGN if label == "-1" else TIMES.format(label)
