"""The picture of ``conventions``: see there for its numbers and its sentence."""

from ..drawing import matrices, palette, svg
from .conventions import describe_conventions

CELL = 22  # pixels for one entry
WIDTH, HEIGHT = 880, 596
ROOM, GAP = 4 * CELL, 52  # for a matrix, and for the sign after it
LEFT = {"rows": 28, "columns": 468}
TOPS = (92, 260, 428)
HEADS = {"rows": "examples in rows: y = x W", "columns": "examples in columns: y = W x"}


def draw_conventions(trace):
    """SVG text of the products of ``trace_conventions``, one convention on each side."""
    parts = [
        svg.text(
            16, 30, "Which axis meets which, and vanishes?", size=18, anchor="start", bold=True
        ),
        svg.line([(WIDTH / 2, 54), (WIDTH / 2, HEIGHT - 14)], colour=palette.NOTE_EDGE, width=1),
    ]
    for name, products in trace.items():
        parts.append(svg.text(LEFT[name], 68, HEADS[name], size=16, bold=True, anchor="start"))
        for product, top in zip(products, TOPS, strict=True):
            parts += _product(product, LEFT[name], top)
    return svg.document(
        WIDTH,
        HEIGHT,
        parts,
        title="A linear layer in two conventions",
        description=describe_conventions(trace),
    )


def _product(product, left, top):
    """One line: the sum in words, then two factors, their signs and the result."""
    yield svg.text(left, top + 16, product.over, size=14, anchor="start", colour=palette.REFERENCE)
    x, middle = left, top + 26 + ROOM / 2
    for (name, shape), side, sign in (
        (product.left, "bottom", "@"),
        (product.right, "left", "="),
        (product.result, None, None),
    ):
        yield from _matrix(x + ROOM / 2, middle, name, shape, side)
        if sign:
            yield svg.text(x + ROOM + GAP / 2, middle + 7, sign, size=20)
        x += ROOM + GAP


def _matrix(x, y, name, shape, side):
    """A grid around (x, y) with name and shape below it; one pair of sides may be thick."""
    yield from matrices.grid(x, y, name, shape, cell=CELL, side=side)
    bottom = y + CELL * shape[0] / 2
    yield svg.text(
        x, bottom + 20, svg.typed(name), size=14, colour=matrices.colour(name), bold=True
    )
    yield svg.text(x, bottom + 36, str(shape), size=12)
