"""Test the test: a check for backward passes of softmax."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted, refuses_everything
from ...ops import softmax, softmax_vjp


def correct(grad_p, p):
    return p * (grad_p - np.sum(grad_p * p, axis=1, keepdims=True))


def by_jacobian(grad_p, p):
    """Correct as well, by another way, so that the last digits differ."""
    jacobians = np.eye(p.shape[1]) * p[:, :, None] - p[:, :, None] * p[:, None, :]
    return np.einsum("ni,nij->nj", grad_p, jacobians)


def with_mean(mean):
    return lambda grad_p, p: p * (grad_p - mean(grad_p, p))


PLANTED = (
    Planted("no-mean", lambda grad_p, p: p * grad_p, "subtracts no mean"),
    Planted("diagonal", lambda grad_p, p: grad_p * p * (1 - p), "uses the diagonal alone"),
    Planted(
        "plain-mean",
        with_mean(lambda grad_p, p: grad_p.mean(axis=1, keepdims=True)),
        "takes the mean without weights",
    ),
    Planted(
        "whole-batch",
        with_mean(lambda grad_p, p: np.sum(grad_p * p) / len(p)),
        "takes one mean for the whole batch",
    ),
    Planted(
        "no-factor",
        lambda grad_p, p: grad_p - np.sum(grad_p * p, axis=1, keepdims=True),
        "leaves out the factor p",
    ),
    Planted("sign", lambda grad_p, p: -correct(grad_p, p), "has the wrong sign"),
    Planted(
        "first-row",
        lambda grad_p, p: np.vstack([correct(grad_p, p)[:1], 0 * p[1:]]),
        "treats the first row alone",
    ),
    Planted(
        "divided",
        lambda grad_p, p: correct(grad_p, p) / len(p),
        "divides by the number of rows",
    ),
)


def numbers(n=4, classes=3):
    """An arriving gradient, scores and probabilities."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(n, classes)), (z := rng.normal(size=(n, classes))), softmax(z)


def agrees(candidate, grad_p, p):
    return bool(np.allclose(candidate(grad_p, p), softmax_vjp(grad_p, np.log(p))[0]))


def reference(candidate):
    grad_p, _, p = numbers()
    return agrees(candidate, grad_p, p)


def by_nudges(candidate):
    grad_p, z, p = numbers()
    given, h = candidate(grad_p, p), 1e-5
    for i in np.ndindex(z.shape):
        up, down = z.copy(), z.copy()
        up[i], down[i] = up[i] + h, down[i] - h
        slope = np.sum(grad_p * (softmax(up) - softmax(down))) / (2 * h)
        if abs(given[i] - slope) > 1e-6:
            return False
    return True


def with_jacobians(candidate):
    grad_p, _, p = numbers(5, 6)
    rows = [(np.diag(q) - np.outer(q, q)) @ g for g, q in zip(grad_p, p, strict=True)]
    return np.max(np.abs(candidate(grad_p, p) - np.array(rows))) < 1e-9


def one_row(candidate):
    grad_p, _, p = numbers(1)
    return agrees(candidate, grad_p, p)


def rows_add_up_to_zero(candidate):
    grad_p, _, p = numbers()
    return bool(np.allclose(candidate(grad_p, p).sum(axis=1), 0.0))


def exactly_equal(candidate):
    grad_p, _, p = numbers()
    return bool(np.all(candidate(grad_p, p) == correct(grad_p, p)))


def equal_probabilities(candidate):
    grad_p, _, p = numbers()
    return agrees(candidate, grad_p, np.full_like(p, 1 / p.shape[1]))


def all_ones_arrive(candidate):
    grad_p, _, p = numbers()
    return agrees(candidate, np.ones_like(grad_p), p)


def same_rows(candidate):
    grad_p, _, p = numbers()
    return agrees(candidate, grad_p[:1].repeat(4, axis=0), p[:1].repeat(4, axis=0))


softmax_check = KillMatrix(
    name="softmax_check",
    points=3,
    minutes=12,
    grade="core",
    hints=(
        "Where can you get a number that a correct answer must agree with, without asking the "
        "candidate? You know two ways.",
        "Which inputs make a wrong answer correct by accident? How many rows, and which "
        "probabilities, leave no such accident?",
    ),
    correct=(correct, by_jacobian),
    planted=PLANTED,
    reference=reference,
    accepted=(by_nudges, with_jacobians),
    mistakes=(
        Mistake(
            "softmax-check.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        refuses_everything("softmax-check.nothing"),
        Mistake(
            "softmax-check.one-row",
            one_row,
            "it tries one row alone, so that an error in the batch cannot show",
            "What is different for the second row?",
        ),
        Mistake(
            "softmax-check.sums",
            rows_add_up_to_zero,
            "it looks at the sums of the rows alone, which are 0 for many wrong answers, too",
            "If all entries are doubled, do the rows still add up to 0?",
        ),
        Mistake(
            "softmax-check.exact",
            exactly_equal,
            "it asks for equality to the last digit, and another order of the same sums is "
            "rounded otherwise",
            "How far apart may two correct answers be?",
        ),
        Mistake(
            "softmax-check.equal-probabilities",
            equal_probabilities,
            "all probabilities are equal, so that a mean with weights is one without",
            "Which of the planted errors cannot show where all probabilities are equal?",
        ),
        Mistake(
            "softmax-check.ones",
            all_ones_arrive,
            "a gradient of ones arrives, and the correct answer is 0 everywhere",
            "What is a wrong answer times 0?",
        ),
        Mistake(
            "softmax-check.same-rows",
            same_rows,
            "all rows are the same, so that one mean for the whole batch does no harm",
            "Which of the planted errors mixes rows up?",
        ),
    ),
    uses=("ops.softmax",),
    praise="Which of the planted errors would a check with one row have let live?",
)
