"""Broadcasting and its undoing: copies on the way forward are sums on the way back."""

from dataclasses import dataclass

import numpy as np

from . import palette, svg, tables

CELL = CELL_WIDTH, CELL_HEIGHT = 64, 30
WIDTH, TOP, LINE = 880, 74, 206
CENTRES = (100, 316, 560, 776)  # value, copies, gradients, sum


@dataclass(frozen=True)
class Copied:
    """One broadcast input: its value, the copies, the gradient that arrives, and the sum."""

    name: str
    shape: tuple
    value: np.ndarray
    copies: np.ndarray
    grad: np.ndarray
    total: np.ndarray


def trace_copies(inputs, grad_y):
    """What becomes of each input that is copied to the shape of ``grad_y``, (rows, columns).

    inputs: {name: an array that NumPy can broadcast to it}.
    """
    found = []
    for name, value in inputs.items():
        value = np.asarray(value, dtype=float)
        flat = value.reshape((1,) * (2 - value.ndim) + value.shape)
        copied = tuple(i for i in (0, 1) if flat.shape[i] == 1 < grad_y.shape[i])
        total = grad_y.sum(axis=copied, keepdims=True)
        copies = np.broadcast_to(flat, grad_y.shape)
        found.append(Copied(name, value.shape, flat, copies, grad_y, total))
    return found


def draw_copies(trace):
    """SVG text: each input of ``trace_copies`` on a line of its own, forward left, back right."""
    height = TOP + LINE * len(trace) - 10
    parts = [
        svg.text(WIDTH / 2, 30, "What was copied forward is added on the way back", size=18,
                 bold=True),
        svg.line([(438, 50), (438, height - 14)], colour=palette.NOTE_EDGE, width=1),
        svg.text(208, 62, "forward", size=15, colour=palette.FORWARD, bold=True),
        svg.text(668, 62, "back", size=15, colour=palette.BACKWARD, bold=True),
    ]  # fmt: skip
    for i, copied in enumerate(trace):
        parts += _line(copied, TOP + LINE * i + LINE / 2 - 24)
    return svg.document(
        WIDTH, height, parts,
        title="Broadcasting and its undoing", description=describe_copies(trace),
    )  # fmt: skip


def describe_copies(trace):
    """The picture in a sentence for each input."""
    return " ".join(
        f"{c.name} {c.shape} is copied to {c.copies.shape}; the gradients of its copies are added "
        f"to ({', '.join(map(svg.written, c.total.ravel()))})."
        for c in trace
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
