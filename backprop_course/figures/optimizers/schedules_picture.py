"""What changes from step to step: Adam's first steps, and learning rates on a schedule.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import headline, open_axes, title
from ..drawing.palette import INK, REFERENCE, UPDATE

LINES = (
    (INK, "-"),
    (REFERENCE, (0, (6, 3))),
    (UPDATE, (0, (1, 1))),
    ("#6A4E96", (0, (5, 2, 1, 2))),
)


def draw_first_steps(averages, lengths):
    """On the left running averages that start at 0, on the right the steps made of them.

    averages: {name: one value per step}, a share of the true value.  lengths: {name: one step
    length per step}, in learning rates.
    """
    figure = Figure(figsize=(8.0, 2.9), layout="constrained")
    figure.get_layout_engine().set(wspace=0.06)
    headline(figure, "How large are Adam's first steps?")
    left, right = figure.subplots(1, 2)
    _lines(left, averages, "share of the true value")
    _lines(right, lengths, "step length, in learning rates")
    left.axhline(1, color=REFERENCE, linewidth=1, linestyle=":")
    right.set_ylim(bottom=0)
    right.set_yticks([0, *range(1, int(right.get_ylim()[1]) + 1, 2)])
    for axes in (left, right):
        axes.set_xlabel("step t")
        axes.set_xticks([1, 5, 10, 15, 20])
    return figure


def draw_schedules(schedules):
    """Learning rates over the steps, each with its name at the line.

    schedules: {name: (learning rates, step at which its name stands, above or below)}.
    """
    figure = Figure(figsize=(6.8, 2.8), layout="constrained")
    axes = figure.add_subplot(xlabel="step", ylabel="share of the highest rate")
    title(axes, "How does the learning rate come down?")
    for (name, (rates, at, side)), (colour, dashes) in zip(schedules.items(), LINES, strict=False):
        axes.plot(
            rates,
            color=colour,
            linestyle=dashes,
            linewidth=1.8,
            label=name,
            drawstyle="steps-post" if colour == INK else "default",
        )
        axes.annotate(
            name,
            (at, rates[at]),
            xytext=(6, 5 if side == "above" else -5),
            textcoords="offset points",
            va="bottom" if side == "above" else "top",
            color=_readable(colour),
            weight="bold",
            fontsize=10,
        )
    axes.set_ylim(0, 1.14)
    open_axes(axes)
    return figure


def _lines(axes, curves, ylabel):
    for (name, values), (colour, dashes) in zip(curves.items(), LINES, strict=False):
        steps = np.arange(1, len(values) + 1)
        axes.plot(steps, values, color=colour, linestyle=dashes, linewidth=1.8, label=name)
        axes.annotate(
            name,
            (steps[11], values[11]),
            xytext=(6, -9),
            textcoords="offset points",
            va="top",
            color=_readable(colour),
            weight="bold",
            fontsize=10,
        )
    axes.set_ylabel(ylabel)
    axes.margins(y=0.12)
    open_axes(axes)


def _readable(colour):
    """Green is too light for text; its darker sister is not."""
    return "#00735A" if colour == UPDATE else colour
