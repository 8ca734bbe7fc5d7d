"""The picture of ``convolution``: see there for its numbers and its sentence."""

import numpy as np

from ..drawing import palette, svg, tables
from .convolution import describe_sliding, window_sum

CELL = 46, 32
WIDTH, TOP, ROW = 800, 54, 214
CENTRES = 124, 374, 650  # of the ground, the window, the result
SIGNS = (271, "window ×"), (489, "sum →")
TITLE = "The backward pass slides windows too"


def draw_sliding(slides, places):
    """SVG text: a row for each slide; ``places`` says which entry of each result is framed."""
    height = TOP + ROW * len(slides)
    parts = [svg.text(20, 30, TITLE, size=18, bold=True, anchor="start")]
    for i, (slide, place) in enumerate(zip(slides, places, strict=True)):
        parts += _row(slide, place, TOP + ROW * i)
    return svg.document(
        WIDTH, height, parts, title=TITLE, description=describe_sliding(slides, places)
    )


def _row(slide, place, top):
    colour = palette.BACKWARD if slide.result[0].startswith("grad") else palette.FORWARD
    yield svg.text(
        20, top + 20, svg.typed(slide.title), size=16, colour=colour, anchor="start", bold=True
    )
    middle = top + 100
    for x, (name, grid) in zip(CENTRES, (slide.ground, slide.window, slide.result), strict=True):
        tone = palette.BACKWARD if name.startswith("grad") else palette.FORWARD
        rim = _rim(grid.shape, slide.padding if grid is slide.ground[1] else 0)
        fills = np.where(rim, palette.REFERENCE_TINT, palette.PAPER)
        yield from tables.cells(x, middle, grid, CELL, colour=tone, fills=fills)
        below = middle + CELL[1] * len(grid) / 2 + 20
        yield svg.text(x, below, svg.typed(name), size=14, colour=tone, bold=True)
    size = slide.window[1].shape
    yield tables.block(CENTRES[0], middle, slide.ground[1].shape, CELL, place, size)
    yield tables.block(CENTRES[2], middle, slide.result[1].shape, CELL, place, (1, 1))
    yield svg.text(CENTRES[2], below + 21, window_sum(slide, place), size=13)
    for x, words in SIGNS:
        yield svg.text(x, middle + 6, words)


def _rim(shape, thickness):
    """True in the cells that padding has added."""
    rim = np.ones(shape, dtype=bool)
    rim[thickness : shape[0] - thickness, thickness : shape[1] - thickness] = False
    return rim
