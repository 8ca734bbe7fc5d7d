"""The picture of ``divergence``: see there for its numbers and its sentence."""

from ..drawing import palette, svg
from .divergence import describe_divergence

COLUMN, LEFT = 156, 6
BOX, TALL, SMALL = 130, 46, 66
FORWARD_Y, BACKWARD_Y, INSIDE_Y = 74, 176, 260
HEIGHT = 346


def draw_divergence(walk):
    """SVG text: values above, gradients below, those of the parameters at the foot."""
    width = 2 * LEFT + COLUMN * len(walk.values)
    parts = [
        svg.text(
            18,
            28,
            "Where in the backward pass does it go wrong?",
            size=18,
            anchor="start",
            bold=True,
        ),
        *_values(walk),
        *_gradients(walk),
        *_inside(walk),
        *_key(),
    ]
    return svg.document(
        width,
        HEIGHT,
        parts,
        title="The first divergence",
        description=describe_divergence(walk),
    )


def _x(i):
    return LEFT + COLUMN * (i + 0.5)


def _values(walk):
    """The values, and arrows that point forward."""
    for i, name in enumerate(walk.values):
        yield svg.box(_x(i), FORWARD_Y, BOX, 34, colour=palette.FORWARD)
        yield svg.text(_x(i), FORWARD_Y + 5, name, size=14, colour=palette.FORWARD)
        if i:
            ends = [(_x(i - 1) + BOX / 2, FORWARD_Y), (_x(i) - BOX / 2, FORWARD_Y)]
            yield svg.arrow(ends, colour=palette.FORWARD, head=9)


def _gradients(walk):
    """The gradient at each value, and arrows that point back."""
    for i, name in enumerate(walk.values):
        yield from _box(walk, f"grad {name}", _x(i), BACKWARD_Y, BOX, f"grad {name}")
        if i:
            ends = [(_x(i) - BOX / 2, BACKWARD_Y), (_x(i - 1) + BOX / 2, BACKWARD_Y)]
            to_first = walk.first is not None and walk.first.name == f"grad {walk.values[i - 1]}"
            yield svg.arrow(ends, colour=palette.BACKWARD, head=9, width=5 if to_first else 2)
            if to_first:
                words = f"wrong step: backward of {name}"
                yield svg.text(_x(i - 0.5), BACKWARD_Y - 42, words, size=14, bold=True)
                yield svg.line([(_x(i - 0.5), BACKWARD_Y - 35), (_x(i - 0.5), BACKWARD_Y - 7)])


def _inside(walk):
    """The gradients of parameters, below the gradient that they are computed from."""
    for i, name in enumerate(walk.values):
        start = f"grad {name}."
        inside = [grad for grad in walk.errors if grad.startswith(start)]
        for j, grad in enumerate(inside):
            x = _x(i) + (SMALL + 8) * (j - (len(inside) - 1) / 2)
            to_first = walk.first is not None and walk.first.name == grad
            ends = [(x, BACKWARD_Y + TALL / 2), (x, INSIDE_Y - TALL / 2)]
            yield svg.arrow(ends, colour=palette.BACKWARD, head=8, width=5 if to_first else 2)
            yield from _box(walk, grad, x, INSIDE_Y, SMALL, grad.removeprefix(start))
            if to_first:
                words = f"wrong step: {grad.removeprefix('grad ')}"
                yield svg.text(_x(i), INSIDE_Y + TALL / 2 + 20, words, size=14, bold=True)


def _box(walk, grad, x, y, width, words):
    """A gradient: white and ticked where it agrees, tinted and crossed with its error where not."""
    error = walk.errors[grad]
    fill = palette.BACKWARD_TINT if error else palette.PAPER
    first = walk.first is not None and walk.first.name == grad
    yield svg.box(x, y, width, TALL, fill=fill, colour=palette.BACKWARD, stroke=4 if first else 1.5)
    yield svg.text(x, y - 4, words, size=13)
    mark = f"✗ {100 * error:.0f} %" if error else "✓"
    yield svg.text(x, y + 16, mark, size=14, bold=bool(error))


def _key():
    words = "✓ agrees with the nudges · ✗ differs, by so much of the largest entry"
    yield svg.text(18, HEIGHT - 16, words, size=13, anchor="start", colour=palette.REFERENCE)
