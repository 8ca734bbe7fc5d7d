"""Charts about checks: loss curves that hide a bug, the power of a sample, and what a probe hears.

Numbers in, a matplotlib Figure out.
"""

from textwrap import fill

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import headline, open_axes, title
from ..drawing.palette import BACKWARD, INK, REFERENCE

LINES = (("-", "o"), ("--", "s"), (":", "^"))


def draw_gallery(curves, *, title, reference=None, columns=4, every=1):
    """One small panel for each loss curve, log scale, same axes; ``reference``: dashed in each.

    curves: {title of the panel: losses, one for ``every`` so many steps}.
    """
    rows = -(-len(curves) // columns)
    width, height = 2.0 * columns, 1.8 * rows + 0.5
    figure = Figure(figsize=(width, height))
    headline(figure, title)
    # all panels are alike: their places are counted in inches, no layout measures each label
    margins = {"left": 0.75 / width, "right": 1 - 0.1 / width}
    margins |= {"bottom": 0.55 / height, "top": 1 - 0.75 / height, "wspace": 0.1, "hspace": 0.5}
    grid = {"sharex": True, "sharey": True, "squeeze": False, "gridspec_kw": margins}
    panels = figure.subplots(rows, columns, **grid).flat
    for axes, (name, losses) in zip(panels, curves.items(), strict=False):
        steps = every * np.arange(len(losses))
        if reference is not None:
            axes.plot(steps, reference, color=REFERENCE, linestyle="--", linewidth=1.2)
        axes.plot(steps, losses, color=INK, linewidth=1.6)
        the_one = reference is not None and np.array_equal(losses, reference)
        axes.set_title(fill(name, 22), fontsize=10, weight="bold" if the_one else "normal")
        axes.set_yscale("log")
        axes.minorticks_off()
        open_axes(axes)
    for axes in figure.axes[len(curves) :]:
        axes.remove()
    figure.supxlabel("step", fontsize=10)
    figure.supylabel("loss (log scale)", fontsize=10)
    return figure


def draw_power(looked, chances, measured, *, mark, total):
    """The chance to see no wrong entry over the number of entries looked at.

    chances: {wrong entries: one chance for each of ``looked``}.  measured: {wrong entries: points
    (looked, share of tries)}.  mark: a number of ``looked``, where each line says its chance.
    """
    figure = Figure(figsize=(7.0, 3.6), layout="constrained")
    axes = figure.add_subplot(
        xscale="log",
        xlabel=f"entries looked at, of {total:,} (log scale)",
        ylabel="chance that the bug goes unseen",
        ylim=(-0.03, 1.14),
        xlim=(1, 2.2 * total),
    )
    title(axes, "How often does a sample of entries miss the bug?")
    axes.axvline(mark, color=REFERENCE, linewidth=1)
    for (wrong, line), (style, marker) in zip(chances.items(), LINES, strict=False):
        axes.plot(looked, line, color=INK, linestyle=style, linewidth=1.8)
        axes.plot(*measured[wrong], marker, color=REFERENCE, markersize=6)
        middle = int(np.argmin(np.abs(np.array(line) - 0.2)))
        axes.annotate(
            f"{wrong} wrong",
            (looked[middle], line[middle]),
            xytext=(9, 5),
            textcoords="offset points",
            color=INK,
        )
        _percent(axes, mark, line[list(looked).index(mark)])
    open_axes(axes)
    return figure


def _percent(axes, x, y):
    """A mark with its chance beside it: above the line at the top of the panel, else below."""
    axes.plot(x, y, "o", color=BACKWARD, markersize=7)
    axes.annotate(
        f"{100 * y:.0f} %",
        (x, y),
        xytext=(-7, 10 if y > 0.95 else -12),
        ha="right",
        textcoords="offset points",
        va="center",
        color=BACKWARD,
    )


def draw_loudness(plain, equalised):
    """What each entry adds to the slope along two directions, over the sum, sorted by size.

    plain, equalised: (entries,) shares, those of the same entry at the same place.
    """
    figure = Figure(figsize=(7.0, 3.6), layout="constrained")
    axes = figure.add_subplot(
        yscale="log",
        xlabel="entries of the gradient, from the smallest to the largest",
        ylabel="share of the slope (log scale)",
    )
    title(axes, "How loudly does each entry speak?")
    place = np.arange(1, len(plain) + 1)
    axes.axhline(1 / len(plain), color=REFERENCE, linestyle="--", linewidth=1)
    axes.plot(place, plain, "o", color=REFERENCE, markersize=3.5)
    axes.plot(place, equalised, "s", color=BACKWARD, markersize=4)
    axes.annotate(
        "equalised: nearly all alike",
        (place[len(place) // 3], equalised.max()),
        xytext=(0, 12),
        textcoords="offset points",
        ha="center",
        color=BACKWARD,
    )
    low = len(place) // 5
    axes.annotate(
        "signs only: as loud as the entry is large",
        (place[low], plain[low]),
        xytext=(12, -14),
        textcoords="offset points",
        color=REFERENCE,
    )
    axes.set_ylim(plain.min() / 3, 8 * max(plain.max(), equalised.max()))
    open_axes(axes)
    return figure
