"""The answers to test with: few and round first, so that a verdict can print them."""

import numpy as np

from ...checking import Probe

RNG = np.random.default_rng(4)


def answers(prediction, target):
    """A Probe for predictions and targets."""
    return Probe((prediction, target), {"n": len(target), "k": target.shape[1]})


def random_answers(n, k):
    return answers(*RNG.normal(size=(2, n, k)).round(1))


ANSWERS = (  # prediction, target
    answers(
        np.array([[3.0, 1.0, -2.0], [0.5, 1.0, 2.0]]), np.array([[1.0, 1.0, 2.0], [0.0, 4.0, 1.0]])
    ),
    random_answers(5, 4),
    random_answers(1, 6),
    random_answers(4, 2),
)


def guesses(p, labels):
    """A Probe for rows of probabilities and their labels."""
    return Probe((p, labels), {"n": len(p), "classes": p.shape[1]})


def random_guesses(n, classes, labels):
    p = RNG.uniform(0.1, 1.0, size=(n, classes))
    return guesses((p / p.sum(axis=1, keepdims=True)).round(2), np.array(labels))


GUESSES = (  # p, labels
    guesses(np.array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]]), np.array([0, 1])),
    random_guesses(5, 4, [2, 0, 2, 2, 3]),
    random_guesses(1, 6, [4]),
    random_guesses(3, 5, [4, 1, 4]),
)


def row(*z):
    """A Probe for one row of exponents."""
    return Probe((np.array(z),), {"m": len(z)})


EXPONENTS = (  # small; large; far below 0; both
    row(0.0, np.log(2.0), np.log(5.0)),
    row(1000.0, 1001.0),
    row(-1000.0, -1001.0, -999.5, -1002.0),
    row(-800.0, 0.5, 900.0, 899.0, -2.0),
    row(-2000.0, 0.5, 1900.0, 1899.0, -2.0, 3.0),
)
