"""The reduction ledger: which factor belongs to the gradient of which printed loss.

`trace_ledger` asks the losses themselves, and then nudges the printed number to see whether they
tell the truth; `draw_ledger` draws the table. The gradient of each loss is one factor times a core
that has no factor: prediction minus target, or -1/p at the true class.
"""

from dataclasses import dataclass

import numpy as np

from ... import gradcheck, losses, ops
from ..drawing import svg

CORES = {  # loss: what its factor multiplies, in words
    "mse": "factor × (prediction − target)",
    "half_mse": "factor × (prediction − target)",
    "binary_cross_entropy": "factor × (sigmoid(z) − target)",
    "cross_entropy": "factor × (−1/p) at the true class",
}
SQUARED = ("mse", "half_mse")  # these two share a core, so that one can be taken for the other


@dataclass(frozen=True)
class Entry:
    """One loss under one reduction: the printed number, the factor of its gradient, and a check.

    ``factor`` is what the loss returns, ``nudged`` what nudging the printed number says.
    """

    loss: str
    reduction: str
    formula: str
    printed: float
    factor: float
    nudged: float


@dataclass(frozen=True)
class Ledger:
    """The entries of a batch of n examples with k outputs each, by (loss, reduction)."""

    n: int
    k: int
    entries: dict


def trace_ledger(prediction, target):
    """The ledger for these numbers.  Shapes: both (n, k); the targets of one example differ.

    Cross-entropies need other numbers: labels are made from the targets, probabilities and logits
    from the predictions.
    """
    prediction, target = np.asarray(prediction, float), np.asarray(target, float)
    n, k = prediction.shape
    entries = [_entry(name, r, prediction, target) for name in CORES for r in losses.REDUCTIONS]
    return Ledger(n, k, {(entry.loss, entry.reduction): entry for entry in entries})


def small_numbers(n, k, *, rng):
    """Predictions and targets of a batch, in tenths.  Shapes: (n, k) each."""
    prediction, target = rng.normal(size=(2, n, k)).round(1)
    return prediction, target


def _entry(name, reduction, prediction, target):
    prediction, target, core = _inputs(name, prediction, target)
    loss = getattr(losses, name)
    printed, grad = loss(prediction, target, reduction=reduction)
    by_nudging = gradcheck.numerical_gradient(
        lambda p: loss(p, target, reduction=reduction)[0], prediction
    )
    formula = _formula(name, reduction)
    return Entry(
        name, reduction, formula, printed, _multiple(grad, core), _multiple(by_nudging, core)
    )


def _inputs(name, prediction, target):
    """What the loss takes, made from a prediction and a target, and the core of its gradient."""
    if name in SQUARED:
        return prediction, target, prediction - target
    if name == "binary_cross_entropy":
        labels = (target > 0) * 1.0
        return prediction, labels, ops.sigmoid(prediction) - labels
    scores = np.hstack([prediction, np.zeros((len(prediction), 1))])  # a class more: never one only
    probabilities, labels = ops.softmax(scores), np.argmax(target, axis=1)
    core = np.zeros_like(probabilities)
    truth = np.arange(len(labels)), labels
    core[truth] = -1 / probabilities[truth]
    return probabilities, labels, core


def _multiple(grad, core):
    """The number c for which grad is closest to c times the core."""
    size = np.sum(core * core)
    return float(np.sum(grad * core) / size) if size else 0.0


def _formula(name, reduction):
    top = "2" if name == "mse" else "1"
    over_examples = reduction == "per-example-sum" or name == "cross_entropy"
    below = {"sum": "", "mean": "/(n k)"}.get(reduction, "/n")
    return top + ("/n" if over_examples and reduction != "sum" else below)


def describe_ledger(ledger, printed=None, sent=None):
    """The table in a sentence, or what follows from printing one entry and sending back another."""
    if printed is None:
        return (
            f"The factor of the gradient for {ledger.n} examples with {ledger.k} outputs: "
            + "; ".join(
                f"{name} {', '.join(_factor(ledger, name, r) for r in losses.REDUCTIONS)}"
                for name in CORES
            )
            + f" ({', '.join(losses.REDUCTIONS)}). Nudging agrees."
        )
    ratio = ledger.entries[sent].factor / ledger.entries[printed].factor
    said = f"Printed: {_name(printed)}. Sent back: the gradient of {_name(sent)}. "
    if abs(ratio - 1) < 1e-9:
        return said + "They have the same factor: nudging the printed loss agrees."
    larger = (
        f"{svg.written(ratio)} times what" if ratio > 1 else f"1/{svg.written(1 / ratio)} of what"
    )
    return said + f"The gradient is {larger} nudging the printed loss says."


def _factor(ledger, name, reduction):
    return svg.written(ledger.entries[name, reduction].factor)


def _name(key):
    return f"{key[0]}, {key[1]}"
