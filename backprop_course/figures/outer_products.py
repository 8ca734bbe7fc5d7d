"""The gradient of a weight matrix as a sum over the batch: one multiplication table per example."""

import numpy as np
from matplotlib.figure import Figure

from .palette import BACKWARD, FORWARD, INK
from .svg import written

MAP = "PuOr_r"  # signed: purple below 0, orange above


def draw_outer_products(inputs, grads, total, *, name="grad_W"):
    """For each example its input (down) times its gradient (across), and the sum of all tables.

    inputs: (n, fan_in).  grads: (n, fan_out).  total: (fan_in, fan_out).
    """
    tables = [np.outer(x, grad) for x, grad in zip(inputs, grads, strict=True)]
    n, limit = len(tables), max(1e-12, float(np.abs([*tables, total]).max()))
    figure = Figure(figsize=(7.6, 2.9), layout="constrained")
    figure.suptitle(f"What does each example add to {name}?")
    panels = figure.subplots(1, n + 1)
    for i, table in enumerate(tables):
        _table(panels[i], table, limit, f"example {i}", inputs[i], grads[i])
        _sign(panels[i], "=" if i == n - 1 else "+")
    _table(panels[n], np.asarray(total), limit, f"sum: {name}", "", "")
    return figure


def _table(axes, table, limit, title, down, across):
    """A matrix with a number in every cell, and its two factors along its edges."""
    axes.imshow(table, cmap=MAP, vmin=-limit, vmax=limit, aspect="auto")
    for (row, column), value in np.ndenumerate(table):
        dark = abs(value) > 0.55 * limit
        axes.text(
            column, row, _short(value), ha="center", va="center",
            fontsize=9, color="white" if dark else INK,
        )  # fmt: skip
    axes.set_title(title, fontsize=11)
    axes.set_xticks(range(len(across)), [_short(g) for g in across])
    axes.set_yticks(range(len(down)), [written(value) for value in down])
    axes.tick_params(axis="x", length=0, labelcolor=BACKWARD, labelsize=9)
    axes.tick_params(axis="y", length=0, labelcolor=FORWARD, labelsize=10)


def _sign(axes, sign):
    axes.text(1.06, 0.5, sign, transform=axes.transAxes, ha="left", va="center", fontsize=13)


def _short(value):
    """Two digits after the point; a true 0 is written as such."""
    return f"{value:.2f}".replace("-", "−") if value else "0"
