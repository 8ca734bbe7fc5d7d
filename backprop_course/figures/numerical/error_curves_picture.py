"""The errors of several ways to nudge over the step, as measured by the reader's own functions.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import open_axes, title
from ..drawing.palette import INK, REFERENCE
from ..optimizers.line_styles import powers_of_ten

STYLES = ((REFERENCE, (0, (6, 2))), (INK, "-"), ("#7B5EA7", (0, (2, 1.4))))  # colour, dashes


def draw_error_curves(steps, errors):
    """One line for each way, with its name left of its lowest point; both axes on log scales.

    errors: {name: one error per step}, three at most.
    """
    figure = Figure(figsize=(7.5, 4.1), layout="constrained")
    axes = figure.subplots()
    axes.set(xscale="log", yscale="log", xlim=(steps[0], steps[-1]), ylim=(1e-16, 10))
    for (name, values), (colour, dashes) in zip(errors.items(), STYLES, strict=False):
        values = np.maximum(values, 1e-16)  # an error of 0 has no place on a log scale
        axes.plot(steps, values, color=colour, linestyle=dashes, linewidth=2.4)
        lowest = int(np.argmin(values))
        axes.annotate(
            name,
            (steps[lowest], values[lowest]),
            xytext=(-12, -10),
            textcoords="offset points",
            ha="right",
            va="top",
            color=colour,
            fontsize=11,
            weight="bold",
        )
    for axis in (axes.xaxis, axes.yaxis):
        powers_of_ten(axis)
    axes.set_xlabel("step size h (log scale)")
    axes.set_ylabel("relative error (log scale)")
    title(axes, "How deep does each V go?")
    open_axes(axes)
    return figure
