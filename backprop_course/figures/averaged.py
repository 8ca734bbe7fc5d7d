"""Which numbers share a mean: batch norm takes columns, layer norm takes rows."""

from dataclasses import dataclass

import numpy as np

from . import palette, svg, tables
from .normalization import forward

CELL = 70, 32
WIDTH, TOP, LINE = 800, 62, 256
LEFT, RIGHT = 150, 640  # centres of the numbers before and after
NAMES = {0: "batch norm: one mean for each column", 1: "layer norm: one mean for each row"}


@dataclass(frozen=True)
class Averaged:
    """x before and z after, with the mean and the deviation of each group along the axis."""

    axis: int
    x: np.ndarray
    means: tuple
    deviations: tuple
    z: np.ndarray


def trace_averaged(x):
    """Batch norm and layer norm of x (rows, columns), without parameters."""
    x = np.asarray(x, float)
    found = []
    for axis in NAMES:
        groups = x.T if axis == 0 else x
        means, _, _, deviations, z = zip(*map(forward, groups), strict=True)
        z = np.array(z)
        found.append(Averaged(axis, x, means, deviations, z.T if axis == 0 else z))
    return found


def describe_averaged(trace):
    """The picture in a sentence for each norm."""
    words = []
    for norm in trace:
        groups = "columns" if norm.axis == 0 else "rows"
        words.append(
            f"{NAMES[norm.axis].split(':')[0].capitalize()}: the {groups} have the means "
            f"{', '.join(map(_short, norm.means))} and the deviations "
            f"{', '.join(map(_short, norm.deviations))}."
        )
    return " ".join(words)


def draw_averaged(trace):
    """SVG text: the numbers before and after each norm, framed where they share a mean."""
    height = TOP + LINE * len(trace) - 6
    parts = [svg.text(WIDTH / 2, 30, "Which numbers share a mean?", size=18, bold=True)]
    for i, norm in enumerate(trace):
        parts += _line(norm, TOP + LINE * i)
    words = describe_averaged(trace)
    return svg.document(WIDTH, height, parts, title="Batch norm and layer norm", description=words)


def _line(norm, top):
    """One norm: x with its frames and statistics, an arrow, z with the same frames."""
    rows, columns = norm.x.shape
    y = top + 50 + CELL[1] * rows / 2
    yield svg.text(LEFT - CELL[0] * columns / 2, top + 12, NAMES[norm.axis], size=16, bold=True,
                   anchor="start")  # fmt: skip
    yield from _framed(LEFT, y, norm.x, norm.axis)
    yield from _framed(RIGHT, y, np.round(norm.z, 1) + 0.0, norm.axis)
    yield from _statistics(norm, LEFT, y)
    yield svg.arrow([(434, y), (514, y)], colour=palette.FORWARD)
    yield svg.text(470, y - 12, "normalize", size=14, colour=palette.FORWARD)
    group = "column" if norm.axis == 0 else "row"
    words = f"every {group}: mean 0, deviation 1"
    yield svg.text(RIGHT, y + CELL[1] * rows / 2 + 26, words, size=14, colour=palette.REFERENCE)


def _framed(x, y, numbers, axis):
    """A table of numbers, and a thick frame around each column (axis 0) or row (axis 1)."""
    yield from tables.cells(x, y, numbers, CELL, colour=palette.NOTE_EDGE)
    rows, columns = numbers.shape
    for i in range(numbers.shape[1 - axis]):
        at_x = x + CELL[0] * (i - (columns - 1) / 2) if axis == 0 else x
        at_y = y if axis == 0 else y + CELL[1] * (i - (rows - 1) / 2)
        size = (CELL[0], CELL[1] * rows) if axis == 0 else (CELL[0] * columns, CELL[1])
        yield svg.box(at_x, at_y, size[0] - 7, size[1] - 7, fill="none", colour=palette.FORWARD,
                      stroke=2.5)  # fmt: skip


def _statistics(norm, x, y):
    """Mean and deviation of every group: under the columns, or beside the rows."""
    rows, columns = norm.x.shape
    bottom, right = y + CELL[1] * rows / 2, x + CELL[0] * columns / 2
    for k, (name, values) in enumerate((("mean", norm.means), ("deviation", norm.deviations))):
        if norm.axis == 0:
            level = bottom + 26 + 20 * k
            places = [(x + CELL[0] * (i - (columns - 1) / 2), level) for i in range(columns)]
            yield _label(right + 10, level, name, anchor="start")
        else:
            middle = right + 40 + 76 * k
            places = [(middle, y + CELL[1] * (i - (rows - 1) / 2) + 5) for i in range(rows)]
            yield _label(middle, y - CELL[1] * rows / 2 - 10, name)
        yield from (_label(*at, _short(v)) for at, v in zip(places, values, strict=True))


def _label(x, y, words, anchor="middle"):
    return svg.text(x, y, words, size=14, colour=palette.FORWARD, anchor=anchor)


def _short(value):
    return svg.written(value, digits=2 if abs(value) < 1 else 3)
