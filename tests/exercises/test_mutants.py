"""No program one small change away from a correct one earns full points, unless it is correct, too.

The changes are of the text and know nothing of usual mistakes.  Whether two programs compute the
same is asked on inputs that the checker does not have.
"""

import ast
from functools import cache

import gap_answers
import numpy as np
import pytest
from mutants import mutants
from solution_texts import NUMBERS, run, source_of

from backprop_course import exercises
from backprop_course.checking import Exercise, judge
from backprop_course.checking.compare import distance
from backprop_course.checking.forms import as_meant

pytestmark = pytest.mark.slow
INPUTS = 100
SAME = 1e-6


def functions(asked):
    """Those that have arguments, without the bug hunts and the checks to write."""
    return [one for one in asked if isinstance(one, Exercise) and one.parameters]


GAPS = [
    pytest.param(path, one, id=f"{path.stem}-{one.name}")
    for path in gap_answers.WITH_GAPS
    for one in functions(gap_answers.of(path)[1].values())
]
GRADED = [
    pytest.param(number, one, id=f"{number:02d}-{one.name}")
    for number in NUMBERS
    for one in functions(exercises.load(number))
]
definitions, solved = (
    cache(gap_answers.definitions),
    cache(lambda number: run(source_of(number))[0]),
)


@pytest.mark.parametrize("path, gap", GAPS)
def test_of_a_gap(path, gap):
    node = gap_answers.function_of(gap_answers.answers(path)[gap.name])
    assert not unearned(gap, node, definitions(path))


@pytest.mark.parametrize("number, exercise", GRADED)
def test_of_a_solution(number, exercise):
    top = ast.parse(source_of(number)).body
    (node,) = (one for one in top if getattr(one, "name", None) == exercise.name)
    assert not unearned(exercise, node, solved(number))


def unearned(exercise, node, names):
    """The texts of mutants that earn full points and differ from the function on some input."""
    node.body = node.body[ast.get_docstring(node) is not None :]
    correct = defined(ast.unparse(node), names, exercise.name)
    changed = {text: defined(text, names, exercise.name) for text in mutants(node)}
    assert len(changed) >= 5
    verdicts = {text: judge(exercise, answer) for text, answer in changed.items()}
    assert "checker-error" not in {verdict.tag for verdict in verdicts.values()}
    full = [text for text, verdict in verdicts.items() if verdict.points == exercise.points]
    others = list(other_inputs(exercise, np.random.default_rng(0)))
    return [
        text for text in full if any(differ(correct, changed[text], inputs) for inputs in others)
    ]


def defined(text, names, name):
    names = dict(names)
    exec(compile(text, "mutant", "exec"), names)
    return names[name]


# ---------------------------------------------------------------- do two programs compute the same?


def other_inputs(exercise, rng):
    """Those of the probes, stretched entry by entry; single numbers also from another probe."""
    probes = [probe.inputs for probe in exercise.probes]
    for _ in range(INPUTS):
        inputs = probes[rng.integers(len(probes))]
        alike = [[other[k] for other in probes] for k in range(len(inputs))]
        yield tuple(varied(*pair, rng) for pair in zip(inputs, alike, strict=True))


def varied(value, alike, rng):
    """The value, or others of the same kind: ``alike`` is what other probes have in its place."""
    if isinstance(value, list | tuple):
        return type(value)(varied(one, [one], rng) for one in value)
    if isinstance(value, float):
        return alike[rng.integers(len(alike))] * np.exp(rng.normal(scale=0.5))
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value * np.exp(rng.normal(scale=0.5, size=value.shape))  # where 0 it stays so
    return value


def differ(one, other, inputs):
    """Whether they return different values; inputs on which the first fails say nothing."""
    wanted = value_of(one, inputs)
    return (
        wanted is not None
        and distance(as_meant(value_of(other, inputs), wanted, set()), wanted) > SAME
    )


def value_of(function, inputs):
    """What a function returns; None where it fails."""
    with np.errstate(all="ignore"):
        try:
            return function(*copies(inputs))
        except Exception:
            return None


def copies(value):
    if isinstance(value, list | tuple):
        return type(value)(map(copies, value))
    return value.copy() if isinstance(value, np.ndarray) else value
