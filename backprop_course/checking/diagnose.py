"""From an answer to a verdict: the stages, in the order in which they are tried.

Not a function, not attempted, raised; changed inputs, a memory of earlier calls; outputs in another
order, wrong structure, numbers that are not finite; correct (then nothing is diagnosed); a usual
mistake; a factor, a pattern; two of these; else what was expected, and the first step that differs.
"""

import gc
from dataclasses import replace
from functools import partial

from . import calls, compare, patterns, structure
from .attempt import run_on_probes
from .catalogue import (
    by_factor,
    by_mistake,
    by_mistake_and_factor,
    covering,
    malformed_mistake,
    partly_covering,
    whole_mistake,
)
from .errors import failure, raiser
from .first_nan import origin
from .forms import NOTES
from .near_misses import by_change
from .observe import entries, observed_values
from .other_shapes import reduced
from .shares import by_share
from .steps import first_difference
from .unread import unread
from .verdict import RIGHT, Finding, make_verdict, not_attempted, verdict_for

TO_DO = "Replace the line `raise NotImplementedError()` with your answer, then run both cells."
UNWRITTEN = Finding("not-attempted", TO_DO)
STOPPED = Finding("interrupted", "You stopped your function while it was running: not graded.")


def judge_function(exercise, answer):
    """The Verdict on ``answer`` for an Exercise."""
    finding = calls.not_a_function(exercise, answer)
    if finding:
        return verdict_for(exercise, finding, 0)
    attempt, made = run_on_probes(exercise, answer)
    return judge_failure(exercise, made) if attempt is None else judge_values(attempt)


def judge_failure(exercise, made):
    """The Verdict when the last of these calls raised: unwritten, stopped, or an error."""
    *before, failed = made
    if isinstance(failed.error, KeyboardInterrupt):
        return not_attempted(exercise, STOPPED)
    if isinstance(failed.error, NotImplementedError):
        return not_attempted(exercise, unwritten(exercise, failed.error))
    finding = changes(before) or failure(failed.error, exercise.name)
    if isinstance(failed.error, MemoryError):
        failed.error.__traceback__ = None  # it holds all that was allocated
        gc.collect()
    return verdict_for(exercise, finding, 0, note_on(exercise, made))


def unwritten(exercise, error):
    """The Finding for a stub, which may be another function that the answer calls."""
    other = raiser(error)
    if other in (exercise.name, "", "<lambda>"):
        return UNWRITTEN
    observed = f"NotImplementedError comes from {other}, which your function needs: write it first."
    return Finding("not-attempted", observed)


def judge_values(attempt):
    """The Verdict when every call returned something."""
    exercise, problem = attempt.exercise, first(STRUCTURE, attempt)
    fatal = problem is not None and problem.fatal
    if problem is None and not attempt.wrong:
        return right(attempt)
    points = 0 if fatal else earned(attempt)
    return verdict_for(exercise, explain(attempt, problem), points, remarks(attempt))


def explain(attempt, problem):
    """The best explanation of a wrong answer; ``problem`` is what its structure showed."""
    finding = whole_mistake(attempt, problem)
    if finding or (problem and problem.fatal):
        return finding or problem
    finding = patterns.exchanged(attempt, problem)
    if problem:
        finding = finding or malformed_mistake(attempt, problem)
        return finding or reduced_or(attempt, problem)
    return finding or explain_numbers(attempt) or unexplained(attempt)


def reduced_or(attempt, problem):
    malformed = any(attempt.malformed(k) for k in attempt.wrong)
    if not malformed:
        return problem
    another = patterns.another_instead(attempt, problem)
    return another or reduced(attempt, problem) or problem


def explain_numbers(attempt):
    """The best explanation of wrong numbers: one cause before two, all outputs before some."""
    found = [*by_mistake(attempt), *by_factor(attempt)]
    one = covering(attempt, found, most=1) or patterns.nearly_predicted(attempt)
    if one:
        return one
    found += patterns.by_pattern(attempt)
    one = covering(attempt, found, most=1)
    if one:
        return one
    changes = by_change(attempt)
    one = covering(attempt, changes, most=1)
    if one:
        return one
    late = patterns.by_pattern(attempt, patterns.LATE)
    found += late
    two = covering(attempt, late, most=1) or patterns.few_digits(attempt)
    two = two or covering(attempt, by_mistake_and_factor(attempt), most=1)
    two = two or covering(attempt, by_share(attempt), most=1)
    whole = [one for one in changes if not one.breaks_more]  # two lines would spoil each other
    two = two or covering(attempt, found, most=2) or covering(attempt, whole, most=2)
    return two or partly_covering(attempt, found)


def first(stages, attempt):
    """What the first stage finds that finds anything."""
    return next(filter(None, (stage(attempt) for stage in stages)), None)


def earned(attempt):
    """The points of the outputs that are correct."""
    shares = attempt.exercise.output_points
    return sum(share for k, share in enumerate(shares) if all(attempt.agrees[k]))


def right(attempt):
    """The Verdict on a correct answer; a diagnosis would only confuse."""
    exercise, count = attempt.exercise, len(attempt.calls)
    observed = f"It agrees on all {count} test inputs." if count > 1 else "That is it."
    finding = Finding("right", observed, question=exercise.praise)
    return make_verdict(exercise, RIGHT, finding, float(exercise.points), remarks(attempt))


def remarks(attempt):
    """The notes on an attempt: on the form of what it returned, float32, and what it printed."""
    forms = [NOTES[name] for name in NOTES if name in attempt.noted]
    return note_on(attempt.exercise, attempt.calls, forms)


def note_on(exercise, made, notes=()):
    """Remarks that change no points."""
    leaves = [leaf for one in made for leaf in compare.leaves(one.value)]
    notes = list(notes)
    if any(map(compare.is_single, leaves)):
        notes.append("this was computed in float32, so it was compared to 5 digits.")
    if any(one.printed for one in made) and any(one.value is not None for one in made):
        notes.append(f"what your function prints is hidden here; call {exercise.name} to see it.")
    return " Also: ".join(notes)


# ---------------------------------------------------------------- stages of structure


def changed_inputs(attempt):
    return changes(attempt.calls)


def changes(made):
    """The Finding when calls changed their arguments."""
    names = {name: None for one in made for name in one.changed}
    if not names:
        return None
    observed = f"Your function changes its input {' and '.join(names)}."
    cause = "an operation in place, such as += or an assignment to entries"
    question = "Who else still needs the old numbers, and which line overwrites them?"
    return Finding("changed-inputs", observed, cause, question, fatal=True)


REMEMBERS = Finding(
    "remembers",
    "Called again with the same input, your function gives another answer.",
    "it remembers something between calls, or draws random numbers",
    "Which names does your function use that are not made inside it, a default argument "
    "among them?",
    fatal=True,
)


def remembers(attempt):
    usual = attempt.exercise.tolerance
    for k, again in attempt.repeated.items():
        before = attempt.calls[k].value
        if any(one.error or not compare.same_again(one.value, before, usual) for one in again):
            return REMEMBERS
    return None


def returned_none(attempt):
    if attempt.expected[0] is None or all(value is not None for value in attempt.values):
        return None
    question = "Does every path through your function end in a return?"
    observed, cause = "Your function returns None.", "a return is missing"
    if any(one.printed for one in attempt.calls):
        observed = "Your function prints something, and returns None."
        cause = "what it prints should be returned"
        question = "What is the difference between print and return for the line that calls it?"
    return Finding("returned-none", observed, cause, question, fatal=True)


def wrong_structure(attempt):
    for value, expected in zip(attempt.values, attempt.expected, strict=True):
        if attempt.wants_tuple and (finding := structure.tuple_problem(attempt.names, value)):
            return finding
        outputs = zip(attempt.names, attempt.outputs(value), attempt.outputs(expected), strict=True)
        for name, ours, theirs in outputs:
            if finding := structure.structure_problem(name, ours, theirs):
                return with_owner(finding, attempt.exercise.slope_of.get(name))
    return None


def with_owner(finding, parameter):
    """The same Finding; of a gradient's shape it says whose gradient it is."""
    if parameter is None or finding.tag != "structure.shape":
        return finding
    observed = finding.observed.removesuffix(".")
    return replace(finding, observed=f"{observed}, that of {parameter}.")


def not_finite(attempt):
    pairs = zip(attempt.values, attempt.expected, strict=True)
    bad = [not compare.is_finite(ours) and compare.is_finite(theirs) for ours, theirs in pairs]
    if not any(bad):
        return None
    where = "every test input" if all(bad) else f"{sum(bad)} of {len(bad)} test inputs"
    observed = f"Your answer holds inf or nan on {where}."
    question = "Where could a division by 0, the log of 0, the root of a number below 0 or the exp "
    question += "of a large number happen?"
    cause = ""
    if not all(bad) and all(
        fine or lost
        for on_probes in attempt.agrees
        for fine, lost in zip(on_probes, bad, strict=True)
    ):
        cause = "the formula is correct, but not the way in which it is computed for such numbers"
    if found := first_line(attempt, bad):
        question = "What are the numbers in that line on such an input, and what should they be?"
    said = f"{observed} {observed_values(attempt)} {found}".rstrip()
    return Finding("not-finite", said, cause, question)


def first_line(attempt, bad):
    """On the smallest probe that is bad: where inf or nan comes up, in a sentence."""
    exercise, probes = attempt.exercise, [p for p, lost in enumerate(bad) if lost]
    smallest = min(probes, key=partial(entries, exercise))
    return origin(attempt.answer, exercise, exercise.probes[smallest].inputs)


STRUCTURE = (changed_inputs, remembers, returned_none, wrong_structure, not_finite)


def unexplained(attempt):
    """The Finding when no name fits: the worst entry, and the first step that differs."""
    observed = observed_values(attempt, reveal=True)
    if attempt.exercise.kind == "predict":
        question = "Which numbers on the way to this one can you check on their own?"
        return Finding("unexplained", observed, question=question)
    known, question = first_difference(attempt)
    if name := unread(attempt):
        known, question = (
            f"Your function never reads the {name} that it is given.",
            f"What should change with {name}?",
        )
    return Finding("unexplained", f"{observed} {known}".rstrip(), question=question)
