"""An array as a table of numbers, and a frame around some of its cells."""

import numpy as np

from . import palette, svg


def number_grid(x, y, grid, colour, *, grey=None, cell=(64, 30)):
    """The numbers of ``grid`` (rows, columns) in a table around (x, y); some cells may be grey."""
    grey = np.zeros(grid.shape, dtype=bool) if grey is None else grey
    for place, value in np.ndenumerate(grid):
        at_x, at_y = _centre(x, y, grid.shape, place, cell)
        fill = palette.REFERENCE_TINT if grey[place] else palette.PAPER
        yield svg.box(at_x, at_y, *cell, fill=fill, colour=colour, radius=0, stroke=1)
        yield svg.text(at_x, at_y + 5, svg.written(value), size=14)


def frame(x, y, shape, first, size, *, cell=(64, 30)):
    """A thick frame in a ``number_grid`` around (x, y): ``size`` cells, from cell ``first`` on."""
    last = (first[0] + size[0] - 1, first[1] + size[1] - 1)
    (left, top), (right, bottom) = (_centre(x, y, shape, place, cell) for place in (first, last))
    middle = (left + right) / 2, (top + bottom) / 2
    width, height = size[1] * cell[0], size[0] * cell[1]
    return svg.box(*middle, width, height, fill="none", radius=2, stroke=4)


def _centre(x, y, shape, place, cell):
    """Where the middle of a cell lies."""
    at_x = x + cell[0] * (place[1] - (shape[1] - 1) / 2)
    return at_x, y + cell[1] * (place[0] - (shape[0] - 1) / 2)
