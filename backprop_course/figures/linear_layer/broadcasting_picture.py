"""The picture of ``broadcasting``: see there for its numbers and its sentence."""

import numpy as np

from ..drawing import palette, svg, tables
from .broadcasting import describe_copies

CELL = CELL_WIDTH, CELL_HEIGHT = 64, 30
WIDTH, TOP, LINE = 880, 74, 206
CENTRES = (100, 316, 560, 776)  # value, copies, gradients, sum


def draw_copies(trace):
    """SVG text: each input of ``trace_copies`` on a line of its own, forward left, back right."""
    height = TOP + LINE * len(trace) - 10
    parts = [
        svg.text(
            16,
            30,
            "What the forward pass copied, the backward pass adds",
            size=18,
            anchor="start",
            bold=True,
        ),
        svg.line([(438, 50), (438, height - 14)], colour=palette.NOTE_EDGE, width=1),
        svg.text(208, 62, "forward", size=15, colour=palette.FORWARD, bold=True),
        svg.text(668, 62, "backward", size=15, colour=palette.BACKWARD, bold=True),
    ]
    for i, copied in enumerate(trace):
        parts += _line(copied, TOP + LINE * i + LINE / 2 - 24)
    return svg.document(
        WIDTH,
        height,
        parts,
        title="Broadcasting and its undoing",
        description=describe_copies(trace),
    )


def _line(copied, y):
    """One input, from its value to the sum of its copies' gradients."""
    names = (copied.name, f"{copied.name}, copied", "grad_y", f"grad_{copied.name}")
    grids = (copied.value, copied.copies, copied.grad, copied.total)
    shapes = (copied.shape, copied.copies.shape, copied.grad.shape, copied.shape)
    for i, (x, name, grid, shape) in enumerate(zip(CENTRES, names, grids, shapes, strict=True)):
        colour = palette.BACKWARD if i > 1 else palette.FORWARD
        original = copied.value.shape if i == 1 else grid.shape
        fills = _fills(grid, original)
        yield from tables.cells(x, y, grid, CELL, colour=colour, fills=fills)
        bottom = y + CELL_HEIGHT * grid.shape[0] / 2
        yield svg.text(x, bottom + 20, svg.typed(name), size=14, colour=colour, bold=True)
        yield svg.text(x, bottom + 37, str(shape), size=12)
    for left, word, colour in ((0, "copy", palette.FORWARD), (2, "add", palette.BACKWARD)):
        start, end = (CENTRES[i] for i in (left, left + 1))
        start += CELL_WIDTH * grids[left].shape[1] / 2 + 12
        end -= CELL_WIDTH * grids[left + 1].shape[1] / 2 + 12
        yield svg.arrow([(start, y), (end, y)], colour=colour)
        yield svg.text((start + end) / 2, y - 10, word, size=14, colour=colour)


def _fills(grid, original):
    """Cells outside the ``original`` shape are copies, grey."""
    rows, columns = np.indices(grid.shape)
    copied = (rows >= original[0]) | (columns >= original[1])
    return np.where(copied, palette.REFERENCE_TINT, palette.PAPER)
