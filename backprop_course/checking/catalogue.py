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
class Rival:
    """A usual mistake and what it did on each probe."""

    mistake: object
    calls: tuple

    @property
    def values(self):
        return [one.value for one in self.calls]


def whole_mistake(tried, rivals, problem=None):
    """The Finding when a mistake explains all outputs. ``problem`` is what the structure showed."""
    fitting = [rival.mistake for rival in rivals if explains_all(tried, rival)]
    if not fitting:
        return None
    return named(fitting, problem.observed if problem else observed_values(tried))


def malformed_mistake(tried, rivals, problem):
    """The Finding when a mistake explains the output whose type or shape is not as expected."""
    k = next((k for k in tried.wrong if tried.malformed(k)), None)
    fitting = [rival.mistake for rival in rivals if k is not None and explains(tried, rival, k)]
    return named(fitting, problem.observed) if fitting else None


def partial_mistake(tried, rivals):
    """The Finding when a mistake explains the first wrong output, as it is or times a factor."""
    fitting = [rival.mistake for rival in rivals if explains(tried, rival, tried.wrong[0])]
    if fitting:
        return named(fitting, observed_values(tried))
    return scaled_reference(tried) or scaled_mistake(tried, rivals)


def rivals_of(exercise):
    """Every usual mistake of an exercise, run on its probes."""
    return [Rival(mistake, calls_of(exercise, mistake.function)) for mistake in exercise.mistakes]


def calls_of(exercise, function):
    names = exercise.parameters
    return tuple(call(function, probe.inputs, names) for probe in exercise.probes)


def named(mistakes, observed):
    """The Finding for one mistake, or for the first two of several that look alike here."""
    cause = "; or ".join(mistake.cause for mistake in mistakes[:2])
    return Finding(mistakes[0].id, observed, cause, mistakes[0].question)


def explains_all(tried, rival):
    """Whether a mistake returns what the answer returns, and changes what it changes."""
    pairs = zip(tried.calls, rival.calls, strict=True)
    return all(
        one.changed == other.changed
        and other.error is None
        and alike(one.value, other.value, tried.exercise.tolerance)
        for one, other in pairs
    )


def explains(tried, rival, k):
    """Whether a mistake gives output k of the answer."""
    theirs = rival_outputs(tried, rival, k)
    if theirs is None:
        return False
    ours = [value for value, _ in tried.output_pairs(k)]
    return all(alike(a, b, tried.exercise.tolerance) for a, b in zip(ours, theirs, strict=True))


def alike(value, other, tolerance):
    """Whether two values have the same structure and the same numbers."""
    return structure_problem("", value, other) is None and close(value, other, tolerance)


def rival_outputs(tried, rival, k):
    """Output k of a mistake on each probe; None when it has no such output."""
    if any(one.error is not None for one in rival.calls):
        return None
    if not tried.wants_tuple:
        return rival.values
    if not all(isinstance(value, tuple) and len(value) > k for value in rival.values):
        return None
    return [value[k] for value in rival.values]


def factor_on_output(tried, bases):
    ours = [value for value, _ in tried.output_pairs(tried.wrong[0])]
    return constant_factor(ours, bases, tried.exercise.probes, tried.exercise.tolerance)


def scaled_reference(tried):
    """The Finding when the first wrong output is the right one times a factor."""
    name = tried.names[tried.wrong[0]]
    label = factor_on_output(tried, [wanted for _, wanted in tried.output_pairs(tried.wrong[0])])
    if label is None or (tried.exercise.kind == "predict" and label != "-1"):
        return None
    times = f"{name} is {label} times the expected value on all {len(tried.calls)} test inputs."
    if label == "-1":
        times = "The size is right, the sign is not."
    observed = f"{observed_values(tried)} {times}"
    cause = SIGN if label == "-1" else TIMES.format(label)
    return Finding(f"factor.{label}", observed, cause, question_about(label))


def scaled_mistake(tried, rivals):
    """The Finding when a usual mistake and a constant factor together give the answer."""
    for rival in rivals:
        bases = rival_outputs(tried, rival, tried.wrong[0])
        label = bases and factor_on_output(tried, bases)
        if label and (label == "-1" or tried.exercise.kind != "predict"):
            mistake, observed = rival.mistake, observed_values(tried)
            cause = f"two slips: {mistake.cause}, and {second_slip(label)}"
            return Finding(f"{mistake.id} x {label}", observed, cause, mistake.question)
    return None


def second_slip(label):
    return SIGN if label == "-1" else TIMES.format(label)
