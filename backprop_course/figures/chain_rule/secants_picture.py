"""A slope as the ratio of two nudges: lines through two points of a curve, closer and closer.

Numbers in, a matplotlib Figure out.
"""

from matplotlib.figure import Figure

from ..drawing.charts import open_axes, title
from ..drawing.palette import BACKWARD, FORWARD, INK, REFERENCE

STYLES = (("o", (0, (6, 3))), ("s", (0, (3, 2))), ("^", (0, (1, 1.5))))  # marker, dashes


def draw_secants(x, y, at, nudges, ratios, slope):
    """On the left a curve and the line through two of its points, on the right how steep it is.

    x, y: the curve.  at: (x, y) of the point.  nudges, ratios: the largest nudge first; the lines
    of the first three are drawn.  slope: a number.
    """
    figure = Figure(figsize=(9.0, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
    _draw_lines(left, x, y, at, nudges, ratios, slope)
    _draw_ratios(right, nudges, ratios, slope)
    for axes in (left, right):
        open_axes(axes)
    return figure


def _draw_lines(axes, x, y, at, nudges, ratios, slope):
    axes.plot(x, y, color=FORWARD, linewidth=2)
    axes.axline(at, slope=slope, color=BACKWARD, linewidth=1.5)
    axes.annotate(
        "tangent",
        (x[-1], at[1] + slope * (x[-1] - at[0])),
        xytext=(-2, -40),
        textcoords="offset points",
        ha="right",
        color=BACKWARD,
    )
    for nudge, ratio, (marker, dashes) in zip(nudges, ratios, STYLES, strict=False):
        axes.axline(at, slope=ratio, color=REFERENCE, linestyle=dashes, linewidth=1.2)
        axes.plot(at[0] + nudge, at[1] + ratio * nudge, marker, color=REFERENCE)
    axes.plot(*at, "o", color=FORWARD, markersize=8, markerfacecolor="white", markeredgewidth=2)
    axes.annotate("here", at, xytext=(9, -12), textcoords="offset points", color=FORWARD)
    axes.set(
        xlim=(x[0], x[-1]),
        ylim=(min(y), max(y)),
        xlabel="x",
        ylabel="u",
    )
    title(axes, "Which line has the curve's slope here?")


def _draw_ratios(axes, nudges, ratios, slope):
    axes.axhline(slope, color=BACKWARD, linewidth=1.5)
    axes.annotate(
        f"slope {slope:g}",
        (0.02, slope),
        xycoords=("axes fraction", "data"),
        xytext=(0, -13),
        textcoords="offset points",
        color=BACKWARD,
    )
    markers = [marker for marker, _ in STYLES]
    for i, (nudge, ratio) in enumerate(zip(nudges, ratios, strict=True)):
        axes.plot(nudge, ratio, markers[min(i, len(markers) - 1)], color=REFERENCE)
        axes.annotate(
            f"{ratio:.4g}",
            (nudge, ratio),
            xytext=(0, 8),
            ha="center",
            textcoords="offset points",
            color=INK,
        )
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.margins(x=0.2, y=0.25)
    axes.set(
        xlabel="nudge Δx, log scale",
        ylabel="ratio Δu/Δx",
    )
    title(axes, "On what do the ratios settle?")
