"""Lines fitted with the pinball loss: below each lies another share of the points.

Numbers in, a matplotlib Figure out.
"""

from matplotlib.figure import Figure

from ..drawing.charts import open_axes, title
from ..drawing.palette import FORWARD, REFERENCE

STYLES = (":", "-", "--")


def draw_quantiles(distance, minutes, lines):
    """Trips as points, and up to three fitted lines, each named at its right end.

    distance: (n,), rising.  minutes: (n,).  lines: {q: (n,) values}; none leaves the points alone.
    """
    figure = Figure(figsize=(7.2, 4.0), layout="constrained")
    axes = figure.add_subplot()
    points = {"markersize": 4, "markerfacecolor": "white"}
    axes.plot(distance, minutes, "o", color=REFERENCE, **points)
    for (q, line), style in zip(lines.items(), STYLES, strict=False):
        axes.plot(distance, line, style, color=FORWARD, linewidth=2)
        end = (distance[-1], line[-1])
        beside = {"xytext": (6, -4), "textcoords": "offset points"}
        axes.annotate(f"q = {q}", end, color=FORWARD, **beside)
    axes.margins(x=0.09)
    axes.set(xlabel="distance in km", ylabel="minutes", ylim=(0, None))
    title(axes, "How long will the bus take?")
    open_axes(axes)
    return figure
