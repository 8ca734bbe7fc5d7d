"""Where an answer that nobody can name goes wrong: the first step on its way that differs.

An exercise may state its way as ``steps(*inputs)``: a dict of every value in the order in which
they are computed, outputs among them.  What the learner's function keeps under the same names,
when it returns, is compared with it; without such names, the outputs alone tell.
"""

import sys

import numpy as np

from .calls import call_within, protected
from .compare import close, flatten, worst_entry
from .observe import listed, placed, shown_probe, six_digits

BY_HAND = "Take these numbers by hand, step by step: at which step do you and your code part?"


def first_difference(attempt, answer):
    """(sentence, question) on the first step that differs; sentence "" where none is known."""
    exercise, p = attempt.exercise, shown_probe(attempt, attempt.wrong[0])
    if p is None:
        return "", "What is special about inputs on which an answer is rarely tried?"
    if exercise.steps is None:
        return first_entry(attempt, p), BY_HAND
    inputs = exercise.probes[p].inputs
    ours = exercise.steps(*inputs)
    theirs = kept_names(answer, inputs, ours, exercise)
    outputs = zip(attempt.names, attempt.outputs(attempt.values[p]), strict=True)
    return among_steps(exercise, ours, theirs | dict(outputs))


def among_steps(exercise, ours, theirs):
    """(sentence, question): up to which step all is correct, and which is the first that is not."""
    names = list(ours)
    fine = [n for n in names if n in theirs and close(theirs[n], ours[n], exercise.tolerance)]
    after = names[names.index(fine[-1]) + 1 :] if fine else names
    differs = next((name for name in after if name in theirs), None)
    if differs is None:
        return "", BY_HAND
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


def entry(exercise, name, ours, theirs):
    """The entry that differs most, in words; nothing for outputs, which are told already."""
    if name in exercise.outputs:
        return ""
    if np.shape(ours[name]) != np.shape(theirs[name]):
        return f", which has shape {np.shape(theirs[name])}"
    label, index, came, _, size = worst_entry(name, theirs[name], ours[name])
    return f": your {placed(label, index)} is {six_digits(came, size)}"


def kept_names(answer, inputs, wanted, exercise):
    """The local variables of an answer that bear a wanted name, as they are when it returns."""
    code, kept = getattr(answer, "__code__", None), {}

    def note(frame, event, value):
        if event == "return" and frame.f_code is code:
            kept.update(frame.f_locals)

    before = sys.getprofile()
    with protected(exercise.seconds) as stream:
        sys.setprofile(note if code else before)
        try:
            call_within(stream, answer, inputs)
        finally:
            sys.setprofile(before)
    return {name: kept[name] for name in wanted if name in kept and is_numeric(kept[name])}


def is_numeric(value):
    return isinstance(value, int | float | np.number | np.ndarray)


def first_entry(attempt, p):
    """For a list of numbers that begins correctly: the first of them that does not agree."""
    for k in attempt.wrong:
        ours, theirs = attempt.output_pairs(k)[p]
        ours, theirs = (np.asarray(flatten("", v)[0][1]) for v in (ours, theirs))
        if ours.ndim == 1 and len(ours) > 2 and ours.shape == theirs.shape:
            usual = attempt.exercise.tolerance
            first = next(
                (i for i, fine in enumerate(np.isclose(ours, theirs, usual)) if not fine), 0
            )
            if first:
                return f"The first entry that differs is {attempt.names[k]}[{first}]."
    return ""
