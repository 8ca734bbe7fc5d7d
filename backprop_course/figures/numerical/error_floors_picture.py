"""The picture of ``error_floors``: see there for its numbers and its sentence."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from ..drawing.charts import headline, open_axes
from ..drawing.palette import BACKWARD, INK, REFERENCE, WAITING

LOWEST = 1e-13  # where smaller errors are drawn


def draw_floors(trace, *, tolerance, titles):
    """One panel per floor, on the same axes: error over the size of the gradient.

    titles: {floor: title of the panel}.
    """
    figure = Figure(figsize=(8.2, 3.2), layout="constrained")
    headline(figure, "Which floor lets correct gradients pass and wrong ones fail?")
    panels = figure.subplots(1, len(titles), sharex=True, sharey=True)
    for axes, (floor, title) in zip(panels, titles.items(), strict=True):
        axes.axhspan(tolerance, 30, color="#F1F1F1", zorder=0)
        axes.loglog(trace.sizes, trace.wrong[floor], color=BACKWARD, linewidth=2.4)
        axes.loglog(
            trace.sizes, np.maximum(trace.right[floor], LOWEST), "o", color=INK, markersize=3.5
        )
        axes.set_title(title, fontsize=11)
        axes.set(xlim=(1e-13, 1), ylim=(LOWEST / 10, 30), xlabel="size of the gradient")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(LogLocator(numticks=4))
            axis.set_minor_locator(NullLocator())
        open_axes(axes)
        axes.axhline(tolerance, color=WAITING, linewidth=0.8)
    _label(panels[0], tolerance)
    return figure


def _label(axes, tolerance):
    axes.set_ylabel("error, log scale")
    for words, place, colour, va in (
        ("wrong by a factor of 2", (5e-1, 2.0), BACKWARD, "bottom"),
        ("correct", (1e-6, 1e-9), INK, "bottom"),
        ("fails", (2e-13, 1.7 * tolerance), REFERENCE, "bottom"),
        ("passes", (2e-13, tolerance / 1.7), REFERENCE, "top"),
    ):
        axes.annotate(words, place, color=colour, va=va, ha="right" if place[0] > 1e-9 else "left")
