"""Charts of lesson 05: a Jacobian with its sums, and how hard the gradient of each loss pulls.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import open_axes
from ..drawing.palette import BACKWARD, INK, REFERENCE, SIGNS
from ..drawing.svg import written


def draw_softmax_jacobian(jacobian, *, denominator):
    """A Jacobian as a heat map with its numbers, and beside it the sums of its rows and columns.

    Numbers are written as fractions: every entry is a whole number over ``denominator``.
    """
    figure = Figure(figsize=(6.4, 4.7))
    axes = figure.add_axes((0.17, 0.16, 0.7, 0.66))
    limit = 1.8 * np.abs(jacobian).max()  # pale: ink stays legible
    axes.imshow(jacobian, cmap=SIGNS, vmin=-limit, vmax=limit, aspect="auto")
    _entries(axes, jacobian, denominator)
    _sums(axes, jacobian)
    _frame_of_squares(axes, len(jacobian))
    words = "Who gains, who loses, when one logit rises?"
    figure.suptitle(words, size=13, weight="bold", x=0.02, y=0.97, ha="left")
    words = "entry: ∂p/∂z, from the logit above to the probability on the left"
    figure.text(0.5, 0.03, words, ha="center", size=11, color=INK)
    return figure


def _entries(axes, jacobian, denominator):
    for (i, j), value in np.ndenumerate(jacobian):
        words = f"{written(round(value * denominator))}/{denominator}"
        weight = "bold" if i == j else "normal"
        axes.text(j, i, words, ha="center", va="center", color=INK, size=13, weight=weight)


def _sums(axes, jacobian):
    """That of each row on its right, that of each column below it."""
    edge = len(jacobian) - 0.42
    rows, columns = (
        [f"sum {written(_clean(total))}" for total in jacobian.sum(axis=axis)] for axis in (1, 0)
    )
    for i, (row, column) in enumerate(zip(rows, columns, strict=True)):
        axes.text(edge, i, row, va="center", color=REFERENCE, size=11)
        axes.text(i, edge, column, va="top", ha="center", color=REFERENCE, size=11)


def _frame_of_squares(axes, size):
    """Names on top and on the left, and a line between any two entries."""
    for j in range(size):
        axes.text(j, -0.57, f"logit {j}", ha="center", color=INK, size=11)
    axes.set_xticks([])
    axes.set_yticks(range(size), [f"p of class {i}" for i in range(size)])
    axes.set_xticks(np.arange(size + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(size + 1) - 0.5, minor=True)
    axes.grid(which="minor", color=INK, linewidth=0.6)
    axes.tick_params(which="both", length=0)


def _clean(total):
    """A sum whose round-off is taken away, so that 0 is written as 0."""
    return round(float(total), 12) + 0.0


def draw_pulls(margins, cross_entropy, squared_error):
    """Gradient at the true logit over its lead on the others, for two losses of the same softmax.

    Shapes: all (n,), from confidently wrong to confidently correct.
    """
    figure = Figure(figsize=(7.4, 3.7), layout="constrained")
    axes = figure.add_subplot()
    axes.plot(margins, cross_entropy, color=BACKWARD, linewidth=2)
    axes.plot(margins, squared_error, "--", color=BACKWARD, linewidth=2)
    for words, values, up in (
        ("cross-entropy", cross_entropy, 7),
        ("squared error", squared_error, -16),
    ):
        axes.annotate(
            words,
            (margins[0], values[0]),
            xytext=(6, up),
            textcoords="offset points",
            color=BACKWARD,
        )
    p = 1 / (1 + 2 * np.exp(-margins[0]))  # of the true class, with two others
    words = f"at {written(margins[0])} the true class has p = {p:.4f}"
    axes.annotate(words, (margins[0], 0), xytext=(6, 8), textcoords="offset points", color=INK)
    axes.margins(y=0.14)
    axes.set(
        xlabel="lead of the true logit over the two others", ylabel="gradient at the true logit"
    )
    axes.set_title(
        "Which loss still pulls at a confidently wrong answer?", loc="left", weight="bold", size=12
    )
    open_axes(axes)
    return figure
