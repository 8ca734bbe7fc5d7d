"""Implement: back through softmax and cross-entropy, to the logits."""

import numpy as np

from ...checking import Exercise, Mistake, composed
from ...losses import softmax_cross_entropy
from ...ops import log_softmax, softmax
from .parts import AT_LOGITS, LOOP_END, OVERFLOWS
from .probes import SCORES
from .softmaxes import logits_reference, loss_gradient, with_probabilities


def at_the_true_class(logits, labels):
    p = np.exp(log_softmax(logits))
    p[np.arange(len(p)), labels] -= 1.0
    return p / len(p)


def loss_row_by_row(logits, labels):
    rows = []
    for row, label in zip(logits, labels, strict=True):
        e = np.exp(row - np.max(row))
        rows.append([e[k] / sum(e) - (k == label) for k in range(len(row))])
    return np.array(rows) / len(rows)


def last_row_missing(logits, labels):
    grad = logits_reference(logits, labels)
    grad[-1] = 0.0
    return grad


def mean_in_the_loop(logits, labels):
    """Each row is divided by the number of rows so far."""
    grad = logits_reference(logits, labels) * len(logits)
    return grad / np.arange(1, len(grad) + 1)[:, None]


def true_entries(logits, labels):
    return logits_reference(logits, labels)[np.arange(len(labels)), labels]


def steps_of(logits, labels):
    """Every value on the way, by the usual names."""
    p = softmax(logits)
    return {"p": p, "grad_logits": logits_reference(logits, labels)}


def plain(logits, labels):
    n = len(logits)
    largest = logits.max(axis=1, keepdims=True)
    e = np.exp(logits - largest)
    p = e / e.sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return (p - y) / n


def subtracted_too_early(logits, labels):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    e[np.arange(len(e)), labels] -= 1
    return e / e.sum(axis=1, keepdims=True) / len(e)


logits_backward = Exercise(
    name="logits_backward",
    points=2,
    minutes=12,
    grade="core",
    kind="implement",
    hints=(
        "Raise one score of one example. Which probabilities of that example rise, and which "
        "fall? What does the loss do if it was the true class?",
        "The probabilities are almost the answer. At one place in each row they need a correction; "
        "and what does the mean over the examples do to every slope?",
        "If inf or nan comes out: does the quotient change when the same number is subtracted from "
        "all scores of a row? Which number would keep exp small?",
    ),
    reference=logits_reference,
    accepted=(
        plain,
        at_the_true_class,
        with_probabilities(softmax),
        loss_row_by_row,
    ),
    mistakes=(
        *composed("logits", lambda at_logits: at_logits, at_logits=(*AT_LOGITS, *OVERFLOWS)),
        Mistake(
            "logits.true-class-zero",
            loss_gradient(lambda p, y, logits: p * (1 - y)),
            "the entry of the true class is 0: its whole probability is subtracted, or set to 0",
            "Add up one row of the gradient. If all scores rise together, does the loss change?",
        ),
        Mistake(
            "logits.true-class-one",
            loss_gradient(lambda p, y, logits: np.where(y == 1, 1.0, p)),
            "the entry of the true class is set to 1, and its probability is lost",
            "Add up one row of the gradient. If all scores rise together, does the loss change?",
        ),
        Mistake(
            "logits.subtracted-too-early",
            subtracted_too_early,
            "the 1 is subtracted before the division by the sum, so not from a probability",
            "At the line that subtracts, do the numbers of a row add up to 1?",
        ),
        Mistake(
            "logits.last-row-missing",
            last_row_missing,
            "the last example is left out: its row stays 0",
            LOOP_END,
        ),
        Mistake(
            "logits.mean-in-the-loop",
            mean_in_the_loop,
            "each row is divided by another number: the count so far, where that of all belongs",
            "What is n for the first example, and what for the last?",
        ),
        Mistake(
            "logits.true-entries",
            true_entries,
            "only the entries at the true classes are returned",
            "What shape do the logits have?",
        ),
        Mistake(
            "logits.loss",
            lambda logits, labels: softmax_cross_entropy(logits, labels)[0],
            "this is the loss, not its gradient",
            "What shape should the gradient have?",
        ),
    ),
    probes=SCORES,
    plain=plain,
    outputs=("grad_logits",),
    objective=lambda logits, labels: softmax_cross_entropy(logits, labels)[0],
    slope_of={"grad_logits": "logits"},
    steps=steps_of,
    praise="Between which two numbers do the entries lie, whatever the scores are?",
)
