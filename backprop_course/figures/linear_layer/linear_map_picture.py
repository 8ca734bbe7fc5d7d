"""A backward function at work on arrows: what is added or scaled before is so afterwards too.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import open_axes
from ..drawing.palette import BACKWARD, INK, REFERENCE

DASHES = (0, (4, 3))


def draw_linear_map(handed_in, handed_back):
    """Two gradients and their sum, at the output of a step and at its input.

    handed_in, handed_back: {name: (2,)} with three entries each, the third the sum of the others.
    """
    figure = Figure(figsize=(7.8, 4.3), layout="constrained")
    figure.get_layout_engine().set(wspace=0.1)
    figure.suptitle("Does the backward function keep sums?", size=13)
    panels = figure.subplots(1, 2)
    for axes, arrows, where in zip(
        panels,
        (handed_in, handed_back),
        ("handed in, at the output", "handed back, at the input"),
        strict=True,
    ):
        _parallelogram(axes, arrows)
        axes.set_title(where, size=12)
        axes.set(xlabel="first entry of the gradient", ylabel="second entry of the gradient")
    return figure


def _parallelogram(axes, arrows):
    """Two arrows from 0, their sum, and the two dashed sides that close the figure."""
    one, other, total = (np.asarray(tip, dtype=float) for tip in arrows.values())
    for side in (one, other):
        axes.plot(*np.transpose([side, total]), color=REFERENCE, linestyle=DASHES, linewidth=1.3)
    for (name, tip), width in zip(arrows.items(), (1.6, 1.6, 3.0), strict=True):
        axes.annotate(
            "",
            tip,
            (0, 0),
            arrowprops={
                "arrowstyle": "-|>",
                "color": BACKWARD,
                "linewidth": width,
                "shrinkA": 0,
                "shrinkB": 0,
                "mutation_scale": 16,
            },
        )
        _name(axes, name, np.asarray(tip, dtype=float), bold=width > 2)
    corners = np.array([[0, 0], one, other, total])
    low, high = corners.min(axis=0), corners.max(axis=0)
    room = 0.24 * (high - low).max()
    middle, half = (low + high) / 2, (high - low).max() / 2 + room
    axes.set(xlim=middle[0] + half * np.array([-1, 1]), ylim=middle[1] + half * np.array([-1, 1]))
    axes.set_aspect("equal")
    axes.axhline(0, color=INK, linewidth=0.6)
    axes.axvline(0, color=INK, linewidth=0.6)
    open_axes(axes)


def _name(axes, name, tip, *, bold):
    """The name of an arrow, a little beyond its tip."""
    away = 15 * tip / np.hypot(*tip)
    axes.annotate(
        name,
        tip,
        xytext=away,
        textcoords="offset points",
        ha="center",
        va="center",
        color=BACKWARD,
        size=12,
        weight="bold" if bold else "normal",
    )
