"""Test the test: a check for backward passes of layer norm."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted, refuses_everything
from ...ops.normalization import standardize_vjp
from .hunt import backward_with
from .probes import steps

correct = backward_with()


def by_package(grad_z, x):
    """Correct as well, by another way, so that the last digits differ."""
    z, _, s = steps(x[::-1], 1, eps=1e-5)
    return standardize_vjp(grad_z[::-1] / s, z, np.ones_like(s), 1)[::-1]


def over_all(g):
    return g.mean()


PLANTED = (
    Planted("no-mean", backward_with(mean=lambda g: 0.0), "leaves out the path through the mean"),
    Planted(
        "no-deviation",
        backward_with(along=lambda g, z: 0.0),
        "leaves out the path through the deviation",
    ),
    Planted(
        "straight",
        backward_with(mean=lambda g: 0.0, along=lambda g, z: 0.0),
        "takes the straight path alone",
    ),
    Planted("mean-of-all", backward_with(mean=over_all), "takes one mean for the whole array"),
    Planted(
        "products-of-all",
        backward_with(along=lambda g, z: np.mean(g * z)),
        "takes one mean of the products for the whole array",
    ),
    Planted(
        "count-of-rows",
        backward_with(along=lambda g, z: np.sum(g * z, axis=1, keepdims=True) / len(z)),
        "divides the products by the number of examples",
    ),
    Planted(
        "n-minus-1",
        backward_with(
            along=lambda g, z: np.sum(g * z, axis=1, keepdims=True) / (z.shape[1] - 1),
        ),
        "divides the products by n - 1",
    ),
    Planted("variance", backward_with(divide=lambda s: s**2), "divides by the variance"),
    Planted("not-divided", backward_with(divide=lambda s: 1.0), "does not divide at all"),
    Planted("sign", backward_with(divide=lambda s: -s), "has the wrong sign"),
)


def numbers(n=3, features=4):
    rng = np.random.default_rng(0)
    return rng.normal(size=(n, features)), rng.normal(3.0, 2.0, size=(n, features))


def agrees(grad_z, x):
    """A check against the formula on one input."""
    return lambda candidate: bool(np.allclose(candidate(grad_z, x), correct(grad_z, x)))


def by_nudges(candidate):
    (grad_z, x), h = numbers(2, 3), 1e-5
    given = candidate(grad_z, x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        up, down = (np.sum(grad_z * steps(x + one, 1, 1e-5)[0]) for one in (step, -step))
        if abs(given[i] - (up - down) / (2 * h)) > 1e-6:
            return False
    return True


def rows_add_up(candidate):
    return bool(np.allclose(candidate(*numbers()).sum(axis=1), 0.0))


def both_sums(candidate):
    grad_z, x = numbers()
    grad_x = candidate(grad_z, x)
    sums = grad_x.sum(axis=1), np.sum(grad_x * steps(x, 1)[0], axis=1)
    return bool(np.allclose(sums, 0.0, atol=1e-4))


def bit_by_bit(candidate):
    return bool(np.all(candidate(*numbers()) == correct(*numbers())))


norm_check = KillMatrix(
    name="norm_check",
    points=3,
    minutes=12,
    grade="core",
    hints=(
        "The lesson has a test in one line: each row adds up to 0. Which of the errors pass it?",
        "Nudges know the correct numbers without a formula. Which shape must x have, so that no "
        "error hides behind equal counts or a single row?",
    ),
    correct=(correct, by_package),
    planted=PLANTED,
    reference=agrees(*numbers()),
    accepted=(by_nudges, agrees(*numbers(5, 3))),
    mistakes=(
        Mistake(
            "norm-check.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        refuses_everything("norm-check.nothing"),
        Mistake(
            "norm-check.sums",
            rows_add_up,
            "it looks at the sums of the rows alone",
            "If all entries are doubled, do the rows still add up to 0?",
        ),
        Mistake(
            "norm-check.both-sums",
            both_sums,
            "it looks at two sums that are 0, and those say nothing about size and sign",
            "If all entries change their sign, what becomes of your two sums?",
        ),
        Mistake(
            "norm-check.square",
            agrees(*numbers(3, 3)),
            "its array has as many rows as columns",
            "Which of the errors counts rows in place of columns?",
        ),
        Mistake(
            "norm-check.one-row",
            agrees(*numbers(1, 4)),
            "it tries a single example, so that a mean over all is a mean over a row",
            "What can one row not tell apart?",
        ),
        Mistake(
            "norm-check.ones",
            agrees(np.ones((3, 4)), numbers()[1]),
            "a gradient of ones arrives, or only sums are compared: what is correct is 0 then",
            "Which parts of a formula does an input of ones leave out?",
        ),
        Mistake(
            "norm-check.exact",
            bit_by_bit,
            "it asks for equality to the last digit, and another order of the same operations is "
            "rounded otherwise",
            "How far apart may two correct answers be?",
        ),
    ),
    praise="Which of the errors would live if eps were as large as the variance?",
)
