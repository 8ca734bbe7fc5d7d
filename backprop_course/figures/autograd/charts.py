"""Charts of lesson 11: what recursion costs, and a program whose length depends on its input.

Numbers in, a matplotlib Figure out.
"""

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..drawing.charts import open_axes
from ..drawing.palette import BACKWARD, FORWARD, REFERENCE


def draw_visits(joins, by_recursion, in_order):
    """Visits over the number of joins, log scale, for recursion and for one visit to each node."""
    figure = Figure(figsize=(7.2, 3.7), layout="constrained")
    axes = figure.add_subplot(
        yscale="log",
        xlabel="joins in the graph, n",
        ylabel="visits of nodes (log scale)",
        title="How many visits does one backward pass take?",
    )
    axes.plot(joins, by_recursion, "o--", color=REFERENCE, markersize=5)
    axes.plot(joins, in_order, "s-", color=BACKWARD, markersize=5)
    ends = (
        (f"recursion: {by_recursion[-1]:,}", by_recursion, REFERENCE, 12, "right", -14),
        (f"each node once: {in_order[-1]:,}", in_order, BACKWARD, 12, "right", 0),
    )
    for words, counts, colour, drop, side, shift in ends:
        axes.annotate(
            words,
            (joins[-1], counts[-1]),
            xytext=(shift, drop if shift == 0 else -2),
            textcoords="offset points",
            ha=side,
            color=colour,
        )
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    open_axes(*figure.axes)
    return figure


def draw_program(x, y, slopes, jumps):
    """The result of a program over its input, and its gradient; dotted where the graph changes.

    x, y, slopes: (n,).  jumps: inputs between two graphs of different length.
    """
    figure = Figure(figsize=(7.6, 4.6), layout="constrained")
    figure.suptitle("One program, and a new graph for each input")
    above, below = figure.subplots(2, 1, sharex=True)
    pieces = [(a, b) for a, b in zip([x[0] - 1, *jumps], [*jumps, x[-1] + 1], strict=True)]
    for low, high in pieces:
        inside = (x >= low) & (x < high)
        above.plot(x[inside], y[inside], color=FORWARD)
        below.plot(x[inside], slopes[inside], color=BACKWARD, linewidth=2.5)
        middle = x[inside].mean()
        below.annotate(
            f"slope {slopes[inside][0]:g}",
            (middle, slopes[inside][0]),
            xytext=(0, 6),
            textcoords="offset points",
            ha="center",
            color=BACKWARD,
        )
    for axes in (above, below):
        for jump in jumps:
            axes.axvline(jump, color=REFERENCE, linestyle=":", linewidth=1)
    above.set_ylabel("result y")
    below.set(xlabel="input x", ylabel="gradient of x", ylim=(0, 1.35 * max(slopes)))
    open_axes(*figure.axes)
    return figure
