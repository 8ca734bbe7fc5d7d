"""A matrix as a heat map with its numbers: orange above 0, purple below, white at 0."""

import numpy as np

from .palette import INK, SIGNS
from .svg import written

CELL = 0.62  # inches for one entry
PALE = 1.8  # the colours end beyond the largest entry, so that ink on them stays legible


def heat_map(axes, matrix, title, *, limit, below=None, digits=3, lines=INK, bold=()):
    """Fill the axes.  limit: the largest |entry| of all maps in a row.  bold: places of entries.

    Under the map stands ``below``, or what the matrix counts: rows × columns.
    """
    rows, columns = matrix.shape
    axes.imshow(matrix, cmap=SIGNS, vmin=-PALE * limit, vmax=PALE * limit)
    for place, value in np.ndenumerate(matrix):
        weight = "bold" if place in bold else "normal"
        style = {"ha": "center", "va": "center", "color": INK, "size": 12, "weight": weight}
        axes.text(*place[::-1], written(value, digits), **style)
    axes.set_xticks(np.arange(columns + 1) - 0.5, labels=[])
    axes.set_yticks(np.arange(rows + 1) - 0.5, labels=[])
    axes.grid(color=lines, linewidth=0.6)
    axes.tick_params(length=0)
    axes.set_title(title, size=12, pad=8)
    axes.set_xlabel(below or f"{rows} × {columns}", size=11)
