"""A tape of numbers, the rules of its three formulas, right and wrong, and tapes to test with.

Nodes are counted from 0: first the leaves, then one node for each row (formula, place, ...).
"""

import numpy as np

from ...checking import Probe, WrongPart

ADD, MUL, TANH = 0, 1, 2


def add_rule(grad, y, a, b):
    return grad, grad


def mul_rule(grad, y, a, b):
    return grad * b, grad * a


def tanh_rule(grad, y, x):
    return (grad * (1 - y**2),)


LOCAL = "Which formula made this node, and how does it change when one input changes a little?"
ARRIVES = "What should happen to all shares of a node when the gradient at it doubles?"

ADD_RULES = (
    WrongPart(
        "add-as-product",
        lambda grad, y, a, b: (grad * b, grad * a),
        "a sum sends what a product would send",
        LOCAL,
    ),
    WrongPart(
        "add-halves",
        lambda grad, y, a, b: (grad / 2, grad / 2),
        "a sum splits the gradient between its inputs",
        "By how much does a sum rise when one of its terms rises by 1?",
    ),
    WrongPart(
        "add-no-gradient",
        lambda grad, y, a, b: (1.0, 1.0),
        "a sum sends 1, whatever arrives",
        ARRIVES,
    ),
    WrongPart(
        "add-first-only",
        lambda grad, y, a, b: (grad, 0.0),
        "a sum sends nothing to its second input",
        "How many inputs does a sum have, and what does each of them get?",
    ),
)
MUL_RULES = (
    WrongPart(
        "mul-own-value",
        lambda grad, y, a, b: (grad * a, grad * b),
        "each factor of a product gets its own value",
        "a times 5 rises by how much when a rises by 1?",
    ),
    WrongPart(
        "mul-no-gradient",
        lambda grad, y, a, b: (b, a),
        "a product sends its slopes alone",
        ARRIVES,
    ),
    WrongPart(
        "mul-as-sum",
        lambda grad, y, a, b: (grad, grad),
        "a product hands its gradient on as a sum would",
        LOCAL,
    ),
    WrongPart(
        "mul-result",
        lambda grad, y, a, b: (grad * y, grad * y),
        "the whole product stands where the other factor belongs",
        "a times 5 rises by how much when a rises by 1?",
    ),
)
TANH_RULES = (
    WrongPart(
        "tanh-slope-at-input",
        lambda grad, y, x: (grad * (1 - x**2),),
        "the slope of tanh is taken with what went in, where the short form wants what came out",
        "Far from 0 the curve of tanh is flat. What does your slope say at an input of 3?",
    ),
    WrongPart(
        "tanh-slope-missing",
        lambda grad, y, x: (grad,),
        "the slope of tanh is left out",
        "Is tanh as steep everywhere as at 0?",
    ),
    WrongPart(
        "tanh-twice",
        lambda grad, y, x: (grad * (1 - np.tanh(y) ** 2),),
        "tanh is taken of a value that it has made already",
        "Which of the values on the tape is tanh of something?",
    ),
    WrongPart(
        "tanh-as-sigmoid",
        lambda grad, y, x: (grad * y * (1 - y),),
        "this is the slope of the sigmoid",
        "How steep is tanh at 0, and what does your slope say there?",
    ),
    WrongPart(
        "tanh-no-gradient",
        lambda grad, y, x: (1 - y**2,),
        "tanh sends its slope alone",
        ARRIVES,
    ),
    WrongPart(
        "tanh-no-square",
        lambda grad, y, x: (grad * (1 - y),),
        "the square in the slope of tanh is missing",
        "tanh is symmetric about 0. Is your slope the same at 2 and at -2?",
    ),
)


def tape(*rows):
    return list(rows)


TAPES = (
    # (u = a b, v = u + a, y = v v): a joins, and the last row uses one node twice
    (tape((MUL, 0, 1), (ADD, 2, 0), (MUL, 3, 3)), np.array([1.5, -2.0])),
    (tape((TANH, 0), (MUL, 1, 0), (ADD, 2, 1)), np.array([0.75])),
    # a leaf that is not used, and an inner node that goes into three others
    (
        tape((ADD, 0, 2), (TANH, 4), (MUL, 5, 4), (ADD, 6, 5), (MUL, 7, 1), (TANH, 8)),
        np.array([0.5, -0.6, 0.3, 2.5]),
    ),
    (
        tape((MUL, 1, 1), (ADD, 3, 3), (TANH, 4), (MUL, 5, 0), (MUL, 6, 2), (ADD, 7, 3)),
        np.array([-1.25, 0.7, 1.6]),
    ),
    (tape((ADD, 1, 0), (MUL, 2, 1), (TANH, 3), (ADD, 4, 2)), np.array([-0.4, 0.9])),
)
ON_TAPES = tuple(Probe((rows, leaves)) for rows, leaves in TAPES)
LEAF = (1, 0, 2, 2, 0)
FROM_A_LEAF = tuple(Probe((*given, leaf)) for given, leaf in zip(TAPES, LEAF, strict=True))
