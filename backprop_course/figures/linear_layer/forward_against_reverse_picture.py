"""What a gradient costs, in multiplications: forward mode against reverse mode.

Numbers in, a matplotlib Figure out.
"""

from matplotlib.figure import Figure

from ..drawing.charts import open_axes
from ..drawing.palette import BACKWARD, FORWARD, REFERENCE

MODES = {"forward": (FORWARD, "-", "o"), "reverse": (BACKWARD, "--", "s")}


def draw_costs(inputs, outputs):
    """Multiplications of both modes over the number of inputs, and over the number of outputs.

    inputs, outputs: {"size": numbers, "forward": multiplications, "reverse": multiplications}; in
    the first there is one output, in the second one input.
    """
    figure = Figure(figsize=(7.8, 3.9), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.1)
    figure.suptitle("Which end should the walk start from?", size=13)
    many_in, many_out = figure.subplots(1, 2, sharex=True, sharey=True)
    _lines(many_in, inputs)
    _lines(many_out, outputs)
    many_in.set(xlabel="number of inputs (log scale)", ylabel="multiplications (log scale)")
    many_out.set(xlabel="number of outputs (log scale)")
    many_in.set_title("many inputs, one output", size=12)
    many_out.set_title("one input, many outputs", size=12)
    return figure


def _lines(axes, counts):
    """Both modes with their names, and how many times dearer one of them is at the end."""
    sizes = counts["size"]
    dear, cheap = sorted(("forward", "reverse"), key=lambda mode: -counts[mode][-1])
    for mode, (colour, style, marker) in MODES.items():
        axes.loglog(sizes, counts[mode], color=colour, linestyle=style, marker=marker, markersize=4)
    axes.annotate(
        f"{dear} mode",
        (sizes[-1], counts[dear][-1]),
        xytext=(0, 8),
        ha="right",
        textcoords="offset points",
        color=MODES[dear][0],
    )
    axes.annotate(
        f"{cheap} mode",
        (sizes[2], counts[cheap][2]),
        xytext=(0, -10),
        ha="center",
        va="top",
        textcoords="offset points",
        color=MODES[cheap][0],
    )
    _ratio(axes, sizes[-1], counts[cheap][-1], counts[dear][-1])
    axes.margins(x=0.06, y=0.16)
    open_axes(axes)


def _ratio(axes, size, low, high):
    """An arrow between the two ends, and the ratio beside it."""
    axes.annotate(
        "",
        (size, high),
        (size, low),
        arrowprops={"arrowstyle": "<->", "color": REFERENCE, "shrinkA": 5, "shrinkB": 5},
    )
    axes.annotate(
        f"{high / low:,.0f} times",
        (size, low**0.65 * high**0.35),
        xytext=(-7, 0),
        ha="right",
        textcoords="offset points",
        va="center",
        color=REFERENCE,
    )
