"""A near miss with any factor: one term of a plain solution comes in too large or too small.

The factor is found from the answer: outputs are linear in it, or the answer is no such near miss.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

import numpy as np

from .calls import call_within, quiet
from .catalogue import by_mistake
from .changes import Change, expressions, statements, target_of
from .compare import numbers
from .mistake_run import Runs
from .near_misses import HOLE, NearMiss, changed, tree_of, with_hole
from .observe import six_digits

SHARE = "factor_of_a_term"
LOOKED_AT = 2  # probes from which a factor is found: one number alone is met by any
TERMS = WeakKeyDictionary()  # the terms of the plain solution of an exercise, for later checks


@dataclass(frozen=True)
class Term:
    """The plain solution with a factor at one term, and its outputs for the factors 0 and 1."""

    function: Callable
    line: ast.AST
    none: list | None
    once: list | None


def by_share(attempt):
    """An Explanation for each term of the plain solution that is wrong by a factor."""
    exercise, k, found = attempt.exercise, attempt.wrong[0], []
    ours = numbers([ours for ours, _ in attempt.output_pairs(k)[:LOOKED_AT]])
    for term in terms_of(exercise) if ours is not None else ():
        factor = factor_for(ours, k, term)
        if factor is not None:
            cause = f"one term is {six_digits(factor)} times what it should be, "
            cause += f"in {target_of(term.line)}"
            function = partial(term.function, factor)
            one = NearMiss(exercise, term.line, function, "near-miss.share", cause)
            found += by_mistake(attempt, Runs(exercise, [one]))
    return found


def terms_of(exercise):
    """The Terms of the plain solution of an exercise, made once."""
    if exercise not in TERMS:
        tree = tree_of(exercise.plain)
        with quiet() as stream:
            TERMS[exercise] = [
                Term(function, line, *(outputs_with(stream, function, f, exercise) for f in (0, 1)))
                for function, line in (with_factors(tree, exercise.plain) if tree else ())
            ]
    return TERMS[exercise]


def with_factors(tree, plain):
    """(function, line) for each term of a sum; the function takes its factor first."""
    for number, line in enumerate(statements(tree)):
        function = with_hole(tree, line, plain)
        for path, node in expressions(line):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
                for side in ("left", "right"):
                    new = ast.BinOp(getattr(node, side), ast.Mult(), ast.Name(SHARE, ast.Load()))
                    code = changed(line, Change(number, (*path, (side, None)), new, "", ""))
                    yield partial(with_factor, function, code), line


def with_factor(function, code, factor, *inputs):
    """What the plain solution returns with this factor at the term that ``code`` has changed."""
    function.__globals__[SHARE] = factor
    return function(*inputs, **{HOLE: code})


def outputs_with(stream, function, factor, exercise):
    """The outputs on the first probes, each as a row of numbers; None where the function fails."""
    plain = partial(function, factor)
    calls = [call_within(stream, plain, probe.inputs) for probe in exercise.probes[:LOOKED_AT]]
    if any(one.error is not None for one in calls):
        return None
    values = [one.value if isinstance(one.value, tuple) else (one.value,) for one in calls]
    rows = [numbers(list(outputs)) for outputs in zip(*values, strict=True)]
    return None if any(row is None for row in rows) else rows


def factor_for(ours, k, term):
    """The factor with which a term makes these numbers of output k; else None."""
    if term.none is None or term.once is None or len(term.once) <= k:
        return None
    if not ours.shape == term.none[k].shape == term.once[k].shape:
        return None
    zero, step = term.none[k], term.once[k] - term.none[k]
    size = float(step @ step)
    if not 0 < size < np.inf:
        return None
    factor = float((ours - zero) @ step) / size
    fits = np.all(np.abs(zero + factor * step - ours) <= 1e-9 + 1e-6 * np.abs(ours))
    return factor if fits and abs(factor) < 1e6 and abs(factor - 1) > 1e-6 else None
