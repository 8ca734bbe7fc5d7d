"""Derive: the gradient of the entropy, another loss above the softmax."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops import log_softmax, softmax, softmax_vjp
from .probes import row_by_row


def entropies(z):
    """The entropy of each row, as a column."""
    return -np.sum(softmax(z) * log_softmax(z), axis=1, keepdims=True)


def mean_entropy(z):
    return float(entropies(z).mean())


def entropy_reference(z):
    return softmax_vjp(-(log_softmax(z) + 1) / len(z), z)[0]


def plain(z):
    n = len(z)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    H = -np.sum(p * np.log(p), axis=1, keepdims=True)
    return -p * (np.log(p) + H) / n


def by_jacobians(z):
    rows = []
    for p in softmax(z):
        rows.append((np.diag(p) - np.outer(p, p)) @ -(np.log(p) + 1))
    return np.array(rows) / len(z)


def of(formula):
    """A gradient from a function of p, ln p and the entropies, divided by n."""
    return lambda z: formula(softmax(z), log_softmax(z), entropies(z)) / len(z)


PATHS = "Raise one score. Do the other probabilities of the row stay as they were?"
EVEN = "Where all probabilities are equal, the entropy is largest. What should its slopes be there?"

ENTROPY = (
    (
        "no-mean",
        lambda z: entropy_reference(z) * len(z),
        "the mean is missing",
        "By how much does the mean move when the entropy of one row moves by 0.01?",
    ),
    (
        "sign",
        lambda z: -entropy_reference(z),
        "the sign is flipped: a minus of the entropy is lost",
        "If the leading score grows still more, does the entropy rise or fall?",
    ),
    (
        "in-the-probabilities",
        of(lambda p, log_p, H: -(log_p + 1)),
        "this is the slope in the probabilities: the softmax is left out of the chain",
        PATHS,
    ),
    (
        "diagonal",
        of(lambda p, log_p, H: -(log_p + 1) * p * (1 - p)),
        "each probability is differentiated in its own score only",
        PATHS,
    ),
    (
        "factor-p-alone",
        of(lambda p, log_p, H: -p * (log_p + 1)),
        "the slope is multiplied by p, and the mean of the row is not subtracted",
        EVEN,
    ),
    (
        "entropy-missing",
        of(lambda p, log_p, H: -p * log_p),
        "these are the terms of the entropy, not its slopes",
        EVEN,
    ),
    (
        "entropy-subtracted",
        of(lambda p, log_p, H: -p * (log_p - H)),
        "the entropy of the row comes in with the wrong sign",
        EVEN,
    ),
    (
        "factor-missing",
        of(lambda p, log_p, H: -(log_p + H)),
        "the factor p in front is missing",
        "What should a row of the gradient add up to?",
    ),
    (
        "product-rule",
        of(lambda p, log_p, H: -(log_p - np.sum(p * log_p, axis=1, keepdims=True)) * p * (1 - p)),
        "a factor 1 - p comes in besides",
        "What should a row of the gradient add up to?",
    ),
    (
        "cross-entropy",
        of(lambda p, log_p, H: p - 1),
        "this is a gradient of the cross-entropy: no label stands in the entropy",
        "Which number does the entropy of a row depend on, besides its scores?",
    ),
    (
        "whole-batch",
        of(lambda p, log_p, H: -p * (log_p + H.sum())),
        "the entropies of all rows come in, where each row has its own",
        "Can a row know anything of another row?",
    ),
    (
        "plain-mean",
        of(lambda p, log_p, H: -p * (log_p - log_p.mean(axis=1, keepdims=True))),
        "the mean of the logarithms is taken without weights",
        "Which numbers of a row add up to 1, and so can be the weights of a mean?",
    ),
    (
        "value",
        lambda z: np.broadcast_to(entropies(z), z.shape) / len(z),
        "this is the entropy itself, not its slope",
        EVEN,
    ),
)

entropy_gradient = Exercise(
    name="entropy_gradient",
    points=2,
    minutes=12,
    grade="stretch",
    kind="derive",
    hints=(
        "Two steps: from the scores to p, from p to the entropy. What is the slope of p ln p in p?",
        "What arrives at the softmax is a row of numbers. Does its backward pass care whether all "
        "of them are raised by 1?",
    ),
    reference=entropy_reference,
    accepted=(plain, by_jacobians),
    mistakes=tuple(Mistake(f"entropy.{id}", *rest) for id, *rest in ENTROPY),
    probes=(
        row_by_row([0.5, -1.0, 2.0], [1.5, 0.0, -0.5]),
        row_by_row(*np.random.default_rng(56).normal(size=(4, 5)).round(2)),
        row_by_row(*np.random.default_rng(57).normal(size=(5, 2)).round(2)),
        row_by_row(*np.random.default_rng(58).normal(size=(3, 6)).round(2)),
    ),
    plain=plain,
    outputs=("grad_z",),
    objective=mean_entropy,
    slope_of={"grad_z": "z"},
    uses=("ops.softmax", "ops.log_softmax"),
    praise="At which probabilities is the gradient 0, and which of them is the largest entropy?",
)
