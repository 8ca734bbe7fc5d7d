"""The picture of ``batch_and_layer``: see there for its numbers and its sentence."""

import numpy as np

from ..drawing import palette, svg, tables
from .batch_and_layer import NAMES, describe_averaged, short_number

CELL = 70, 32
WIDTH, TOP, LINE = 800, 62, 256
LEFT, RIGHT = 150, 640  # centres of the numbers before and after


def draw_averaged(trace):
    """SVG text: the numbers before and after each norm, framed where they share a mean."""
    height = TOP + LINE * len(trace) - 6
    title = "Which numbers share a mean?"
    left = LEFT - CELL[0] * trace[0].x.shape[1] / 2
    parts = [svg.text(left, 30, title, size=18, bold=True, anchor="start")]
    for i, norm in enumerate(trace):
        parts += _line(norm, TOP + LINE * i)
    words = describe_averaged(trace)
    return svg.document(WIDTH, height, parts, title="Batch norm and layer norm", description=words)


def _line(norm, top):
    """One norm: x with its frames and statistics, an arrow, z with the same frames."""
    rows, columns = norm.x.shape
    y = top + 50 + CELL[1] * rows / 2
    yield svg.text(
        LEFT - CELL[0] * columns / 2, top + 12, NAMES[norm.axis], size=16, bold=True, anchor="start"
    )
    yield from _framed(LEFT, y, norm.x, norm.axis)
    yield from _framed(RIGHT, y, np.round(norm.z, 1) + 0.0, norm.axis)
    yield from _statistics(norm, LEFT, y)
    yield from _arrow(norm, y)
    group = "column" if norm.axis == 0 else "row"
    words = f"every {group}: mean 0, deviation 1"
    yield svg.text(RIGHT, y + CELL[1] * rows / 2 + 26, words, size=14, colour=palette.REFERENCE)


def _arrow(norm, y):
    """From the numbers, and from the statistics where these stand beside them."""
    if norm.axis == 0:
        start, words = 276, ("each number less the mean", "of its column, over its deviation")
    else:
        start, words = 434, ("the same", "by rows")
    yield svg.arrow([(start, y), (514, y)], colour=palette.FORWARD)
    for words_y, line in zip((y - 12, y + 24), words, strict=True):
        yield svg.text((start + 508) / 2, words_y, line, size=14, colour=palette.FORWARD)


def _framed(x, y, numbers, axis):
    """A table of numbers, and a thick frame around each column (axis 0) or row (axis 1)."""
    yield from tables.cells(x, y, numbers, CELL, colour=palette.NOTE_EDGE)
    rows, columns = numbers.shape
    for i in range(numbers.shape[1 - axis]):
        at_x = x + CELL[0] * (i - (columns - 1) / 2) if axis == 0 else x
        at_y = y if axis == 0 else y + CELL[1] * (i - (rows - 1) / 2)
        size = (CELL[0], CELL[1] * rows) if axis == 0 else (CELL[0] * columns, CELL[1])
        yield svg.box(
            at_x, at_y, size[0] - 7, size[1] - 7, fill="none", colour=palette.FORWARD, stroke=2.5
        )


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
        yield from (_label(*at, short_number(v)) for at, v in zip(places, values, strict=True))


def _label(x, y, words, anchor="middle"):
    return svg.text(x, y, words, size=14, colour=palette.FORWARD, anchor=anchor)
