"""From an answer to a verdict: the stages, in the order in which they are tried.

Not a function, not attempted, raised; wrong structure, changed inputs, remembered state, numbers
that are not finite; right (then nothing is diagnosed); a usual mistake; a usual mistake or the
right value times a constant factor; a pattern; else the worst entry.
"""

from . import calls, compare, patterns, trial
from .catalogue import malformed_mistake, partial_mistake, rivals_of, whole_mistake
from .observe import observed_values
from .verdict import RIGHT, Finding, decide, not_attempted, state

TO_DO = "Replace the line `raise NotImplementedError()` with your answer, then run both cells."
UNWRITTEN = Finding("not-attempted", TO_DO)
STOPPED = Finding("interrupted", "You stopped your function while it was running: not graded.")


def judge_function(exercise, answer):
    """The Verdict on ``answer`` for an Exercise."""
    finding = calls.not_a_function(exercise, answer)
    if finding:
        return decide(exercise, finding, 0)
    tried, failed = trial.run(exercise, answer)
    return judge_failure(exercise, failed) if failed else judge_values(tried)


def judge_failure(exercise, failed):
    """The Verdict when a call raised: not written yet, stopped by the learner, or an error."""
    if isinstance(failed.error, KeyboardInterrupt):
        return not_attempted(exercise, STOPPED)
    if isinstance(failed.error, NotImplementedError):
        return not_attempted(exercise, unwritten(exercise, failed.error))
    return decide(exercise, calls.failure(failed.error), 0, note_on(exercise, [failed]))


def unwritten(exercise, error):
    """The Finding for a stub, which may be another function that the answer calls."""
    other = calls.raiser(error)
    if other in (exercise.name, "", "<lambda>"):
        return UNWRITTEN
    observed = f"NotImplementedError comes from {other}, which your function needs: write it first."
    return Finding("not-attempted", observed)


def judge_values(tried):
    """The Verdict when every call returned something."""
    exercise, note = tried.exercise, note_on(tried.exercise, tried.calls)
    finding = first(STRUCTURE, tried)
    if finding is None and not tried.wrong:
        return right(tried, note)
    fatal = finding is not None and finding.fatal
    points = 0 if fatal else earned(tried)
    return decide(exercise, explain(tried, finding), points, note)


def explain(tried, problem):
    """The best explanation of a wrong answer; ``problem`` is what its structure showed."""
    rivals = rivals_of(tried.exercise)
    finding = whole_mistake(tried, rivals, problem)
    if problem:
        loose = None if problem.fatal else malformed_mistake(tried, rivals, problem)
        return finding or loose or problem
    finding = finding or patterns.exchanged(tried) or partial_mistake(tried, rivals)
    return finding or first(patterns.PATTERNS, tried) or unexplained(tried)


def first(stages, tried):
    """What the first stage finds that finds anything."""
    return next(filter(None, (stage(tried) for stage in stages)), None)


def earned(tried):
    """The points of the outputs that are right."""
    shares = tried.exercise.output_points
    return sum(share for k, share in enumerate(shares) if all(tried.agrees[k]))


def right(tried, note):
    """The Verdict on a right answer; a diagnosis would only confuse."""
    exercise, count = tried.exercise, len(tried.calls)
    observed = f"It agrees on all {count} test inputs." if count > 1 else "That is it."
    finding = Finding("right", observed, question=exercise.praise)
    return state(exercise, RIGHT, finding, float(exercise.points), note)


def note_on(exercise, made):
    """Remarks that change no points: float32, and what was printed."""
    leaves = [leaf for one in made for _, leaf in compare.flatten("", one.value)]
    notes = []
    if any(map(compare.is_single, leaves)):
        notes.append("this was computed in float32, so it was compared to 5 digits.")
    if any(one.printed for one in made):
        notes.append(f"what your function prints is hidden here; call {exercise.name} to see it.")
    return " Also: ".join(notes)


def returned_none(tried):
    if tried.expected[0] is None or all(value is not None for value in tried.values):
        return None
    question = "Does every path through your function end in a return?"
    observed = "Your function returns None."
    return Finding("returned-none", observed, "a return is missing", question, fatal=True)


def wrong_structure(tried):
    for value, expected in zip(tried.values, tried.expected, strict=True):
        if tried.wants_tuple and (finding := compare.tuple_problem(tried.names, value)):
            return finding
        outputs = zip(tried.names, tried.outputs(value), tried.outputs(expected), strict=True)
        for name, ours, theirs in outputs:
            if finding := compare.structure_problem(name, ours, theirs):
                return finding
    return None


def changed_inputs(tried):
    names = {name: None for one in tried.calls for name in one.changed}
    if not names:
        return None
    observed = f"Your function changes its input {' and '.join(names)}."
    cause = "an operation in place, such as += or an assignment to entries"
    question = "Who else still needs the old numbers, and which line overwrites them?"
    return Finding("changed-inputs", observed, cause, question, fatal=True)


def remembers(tried):
    if tried.repeated.error is None:
        again, before = tried.repeated.value, tried.calls[0].value
        if compare.close(again, before, tried.exercise.tolerance):
            return None
    observed = "Called twice with the same input, your function does not give the same answer."
    cause = "it remembers something between calls, or draws random numbers"
    question = "Which names does your function use that are not made inside it?"
    return Finding("remembers", observed, cause, question, fatal=True)


def not_finite(tried):
    pairs = zip(tried.values, tried.expected, strict=True)
    bad = [compare.is_finite(theirs) and not compare.is_finite(ours) for ours, theirs in pairs]
    if not any(bad):
        return None
    where = "every test input" if all(bad) else f"{sum(bad)} of {len(bad)} test inputs"
    observed = f"Your answer holds inf or nan on {where}."
    question = "Where could a division by 0, the log of 0 or the exp of a large number happen?"
    return Finding("not-finite", observed, question=question)


STRUCTURE = (returned_none, wrong_structure, changed_inputs, remembers, not_finite)


def unexplained(tried):
    """The Finding when no name fits: the worst entry, and what was expected there."""
    question = "Take these numbers by hand, step by step: at which step do you and your code part?"
    if tried.exercise.kind == "predict":
        question = "Which numbers on the way to this one can you check on their own?"
    return Finding("unexplained", observed_values(tried, reveal=True), question=question)
