"""The chart of a program whose length depends on its input.

Numbers in, a matplotlib Figure out.
"""

from matplotlib.figure import Figure

from ..drawing.charts import headline, open_axes
from ..drawing.palette import BACKWARD, FORWARD, REFERENCE


def draw_program(x, y, slopes, jumps):
    """The result of a program over its input, and its gradient; dotted where the graph changes.

    x, y, slopes: (n,).  jumps: inputs between two graphs of different length.
    """
    figure = Figure(figsize=(7.6, 4.6), layout="constrained")
    headline(figure, "One program, and a new graph for each input")
    above, below = figure.subplots(2, 1, sharex=True)
    pieces = [(a, b) for a, b in zip([x[0] - 1, *jumps], [*jumps, x[-1] + 1], strict=True)]
    for low, high in pieces:
        inside = (x >= low) & (x < high)
        above.plot(x[inside], y[inside], color=FORWARD)
        below.plot(x[inside], slopes[inside], color=BACKWARD, linewidth=2.5)
    for axes in (above, below):
        for jump in jumps:
            axes.axvline(jump, color=REFERENCE, linestyle=":", linewidth=1)
    above.set_ylabel("result y")
    below.set(xlabel="input x", ylabel="dy/dx", ylim=(0, 1.2 * max(slopes)))
    below.set_yticks(sorted(set(slopes)))
    open_axes(*figure.axes)
    return figure
