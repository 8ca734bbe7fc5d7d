"""Tables of numbers as pieces of SVG, and the multiplication table that an outer product is."""

import numpy as np

from . import palette, svg

APART = 10  # pixels between a multiplication table and its factors


def cells(x, y, grid, size, *, colour=palette.INK, fills=None, words=svg.written, font=14):
    """A table of numbers around (x, y).  size: width and height of a cell.  fills: one per cell."""
    for (i, j), value in np.ndenumerate(grid):
        at_x, at_y = _centre(x, y, np.shape(grid), size, (i, j))
        fill = palette.PAPER if fills is None else fills[i][j]
        yield svg.box(at_x, at_y, *size, fill=fill, colour=colour, radius=0, stroke=1)
        yield svg.text(at_x, at_y + 0.36 * font, words(value), size=font)


def signed_cells(x, y, grid, size, *, limit, **style):
    """`cells` of gradients: orange above 0, purple below, up to plus and minus the limit."""
    fills = [[palette.sign_shade(value, limit) for value in row] for row in np.asarray(grid)]
    return cells(x, y, grid, size, fills=fills, **style)


def outer_product(x, y, came_in, came_back, size, *, limit, words=svg.signed, font=14):
    """The table of all products around (x, y): what came in on its left, what came back above.

    Shapes: came_in (fan_in,), came_back (fan_out,).
    """
    column, row = np.reshape(came_in, (-1, 1)), np.reshape(came_back, (1, -1))
    left = x - size[0] * (row.size + 1) / 2 - APART
    top = y - size[1] * (column.size + 1) / 2 - APART
    yield from cells(left, y, column, size, colour=palette.FORWARD, font=font)
    yield from cells(x, top, row, size, colour=palette.BACKWARD, words=words, font=font)
    yield from signed_cells(x, y, column * row, size, limit=limit, words=words, font=font)


def frame(x, y, width, height):
    """An outline that says: this is the one in question."""
    return svg.box(x, y, width, height, fill="none", radius=4, stroke=3)


def block(x, y, shape, size, first, many):
    """A frame in the table of this shape around (x, y): ``many`` (rows, columns) from ``first``."""
    last = (first[0] + many[0] - 1, first[1] + many[1] - 1)
    (left, top), (right, bottom) = (_centre(x, y, shape, size, place) for place in (first, last))
    return frame((left + right) / 2, (top + bottom) / 2, size[0] * many[1], size[1] * many[0])


def _centre(x, y, shape, size, place):
    """The middle of one cell."""
    (width, height), (rows, columns), (i, j) = size, shape, place
    return x + width * (j - (columns - 1) / 2), y + height * (i - (rows - 1) / 2)
