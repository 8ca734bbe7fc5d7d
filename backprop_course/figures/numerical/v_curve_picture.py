"""The chart of ``v_curve``: a trace in, a matplotlib Figure out."""

import math

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from ..drawing import svg
from ..drawing.charts import open_axes
from ..drawing.moving import moving
from ..drawing.palette import BACKWARD, INK, PAPER, REFERENCE, WAITING
from .v_curve import TOLERANCE

SIZE, AREA = (7.5, 4.1), (0.104, 0.145, 0.808, 0.675)  # inches; left, bottom, width, height
POWERS_X, POWERS_Y = (-18.4, 0.6), (-18.2, 3.4)  # powers of ten from edge to edge
ROWS = {"forward": 0.5, "central": 1.9}  # powers of ten up to which the best steps are pointed at
FLOOR = 1e-17  # where an error of 0 is drawn
FAILS = "#F1F1F1"
HALO = withStroke(linewidth=3, foreground=PAPER)  # no line runs through words
VIOLET = "#7B5EA7"
STYLES = {  # colour, dashes, width: none of the course's meanings, and each of its own pattern
    "forward": (REFERENCE, (0, (6, 2)), 2.4),
    "central": (INK, "-", 2.4),
    "complex": (VIOLET, (0, (2, 1.4)), 2.8),
}
NAMES = {"forward": "forward", "central": "central", "complex": "complex step"}


def draw_v_curve(trace, mark=None):
    """Error over step size, both on log scales; ``mark`` is a step size to point at."""
    figure = Figure(figsize=SIZE, label=f"{trace.dtype} {trace.bug} {[*trace.errors]}")
    axes = figure.add_axes(AREA)
    _frame(axes, trace)
    axes.annotate(
        "thin: this point; thick: median of its neighbours",
        (0, 1),
        xycoords="axes fraction",
        xytext=(0, 24),
        textcoords="offset points",
        color=REFERENCE,
        fontsize=10,
    )
    for scheme in trace.errors:
        colour, dashes, width = STYLES[scheme]
        points, smooth = (
            np.maximum(errors[scheme], FLOOR) for errors in (trace.errors, trace.medians)
        )
        axes.plot(trace.steps, points, color=colour, linewidth=0.6)
        axes.plot(
            trace.steps, smooth, color=colour, linestyle=dashes, linewidth=width, label=scheme
        )
    if mark is not None:
        with moving(axes):
            _mark(axes, trace, mark)
    if trace.errors:
        (_name_the_bug if trace.bug else _name_the_curves)(axes, trace)
    return figure


def draw_flat_bug(correct, wrong):
    """The central difference against a correct gradient, and against a wrong one."""
    figure = Figure(figsize=SIZE)
    axes = figure.add_axes(AREA)
    _frame(axes, wrong)
    for trace, colour, style in ((correct, INK, "-"), (wrong, BACKWARD, "--")):
        median = np.maximum(trace.medians["central"], FLOOR)
        axes.plot(trace.steps, median, style, color=colour, linewidth=2.6)
    axes.set_title("A bug is flat in h", loc="left", pad=12, fontsize=13, weight="bold")
    flat = f"wrong by {svg.written(wrong.bug)}: flat"
    for words, h, trace, colour, up in (
        (flat, 1e-8, wrong, BACKWARD, 10),
        ("correct: a V", 1e-5, correct, INK, -18),
    ):
        level = trace.medians["central"][np.argmin(np.abs(np.log10(trace.steps / h)))]
        axes.annotate(
            words,
            (h, level),
            xytext=(0, up),
            textcoords="offset points",
            ha="center",
            color=colour,
            fontsize=11.5,
            weight="bold",
            path_effects=[HALO],
        )
    return figure


def _frame(axes, trace):
    (left, right), (bottom, top) = ((10.0**low, 10.0**high) for low, high in (POWERS_X, POWERS_Y))
    axes.set(xscale="log", yscale="log", xlim=(left, right), ylim=(bottom, top))
    for axis, powers in ((axes.xaxis, range(-16, 1, 4)), (axes.yaxis, range(-16, 1, 4))):
        axis.set_major_locator(FixedLocator([10.0**power for power in powers]))
        axis.set_major_formatter(FixedFormatter([_ten_to(power) for power in powers]))
        axis.set_minor_locator(NullLocator())
    axes.grid(axis="y", color="#E4E4E4", linewidth=0.6)
    axes.set_axisbelow(True)
    open_axes(axes)
    axes.axhspan(TOLERANCE, top, color=FAILS, zorder=0)
    for words, up, va in (("fails", 4, "bottom"), ("passes\n< 10⁻⁶", -4, "top")):
        axes.annotate(
            words,
            (right, TOLERANCE),
            xytext=(5, up),
            textcoords="offset points",
            va=va,
            color=REFERENCE,
            fontsize=10.5,
        )
    question = "How small should the nudge be?"
    if trace.bug:
        question = "Does any step size make a wrong gradient pass?"
    axes.set_title(f"{question} ({trace.dtype})", loc="left", pad=37, fontsize=13, weight="bold")
    axes.set_xlabel("step size h (log scale)", fontsize=10.5)
    axes.set_ylabel("relative error (log scale)", fontsize=10.5)


def _about(value):
    """One digit and a power of ten."""
    digit, power = f"{value:.0e}".split("e")
    return ("" if digit == "1" else f"{digit} · ") + _ten_to(int(power))


def _ten_to(power):
    return "1" if power == 0 else svg.power_of_ten(power)


def _mark(axes, trace, h):
    """A line at h with its value above the axes, and a dot on every curve."""
    axes.axvline(h, color=INK, linewidth=0.9)
    axes.annotate(
        f"h = {svg.written(h, 2)}",
        (h, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 5),
        textcoords="offset points",
        ha="center",
        color=INK,
        fontsize=10.5,
        weight="bold",
    )
    for scheme, error in trace.at(h).items():
        axes.plot(h, max(error, FLOOR), "o", color=STYLES[scheme][0], markersize=5, zorder=4)


# ---------------------------------------------------------------- names beside the curves


def _name_the_curves(axes, trace):
    """The law of each branch along it, and a ring where forward and central do best."""
    short = trace.dtype == "float32"  # the branches are, too
    for scheme, root in (("forward", "√ε"), ("central", "∛ε")):
        if scheme in trace.errors:
            _ring(axes, trace, scheme, root)
    if "forward" in trace.errors:
        words = "slope +1" if short else "forward: slope +1"
        _along(axes, trace, "forward", -1.0 if short else -2.6, 1, words)
    if bent := [scheme for scheme in ("central", "complex") if scheme in trace.errors]:
        words = "slope +2" if short else " and ".join(bent) + ": slope +2"
        _along(axes, trace, bent[0], -0.9 if short else -3.2, 2, words)
    if rough := [scheme for scheme in ("central", "forward") if scheme in trace.errors]:
        words = "slope −1" if short else "round-off: slope −1"
        _along(axes, trace, rough[0], -3.5 if short else -11, -1, words)
    if "complex" in trace.errors:
        lowest = min(errors["complex"].min() for errors in (trace.errors, trace.medians))
        level = max(lowest, FLOOR)
        axes.annotate(
            "complex step: no subtraction, no cancellation",
            (trace.steps[0], level),
            xytext=(0, -5),
            textcoords="offset points",
            va="top",
            color=VIOLET,
            fontsize=10.5,
            path_effects=[HALO],
        )


def _along(axes, trace, scheme, power, slope, words):
    """Words along a branch of this slope: above it where the slope is 1, else below."""
    i = int(np.argmin(np.abs(np.log10(trace.steps) - power)))
    angle = math.atan(slope * _decade(1, POWERS_Y) / _decade(0, POWERS_X))
    offset = 6 if slope == 1 else -8
    axes.annotate(
        words,
        (trace.steps[i], trace.medians[scheme][i]),
        xytext=(-offset * math.sin(angle), offset * math.cos(angle)),
        textcoords="offset points",
        rotation=math.degrees(angle),
        rotation_mode="anchor",
        ha="center",
        va="bottom" if offset > 0 else "top",
        color=STYLES[scheme][0],
        fontsize=10.5,
        path_effects=[HALO],
    )


def _decade(side, powers):
    """How long one power of ten is, in inches."""
    return SIZE[side] * AREA[2 + side] / (powers[1] - powers[0])


def _ring(axes, trace, scheme, root):
    """A ring at the best step, and a dotted line up to a row of its own with its name."""
    h, colour = trace.best(scheme), STYLES[scheme][0]
    error, row = trace.medians[scheme].min(), 10.0 ** ROWS[scheme]
    value = trace.epsilon ** (1 / 2 if root == "√ε" else 1 / 3)
    axes.plot([h, h], [error, row], color=WAITING, linewidth=1, linestyle=":")
    axes.plot(h, error, "o", markersize=9, color=colour, markerfacecolor=PAPER, markeredgewidth=2)
    axes.annotate(
        f"{scheme}: predicted {root} ≈ {_about(value)}",
        (h, row),
        xytext=(4, 2),
        textcoords="offset points",
        ha="right",
        color=colour,
        fontsize=10.5,
        bbox={"facecolor": FAILS, "edgecolor": "none", "pad": 1},
    )


def _name_the_bug(axes, trace):
    """Where there is a bug the curves lie on each other: one level, one list of names."""
    axes.axhline(trace.bug, color=BACKWARD, linewidth=1, linestyle="--")
    names = ", ".join(NAMES[scheme] for scheme in trace.errors)
    for words, down, colour in (
        (f"the bug: {svg.written(trace.bug)}, flat in h", -12, BACKWARD),
        (names, -28, INK),
    ):
        axes.annotate(
            words,
            (1e-10, trace.bug),
            xytext=(0, down),
            textcoords="offset points",
            ha="center",
            va="top",
            color=colour,
            fontsize=10.5,
            path_effects=[HALO],
        )
