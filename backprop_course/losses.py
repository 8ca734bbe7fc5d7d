"""Losses: one number that says how wrong a prediction is, and its gradient.

    loss, grad = NAME(prediction, target, *, reduction="mean")

``loss`` is a Python float, ``grad`` an array shaped like the prediction.  Which factor belongs to
the gradient depends on what the loss is divided by, so every loss states it:

    reduction            the sum of all terms is divided by
    "mean"               the number of terms: entries for mse and binary cross-entropy,
                         examples for cross-entropy, which has one term per example
    "sum"                1
    "per-example-sum"    the number of examples: sum inside an example, mean over the batch

Every loss raises a ValueError where prediction and target do not fit or are empty, and for a
target or reduction that cannot be; a TypeError for labels that are not whole numbers.
"""

import numpy as np

from . import ops
from .arguments import array, class_labels, not_empty, rows, same_shape

REDUCTIONS = ("mean", "sum", "per-example-sum")


def mse(prediction, target, *, reduction="mean"):
    """Mean squared error; its gradient is (2/n) (prediction - target).

    Shapes: prediction and target alike, such as (n, 1); n counts what ``reduction`` says.

    >>> mse([[0.5], [2.0]], [[1.0], [1.0]])
    (0.625, array([[-0.5],
           [ 1. ]]))
    """
    prediction, target = _alike("prediction", prediction, "target", target)
    divisor = _divisor(reduction, prediction.shape, prediction.size)
    gap = prediction - target
    return ((gap * gap).sum() / divisor).item(), 2.0 * gap / divisor


def half_mse(prediction, target, *, reduction="mean"):
    """Half the squared error: the 2 of the slope cancels; gradient (prediction - target)/n.

    >>> half_mse([[0.5], [2.0]], [[1.0], [1.0]])
    (0.3125, array([[-0.25],
           [ 0.5 ]]))
    """
    loss, grad = mse(prediction, target, reduction=reduction)
    return loss / 2.0, grad / 2.0


def binary_cross_entropy(logits, target, *, reduction="mean"):
    """-log of the probability that sigmoid(logits) gives to the true answer, 0 or 1.

    Shapes: logits and target alike.  The gradient is (sigmoid(logits) - target) / n.

    >>> loss, grad = binary_cross_entropy([[0.0]], [[1.0]])
    >>> round(loss, 3), grad
    (0.693, array([[-0.5]]))
    """
    logits, target = _alike("logits", logits, "target", target)
    if target.min() < 0 or target.max() > 1:
        raise ValueError(f"target: expected 0 to 1, got {target.min()} to {target.max()}")
    divisor = _divisor(reduction, logits.shape, logits.size)
    # log(1 + exp(z)) - y z, with |z| in the exponent so that nothing overflows
    size = np.maximum(logits, -logits)
    terms = np.maximum(logits, 0.0) - logits * target + np.log1p(np.exp(-size))
    return (terms.sum() / divisor).item(), (ops.sigmoid(logits) - target) / divisor


def cross_entropy(probabilities, labels, *, reduction="mean"):
    """-log of the probability given to the true class; the gradient is -1/p there, 0 elsewhere.

    Shapes: probabilities (n, classes), labels (n,) integers or (n, classes) one-hot.

    >>> loss, grad = cross_entropy([[0.5, 0.5]], [0])
    >>> round(loss, 3), grad
    (0.693, array([[-2.,  0.]]))
    """
    probabilities = rows("probabilities", probabilities)
    not_empty("probabilities", probabilities)
    n, divisor = len(probabilities), _divisor(reduction, probabilities.shape, len(probabilities))
    at_truth = np.arange(n), class_labels(labels, *probabilities.shape)
    grad = np.zeros_like(probabilities)
    grad[at_truth] = -1.0 / probabilities[at_truth] / divisor
    return (-np.log(probabilities[at_truth]).sum() / divisor).item(), grad


def softmax_cross_entropy(logits, labels, *, reduction="mean"):
    """Cross-entropy of softmax(logits), fused: the gradient is (probabilities - one-hot) / n.

    Shapes: logits (n, classes), labels (n,) integers or (n, classes) one-hot.

    >>> loss, grad = softmax_cross_entropy([[0.0, 0.0]], [0])
    >>> round(loss, 3), grad.round(3)
    (0.693, array([[-0.5,  0.5]]))
    """
    logits = rows("logits", logits)
    not_empty("logits", logits)
    n, divisor = len(logits), _divisor(reduction, logits.shape, len(logits))
    at_truth = np.arange(n), class_labels(labels, *logits.shape)
    log_probabilities = ops.log_softmax(logits)
    loss = -log_probabilities[at_truth].sum() / divisor
    grad = np.exp(log_probabilities)
    grad[at_truth] -= 1.0
    return loss.item(), grad / divisor


def _alike(name, prediction, target_name, target):
    prediction, target = array(name, prediction), array(target_name, target)
    same_shape(target_name, target, name, prediction)
    not_empty(name, prediction)
    return prediction, target.astype(prediction.real.dtype, copy=False)


def _divisor(reduction, shape, terms):
    if reduction not in REDUCTIONS:
        raise ValueError(f"reduction: expected one of {REDUCTIONS}, got {reduction!r}")
    examples = shape[0] if shape else 1
    return {"mean": terms, "sum": 1, "per-example-sum": examples}[reduction]
