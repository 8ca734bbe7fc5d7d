"""Two ways to nudge: the line through two points of a curve, from one side and from both.

Numbers in, a matplotlib Figure out.
"""

from matplotlib.figure import Figure

from ..drawing.charts import open_axes, title
from ..drawing.palette import BACKWARD, FORWARD, REFERENCE

STYLES = ((0, (2, 1.5)), (0, (7, 3)))


def draw_differences(x, y, at, slope, differences):
    """A curve, its tangent, and a line through two points for each way to nudge.

    x, y: the curve.  at: (x, y) of the point.  differences: {name: ((x, y), (x, y))}, two points.
    """
    figure = Figure(figsize=(5.8, 3.1), layout="constrained")
    axes = figure.add_subplot()
    axes.plot(x, y, color=FORWARD, linewidth=2)
    axes.axline(at, slope=slope, color=BACKWARD, linewidth=1.5)
    _name(axes, x[-1], at[1] + slope * (x[-1] - at[0]), f"tangent: slope {slope:g}", BACKWARD)
    for (name, ((x0, y0), (x1, y1))), dashes in zip(differences.items(), STYLES, strict=True):
        steep = (y1 - y0) / (x1 - x0)
        axes.axline((x0, y0), slope=steep, color=REFERENCE, linestyle=dashes, linewidth=1.6)
        axes.plot([x0, x1], [y0, y1], "s", color=REFERENCE)
        _name(axes, x[-1], y1 + steep * (x[-1] - x1), f"{name}: slope {steep:g}", REFERENCE)
    axes.plot(*at, "o", color=FORWARD, markersize=8, markerfacecolor="white", markeredgewidth=2)
    axes.set(
        xlim=(x[0], x[-1]),
        ylim=(min(y), max(y)),
        xlabel="w",
        ylabel="f(w)",
    )
    title(axes, "Which line is as steep as the curve here?")
    open_axes(axes)
    return figure


def _name(axes, x, y, words, colour):
    """The name of a line beside its right end."""
    axes.annotate(
        words,
        (x, y),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color=colour,
        annotation_clip=False,
    )
