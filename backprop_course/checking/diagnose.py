"""From an answer to a verdict: the stages, in the order in which they are tried.

Not a function, not attempted, raised; wrong structure, changed inputs, remembered state, numbers
that are not finite; right (then nothing is diagnosed); a usual mistake; a usual mistake or the
right value times a constant factor; a pattern; else the worst entry.
"""

from . import calls, compare, patterns
from .attempt import run_on_probes
from .catalogue import malformed_mistake, partial_mistake, runs_of, whole_mistake
from .observe import observed_values
from .verdict import RIGHT, Finding, make_verdict, not_attempted, verdict_for

TO_DO = "Replace the line `raise NotImplementedError()` with your answer, then run both cells."
UNWRITTEN = Finding("not-attempted", TO_DO)
STOPPED = Finding("interrupted", "You stopped your function while it was running: not graded.")


def judge_function(exercise, answer):
    """The Verdict on ``answer`` for an Exercise."""
    finding = calls.not_a_function(exercise, answer)
    if finding:
        return verdict_for(exercise, finding, 0)
    attempt, failed = run_on_probes(exercise, answer)
    return judge_failure(exercise, failed) if failed else judge_values(attempt)


def judge_failure(exercise, failed):
    """The Verdict when a call raised: not written yet, stopped by the learner, or an error."""
    if isinstance(failed.error, KeyboardInterrupt):
        return not_attempted(exercise, STOPPED)
    if isinstance(failed.error, NotImplementedError):
        return not_attempted(exercise, unwritten(exercise, failed.error))
    return verdict_for(exercise, calls.failure(failed.error), 0, note_on(exercise, [failed]))


def unwritten(exercise, error):
    """The Finding for a stub, which may be another function that the answer calls."""
    other = calls.raiser(error)
    if other in (exercise.name, "", "<lambda>"):
        return UNWRITTEN
    observed = f"NotImplementedError comes from {other}, which your function needs: write it first."
    return Finding("not-attempted", observed)


def judge_values(attempt):
    """The Verdict when every call returned something."""
    exercise, note = attempt.exercise, note_on(attempt.exercise, attempt.calls)
    finding = first(STRUCTURE, attempt)
    if finding is None and not attempt.wrong:
        return right(attempt, note)
    fatal = finding is not None and finding.fatal
    points = 0 if fatal else earned(attempt)
    return verdict_for(exercise, explain(attempt, finding), points, note)


def explain(attempt, problem):
    """The best explanation of a wrong answer; ``problem`` is what its structure showed."""
    runs = runs_of(attempt.exercise)
    finding = whole_mistake(attempt, runs, problem)
    if problem:
        loose = None if problem.fatal else malformed_mistake(attempt, runs, problem)
        return finding or loose or problem
    finding = finding or patterns.exchanged(attempt) or partial_mistake(attempt, runs)
    return finding or first(patterns.PATTERNS, attempt) or unexplained(attempt)


def first(stages, attempt):
    """What the first stage finds that finds anything."""
    return next(filter(None, (stage(attempt) for stage in stages)), None)


def earned(attempt):
    """The points of the outputs that are right."""
    shares = attempt.exercise.output_points
    return sum(share for k, share in enumerate(shares) if all(attempt.agrees[k]))


def right(attempt, note):
    """The Verdict on a right answer; a diagnosis would only confuse."""
    exercise, count = attempt.exercise, len(attempt.calls)
    observed = f"It agrees on all {count} test inputs." if count > 1 else "That is it."
    finding = Finding("right", observed, question=exercise.praise)
    return make_verdict(exercise, RIGHT, finding, float(exercise.points), note)


def note_on(exercise, made):
    """Remarks that change no points: float32, and what was printed."""
    leaves = [leaf for one in made for _, leaf in compare.flatten("", one.value)]
    notes = []
    if any(map(compare.is_single, leaves)):
        notes.append("this was computed in float32, so it was compared to 5 digits.")
    if any(one.printed for one in made):
        notes.append(f"what your function prints is hidden here; call {exercise.name} to see it.")
    return " Also: ".join(notes)


def returned_none(attempt):
    if attempt.expected[0] is None or all(value is not None for value in attempt.values):
        return None
    question = "Does every path through your function end in a return?"
    observed = "Your function returns None."
    return Finding("returned-none", observed, "a return is missing", question, fatal=True)


def wrong_structure(attempt):
    for value, expected in zip(attempt.values, attempt.expected, strict=True):
        if attempt.wants_tuple and (finding := compare.tuple_problem(attempt.names, value)):
            return finding
        outputs = zip(attempt.names, attempt.outputs(value), attempt.outputs(expected), strict=True)
        for name, ours, theirs in outputs:
            if finding := compare.structure_problem(name, ours, theirs):
                return finding
    return None


def changed_inputs(attempt):
    names = {name: None for one in attempt.calls for name in one.changed}
    if not names:
        return None
    observed = f"Your function changes its input {' and '.join(names)}."
    cause = "an operation in place, such as += or an assignment to entries"
    question = "Who else still needs the old numbers, and which line overwrites them?"
    return Finding("changed-inputs", observed, cause, question, fatal=True)


def remembers(attempt):
    if attempt.repeated.error is None:
        again, before = attempt.repeated.value, attempt.calls[0].value
        if compare.close(again, before, attempt.exercise.tolerance):
            return None
    observed = "Called twice with the same input, your function does not give the same answer."
    cause = "it remembers something between calls, or draws random numbers"
    question = "Which names does your function use that are not made inside it?"
    return Finding("remembers", observed, cause, question, fatal=True)


def not_finite(attempt):
    pairs = zip(attempt.values, attempt.expected, strict=True)
    bad = [compare.is_finite(theirs) and not compare.is_finite(ours) for ours, theirs in pairs]
    if not any(bad):
        return None
    where = "every test input" if all(bad) else f"{sum(bad)} of {len(bad)} test inputs"
    observed = f"Your answer holds inf or nan on {where}."
    question = "Where could a division by 0, the log of 0 or the exp of a large number happen?"
    return Finding("not-finite", observed, question=question)


STRUCTURE = (returned_none, wrong_structure, changed_inputs, remembers, not_finite)


def unexplained(attempt):
    """The Finding when no name fits: the worst entry, and what was expected there."""
    question = "Take these numbers by hand, step by step: at which step do you and your code part?"
    if attempt.exercise.kind == "predict":
        question = "Which numbers on the way to this one can you check on their own?"
    return Finding("unexplained", observed_values(attempt, reveal=True), question=question)
