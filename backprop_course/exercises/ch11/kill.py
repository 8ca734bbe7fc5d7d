"""Test the test: a check for engines that walk back over a tape."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted, part, refuses_everything
from .backward import JOINS, ROWS, indexed, plain, scattered, walk_with
from .forward import run
from .tapes import ADD, ADD_RULES, MUL, MUL_RULES, TANH, TANH_RULES

PLANTED = (
    Planted("overwrites", walk_with(join=part(JOINS, "overwrites")), "overwrites at a join"),
    Planted("keeps-first", walk_with(join=part(JOINS, "keeps-first")), "keeps the first share"),
    Planted("tape-order", walk_with(rows=part(ROWS, "tape-order")), "walks in the tape's order"),
    Planted(
        "first-row", walk_with(rows=part(ROWS, "first-row-missing")), "leaves out the first row"
    ),
    Planted("repeated", indexed, "sends one share where a row names one node twice"),
    Planted(
        "own-value",
        walk_with(mul=part(MUL_RULES, "mul-own-value")),
        "gives each factor its own value",
    ),
    Planted(
        "product-slopes",
        walk_with(mul=part(MUL_RULES, "mul-no-gradient")),
        "sends the slopes of a product alone",
    ),
    Planted(
        "sum-sends-1", walk_with(add=part(ADD_RULES, "add-no-gradient")), "sends 1 from each sum"
    ),
    Planted(
        "tanh-slope",
        walk_with(tanh=part(TANH_RULES, "tanh-slope-at-input")),
        "takes the slope of tanh with its input",
    ),
    Planted(
        "tanh-alone",
        walk_with(tanh=part(TANH_RULES, "tanh-no-gradient")),
        "sends the slope of tanh alone",
    ),
)

RICH = [(MUL, 0, 0), (ADD, 2, 1), (TANH, 3), (MUL, 4, 2), (ADD, 5, 4), (MUL, 6, 5)]
CHAIN = [(TANH, 0), (TANH, 1)]
NO_JOIN = [(MUL, 0, 1), (TANH, 2), (ADD, 3, 2)]
PLACE = np.array([0.7, -1.3])


def agrees(tape, leaves, first=None, close=np.allclose):
    """A check against a correct walk: of all gradients, or of the first few."""

    def check(candidate):
        return bool(close(candidate(tape, leaves)[:first], plain(tape, leaves)[:first]))

    return check


def by_nudges(candidate):
    for tape, leaves in ((RICH, PLACE), (CHAIN, PLACE[:1])):
        slopes, h = [], 1e-6
        for step in h * np.eye(len(leaves)):
            slopes.append((run(tape, leaves + step)[-1] - run(tape, leaves - step)[-1]) / (2 * h))
        if not np.allclose(candidate(tape, leaves)[: len(leaves)], slopes, rtol=1e-5, atol=1e-7):
            return False
    return True


engine_check = KillMatrix(
    name="engine_check",
    points=3,
    minutes=12,
    grade="core",
    hints=(
        "Where can you get the gradient of a leaf without any walk back?",
        "Which of the planted errors cannot show on a chain? Which other rows and places does your "
        "tape need, so that each of them changes a number?",
    ),
    correct=(plain, scattered),
    planted=PLANTED,
    reference=agrees(RICH, PLACE),
    accepted=(by_nudges, agrees(RICH, PLACE, first=2)),
    mistakes=(
        Mistake(
            "engine-check.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        refuses_everything("engine-check.nothing"),
        Mistake(
            "engine-check.chain",
            agrees(CHAIN, PLACE[:1]),
            "it tries a chain of tanh, where nothing joins",
            "Which of the planted errors needs a node that is used twice?",
        ),
        Mistake(
            "engine-check.square-alone",
            agrees([(MUL, 0, 0)], PLACE[:1]),
            "it tries a single square",
            "Which formulas does your tape use, and how many rows does it have?",
        ),
        Mistake(
            "engine-check.one-product",
            agrees([(MUL, 0, 1)], PLACE),
            "its tape has one row, a product of two leaves",
            "Which formulas does your tape use, and is any node used twice?",
        ),
        Mistake(
            "engine-check.not-zero",
            lambda candidate: bool(np.all(candidate(RICH, PLACE) != 0.0)),
            "it looks whether something arrives, and not how much",
            "Where can you get the number that should arrive?",
        ),
        Mistake(
            "engine-check.ones",
            agrees(NO_JOIN, np.ones(2)),
            "all leaves are 1, so that each factor of a product has the other one's value",
            "Which of the planted errors does no harm when all values are equal?",
        ),
    ),
    praise="Which is the shortest tape that kills all of them?",
)
