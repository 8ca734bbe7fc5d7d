"""Where an answer that nobody can name goes wrong: the first step on its way that differs.

An exercise may state its way as ``steps(*inputs)``: a dict of every value in the order in which
they are computed, outputs among them.  What the learner's function keeps under the same names,
when it returns, is compared with it; without such names, the outputs alone tell.  A plain solution
serves as well: what it and the learner both compute, under whatever names, is correct so far.
"""

import sys
from functools import cache, partial
from itertools import product

import numpy as np

from .calls import call_within, protected
from .compare import as_floats, close, leaves, worst_entry
from .observe import entries, is_everywhere, listed, placed, shown_probe, six_digits
from .one_output import array_of
from .places import told_apart
from .structure import is_odd

PRINTED = "Print what each line makes of these inputs. Which is the first that you did not expect?"
OWN_INPUT = "On which small input of your own can you say beforehand what should come out?"
AFTER = "Which later line is the first whose result you did not expect?"
SAME = 1e-9
RETURNED = "What stands after return, and in which place?"


def first_difference(attempt):
    """(sentence, question) on the first step that differs; sentence "" where none is known."""
    exercise, p = attempt.exercise, shown_probe(attempt, attempt.wrong[0])
    if p is None:
        special = "What is special about inputs on which an answer is rarely tried?"
        return "", OWN_INPUT if is_everywhere(attempt) else special
    if exercise.steps is None:
        return without_steps(attempt, p)
    inputs = exercise.probes[p].inputs
    ours = exercise.steps(*inputs)
    theirs = kept_names(attempt.answer, inputs, ours, exercise)
    outputs = zip(attempt.names, attempt.outputs(attempt.values[p]), strict=True)
    sentence, question = among_steps(exercise, ours, theirs | dict(outputs))
    return f"{sentence} {differences(attempt)[0]}".strip(), question


def among_steps(exercise, ours, theirs):
    """(sentence, question): up to which step all is correct, and which is the first that is not."""
    names = list(ours)
    fine = [n for n in names if n in theirs and close(theirs[n], ours[n], exercise.tolerance)]
    after = names[names.index(fine[-1]) + 1 :] if fine else names
    differs = next((name for name in after if name in theirs), None)
    if differs is None:
        return "", PRINTED
    between = after[: after.index(differs)]
    if not fine and between:
        return "", f"Which of {listed(between)} can you print, and check with these numbers?"
    start = f"Up to {fine[-1]} all is correct. " if fine else ""
    if between:
        sentence = f"{start}From there, {differs} is made by way of {listed(between)}."
        return sentence, f"What do you have for {between[0]}, and what shape does it have?"
    sentence = (
        f"{start}The first difference is in {differs}{entry(exercise, differs, ours, theirs)}."
    )
    return sentence, f"From which values is {differs} made, and how?"


def without_steps(attempt, p):
    """(sentence, question) from the learner's own names, and from how the numbers differ."""
    held, names = correct_names(attempt, p)
    if held:
        return held, RETURNED
    if names and (other := another(attempt, p)) != p:
        also = correct_names(attempt, other)[1]
        names = [name for name in names if name in also]
    said, question = differences(attempt)
    if not said or "steps" in attempt.exercise.parameters:
        first = first_entry(attempt, p)
        said, question = (first, "") if first else (said, question)
    if names:
        are = "are" if len(names) > 1 else "is"
        return f"{said} On the way there, your {listed(names)} {are} correct.".lstrip(), AFTER
    return said, question or PRINTED


def another(attempt, p):
    """The number of another probe, that with most entries: there, little is equal by chance."""
    exercise = attempt.exercise
    others = (other for other in range(len(exercise.probes)) if other != p)
    return max(others, key=partial(entries, exercise), default=p)


def differences(attempt):
    """(sentences, question) on how the wrong outputs differ from the correct ones."""
    found = [told_apart(attempt, k) for k in attempt.wrong]
    said = " ".join(dict.fromkeys(sentence for sentence, _ in found if sentence))
    return said, next((question for _, question in found if question), "")


def correct_names(attempt, p):
    """(a sentence on a correct output that is not returned, the names that hold correct steps)."""
    exercise = attempt.exercise
    theirs = own_values(attempt.answer, exercise, p)
    for k in attempt.wrong:
        wanted = attempt.output_pairs(k)[p][1]
        if is_it(array_of(attempt.output_pairs(k)[p][0]), wanted):
            continue
        same = (n for n, value in theirs.items() if is_it(value, wanted))
        if name := next((n for n in same if holds_it(attempt, k, n)), None):
            if name == attempt.names[k]:
                return f"But your {name} is correct: return makes something else of it.", []
            return f"But the correct {attempt.names[k]} is there: your {name} holds it.", []
    told = [pairs[p][1] for pairs in correct_outputs(attempt)]
    told += [array_of(attempt.output_pairs(k)[p][0]) for k in attempt.wrong]
    ours = (one for one in our_values(exercise, p) if not among(one, told))
    pairs = product(theirs.items(), ours)
    return "", list(dict.fromkeys(name for (name, value), one in pairs if is_it(value, one)))


def holds_it(attempt, k, name):
    """Whether a name of the answer holds what output k should be on every probe."""
    for p, (_, wanted) in enumerate(attempt.output_pairs(k)):
        inputs = attempt.exercise.probes[p].inputs
        kept = kept_names(attempt.answer, inputs, [name], attempt.exercise)
        if not is_it(kept.get(name), wanted):
            return False
    return True


def correct_outputs(attempt):
    """The pairs of each output that is correct: a message has said so already."""
    right = (k for k in range(len(attempt.names)) if k not in attempt.wrong)
    return [attempt.output_pairs(k) for k in right]


def among(value, others):
    return any(is_it(value, other) for other in others)


@cache
def our_values(exercise, p):
    """What the plain solution keeps on a probe; none without one."""
    return tuple(own_values(exercise.plain, exercise, p).values()) if exercise.plain else ()


def own_values(function, exercise, p):
    """What a function keeps under names when it returns, without inputs, counts and zeros."""
    inputs = exercise.probes[p].inputs
    kept = kept_names(function, inputs, None, exercise)
    return {
        name: value
        for name, value in kept.items()
        if not any(is_reshaped(value, array_of(one)) for one in inputs) and not is_count(value)
    }


def is_it(value, other):
    """Whether two values have one shape and the same numbers."""
    if value is None or other is None:
        return False
    same = is_numeric(other) and np.shape(value) == np.shape(other)
    return same and close(value, other, SAME)


def is_reshaped(value, other):
    """Whether a value is an input, in whatever shape."""
    return is_it(np.ravel(value), None if other is None else np.ravel(other))


def is_count(value):
    """Whether a value says nothing of its own: a whole number, or an array of zeros."""
    return not np.any(value) if np.ndim(value) else float(value).is_integer()


def entry(exercise, name, ours, theirs):
    """The entry that differs most, in words; nothing for outputs, which are told already."""
    if name in exercise.outputs:
        return ""
    if np.shape(ours[name]) != np.shape(theirs[name]):
        return f", which has shape {np.shape(theirs[name])}"
    label, index, came, _, size = worst_entry(name, theirs[name], ours[name])
    return f": your {placed(label, index)} is {six_digits(came, size)}"


def kept_names(answer, inputs, wanted, exercise):
    """The local variables of an answer that bear a wanted name, or all, when it returns."""
    code, kept = getattr(answer, "__code__", None), {}
    if code is None:  # a stand-in for an answer that runs elsewhere shows nothing of it
        return kept

    def at_call(frame, event, value):
        if frame.f_code is not code:
            return None  # a function that it calls is not looked into
        frame.f_trace_lines = False
        return at_return

    def at_return(frame, event, value):
        if event == "return":
            kept.update(frame.f_locals)

    before = sys.gettrace()
    with protected(exercise.seconds) as stream:
        sys.settrace(at_call)
        try:
            call_within(stream, answer, inputs)
        finally:
            sys.settrace(before)
    names = kept if wanted is None else wanted
    return {name: kept[name] for name in names if name in kept and is_numeric(kept[name])}


def is_numeric(value):
    """Whether this is a number or an array of numbers that can be compared."""
    known = isinstance(value, int | float | np.number | np.ndarray)
    return known and as_floats(value) is not None and not is_odd(value)


def first_entry(attempt, p):
    """For a list of numbers: the first that does not agree, if it is not the first of all.

    What a loop has noted round by round tells also when the first of all is wrong.
    """
    for k in attempt.wrong:
        ours, theirs = attempt.output_pairs(k)[p]
        ours, theirs = (np.asarray(leaves(v)[0]) for v in (ours, theirs))
        if ours.ndim == 1 and len(ours) > 2 and ours.shape == theirs.shape:
            usual = attempt.exercise.tolerance
            first = next(
                (i for i, fine in enumerate(np.isclose(ours, theirs, usual)) if not fine), 0
            )
            if first or is_noted_in_rounds(attempt, k):
                already = "" if first else ": it is wrong already before any step"
                return f"The first entry that differs is {attempt.names[k]}[{first}]{already}."
    return ""


def is_noted_in_rounds(attempt, k):
    """Whether output k holds one number for each of the steps that the inputs ask for."""
    exercise = attempt.exercise
    if "steps" not in exercise.parameters:
        return False
    place = exercise.parameters.index("steps")
    asked = [probe.inputs[place] for probe in exercise.probes]
    lengths = [np.size(theirs) for _, theirs in attempt.output_pairs(k)]
    return any(lengths == [steps + more for steps in asked] for more in (0, 1))
