"""The picture of ``descent``: see there for its numbers and its sentence."""

import numpy as np
from matplotlib.figure import Figure

from ..drawing import svg
from ..drawing.charts import open_axes
from ..drawing.moving import moving
from ..drawing.palette import BACKWARD, FORWARD, INK, REFERENCE, UPDATE
from .descent import CURVATURE, LRS, loss_at
from .line_styles import powers_of_ten

LEFT, RIGHT, HIGHEST = -2.0, 6.0, 32.0  # what is drawn of the parabola
FLOOR, CEILING = 1e-12, 1e9


def draw_descent(descent, cliff, *, reveal=True):
    """The descent on its parabola, and beside it the loss it ends with for any learning rate.

    ``reveal`` draws the tangent at the start.
    """
    figure = Figure(figsize=(7.8, 3.2), label="descent")
    figure.text(0.02, 0.93, "Creep, zig-zag or blow up?", fontsize=13, weight="bold")
    _parabola(figure.add_axes((0.075, 0.155, 0.4, 0.64)), descent, reveal)
    _cliff(figure.add_axes((0.585, 0.155, 0.4, 0.64)), descent, cliff)
    return figure


def _parabola(axes, descent, reveal):
    w = np.linspace(LEFT, RIGHT, 81)
    axes.plot(w, loss_at(w), color=FORWARD, linewidth=1.3)
    with moving(axes):
        _way(axes, descent)
        if reveal:
            _tangent(axes, descent)
    axes.set(xlim=(LEFT, RIGHT), ylim=(-1.5, HIGHEST), xlabel="w", ylabel="loss")
    open_axes(axes)


def _way(axes, descent):
    near = [abs(w) < 1e6 for w in descent.w]
    path = np.array([descent.w, descent.loss])[:, near]
    axes.plot(*path, color=UPDATE, linewidth=1.2, marker="o", markersize=4)
    axes.plot(
        *path[:, 0], "o", color="white", markeredgecolor=INK, markersize=8, zorder=4, clip_on=False
    )
    title = axes.set_title(f"lr {descent.lr:g} {descent.fate}", fontsize=10.5, loc="left")
    title.set_animated(True)


def _tangent(axes, descent):
    w, loss, slope = descent.w[0], descent.loss[0], descent.slope[0]
    reach = 2.2 / np.hypot(1, slope / 6)
    ends = np.array([w - reach, w + reach])
    axes.plot(ends, loss + slope * (ends - w), color=BACKWARD, linewidth=2.2, linestyle="--")
    axes.text(
        0.5,
        0.97,
        f"slope {svg.written(slope)}",
        transform=axes.transAxes,
        va="top",
        ha="center",
        color=BACKWARD,
        bbox={"facecolor": "white", "edgecolor": "none"},
        zorder=6,
    )


def _cliff(axes, descent, cliff):
    """Loss after the steps against the learning rate, with the three regions named."""
    drawn = np.clip(cliff, FLOOR, CEILING)
    for edge, words in ((1 / CURVATURE, "1/λ"), (2 / CURVATURE, "2/λ")):
        axes.axvline(edge, color=REFERENCE, linewidth=1, linestyle=":")
        axes.text(
            edge,
            1.02,
            words,
            transform=axes.get_xaxis_transform(),
            ha="center",
            fontsize=10,
            color=REFERENCE,
        )
    for middle, words in ((0.125, "creep"), (0.375, "zig-zag"), (0.6, "blow-up")):
        axes.text(
            middle,
            0.03,
            words,
            transform=axes.get_xaxis_transform(),
            ha="center",
            color=REFERENCE,
            fontsize=9,
        )
    with moving(axes):
        start = max(descent.loss[0], FLOOR)
        axes.axhline(start, color=REFERENCE, linewidth=1, linestyle="--")
        axes.text(0.02, start, "loss at the start", va="bottom", color=REFERENCE, fontsize=9)
        axes.semilogy(LRS, drawn, color=INK, linewidth=1.3)
        height = min(max(descent.loss[-1], FLOOR), CEILING)
        axes.plot(
            descent.lr, height, "o", color=UPDATE, markeredgecolor=INK, markersize=7, clip_on=False
        )
    axes.set(xlim=(0, 0.7), ylim=(FLOOR / 1e3, CEILING * 10), xlabel="learning rate")
    axes.set_ylabel("loss at the end (log scale)", labelpad=1)
    powers_of_ten(axes.yaxis, most=5)
    open_axes(axes)
