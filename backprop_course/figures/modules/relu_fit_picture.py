"""A net with one hidden ReLU layer as a curve: straight pieces, joined at kinks that move."""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import headline, open_axes
from ..drawing.palette import FORWARD, REFERENCE

STYLES = (":", "--", "-")


def kinks(W, b):
    """Where each hidden unit W x + b changes sign.  Shapes: W (1, units), b (units,)."""
    return -np.asarray(b) / np.asarray(W)[0]


def draw_relu_fit(x, target, grid, curves, places):
    """Above, the target and the net's curve at some steps; below, where the kinks stand then.

    x, target: (n,).  grid: (points,).  curves: {step: (points,)}, at most three.
    places: {step: (units,)}, as from ``kinks``.
    """
    figure = Figure(figsize=(7.8, 4.6), layout="constrained")
    headline(figure, "How does a net of straight pieces bend?")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    above.plot(
        x, target, "o", color=REFERENCE, markersize=4, markerfacecolor="white", label="target"
    )
    for (step, curve), style in zip(curves.items(), STYLES[-len(curves) :], strict=True):
        above.plot(grid, curve, style, color=FORWARD, linewidth=2, label=_after(step))
    above.set(ylabel="prediction", ylim=_limits(target))
    above.legend(frameon=False, loc="upper left", ncols=4)
    for row, positions in enumerate(places.values()):
        below.plot(
            positions,
            np.full(len(positions), row),
            "|",
            color=FORWARD,
            markersize=14,
            markeredgewidth=1.8,
        )
    below.set(
        xlabel="x", ylabel="kinks", xlim=(grid.min(), grid.max()), ylim=(len(places) - 0.4, -0.6)
    )
    below.set_yticks(range(len(places)), [_after(step) for step in places])
    for axes in (above, below):
        open_axes(axes)
    return figure


def _after(step):
    return f"after {step:,} steps" if step else "at the start"


def _limits(target):
    """Room for the names of the curves above the target."""
    low, high = target.min(), target.max()
    return low - 0.25 * (high - low), high + 0.35 * (high - low)
