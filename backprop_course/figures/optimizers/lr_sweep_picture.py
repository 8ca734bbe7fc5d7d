"""The picture of ``lr_sweep``: see there for its numbers and its sentence."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from ..drawing.charts import open_axes
from ..drawing.moving import moving
from ..drawing.palette import REFERENCE, REFERENCE_TINT
from .line_styles import LOOKS, powers_of_ten
from .lr_sweep import best, with_infinity

LOWEST = 1e-12  # a smaller loss is drawn here
BELOW = 1.02  # inches under the curves, for the rows of good learning rates and the axis


def draw_lr_sweep(lrs, columns, *, title, ylabel="loss (log scale)", factor=10, limits=None):
    """One panel per column: loss against learning rate, and below it which rates do nearly as well.

    columns: {panel title: {optimizer: losses at lrs}}; inf or nan is diverged.  factor: a rate is
    good when its loss is at most that many times the optimizer's best.  limits: lowest and highest
    loss to be drawn, as ``limits_of`` finds them, which it also does here when there are none.
    """
    limits = limits or limits_of(columns)
    size = (8.6 if len(columns) > 1 else 6.8, 3.9)
    figure = Figure(figsize=size, label=f"{title} {limits}")
    width, height = figure.get_size_inches()
    figure.text(0.02, 1 - 0.25 / height, title, fontsize=13, weight="bold", va="center")
    words = f"ring: its best learning rate; row below: rates within {factor:g} times its best loss"
    figure.text(0.02, 1 - 0.52 / height, words, fontsize=10, color=REFERENCE, va="center")
    left, gap = 1.12 / width, 0.15 / width
    share = (0.985 - left + gap) / len(columns) - gap
    for i, (name, curves) in enumerate(columns.items()):
        x = left + i * (share + gap)
        top = figure.add_axes((x, (BELOW + 0.42) / height, share, 1 - (BELOW + 1.35) / height))
        rows = figure.add_axes((x, 0.5 / height, share, (BELOW - 0.16) / height))
        with moving(top):
            _curves(top, lrs, curves, limits)
        _frame(top, lrs, limits, name)
        _rows(rows, lrs, curves, factor)
        if i == 0:
            _left_side(top, rows, curves, ylabel)
        else:
            top.tick_params(labelleft=False)
    return figure


def good(losses, factor):
    """Which learning rates reach a loss of at most ``factor`` times the best one.

    Below LOWEST all losses count as equal.
    """
    losses = np.maximum(with_infinity(losses), LOWEST)
    return losses <= factor * losses.min()


def limits_of(columns):
    """Lowest and highest loss to be drawn; above them stands the shelf of the diverged."""
    seen = np.concatenate(
        [with_infinity(losses) for curves in columns.values() for losses in curves.values()]
    )
    small = max(float(seen.min()), LOWEST)
    # what a run without steps would have: the smallest learning rates hardly move
    usual = max(float(losses[0]) for curves in columns.values() for losses in curves.values())
    return small / 10, 10 * usual


def _shelf(limits):
    """The upper edge of the shelf."""
    low, high = limits
    return high * (high / low) ** 0.1


def _curves(axes, lrs, curves, limits):
    high, shelf = limits[1], _shelf(limits)
    on_shelf = (high * shelf) ** 0.5
    for name, losses in curves.items():
        colour, _, marker = LOOKS[name]
        drawn = np.maximum(with_infinity(losses), LOWEST)
        drawn = np.where(drawn > high, on_shelf, drawn)
        axes.loglog(
            lrs,
            drawn,
            color=colour,
            linewidth=1.5,
            marker=marker,
            markersize=4,
            markevery=max(len(lrs) // 8, 1),
            markeredgecolor="white",
            markeredgewidth=0.4,
            label=name,
            clip_on=False,
        )
        lr, loss = best(lrs, losses)
        axes.plot(
            lr,
            max(loss, LOWEST),
            "o",
            markersize=10,
            markerfacecolor="none",
            markeredgecolor=colour,
            markeredgewidth=1.6,
            clip_on=False,
        )


def _frame(axes, lrs, limits, title):
    axes.set(xlim=(lrs[0], lrs[-1]), ylim=(limits[0], _shelf(limits)))
    axes.set_title(title, fontsize=10.5, loc="left", pad=5).set_animated(True)
    high, shelf = limits[1], _shelf(limits)
    axes.axhspan(high, shelf, color=REFERENCE_TINT, linewidth=0)
    axes.text(
        0.015,
        (high * shelf) ** 0.5,
        "diverged or off the chart",
        color=REFERENCE,
        fontsize=9,
        transform=axes.get_yaxis_transform(),
        va="center",
    )
    powers_of_ten(axes.yaxis)
    powers_of_ten(axes.xaxis, most=4)
    axes.tick_params(labelbottom=False)
    open_axes(axes)


def _rows(axes, lrs, curves, factor):
    with moving(axes):
        _good_ones(axes, lrs, curves, factor)
    axes.set_xscale("log")
    axes.set(xlim=(lrs[0], lrs[-1]), ylim=(len(curves) - 0.4, -0.6))
    axes.set_xlabel("learning rate (log scale)", fontsize=10, labelpad=2)
    axes.yaxis.set_major_locator(NullLocator())
    powers_of_ten(axes.xaxis, most=4)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _good_ones(axes, lrs, curves, factor):
    for row, (name, losses) in enumerate(curves.items()):
        colour, _, marker = LOOKS[name]
        chosen = np.asarray(lrs)[good(losses, factor)]
        axes.plot(
            chosen,
            np.full(len(chosen), row),
            marker,
            color=colour,
            markersize=4,
            label=name,
            clip_on=False,
        )
        axes.plot(
            best(lrs, losses)[0],
            row,
            "o",
            markersize=10,
            markerfacecolor="none",
            markeredgecolor=colour,
            markeredgewidth=1.6,
            clip_on=False,
        )


def _left_side(top, rows, curves, ylabel):
    top.set_ylabel(ylabel, fontsize=10)
    for row, name in enumerate(curves):
        rows.text(
            -0.02,
            row,
            name,
            transform=rows.get_yaxis_transform(),
            ha="right",
            va="center",
            color=LOOKS[name][1],
            weight="bold",
            fontsize=10,
        )
