"""Judging a bug hunt: is it the right name, and does the input expose the planted bug?"""

import numpy as np

from . import calls, diagnose
from .compare import as_floats, distance, is_finite, kind, worst_entry
from .exercise import parameter_names
from .observe import described, placed, six_digits
from .verdict import Finding, verdict_for

VISIBLE = 1e-3  # a relative difference that nobody can take for round-off
TRUE_NAME = "The name is right. "


def judge_hunt(hunt, answer):
    """The Verdict on the function ``answer``, which takes no arguments."""
    finding = calls.not_a_function(hunt, answer)
    if finding:
        return verdict_for(hunt, finding, 0)
    one = calls.call(answer, ())
    if one.error is not None:
        return diagnose.judge_failure(hunt, one)
    finding, points = grade_hunt(hunt, one.value)
    return verdict_for(hunt, finding, points, diagnose.note_on(hunt, [one]))


def grade_hunt(hunt, value):
    """(Finding, points) for what the learner's function returned."""
    if not isinstance(value, tuple) or len(value) != 2:
        return refuse(hunt, f"You return {kind(value)}, expected is the tuple (name, input).")
    name, given = value
    if not isinstance(name, str) or hunt.suspect(name) is None:
        names = ", ".join(repr(one.name) for one in hunt.suspects)
        return refuse(hunt, f"The first entry is none of the names in the list: {names}.")
    problem = input_problem(hunt, given)
    if problem:
        points = hunt.name_points * (name == hunt.bug)
        question = "Which numbers can the function above be called with?"
        return Finding("hunt.input", problem, question=question), points
    return compare_on(hunt, name, tuple(given))


def refuse(hunt, observed):
    question = "What does the last line of the docstring show?"
    return Finding("hunt.answer", observed, question=question), 0


def input_problem(hunt, given):
    """A sentence when the input is not one that both functions take; else an empty string."""
    names = parameter_names(hunt.right)
    if not isinstance(given, tuple | list) or len(given) != len(names):
        return f"The input is {kind(given)}, expected is ({', '.join(names)})."
    for name, value, example in zip(names, given, hunt.exposing, strict=True):
        numbers = as_floats(value)
        if numbers is None or numbers.ndim != np.ndim(example):
            return f"In your input, {name} is {kind(value)}, expected is {kind_like(example)}."
        if not (np.abs(numbers) <= hunt.largest).all():
            return f"In your input, {name} goes beyond {hunt.largest:g}, or is not finite."
    return run_problem(hunt, given)


def run_problem(hunt, given):
    ran = [calls.call(function, given) for function in (hunt.right, hunt.planted)]
    errors = [" ".join(str(one.error).split())[:200] for one in ran if one.error is not None]
    if errors:
        return f"On your input the functions fail: {errors[0]}."
    finite = all(is_finite(one.value) for one in ran)
    return "" if finite else "On your input the functions return inf or nan."


def compare_on(hunt, name, given):
    """(Finding, points) for a listed name and a usable input."""
    right, planted = (calls.call(f, given).value for f in (hunt.right, hunt.planted))
    exposed, named = distance(planted, right) > VISIBLE, name == hunt.bug
    points = hunt.name_points * named + hunt.input_points * exposed
    observed = shown(hunt, given, planted, right, exposed)
    if not named:
        return wrong_name(hunt, hunt.suspect(name), given, planted, observed), points
    if not exposed:
        blind = hunt.mistakes[-1]
        cause = "an input at which the bug does not show"
        return Finding(blind.id, TRUE_NAME + observed, cause, blind.question), points
    return Finding("right", TRUE_NAME + observed, question=hunt.praise), points


def shown(hunt, given, planted, right, exposed):
    where = described(parameter_names(hunt.right), given)
    if exposed:
        came, wanted = quoted(hunt, planted, right)
        return (
            f"Your input exposes the bug: for {where} the planted function returns "
            f"{came}, a right one {wanted}."
        )
    same = "agree in every number" if hunt.outputs else f"both return {values(right)}"
    return f"For {where} the planted function and a right one {same}."


def quoted(hunt, ours, theirs):
    """Two results in words: as a whole, or by the one entry that differs most."""
    if not hunt.outputs:
        return values(ours), values(theirs)
    leaves = zip(hunt.outputs, ours, theirs, strict=True)
    leaf = max(leaves, key=lambda leaf: distance(leaf[1], leaf[2]))
    label, index, one, other = worst_entry(*leaf)
    return f"{placed(label, index)} = {six_digits(one)}", six_digits(other)


def wrong_name(hunt, suspect, given, planted, observed):
    """The Finding for a wrong name: what that bug would have done on the learner's input."""
    would = calls.call(suspect.function, given).value
    told = distance(planted, would) > VISIBLE
    evidence = ""
    if told:
        wanted, came = quoted(hunt, would, planted)
        evidence = f" With the bug you name it would return {wanted}"
        evidence += f", and it returns {came}." if hunt.outputs else "."
    cause = f"the bug is not {suspect.name!r}"
    return Finding(f"{hunt.name}.{suspect.name}", observed + evidence, cause, suspect.question)


def kind_like(example):
    axes = np.ndim(example)
    return f"an array with {axes} {'axis' if axes == 1 else 'axes'}" if axes else "one number"


def values(result):
    """A result in words: numbers in full, arrays by their largest entry."""
    parts = result if isinstance(result, tuple) else (result,)
    return f"({', '.join(map(value_word, parts))})" if len(parts) > 1 else value_word(parts[0])


def value_word(part):
    array = np.asarray(part)
    if array.size == 1:
        return six_digits(array.ravel()[0])
    flat = array.ravel()
    largest = six_digits(flat[np.abs(flat).argmax()])
    return f"an array {array.shape} with {largest} as its largest entry"
