"""Which check notices which planted bug, and which one cries wolf: a table of verdicts.

`trace_kill_matrix` runs every checker on every gradient; `draw_kill_matrix` draws a row for each
gradient and a column for each checker. A pale cell is a correct verdict, a dark one a wrong one.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class KillMatrix:
    """The names of rows and columns, and in how many of how many tries a checker objected."""

    correct: tuple  # rows with a correct gradient
    planted: tuple  # rows with a bug
    checkers: tuple
    objections: dict  # (row, checker): tries in which the checker objected
    tries: dict  # checker: number of tries

    def wrong(self, row, checker):
        """In how many tries the verdict was wrong: a bug let pass, or correct code accused."""
        objections = self.objections[row, checker]
        return objections if row in self.correct else self.tries[checker] - objections

    def wrong_rows(self, checker):
        """The rows of which the checker is not always correct."""
        return [row for row in (*self.correct, *self.planted) if self.wrong(row, checker)]


def trace_kill_matrix(correct, planted, checkers, *, rng, tries=None):
    """Run all checkers on all cases.

    correct, planted: {name: (f, grad, theta)}.  checkers: {name: function of f, grad, theta and rng
    that is true where the gradient passes}.  tries: {checker: how often to ask}, 1 if not given.
    """
    tries = dict.fromkeys(checkers, 1) | (tries or {})
    objections = {}
    for row, case in (correct | planted).items():
        for name, checker in checkers.items():
            asked = [_objects(checker, case, rng) for _ in range(tries[name])]
            objections[row, name] = sum(asked)
    return KillMatrix(tuple(correct), tuple(planted), tuple(checkers), objections, tries)


def _objects(checker, case, rng):
    """Whether the checker says no, or cannot even compare the gradient."""
    try:
        with np.errstate(all="ignore"):  # a wrong gradient may lead a net to infinity
            return not checker(*case, rng)
    except ValueError:
        return True


def describe_kill_matrix(matrix):
    """How often each checker is wrong, in a sentence for each."""
    said = []
    for name in matrix.checkers:
        missed = [row for row in matrix.planted if matrix.wrong(row, name)]
        alarms = [row for row in matrix.correct if matrix.wrong(row, name)]
        said.append(
            f"{name}: misses {len(missed)} of {len(matrix.planted)} bugs, "
            f"{len(alarms)} of {len(matrix.correct)} correct gradients accused."
        )
    return " ".join(said)
