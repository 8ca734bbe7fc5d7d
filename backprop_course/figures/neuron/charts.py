"""Charts of lesson 01: a tangent, a fitted sigmoid, two losses and their slopes.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import open_axes
from ..drawing.palette import BACKWARD, FORWARD, REFERENCE, UPDATE


def draw_tangent(w, loss, at, slope, step):
    """The loss over w, the slope at one point, and one step against it.

    w, loss: the curve.  at: (w, loss) of the point.  slope: a number.  step: (w, loss) after it.
    """
    figure, axes = _one_chart()
    axes.plot(w, loss, color=FORWARD)
    reach = np.array([at[0] - 1.5, at[0] + 1.5])
    axes.plot(reach, at[1] + slope * (reach - at[0]), color=BACKWARD, linestyle="--")
    axes.plot(*at, "o", color=FORWARD)
    axes.plot(*step, "D", color=UPDATE)
    axes.annotate(
        f"slope {slope:g}",
        (reach[0], at[1] - 1.5 * slope),
        xytext=(6, 4),
        textcoords="offset points",
        color=BACKWARD,
    )
    axes.annotate("now", at, xytext=(-6, -16), textcoords="offset points", ha="right")
    axes.annotate("after the step", step, xytext=(8, 8), textcoords="offset points")
    axes.set(xlabel="weight w", ylabel="loss L", title="Which way is downhill, and how steep?")
    return figure


def draw_logistic_fit(x, labels, curve_x, before, after):
    """Examples with label 0 or 1, and the neuron's answer before and after training.

    x, labels: (n,).  curve_x, before, after: one curve each.
    """
    figure, axes = _one_chart()
    axes.plot(curve_x, before, color=REFERENCE, linestyle="--")
    axes.plot(curve_x, after, color=UPDATE)
    axes.plot(x[labels == 0], labels[labels == 0], "o", color=FORWARD, markerfacecolor="white")
    axes.plot(x[labels == 1], labels[labels == 1], "s", color=FORWARD)
    for label, curve, color in (("before", before, REFERENCE), ("after", after, UPDATE)):
        axes.annotate(
            label,
            (curve_x[-1], curve[-1]),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=color,
        )
    axes.set(
        xlabel="input x",
        ylabel="answer a, label y",
        title="Does the neuron tell the two groups apart?",
    )
    return figure


def draw_slopes_of_losses(z, squared_error, cross_entropy):
    """dL/dz over z for two losses when the label is 1: which one still pulls when z is far off?"""
    figure, axes = _one_chart()
    axes.axhline(0.0, color=REFERENCE, linewidth=0.8)
    axes.plot(z, squared_error, color=BACKWARD, linestyle="--")
    axes.plot(z, cross_entropy, color=BACKWARD)
    start = {"xycoords": "data", "textcoords": "offset points"}
    axes.annotate("squared error", (z[0], squared_error[0]), xytext=(4, -16), **start)
    axes.annotate("cross-entropy", (z[0], cross_entropy[0]), xytext=(4, 8), **start)
    axes.set(
        xlabel="z, the sum before the sigmoid (the label is 1)",
        ylabel="slope dL/dz",
        title="Which loss still pulls when the answer is far off?",
    )
    return figure


def _one_chart():
    """A figure with one pair of axes, without the frame lines that labels could run into."""
    figure = Figure(figsize=(6.4, 3.5), layout="constrained")
    axes = figure.add_subplot()
    open_axes(axes)
    return figure, axes
