"""Naming the mistake: the usual mistakes run on the same probes as the answer.

Functions are compared, not numbers: a name is given only when it explains the answer on every
probe.  A name that would make an output wrong which is correct is never given.  One mistake that
explains everything goes before two that share it.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .compare import distance, numbers, written
from .factors import constant_factor, factor_cause, factor_words, family, question_about
from .mistake_run import runs_of
from .observe import listed, observed_values, shown_probe
from .places import told_apart
from .quick_look import probe_to_look_at
from .structure import alike, structure_problem
from .verdict import Finding

OURS = " (a name of ours: yours may be another)"  # said of a name that no task holds


@dataclass(frozen=True)
class Explanation:
    """Why some outputs are wrong: which ones, and the words for it."""

    outputs: frozenset
    tag: str
    cause: str
    question: str
    breaks_more: bool = False  # whether it makes more outputs wrong, in ways that are not seen


# ---------------------------------------------------------------- one mistake for everything


def whole_mistake(attempt, problem=None):
    """The Finding when one mistake does all that the answer does."""
    some = runs_of(attempt.exercise).like_all(attempt.look)
    fitting = [run.mistake for run in some if matches_all(attempt, run)]
    if not fitting:
        return None
    observed = problem.observed if problem else observed_values(attempt)
    return named(fitting, observed)


def named(mistakes, observed):
    """The Finding for one mistake, or for the first two of several that look alike here."""
    cause = "; or ".join(dict.fromkeys(mistake.cause for mistake in mistakes[:2]))
    return Finding(mistakes[0].id, observed, cause, mistakes[0].question)


def matches_all(attempt, run):
    """Whether a mistake does what the answer does; dropped at the first probe that differs."""
    ours = zip(attempt.calls, attempt.values, attempt.expected, strict=True)
    probes = zip(ours, run.calls, strict=False)
    return all(matches(attempt.exercise, *one, theirs) for one, theirs in probes)


def matches(exercise, ours, value, expected, theirs):
    """Whether two calls return the same, and change the same."""
    if theirs.error is not None or ours.changed != theirs.changed:
        return False
    return shows(exercise, value, theirs.value, expected)


def shows(exercise, value, mistaken, expected):
    """Whether a value is what a mistake gives; of predicted numbers also a rounded one."""
    usual = exercise.tolerance
    if exercise.kind != "predict":
        return alike(value, mistaken, usual) and not is_small(value, mistaken, expected)
    if distance(value, mistaken) >= distance(value, expected):
        return False
    return structure_problem("", value, mistaken) is None and written(value, mistaken, usual)


def is_small(value, mistaken, expected):
    """Whether a value is small and no 0 where a mistake gives 0: as after a factor of 1e-8."""
    ours, theirs, wanted = map(numbers, (value, mistaken, expected))
    if ours is None or theirs is None or wanted is None or theirs.any():
        return False
    return float(np.abs(ours).max(initial=0.0)) > 1e-12 * np.abs(wanted).max(initial=0.0)


# ---------------------------------------------------------------- output by output


def malformed_mistake(attempt, problem):
    """The Finding when a mistake explains the output whose type or shape is not as expected."""
    found = [one for one in by_mistake(attempt) if any(map(attempt.malformed, one.outputs))]
    return finding_of(found[:1], attempt, problem.observed) if found else None


def by_mistake(attempt, runs=None):
    """An Explanation for each mistake that gives some wrong outputs, and spoils no correct one.

    Those that explain all that they break come first: of the others, an output has more than that.
    """
    wrong, found = frozenset(attempt.wrong), []
    runs = runs_of(attempt.exercise) if runs is None else runs
    for run in runs.like_some(attempt.look, attempt.wrong):
        given = frozenset(k for k in wrong if gives(attempt, run, k))
        if given and run.breaks <= wrong:
            given &= run.breaks
            mistake = run.mistake
            more = given != run.breaks
            one = Explanation(given, mistake.id, mistake.cause, mistake.question, more)
            found.append((more, -len(given), len(found), one))
    return [one for *_, one in sorted(found, key=lambda entry: entry[:3]) if one.outputs]


def gives(attempt, run, k):
    """Whether a mistake gives output k of the answer; dropped at the first probe that differs."""
    probes = zip(attempt.output_pairs(k), run.calls, strict=False)
    return all(gives_in(attempt, k, *pair, theirs) for pair, theirs in probes)


def gives_in(attempt, k, ours, wanted, theirs):
    """Whether output k of one call of a mistake is the answer's."""
    outputs = theirs.value if attempt.wants_tuple else (theirs.value,)
    if theirs.error is not None or not isinstance(outputs, tuple) or len(outputs) <= k:
        return False
    return shows(attempt.exercise, ours, outputs[k], wanted)


def by_factor(attempt):
    """An Explanation for each factor that some wrong outputs have in common."""
    labels = {}
    for k in attempt.wrong:
        label = factor_on(attempt, k, [wanted for _, wanted in attempt.output_pairs(k)])
        if label and (label == "-1" or attempt.exercise.kind != "predict"):
            labels.setdefault(label, []).append(k)
    return [
        Explanation(
            frozenset(ks),
            f"factor.{label}",
            factor_cause(label, sizes_shown(attempt)),
            question_about(label),
        )
        for label, ks in labels.items()
    ]


def sizes_shown(attempt):
    """The sizes in the example that the message shows."""
    p = shown_probe(attempt, attempt.wrong[0])
    return attempt.exercise.probes[p].sizes if p is not None else {}


def factor_on(attempt, k, bases):
    ours = [value for value, _ in attempt.output_pairs(k)]
    return constant_factor(ours, bases, attempt.exercise.probes, attempt.exercise.tolerance)


def by_mistake_and_factor(attempt):
    """Two mistakes at once: a usual one times a factor, the same in every output that it breaks.

    From a single predicted number nothing of the kind can be told.
    """
    if attempt.exercise.kind == "predict":
        return []
    wrong, found = frozenset(attempt.wrong), []
    for run in may_be_multiples(attempt):
        if run.values is not None and run.breaks == wrong:
            label = common_factor(attempt, run)
            if label:
                mistake = run.mistake
                second = factor_words(label, sizes_shown(attempt))
                cause = f"two mistakes: {mistake.cause}, and {second}"
                tag = f"{mistake.id} x {label}"
                found.append(Explanation(run.breaks, tag, cause, mistake.question))
    return found


def may_be_multiples(attempt):
    """The runs of which a quick look lets every wrong output be a multiple by a usual factor."""
    exercise = attempt.exercise
    factors = family(exercise.probes[probe_to_look_at(exercise)].sizes).values()
    return runs_of(exercise).multiples(attempt.look, attempt.wrong, [*factors])


def common_factor(attempt, run):
    """The one factor between a mistake's outputs and the answer's; None when there is none."""
    labels = set()
    for k in run.breaks:
        outputs = [value if attempt.wants_tuple else (value,) for value in run.values]
        if not all(isinstance(some, tuple) and len(some) > k for some in outputs):
            return None
        labels.add(factor_on(attempt, k, [some[k] for some in outputs]))
        if len(labels) > 1 or None in labels:
            return None
    return labels.pop() if labels else None


# ---------------------------------------------------------------- which explanation is said


def covering(attempt, found, most):
    """The Finding for so many Explanations that share everything wrong among them; else None."""
    wrong = frozenset(attempt.wrong)
    for some in combinations(found, most):
        outputs = [one.outputs for one in some]
        if sum(map(len, outputs)) == len(wrong) and frozenset().union(*outputs) == wrong:
            return finding_of(some, attempt, observed_values(attempt))
    return None


def partly_covering(attempt, found):
    """The Finding for the Explanation of as much as possible, where something stays unexplained."""
    best = max(found, key=lambda one: len(one.outputs), default=None)
    return best and finding_of([best], attempt, observed_values(attempt))


def finding_of(found, attempt, observed):
    """The Finding for one or two Explanations; each says which outputs it is about."""
    wrong = frozenset(attempt.wrong)
    if found[0].outputs >= wrong:
        return Finding(found[0].tag, observed, found[0].cause, found[0].question)
    said = {without_place(attempt, one) for one in found}
    if len(said) == 1 < len(found):
        return Finding(" + ".join(one.tag for one in found), observed, *said, found[0].question)
    parts = [f"for {listed(names_of(attempt, one.outputs))}, {one.cause}" for one in found]
    left = wrong.difference(*(one.outputs for one in found))
    cause = "; ".join(parts)
    cause = cause.replace(OURS, "", max(0, cause.count(OURS) - 1)) + still_open(attempt, left)
    return Finding(" + ".join(one.tag for one in found), observed, cause, found[0].question)


def without_place(attempt, one):
    """The cause of an Explanation without the name of the output that it is about."""
    places = [
        f", in {name}{new}" for name in names_of(attempt, one.outputs) for new in ("", "_new")
    ]
    cause = one.cause.removesuffix(OURS)
    return next((cause.removesuffix(place) for place in places if cause.endswith(place)), cause)


def still_open(attempt, left):
    """That some outputs are not explained, and how these differ from the correct ones."""
    if not left:
        return ""
    facts = [told_apart(attempt, k)[0] for k in sorted(left)]
    said = f". That alone does not explain {listed(names_of(attempt, left))}."
    return " ".join([said, *filter(None, facts)]).removesuffix(".")


def names_of(attempt, outputs):
    return [attempt.names[k] for k in sorted(outputs)]
