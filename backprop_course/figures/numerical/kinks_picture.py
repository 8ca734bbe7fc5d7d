"""A gradient and its check near a kink: where the nudge steps over it they must disagree.

Numbers in, a matplotlib Figure out.
"""

from matplotlib.figure import Figure

from ..drawing.charts import open_axes, title
from ..drawing.palette import BACKWARD, INK, REFERENCE


def draw_kink(x, slope, nudged, *, reach, point):
    """The slope of a ReLU and what a central difference measures, over the distance to the kink.

    x, slope, nudged: one entry per place, x in units of h.  reach: how far a nudge sees.
    point: (x, slope, nudged) of the example.
    """
    figure = Figure(figsize=(6.0, 2.9), layout="constrained")
    axes = figure.add_subplot()
    axes.axvspan(-reach, reach, color="#F1F1F1", zorder=0)
    axes.plot(x, slope, color=BACKWARD, linewidth=2, drawstyle="steps-pre")
    axes.plot(x, nudged, color=REFERENCE, linestyle="--", linewidth=2)
    where, right, measured = point
    axes.plot([where, where], [measured, right], color=INK, linewidth=1, linestyle=":")
    axes.plot(where, right, "o", color=BACKWARD, markersize=8)
    axes.plot(where, measured, "s", color=REFERENCE, markersize=8)
    for words, place, shift, ha, colour in (
        ("backward: 1", (where, right), (0, 7), "left", BACKWARD),
        (f"nudged both ways: {measured:g}", (where, measured), (9, -11), "left", REFERENCE),
        ("a nudge\nsteps over\nthe kink", (-reach, 0.95), (6, 0), "left", INK),
    ):
        axes.annotate(
            words,
            place,
            xytext=shift,
            textcoords="offset points",
            ha=ha,
            color=colour,
            va="top" if colour == INK else "baseline",
        )
    axes.set(
        ylim=(-0.12, 1.22),
        xlim=(x[0], x[-1]),
        xlabel="distance of z from the kink, in units of h",
        ylabel="slope of max(z, 0)",
    )
    title(axes, "Where does a correct gradient fail its check?")
    open_axes(axes)
    return figure
