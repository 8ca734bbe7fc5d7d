"""Derive: a formula that joins the engine, y = sqrt(a^2 + b^2)."""

import numpy as np

from ...checking import Exercise, Mistake, Probe

RNG = np.random.default_rng(11)


def length(a, b):
    return np.hypot(a, b)


def vjp_with(slope=lambda own, other, y: own / y, arrives=lambda grad: grad, second=1.0):
    """The pair of shares with some of its parts replaced."""

    def answer(grad, a, b):
        y = length(a, b)
        return arrives(grad) * slope(a, b, y), second * arrives(grad) * slope(b, a, y)

    return answer


shares_of_length = vjp_with()


def plain(grad, a, b):
    y = np.sqrt(a**2 + b**2)
    return grad * a / y, grad * b / y


length_vjp = Exercise(
    name="length_vjp",
    points=2,
    minutes=8,
    grade="core",
    kind="derive",
    hints=(
        "The formula is two steps, a sum of squares and a root. What is the slope of each?",
        "The value y itself helps to write the slope of the root in a short way. Two factors of 2 "
        "meet: what becomes of them?",
    ),
    reference=lambda grad, a, b: shares_of_length(grad, a, b),
    accepted=(
        plain,
        lambda grad, a, b: (grad * a * (a * a + b * b) ** -0.5, grad * b / length(a, b)),
    ),
    mistakes=(
        Mistake(
            "length.no-gradient",
            vjp_with(arrives=np.ones_like),
            "these are the slopes alone, without the gradient that arrives",
            "What should happen to your shares when grad doubles?",
        ),
        Mistake(
            "length.half",
            vjp_with(slope=lambda own, other, y: own / (2 * y)),
            "the 2 of the square is missing, so that the half of the root is left over",
            "What does the derivative of a square bring down?",
        ),
        Mistake(
            "length.twice",
            vjp_with(slope=lambda own, other, y: 2 * own / y),
            "the 1/2 of the root is missing, so that the 2 of the square is left over",
            "What is the derivative of a root?",
        ),
        Mistake(
            "length.no-root",
            vjp_with(slope=lambda own, other, y: 2 * own),
            "the slope of the root is left out: these are the shares of the sum of squares",
            "How many steps does the formula have, and how many slopes do you multiply?",
        ),
        Mistake(
            "length.no-square",
            vjp_with(slope=lambda own, other, y: 1 / (2 * y)),
            "the slopes of the squares are left out",
            "How many steps does the formula have, and how many slopes do you multiply?",
        ),
        Mistake(
            "length.squared-below",
            vjp_with(slope=lambda own, other, y: own / y**2),
            "it is divided by the sum of squares, and not by its root",
            "If a and b are ten times as large, is the length then steeper?",
        ),
        Mistake(
            "length.root-above",
            vjp_with(slope=lambda own, other, y: own * y),
            "it is multiplied by the length",
            "Is the root steeper far from 0, or near 0?",
        ),
        Mistake(
            "length.exchanged",
            vjp_with(slope=lambda own, other, y: other / y),
            "the two shares are exchanged",
            "If b is 0, which of the two inputs changes the length?",
        ),
        Mistake(
            "length.own-share",
            vjp_with(slope=lambda own, other, y: np.sign(own)),
            "the length is taken for the sum of the two sizes",
            "Can you take the root of each square on its own?",
        ),
        Mistake(
            "length.sum",
            vjp_with(slope=lambda own, other, y: own / (own + other)),
            "it is divided by the sum of a and b, not by their length",
            "Is the root of a sum of squares the sum of the numbers?",
        ),
        Mistake(
            "length.one-for-all",
            vjp_with(slope=lambda own, other, y: own / np.sqrt(np.sum(y**2))),
            "all entries share one length",
            "How many lengths are there, if a and b have three entries each?",
        ),
        Mistake(
            "length.difference",
            vjp_with(second=-1.0),
            "the second share has the wrong sign, as for a difference of squares",
            "Does the length fall when b grows away from 0?",
        ),
    ),
    probes=(
        Probe((np.array([2.0, -1.0]), np.array([3.0, -6.0]), np.array([4.0, 8.0]))),
        Probe(tuple(RNG.normal(size=(3, 3)))),
        Probe(tuple(RNG.normal(size=(3, 2, 4)))),
        Probe(tuple(np.round(10.0 * RNG.normal(size=(3, 1)), 1))),
    ),
    plain=plain,
    outputs=("share of a", "share of b"),
    output_points=(1, 1),
    praise="What do both formulas say at a = b = 0, and what would you have an engine do there?",
)
