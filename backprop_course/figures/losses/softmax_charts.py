"""Charts of lesson 05: a Jacobian with its sums, shifted logits, how hard each gradient pulls.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.palette import BACKWARD, FORWARD, INK, REFERENCE, SIGNS
from ..drawing.svg import written


def draw_softmax_jacobian(jacobian):
    """A Jacobian as a heat map with its numbers, and beside it the sums of its rows and columns."""
    size = len(jacobian)
    figure = Figure(figsize=(6.4, 4.7))
    axes = figure.add_axes((0.17, 0.16, 0.7, 0.66))
    limit = 1.8 * np.abs(jacobian).max()  # pale: ink stays legible
    axes.imshow(jacobian, cmap=SIGNS, vmin=-limit, vmax=limit, aspect="auto")
    for (i, j), value in np.ndenumerate(jacobian):
        axes.text(j, i, written(value), ha="center", va="center", color=INK, size=13,
                  weight="bold" if i == j else "normal")  # fmt: skip
    for i in range(size):
        axes.text(size - 0.42, i, f"sum {written(_clean(jacobian[i].sum()))}", va="center",
                  color=REFERENCE, size=11)  # fmt: skip
        axes.text(i, size - 0.42, f"sum {written(_clean(jacobian[:, i].sum()))}", va="top",
                  ha="center", color=REFERENCE, size=11)  # fmt: skip
    for j in range(size):
        axes.text(j, -0.57, f"logit {j}", ha="center", color=INK, size=11)
    axes.set_xticks([])
    axes.set_yticks(range(size), [f"p of class {i}" for i in range(size)])
    axes.set_xticks(np.arange(size + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(size + 1) - 0.5, minor=True)
    axes.grid(which="minor", color=INK, linewidth=0.6)
    axes.tick_params(which="both", length=0)
    figure.suptitle("Who gains, who loses, when one logit rises?", size=13, y=0.97)
    figure.text(0.5, 0.03, "entry: ∂p/∂z, from the logit above to the probability on the left",
                ha="center", size=11, color=INK)  # fmt: skip
    return figure


def _clean(total):
    """A sum whose round-off is taken away, so that 0 is written as 0."""
    return round(float(total), 12) + 0.0


def draw_shifted(shifts, naive, stable):
    """Three probabilities while all logits are moved by the same number, computed in two ways.

    Shapes: shifts (n,), naive and stable (n, 3); naive goes wrong far out.
    """
    figure = Figure(figsize=(7.4, 3.6), layout="constrained")
    axes = figure.add_subplot()
    right = (np.abs(naive - stable) < 0.01).all(axis=1)  # nan is not below anything
    ends = shifts[right][[0, -1]]
    axes.plot(shifts, stable, color=FORWARD, linewidth=1.6)
    axes.plot(shifts[right], naive[right], "--", color=REFERENCE, linewidth=4, alpha=0.6)
    for end in ends:
        axes.plot([end] * 3, stable[0], "X", color=REFERENCE, markersize=9)
    for k, value in enumerate(stable[0]):
        axes.annotate(f"class {k}: {value:.3f}", (0, value), xytext=(0, 7), ha="center",
                      textcoords="offset points", color=FORWARD)  # fmt: skip
    for end, side, away in ((ends[0], "right", -25), (ends[1], "left", 25)):
        words = f"exp(z) over its sum\nfails beyond {written(end)}"
        axes.text(end + away, 0.4, words, color=REFERENCE, ha=side)
    axes.set(xlabel="number added to all three logits", ylabel="probability", ylim=(0, 0.85),
             xlim=(-1500, 1500), title="How far can the logits be moved?")  # fmt: skip
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def draw_pulls(margins, cross_entropy, squared_error):
    """Gradient at the true logit over its lead on the others, for two losses of the same softmax.

    Shapes: all (n,), from sure and wrong to sure and right.
    """
    figure = Figure(figsize=(7.4, 3.7), layout="constrained")
    axes = figure.add_subplot()
    axes.plot(margins, cross_entropy, color=BACKWARD, linewidth=2)
    axes.plot(margins, squared_error, "--", color=BACKWARD, linewidth=2)
    for words, values, up in (
        ("cross-entropy", cross_entropy, 7),
        ("squared error", squared_error, -16),
    ):
        axes.annotate(words, (margins[0], values[0]), xytext=(6, up), textcoords="offset points",
                      color=BACKWARD)  # fmt: skip
    axes.margins(y=0.14)
    axes.set(xlabel="lead of the true logit over the two others",
             ylabel="gradient at the true logit",
             title="Which loss still pulls at a sure and wrong answer?")  # fmt: skip
    axes.spines[["top", "right"]].set_visible(False)
    return figure
