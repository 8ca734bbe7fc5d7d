"""Near misses: the words for a changed line, and a solution that is as before."""

import ast

import numpy as np
import pytest

from backprop_course import exercises
from backprop_course.checking import changes, judge, near_misses
from backprop_course.checking.calls import call
from backprop_course.checking.compare import distance
from backprop_course.checking.line_order import swaps
from backprop_course.exercises import ch01, ch11

ALL = [
    one
    for number in exercises.numbers()
    for one in (*exercises.gaps(number), *exercises.load(number))
]
WITH_PLAIN = [one for one in ALL if getattr(one, "plain", None)]

INSIDE = {  # exercise: whether some near misses are told with a name that its task does not hold
    "forward": (ch01.forward, False),
    "gradients": (ch01.gradients, True),
}


@pytest.mark.parametrize("exercise, some", INSIDE.values(), ids=INSIDE)
def test_names_that_only_our_solution_has_are_said_to_be_ours(exercise, some):
    causes = [mistake.cause for mistake in near_misses.made_from(exercise)]
    assert any(near_misses.OURS in cause for cause in causes) == some


def test_each_change_is_made_alone():
    exercise = ch01.forward
    inputs = exercise.probes[0].inputs
    first, again = (
        [call(mistake.function, inputs).value for mistake in near_misses.made_from(exercise)]
        for _ in range(2)
    )
    assert repr(first) == repr(again) and len({*map(repr, first)}) > len(first) / 2
    assert np.allclose(exercise.plain(*inputs), exercise.reference(*inputs))


def from_whole_text(exercise, change):
    """A changed solution, compiled anew from its whole text."""
    tree = near_misses.tree_of(exercise.plain)
    line = changes.statements(tree)[change.statement]
    changes.put(line, change.path, change.node)
    names = dict(exercise.plain.__globals__)
    exec(compile(ast.fix_missing_locations(ast.Module([tree], [])), "whole", "exec"), names)
    return names[exercise.plain.__name__]


@pytest.mark.parametrize("exercise", [ch01.train, ch11.tape_descent], ids=["train", "tape_descent"])
def test_a_changed_line_does_what_the_changed_text_does(exercise):
    inputs, values = exercise.probes[0].inputs, []
    tree = near_misses.tree_of(exercise.plain)
    made = changes.changes_of(tree, exercise.outputs, near_misses.MOST)
    for near_miss, change in zip(near_misses.made_from(exercise), made, strict=False):
        one = call(near_miss.function, inputs)
        other = call(from_whole_text(exercise, change), inputs)
        assert (one.error is None) == (other.error is None), change.cause
        assert one.error or distance(one.value, other.value) == 0, change.cause
        values.append(one.value)
    assert len(values) > 100


@pytest.mark.parametrize("exercise", WITH_PLAIN, ids=lambda one: one.name)
def test_a_plain_solution_is_correct(exercise):
    assert judge(exercise, exercise.plain).outcome == "right"


CHANGES = {  # the end of a line of a plain solution: changes that are tried there
    "e / e.sum(axis=1, keepdims=True)": ("sum runs along another axis", "sum runs over the whole"),
    "np.sqrt(v) + 1e-8": ("a small number is added inside the root", "1e-05 is added inside"),
    "a / (s + 1e-5)": ("a small number is added after the division",),
    "h[t] * a": ("an index is one too large", "an index is one too small"),
    "a[::-1]": ("an order is not reversed",),
    "np.log(a.sum())": ("max stands where sum belongs", "log1p stands where log belongs"),
    "a * b": ("1 - a stands where a belongs", "1 - b stands where b belongs"),
    "a + np.mean(b)": ("ones stand where b belongs", "the root of a mean is taken"),
    "np.cos(a) * b": ("sin stands where cos belongs", "there is a factor e too many"),
    "(a - b) ** 2 + e**h": ("an expression is not squared", "e is not raised to a power"),
    "t(a, b)[1]": ("another of the results of t is taken",),
    "a.mean(axis=1) + b.var()": (
        "a mean divides by one less than there are numbers",
        "a variance divides by one less",
    ),
}


@pytest.mark.parametrize("line, causes", CHANGES.items(), ids=CHANGES)
def test_which_changes_are_tried(line, causes):
    tree = ast.parse(f"def plain(a, b, e, h, s, t, v):\n    return {line}")
    tried = [change.cause for change in changes.changes_of(tree.body[0])]
    assert all(any(cause in one for one in tried) for cause in causes)


def test_of_several_names_that_a_line_makes_the_one_is_told_that_changes():
    tree = ast.parse("def plain(a, b):\n    c, d = a + 1, b + 2\n    return c, d").body[0]
    causes = [change.cause for change in changes.changes_of(tree)]
    assert "a part is missing: 1, in c" in causes and "a part is missing: 2, in d" in causes


def test_a_mean_over_one_less_is_that_of_a_sample():
    tree = ast.parse("def plain(a):\n    return np.mean(a, axis=1) + a.var()")
    found = [change for change in changes.changes_of(tree.body[0]) if "one less" in change.cause]
    a, sides = np.array([[1.0, 2.0, 6.0], [0.5, -1.0, 2.0]]), [ast.unparse(c.node) for c in found]
    mean, var = (eval(side, {"np": np, "a": a}) for side in sides)
    assert np.allclose(mean, a.sum(axis=1) / 2) and np.allclose(var, a.var(ddof=1))


def test_rounds_of_a_loop_and_the_order_of_lines_are_changed():
    text = "def plain(n):\n    a = 1\n    b = 2\n    for k in range(n):\n        a = a + k\n"
    tree = ast.parse(text + "    return a, b")
    tried = [change.cause for change in changes.changes_of(tree.body[0])]
    assert any("ends one round too early" in cause for cause in tried)
    causes = [cause for *_, cause in swaps(tree.body[0], test_each_change_is_made_alone)]
    assert causes == ["b is made before a, and should be made after it"]
    assert ast.unparse(tree).startswith("def plain(n):\n    a = 1\n    b = 2")


def test_what_is_added_up_is_overwritten_in_one_change():
    tree = ast.parse("def plain(a):\n    a[1:] += 3.0 * a[0]\n    return a")
    found = changes.changes_of(tree.body[0])
    (change,) = (one for one in found if one.tag == "near-miss.overwrites")
    assert change.cause == "a = stands where a += belongs, in a"
    assert ast.unparse(change.node) == "3.0 * a[0] - a[1:]"


def test_a_sum_that_is_overwritten_is_named():
    overwrites = [
        one for one in near_misses.made_from(ch11.tape_gradients) if one.id.endswith("overwrites")
    ]
    inputs = ch11.tape_gradients.probes[-1].inputs
    assert overwrites and all(call(one.function, inputs).error is None for one in overwrites)
    assert "What stood there before" in overwrites[0].question
