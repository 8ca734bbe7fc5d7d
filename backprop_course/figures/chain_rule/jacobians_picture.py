"""Jacobians side by side, as heat maps with their numbers: a chain rule made of matrices.

Numbers in, a matplotlib Figure out.
"""

import numpy as np
from matplotlib.figure import Figure

from ..drawing.charts import headline
from ..drawing.heat_map import CELL, heat_map

GAP = 0.62  # inches between two maps, for the sign and the labels


def draw_jacobians(matrices, titles, signs):
    """A row of matrices with the signs between them; all have one colour scale, 0 is white.

    matrices: arrays (outputs, inputs).  titles: one each.  signs: such as ("@", "="), one fewer.
    """
    matrices = [np.atleast_2d(matrix) for matrix in matrices]
    widths = [CELL * matrix.shape[1] for matrix in matrices]
    tallest = max(CELL * matrix.shape[0] for matrix in matrices)
    width, height = sum(widths) + GAP * (len(matrices) + 0.2), tallest + 1.45
    figure = Figure(figsize=(width, height))
    headline(figure, "One row goes backward")
    limit = max(np.abs(matrix).max() for matrix in matrices)
    left = GAP * 0.6
    for i, (matrix, title) in enumerate(zip(matrices, titles, strict=True)):
        size = CELL * matrix.shape[0]
        bottom = 0.55 + (tallest - size) / 2
        box = (left / width, bottom / height, widths[i] / width, size / height)
        heat_map(figure.add_axes(box), matrix, title, limit=limit, digits=4)
        left += widths[i] + GAP
        if i < len(signs):
            middle = (0.55 + tallest / 2) / height
            figure.text(
                (left - GAP / 2) / width, middle, signs[i], size=18, ha="center", va="center"
            )
    return figure
