"""Relative error for smaller and smaller gradients, with and without a floor under the scale.

`trace_floors` checks a right and a wrong gradient of every size; `draw_floors` shows in which
sizes the right one fails and the wrong one passes.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from ..gradcheck import numerical_gradient
from .palette import BACKWARD, INK, REFERENCE, WAITING

LOWEST = 1e-13  # where smaller errors are drawn


@dataclass(frozen=True)
class FloorTrace:
    """Per floor, one error per place for a right gradient and for half of it."""

    sizes: np.ndarray
    right: dict
    wrong: dict


def trace_floors(f, slope, points, floors):
    """Check the slope of f at many points, over max(both sizes, floor)."""
    exact = slope(points)
    nudged = np.array([float(numerical_gradient(f, np.array(point))) for point in points])
    right, wrong = (
        {floor: _errors(claimed, nudged, floor) for floor in floors}
        for claimed in (exact, exact / 2)
    )
    return FloorTrace(np.abs(exact), right, wrong)


def _errors(claimed, nudged, floor):
    scale = np.maximum(np.maximum(np.abs(claimed), np.abs(nudged)), floor)
    return np.abs(claimed - nudged) / scale


def draw_floors(trace, *, tolerance, titles):
    """One panel per floor, on the same axes: error over the size of the gradient.

    titles: {floor: title of the panel}.
    """
    figure = Figure(figsize=(8.2, 3.2), layout="constrained")
    figure.suptitle("Which floor lets right gradients pass and wrong ones fail?")
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
        axes.spines[["top", "right"]].set_visible(False)
        axes.axhline(tolerance, color=WAITING, linewidth=0.8)
    _label(panels[0], tolerance)
    return figure


def _label(axes, tolerance):
    axes.set_ylabel("error, log scale")
    for words, place, colour, va in (
        ("wrong by a factor of 2", (5e-1, 2.0), BACKWARD, "bottom"),
        ("right", (1e-6, 1e-9), INK, "bottom"),
        ("fails", (2e-13, 1.7 * tolerance), REFERENCE, "bottom"),
        ("passes", (2e-13, tolerance / 1.7), REFERENCE, "top"),
    ):
        axes.annotate(words, place, color=colour, va=va, ha="right" if place[0] > 1e-9 else "left")
