"""Three bar charts in a row: logits, the probabilities made of them, the gradient p - y.

`trace_softmax` asks the package for the numbers, `draw_softmax` draws them as SVG text.
"""

from dataclasses import dataclass

import numpy as np

from ... import losses, ops
from ..drawing import svg


@dataclass(frozen=True)
class SoftmaxTrace:
    """One example: logits, probabilities and the gradient of the logits, one number per class."""

    logits: tuple
    probabilities: tuple
    gradient: tuple
    label: int
    loss: float


def trace_softmax(logits, label):
    """Softmax and cross-entropy of one example.  Shapes: logits (classes,)."""
    row = np.array([logits], dtype=float)
    loss, gradient = losses.softmax_cross_entropy(row, [label])
    numbers = row, ops.softmax(row), gradient
    return SoftmaxTrace(*(tuple(values[0].tolist()) for values in numbers), label, loss)


def describe_softmax(trace):
    """The picture in a sentence: the loss, what the true class gets, and where the rest goes."""
    p, pull = probability(trace.probabilities[trace.label]), trace.gradient[trace.label]
    return (
        f"The true class {trace.label} gets probability {p}; the loss is "
        f"{svg.written(trace.loss)}. "
        f"Its gradient is {svg.written(pull)}; those of the other classes are their probabilities "
        f"and add up to {svg.written(-pull)}."
    )


def probability(p):
    """A probability as a label; what is not 1 is not written as 1."""
    written = svg.written(p)
    return ">0.999" if written == "1" and p < 1 else written
