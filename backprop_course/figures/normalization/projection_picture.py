"""The picture of ``projection``: see there for its numbers and its sentence."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from ..drawing.charts import headline
from ..drawing.palette import BACKWARD, FORWARD, INK, NOTE, REFERENCE

DASHES = (0, (4, 3))
TURN, TILT = np.radians(-12), 0.45  # where we look from: around the axis, and from above
REACH = 3.6  # how far the plane is drawn


def draw_projection(trace):
    """From the side, the part along (1, 1, 1) is taken away; then from above, that along z."""
    figure = Figure(figsize=(7.9, 3.9), layout="constrained")
    headline(figure, "What does normalization take away from a gradient?")
    side, above = figure.subplots(1, 2)
    for axes in (side, above):
        axes.set(aspect="equal", xticks=[], yticks=[], xlim=(-3.7, 4.1), ylim=(-3.65, 3.65))
        axes.spines[:].set_visible(False)
    _side(side, trace)
    _above(above, trace)
    return figure


def _side(axes, trace):
    """Plane, circle and z in perspective, and the shadow of the gradient on the plane."""
    _ground(axes, trace, _from_the_side)
    z, shadow, tip = (_from_the_side(*corner) for corner in _corners(trace)[:3])
    top = _from_the_side(0, 0, 2.6)
    axes.plot(*np.transpose([_from_the_side(0, 0), top]), color=REFERENCE, linestyle=":")
    _arrow(axes, z, tip, 1.6)
    _arrow(axes, z, shadow, 2.4)
    _removed(axes, tip, shadow)
    _name(axes, "grad_z", tip, (7, 4), BACKWARD)
    _name(axes, "along\n(1, 1, 1)", (tip + shadow) / 2, (7, 2), REFERENCE)
    _name(axes, "less its mean", shadow, (0, -11), BACKWARD)
    _name(axes, "(1, 1, 1)", top, (0, 9), REFERENCE)
    axes.set_title("1. From the side: its shadow on the plane", size=11.5)


def _above(axes, trace):
    """Plane, circle and z as they are, and the part of the shadow that is tangent to the circle."""
    _ground(axes, trace, _from_above)
    z, shadow, _, tangent = (_from_above(*corner) for corner in _corners(trace))
    _arrow(axes, z, shadow, 2.4)
    _arrow(axes, z, tangent, 3.6)
    _removed(axes, shadow, tangent)
    _name(axes, "less its mean", shadow, (0, -10), BACKWARD)
    _name(axes, "along z", (shadow + tangent) / 2, (7, 0), REFERENCE)
    _name(axes, "comes back,\ntimes s", z + 0.72 * (tangent - z), (2, 20), BACKWARD, bold=True)
    axes.set_title("2. From above: what is tangent to the circle", size=11.5)


def _corners(trace):
    """(around, along z, along ones) of z, and of three tips: shadow, arrow and tangent."""
    r, b, t, a = trace.radius, trace.along_z, trace.around, trace.along_ones
    return [(0, r, 0), (t, r + b, 0), (t, r + b, a), (t, r, 0)]


def _from_the_side(around, along_z, along_ones=0.0):
    across = np.cos(TURN) * around - np.sin(TURN) * along_z
    depth = np.sin(TURN) * around + np.cos(TURN) * along_z
    return np.array([across, along_ones - TILT * depth])


def _from_above(around, along_z, along_ones=0.0):
    return np.array([around, -along_z])  # z points towards us, as from the side


def _ground(axes, trace, seen):
    """The plane as a disc, the circle on it, and z as an arrow from 0."""
    angles = np.linspace(0, 2 * np.pi, 181)
    circle = np.array([seen(np.sin(angle), np.cos(angle)) for angle in angles])
    axes.add_patch(Polygon(REACH * circle, facecolor=NOTE))
    axes.plot(*(trace.radius * circle.T), color=FORWARD, linewidth=1.6)
    z = seen(0, trace.radius)
    axes.plot(*np.transpose([seen(0, 0), z]), color=FORWARD, linewidth=1.6)
    axes.plot(*seen(0, 0), "o", color=INK, markersize=4)
    axes.plot(*z, "o", color=FORWARD, markersize=7, zorder=5)
    _name(axes, "z", z, (-10, 6), FORWARD, bold=True)
    _name(axes, "0", seen(0, 0), (-8, 7), INK)


def _arrow(axes, start, end, width):
    axes.annotate(
        "",
        end,
        start,
        arrowprops={
            "arrowstyle": "-|>",
            "color": BACKWARD,
            "linewidth": width,
            "shrinkA": 0,
            "shrinkB": 0,
            "mutation_scale": 15,
        },
    )


def _removed(axes, start, end):
    axes.plot(*np.transpose([start, end]), color=REFERENCE, linestyle=DASHES, linewidth=1.5)


def _name(axes, words, point, shift, colour, *, bold=False):
    """Words beside a point: centred, or to the side to which they are shifted."""
    side = "center" if shift[0] == 0 else "left" if shift[0] > 0 else "right"
    axes.annotate(
        words,
        point,
        xytext=shift,
        textcoords="offset points",
        ha=side,
        va="center",
        color=colour,
        weight="bold" if bold else "normal",
    )
