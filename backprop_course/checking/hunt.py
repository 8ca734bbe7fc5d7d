"""Judging a bug hunt: is it the right name, and does the input expose the planted bug?"""

import difflib
from itertools import combinations

import numpy as np

from . import calls, diagnose
from .compare import as_floats, distance, is_finite, worst_entry
from .exercise import parameter_names
from .forms import NOTES, as_meant
from .observe import pasteable, placed, six_digits
from .quick_look import as_row
from .structure import kind
from .verdict import Finding, verdict_for

ROUND_OFF = 1e-9
FEW = 6  # an array with so many entries is shown in full
VISIBLE = 1e-3  # a relative difference that nobody can take for round-off
TRUE_NAME = "The name is correct. "
ON_INPUT = "Which numbers can the function above be called with?"


def judge_hunt(hunt, answer):
    """The Verdict on the function ``answer``, which takes no arguments."""
    finding = calls.not_a_function(hunt, answer)
    if finding:
        return verdict_for(hunt, finding, 0)
    one, noted = calls.call(answer, (), seconds=hunt.seconds), set()
    if one.error is not None:
        return diagnose.judge_failure(hunt, [one])
    finding, points = grade_hunt(hunt, one.value, noted)
    notes = [NOTES[name] for name in NOTES if name in noted]
    return verdict_for(hunt, finding, points, diagnose.note_on(hunt, [one], notes))


def grade_hunt(hunt, value, noted):
    """(Finding, points) for what the learner's function returned."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        if isinstance(value, tuple | list) and value and hunt.suspect_named(value[0]):
            said = f"You return {len(value)} values, expected are two: the name, and one tuple"
            return refuse(hunt, f"{said} with the whole input, in parentheses of its own.")
        return refuse(hunt, f"You return {kind(value)}, expected is the tuple (name, input).")
    if isinstance(value, list):
        noted.add("tuple")
    name, given = value
    if isinstance(name, str):
        name = str.__str__(name)  # a class of the learner's own may equal everything
    if hunt.suspect_named(given):
        return refuse(hunt, "The name stands second, expected is (name, input).")
    if not hunt.suspect_named(name):
        return unknown_name(hunt, name)
    given, problem = usable_input(hunt, given, noted)
    if problem:
        points = hunt.name_points * (name == hunt.bug)
        return Finding("hunt.input", problem, question=ON_INPUT), points
    return compare_on(hunt, name, given)


def refuse(hunt, observed):
    question = "What does the last line of the docstring show?"
    return Finding("hunt.answer", observed, question=question), 0


def unknown_name(hunt, name):
    names = [one.name for one in hunt.suspects]
    near = difflib.get_close_matches(name, names, 1, 0.8) if isinstance(name, str) else []
    listed = ", ".join(map(repr, names))
    meant = f" Is {near[0]!r} meant?" if near else ""
    if as_floats(name) is not None:
        meant = " You give a number, and its name is asked for, in quotation marks."
    return refuse(hunt, f"The first entry is none of the names in the list: {listed}.{meant}")


# ---------------------------------------------------------------- the input


def usable_input(hunt, given, noted):
    """(input, "") in the form that both functions take; else (input, what is wrong with it)."""
    names = parameter_names(hunt.right)
    if isinstance(given, np.ndarray) and given.ndim == 1:
        given = tuple(given.tolist())
    if not isinstance(given, tuple | list) or len(given) != len(names):
        listed = f"({', '.join(names)}{',' * (len(names) == 1)})"
        return given, f"The input is {kind(given)}, expected is the tuple {listed}."
    given = tuple(map(like, given, hunt.exposing, [noted] * len(names)))
    for name, value, example in zip(names, given, hunt.exposing, strict=True):
        numbers = as_floats(value)
        if numbers is None or numbers.ndim != np.ndim(example):
            said = f"In your input, {name} is {kind(value)}, expected is {kind_like(example)}."
            return given, said
        if not np.isfinite(numbers).all():
            return given, f"In your input, {name} is not finite."
    return given, unlike_shapes(hunt, given) or run_problem(hunt, given)


def unlike_shapes(hunt, given):
    """A sentence when two arrays differ in shape that have the same shape in every example."""
    names, examples = parameter_names(hunt.right), (hunt.exposing, hunt.blind, *hunt.more_exposing)
    for k, j in combinations(range(len(names)), 2):
        alike = all(np.ndim(one[k]) and np.shape(one[k]) == np.shape(one[j]) for one in examples)
        if alike and np.shape(given[k]) != np.shape(given[j]):
            said = f"In your input, {names[k]} has shape {np.shape(given[k])} and {names[j]} has "
            return said + f"{np.shape(given[j])}, expected is the same shape."
    return ""


def like(value, example, noted):
    """One part of the input in the form of the example's: an array, of integers where these are."""
    value = as_meant(value, example, noted)
    numbers = as_floats(value)
    if numbers is None or not isinstance(example, np.ndarray) or not numbers.ndim:
        return value
    if example.dtype.kind == "i" and np.array_equal(numbers, np.round(numbers)):
        return numbers.astype(np.int64)
    return numbers


def run_problem(hunt, given):
    """A sentence when one of the two functions fails on the input, or returns inf or nan."""
    ran = [calls.call(f, given, seconds=hunt.seconds) for f in (hunt.right, hunt.planted)]
    errors = [" ".join(str(one.error).split())[:200] for one in ran if one.error is not None]
    if errors:
        return f"On your input the functions fail: {errors[0]}."
    finite = all(is_finite(one.value) for one in ran)
    return "" if finite else "On your input the functions return inf or nan."


# ---------------------------------------------------------------- name and input together


def compare_on(hunt, name, given):
    """(Finding, points) for a listed name and a usable input."""
    right, planted = (calls.call(f, given).value for f in (hunt.right, hunt.planted))
    exposed, named = distance(planted, right) > VISIBLE, name == hunt.bug
    points = hunt.name_points * named + hunt.input_points * exposed
    observed = on_input(hunt, given, planted, right, exposed)
    if not named:
        return wrong_name(hunt, hunt.suspect(name), given, planted, observed), points
    if not exposed:
        blind = hunt.mistakes[-1]
        cause = "an input at which the bug does not show"
        return Finding(blind.id, TRUE_NAME + observed, cause, blind.question), points
    return Finding("right", TRUE_NAME + observed, question=hunt.praise), points


def on_input(hunt, given, planted, right, exposed):
    """What the planted function and a correct one return on the learner's input."""
    where = f"With\n{pasteable(parameter_names(hunt.right), given)}\nthe planted function"
    if exposed:
        came, wanted = quoted(hunt, planted, right)
        return f"Your input exposes the bug. {where} returns {came}, a correct one {wanted}."
    same = "agree in every number" if hunt.outputs else f"both return {values(right)}"
    if distance(planted, right) > ROUND_OFF:
        same = f"differ by less than {VISIBLE:g} of their size"
    return f"{where} and a correct one {same}."


def quoted(hunt, ours, theirs):
    """Two results in words: as a whole, or by the one entry that differs most."""
    if not hunt.outputs:
        return values(ours), values(theirs)
    leaves = zip(hunt.outputs, as_row(ours), as_row(theirs), strict=True)
    leaf = max(leaves, key=lambda leaf: distance(leaf[1], leaf[2]))
    label, index, one, other, size = worst_entry(*leaf)
    return f"{placed(label, index)} = {six_digits(one, size)}", six_digits(other, size)


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
    if array.size <= FEW:
        return str((np.round(array, 4) + 0.0).tolist())
    flat = array.ravel()
    largest = six_digits(flat[np.abs(flat).argmax()])
    return f"an array {array.shape} with {largest} as its largest entry"
