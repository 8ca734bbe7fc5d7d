"""Charts of lesson 14: which check sees which bug, what a scaled net reaches, how rates compare."""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import open_axes
from ..drawing.palette import FORWARD, INK, NOTE, REFERENCE, REFERENCE_TINT

STYLES = (  # of a line, and where its name stands, seen from its lowest point
    ("o-", {"xytext": (16, 0), "ha": "left"}),
    ("s--", {"xytext": (-12, -8), "ha": "right"}),
)


def draw_fingerprints(complaints):
    """One row for each bug, one column for each check; ✗ where the check complains.

    complaints: {bug: {check: whether it passed}}, the bugs in the order of their kinds.
    """
    bugs, checks = list(complaints), list(next(iter(complaints.values())))
    figure = Figure(figsize=(9.6, 0.29 * len(bugs) + 1.3), layout="constrained")
    axes = figure.add_subplot(title="Which check sees which bug?")
    for row, bug in enumerate(bugs):
        if row % 2:
            axes.axhspan(row - 0.5, row + 0.5, color=NOTE, zorder=0)
        marks = [column for column, check in enumerate(checks) if not complaints[bug][check]]
        axes.plot(marks, [row] * len(marks), "X", color=INK, markersize=9)
    axes.set(xlim=(-0.5, len(checks) - 0.5), ylim=(len(bugs) - 0.5, -0.5))
    axes.set(yticks=range(len(bugs)), yticklabels=bugs)
    axes.set_xticks(range(len(checks)), [name.replace(" ", "\n") for name in checks], fontsize=9)
    axes.tick_params(length=0)
    axes.spines[:].set_color(REFERENCE_TINT)
    return figure


def draw_output_range(target, predictions):
    """What nets answer over what they should, one panel each; on the dashed line both agree.

    target: (n, 1).  predictions: {words above the panel: (n, 1)}.
    """
    figure = Figure(figsize=(8.8, 3.2), layout="constrained")
    figure.suptitle("What can a sigmoid at the end reach?")
    panels = figure.subplots(1, len(predictions), sharey=True)
    ends = np.array([0.0, 1.05 * target.max()])
    for axes, (name, answers) in zip(np.atleast_1d(panels), predictions.items(), strict=True):
        axes.plot(ends, ends, color=REFERENCE, linestyle="--", linewidth=1)
        axes.plot(target, answers, "o", color=FORWARD, markersize=4)
        axes.set_title(name, fontsize=10.5)
        axes.set(xlabel="true yield", xlim=(0, ends[1]), ylim=(-1, ends[1]))
        open_axes(axes)
    np.atleast_1d(panels)[0].set_ylabel("the net's answer")
    return figure


def draw_rates(rates, losses, *, guess, usual):
    """The loss after some steps over the learning rate, on a log scale; a band marks usual rates.

    losses: {name: one loss for each rate}; inf and nan are left out.
    """
    figure = Figure(figsize=(7.6, 3.7), layout="constrained")
    axes = figure.add_subplot(title="Which learning rates work?")
    axes.axvspan(*usual, color=REFERENCE_TINT, zorder=0)
    axes.axhline(guess, color=REFERENCE, linestyle=":", linewidth=1)
    axes.text(rates[-1], guess, "a guess", color=REFERENCE, ha="right", va="top", fontsize=9)
    for (name, line), (style, place) in zip(losses.items(), STYLES, strict=True):
        line = np.where(np.isfinite(line), np.minimum(line, 2 * guess), np.nan)
        best = np.nanargmin(line)
        axes.plot(rates, line, style, color=INK, markersize=5)
        axes.annotate(name, (rates[best], line[best]), textcoords="offset points", **place)
    axes.set(xscale="log", xlabel="learning rate (log scale)", ylabel="loss", ylim=(0, 2.1 * guess))
    open_axes(axes)
    return figure
