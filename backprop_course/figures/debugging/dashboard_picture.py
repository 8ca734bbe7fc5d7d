"""The picture of a dashboard: one panel for each check, which says by a mark whether it passed.

What failed has a thick frame, a tinted ground and the mark ✗; colour says nothing alone.
"""

import math
from itertools import zip_longest

import numpy as np
from matplotlib.figure import Figure

from ...labs.training_checks import GRADIENTS, RATIOS, VALUES, failed
from ..drawing.charts import headline
from ..drawing.palette import BACKWARD, FORWARD, INK, NOTE, REFERENCE, REFERENCE_TINT, UPDATE

MARKS = {True: "✓", False: "✗"}
LINES = ("first loss", "asked twice", "one batch", "finite")  # checks whose answer is a few words
FLOOR, TOP = 1e-5, 1e5  # of sizes
ROUND_OFF, WRONG = 1e-17, 10.0  # of errors
LOSS = 4.0  # highest loss shown


def draw_dashboard(checks, *, title, only=None):
    """The checks that `trace_dashboard` returns, or ``only`` those of some names, if there are any.

    Four of them are lines of text at the top, the others are panels, four in a row.
    """
    chosen = [name for name in (*LINES, *PANELS) if not only or name in only]
    lines, panels = ([name for name in chosen if name in kind] for kind in (LINES, PANELS))
    columns = min(len(panels), 4)
    rows = math.ceil(len(panels) / 4)
    heights = [*[0.4] * bool(lines), *[2.55 * rows] * bool(rows)]
    figure = Figure(figsize=(max(7.0, 2.6 * columns), sum(heights) + 0.7), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    headline(figure, f"{title}: {_verdict(checks)}")
    parts = list(figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False).flat)
    if lines:
        _draw(_line, parts[0].subplots(1, len(lines), squeeze=False), lines, checks)
    if panels:
        _draw(_panel, parts[-1].subplots(rows, columns, squeeze=False), panels, checks)
    return figure


def _draw(draw, places, names, checks):
    """One check in each place; a place that is left over stays empty."""
    for axes, name in zip_longest(places.flat, names):
        if name:
            draw(axes, checks[name])
        else:
            axes.remove()


def _verdict(checks):
    wrong = len(failed(checks))
    return f"{wrong} of {len(checks)} checks fail" if wrong else f"all {len(checks)} checks pass"


def _line(axes, check):
    axes.set(xticks=[], yticks=[])
    axes.text(
        0.5,
        0.5,
        f"{MARKS[check.passed]} {check.name}: {check.said}",
        ha="center",
        va="center",
        fontsize=9,
        weight="normal" if check.passed else "bold",
        transform=axes.transAxes,
    )
    _mark(axes, check.passed)


def _panel(axes, check):
    axes.set_title(
        f"{MARKS[check.passed]} {check.name}\n{check.said}",
        fontsize=9.5,
        color=INK,
        weight="normal" if check.passed else "bold",
    )
    PANELS[check.name](axes, check.numbers)
    axes.tick_params(labelsize=8)
    _mark(axes, check.passed)


def _mark(axes, passed):
    axes.set_facecolor("white" if passed else NOTE)
    axes.spines[:].set(color=REFERENCE if passed else INK, linewidth=0.7 if passed else 2.2)


# ---------------------------------------------------------------- panels


def _inputs(axes, numbers):
    edges = np.array(numbers["edges"])
    axes.bar(edges[:-1], numbers["counts"], np.diff(edges), align="edge", color=FORWARD)
    axes.set(yticks=[])
    axes.set_xlabel("input", fontsize=8.5)


def _values(axes, sizes):
    _by_layer(axes, sizes, VALUES, FORWARD, "o-")


def _gradients(axes, sizes):
    _by_layer(axes, sizes, GRADIENTS, BACKWARD, "s--")


def _by_layer(axes, sizes, usual, colour, style):
    """A size for each layer on a log scale; a triangle at the floor is 0."""
    places, y = np.arange(len(sizes)), np.array(list(sizes.values()))
    axes.axhspan(*usual, color=REFERENCE_TINT, zorder=0)
    shown = np.clip(np.nan_to_num(y, nan=TOP), FLOOR, TOP)
    axes.plot(places, shown, style, color=colour, markersize=4.5)
    axes.plot(places[y < FLOOR], shown[y < FLOOR], "v", color=colour, markersize=8)
    axes.set(yscale="log", ylim=(FLOOR / 4, TOP * 4), yticks=[1e-4, 1, 1e4])
    axes.set(xticks=places, xticklabels=[name.split()[0] for name in sizes])
    axes.minorticks_off()
    axes.set_xlabel("layer", fontsize=8.5)


def _dead(axes, shares):
    places = np.arange(len(shares))
    axes.bar(places, shares.values(), 0.5, color=FORWARD, hatch="//", edgecolor="white")
    axes.axhline(0.5, color=REFERENCE, linestyle="--", linewidth=1)
    axes.set(ylim=(0, 1.15), yticks=[0, 0.5, 1], yticklabels=["0", "50 %", "100 %"])
    axes.set(xticks=places, xticklabels=[name.split()[0] for name in shares])
    axes.set(xlim=(-0.8, len(shares) - 0.2))
    axes.set_xlabel("layer", fontsize=8.5)


def _gradient_check(axes, found):
    rows = {name: one for name, one in found.items() if name != "tolerance"}
    marks = ["o" if passed else "X" for _, passed, _ in rows.values()]
    hollow = [is_zero for _, _, is_zero in rows.values()]
    errors = {name: error for name, (error, _, _) in rows.items()}
    _by_name(axes, errors, marks, hollow, limits=(ROUND_OFF, WRONG), colour=BACKWARD)
    axes.axvline(found["tolerance"], color=REFERENCE, linestyle="--", linewidth=1)
    axes.set_xlabel("relative error", fontsize=8.5)


def _step(axes, found):
    errors = {name: error for name, error in found.items() if name != "tolerance"}
    marks = ["o" if error < found["tolerance"] else "X" for error in errors.values()]
    hollow = [False] * len(errors)
    _by_name(axes, errors, marks, hollow, limits=(ROUND_OFF, WRONG), colour=UPDATE)
    axes.axvline(found["tolerance"], color=REFERENCE, linestyle="--", linewidth=1)
    axes.set_xlabel("error of step = −rate × grad", fontsize=8.5)


def _ratios(axes, ratios):
    low, high = RATIOS
    marks = ["o" if low <= ratio <= high else "X" for ratio in ratios.values()]
    hollow = [False] * len(ratios)
    axes.axvspan(low, high, color=REFERENCE_TINT, zorder=0)
    _by_name(axes, ratios, marks, hollow, limits=(1e-7, 1e2), colour=UPDATE)
    axes.set_xlabel("step / size of weights", fontsize=8.5)


def _by_name(axes, values, marks, hollow, *, limits, colour):
    """One mark in a row for each parameter, on a log scale between two limits."""
    for row, (value, mark, empty) in enumerate(zip(values.values(), marks, hollow, strict=True)):
        shown = np.clip(np.nan_to_num(value, nan=limits[1]), *limits)
        axes.plot(
            shown,
            row,
            mark,
            color=colour,
            markersize=8 if mark == "X" else 5,
            markerfacecolor="white" if empty else colour,
            zorder=3,
        )
    low, high = limits
    axes.set(xscale="log", ylim=(len(values) - 0.4, -0.6))
    axes.set(yticks=range(len(values)), yticklabels=values)
    axes.set_xticks([1e-16, 1e-8, 1] if low < 1e-9 else [1e-6, 1e-3, 1])
    axes.minorticks_off()
    axes.set_xlim(low / 5, high * 5)


def _curve(axes, numbers):
    """The losses, as far as they are finite; a cross marks where they end before their time."""
    losses = np.minimum(numbers["losses"], LOSS)
    finite = int(np.argmin(np.append(np.isfinite(numbers["losses"]), False)))
    axes.axhline(numbers["guess"], color=REFERENCE, linestyle="--", linewidth=1)
    axes.plot(np.arange(1, finite + 1), losses[:finite], color=INK, linewidth=1.2)
    if finite < len(losses):
        axes.plot(finite, losses[finite - 1], "X", color=INK, markersize=8)
    axes.set(ylim=(0, LOSS + 0.15), xlim=(-4, len(losses) + 4))
    axes.set_xlabel("step (dashes: a guess)", fontsize=8.5)


PANELS = {
    "inputs": _inputs,
    "values": _values,
    "dead units": _dead,
    "gradients": _gradients,
    "gradient check": _gradient_check,
    "second step": _step,
    "update ratios": _ratios,
    "loss curve": _curve,
}
