"""A matrix drawn to scale: one small square per entry, blue, or brick where it is a gradient."""

from . import palette, svg


def colour(name):
    """Brick for a gradient, blue for a value."""
    return palette.BACKWARD if name.startswith("grad") else palette.FORWARD


def grid(x, y, name, shape, *, cell, side=None, ink=palette.INK):
    """The squares of a matrix around (x, y); its left or bottom side may be thick, in ``ink``."""
    edge, fill = colour(name), palette.PAPER
    if edge == palette.BACKWARD:
        fill = palette.BACKWARD_TINT
    height, width = cell * shape[0], cell * shape[1]
    left, top, right, bottom = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    yield svg.box(x, y, width, height, fill=fill, colour=edge, radius=0, stroke=1.5)
    for i in range(1, shape[0]):
        yield svg.line([(left, top + i * cell), (right, top + i * cell)], colour=edge, width=0.7)
    for j in range(1, shape[1]):
        yield svg.line([(left + j * cell, top), (left + j * cell, bottom)], colour=edge, width=0.7)
    if side == "bottom":  # the columns of a left factor meet ...
        yield svg.line([(left, bottom), (right, bottom)], colour=ink, width=5)
    if side == "left":  # ... the rows of the right one
        yield svg.line([(left, top), (left, bottom)], colour=ink, width=5)
