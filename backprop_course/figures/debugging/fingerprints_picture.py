"""Charts of lesson 14: which check sees which bug, and what a scaled net reaches."""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import headline, open_axes, title
from ..drawing.palette import FORWARD, INK, REFERENCE, REFERENCE_TINT


def draw_fingerprints(complaints, kinds):
    """One row for each bug, one column for each check; ✗ where the check complains.

    The first check that complains, which makes the diagnosis, has a full mark; those after it have
    a thin one.

    complaints: {bug: {check: whether it passed}}, the bugs by kind.  kinds: {bug: kind}.
    """
    bugs, checks = list(complaints), list(next(iter(complaints.values())))
    figure = Figure(figsize=(9.6, 0.29 * len(bugs) + 1.3), layout="constrained")
    axes = figure.add_subplot()
    title(axes, "Which check sees which bug?")
    for row, bug in enumerate(bugs):
        if row and kinds[bug] != kinds[bugs[row - 1]]:
            axes.axhline(row - 0.5, color=REFERENCE, linewidth=1)
        first, *later = [column for column, name in enumerate(checks) if not complaints[bug][name]]
        axes.plot(first, row, "X", color=INK, markersize=10)
        axes.plot(later, [row] * len(later), "x", color=INK, markersize=6)
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
    headline(figure, "What can a sigmoid at the end reach?")
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
