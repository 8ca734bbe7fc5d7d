"""A convolution and its two ways back: three times a window slides over a table of numbers."""

from dataclasses import dataclass

import numpy as np

from .. import ops
from . import palette, svg, tables


@dataclass(frozen=True)
class Slide:
    """``window`` slides over ``ground`` and makes ``result``: one product and sum for each place.

    Each is a pair (name, array); ``padding`` zeros surround the numbers of the ground.
    """

    title: str
    ground: tuple
    window: tuple
    result: tuple
    padding: int = 0


def trace_sliding(x, W, grad_y):
    """The three slides of one image and one square filter.

    Shapes: x (height, width), W (size, size), grad_y as large as the places of W in x.
    """
    x, W, grad_y = (np.asarray(array, dtype=float) for array in (x, W, grad_y))
    images = [array[None, None] for array in (x, W, grad_y)]
    zero, edge = np.zeros(1), len(W) - 1
    y = ops.conv2d(images[0], images[1], zero)
    grad_x, grad_W, _ = ops.conv2d_vjp(images[2], images[0], images[1], zero)
    padded, turned = np.pad(grad_y, edge), W[::-1, ::-1]
    return (
        Slide("forward: W slides over x", ("x", x), ("W", W), ("y", y[0, 0])),
        Slide("back to W: grad_y slides over x", ("x", x), ("grad_y", grad_y),
              ("grad_W", grad_W[0, 0])),
        Slide("back to x: W, turned by half a turn, slides over grad_y with zeros around it",
              ("grad_y, padded", padded), ("W, turned", turned), ("grad_x", grad_x[0, 0]), edge),
    )  # fmt: skip


def describe_sliding(slides, places):
    """The picture in words: for each slide the framed sum."""
    return " ".join(
        f"{slide.title}; one entry of {slide.result[0]} is {_sum(slide, place)}."
        for slide, place in zip(slides, places, strict=True)
    )


def _sum(slide, place):
    """The products that make the entry of the result at this place, and their sum."""
    (_, ground), (_, window), (_, result) = slide.ground, slide.window, slide.result
    seen = ground[place[0] : place[0] + len(window), place[1] : place[1] + window.shape[1]]
    terms = zip(seen.ravel(), window.ravel(), strict=True)
    products = " + ".join(f"{_factor(one)}·{_factor(other)}" for one, other in terms)
    return f"{products} = {svg.written(result[place])}"


def _factor(value):
    return f"({svg.written(value)})" if value < 0 else svg.written(value)


# ---------------------------------------------------------------- the picture

CELL = 46, 32
WIDTH, TOP, ROW = 800, 54, 214
CENTRES = 124, 374, 650  # of the ground, the window, the result
SIGNS = (271, "window ×"), (489, "sum →")
TITLE = "The way back slides windows too"


def draw_sliding(slides, places):
    """SVG text: a row for each slide; ``places`` says which entry of each result is framed."""
    height = TOP + ROW * len(slides)
    parts = [svg.text(WIDTH / 2, 30, TITLE, size=18, bold=True)]
    for i, (slide, place) in enumerate(zip(slides, places, strict=True)):
        parts += _row(slide, place, TOP + ROW * i)
    return svg.document(
        WIDTH, height, parts, title=TITLE, description=describe_sliding(slides, places)
    )


def _row(slide, place, top):
    colour = palette.BACKWARD if slide.result[0].startswith("grad") else palette.FORWARD
    yield svg.text(20, top + 20, svg.typed(slide.title), size=16, colour=colour, anchor="start",
                   bold=True)  # fmt: skip
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
    yield svg.text(CENTRES[2], below + 21, _sum(slide, place), size=13)
    for x, words in SIGNS:
        yield svg.text(x, middle + 6, words)


def _rim(shape, thickness):
    """True in the cells that padding has added."""
    rim = np.ones(shape, dtype=bool)
    rim[thickness : shape[0] - thickness, thickness : shape[1] - thickness] = False
    return rim
