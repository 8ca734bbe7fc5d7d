"""The picture of ``chain``: see there for its numbers and its sentence."""

import numpy as np

from ..drawing import palette, svg
from .chain import describe_chain, layer_entries

TITLE = "What does each module save, and what does it return?"
MARGIN, HALF, WIRE = 20, 76, 104  # a box is two halves wide, and a wire leads to the next
DRAWER, AXIS, GRADS = 132, 250, 350  # heights: what is remembered, the boxes, gradients of W and b
BOX_HEIGHT, HEIGHT = 100, 430
LONGEST = 9  # characters of numbers that fit on a wire


def draw_chain(chain):
    """The chain as SVG text: blue drawers above the boxes, brick gradients below them."""
    count = len(chain.links) + 1
    centres = [MARGIN + WIRE + HALF + i * (2 * HALF + WIRE) for i in range(count)]
    width = centres[-1] + HALF + WIRE + MARGIN
    parts = [*_heads(width), *_wires(chain, centres)]
    for i, (link, x) in enumerate(zip(chain.links, centres, strict=False)):
        parts += [*_module(link, x), *_drawer(link, x), *_gradients(link, x)]
        for y, words, colour in (
            (DRAWER - 32, f"forward {i + 1}", palette.FORWARD),
            (GRADS + 58, f"back {count - 1 - i}", palette.BACKWARD),
        ):
            parts.append(svg.text(x, y, words, size=14, colour=colour, bold=True))
    return svg.document(
        width,
        HEIGHT,
        [*parts, *_loss(chain, centres[-1])],
        title=TITLE,
        description=describe_chain(chain),
    )


def _label(array):
    """The entries, or the shape where they would be too long for the picture."""
    words = layer_entries(array)
    return words if len(words) <= LONGEST else f"{np.shape(array)}"


def _heads(width):
    yield svg.text(MARGIN, 30, TITLE, size=18, anchor="start", bold=True)
    yield from svg.directions(MARGIN, width - MARGIN, y=66)


def _wires(chain, centres):
    """Between the boxes: the value above the wire, the gradient below."""
    values = [chain.links[0].x, *(link.y for link in chain.links), chain.loss]
    grads = [chain.links[0].grad_x, *(link.grad_y for link in chain.links), 1.0]
    starts = [MARGIN, *(x + HALF for x in centres)]
    for start, value, grad in zip(starts, values, grads, strict=True):
        middle = start + WIRE / 2
        yield svg.arrow([(start, AXIS), (start + WIRE, AXIS)])
        yield from svg.backward_marks(middle, AXIS)
        yield svg.text(middle, AXIS - 20, _label(value), size=17, colour=palette.FORWARD, bold=True)
        yield svg.text(middle, AXIS + 32, _label(grad), size=17, colour=palette.BACKWARD)


def _module(link, x):
    """A box with the module's name and the entries of its parameters."""
    yield svg.box(x, AXIS, 2 * HALF, BOX_HEIGHT, fill=palette.NOTE, radius=12)
    lines = [f"*{name}*: {_label(value)}" for name, (value, _) in link.parameters.items()]
    top = AXIS + 6 - 12 * len(lines)
    yield svg.text(x, top, link.name, size=18, bold=True)
    for i, words in enumerate(lines, start=1):
        yield svg.text(x, top + 2 + 24 * i, words, colour=palette.FORWARD)


def _drawer(link, x):
    """Above the box: the input is put in on the way forward, and taken out on the way back."""
    below, above = DRAWER + 20, AXIS - BOX_HEIGHT / 2
    yield svg.box(x, DRAWER, 2 * HALF, 40, colour=palette.FORWARD, radius=4)
    yield svg.text(x, DRAWER + 6, f"*x*: {_label(link.x)}", colour=palette.FORWARD, bold=True)
    for offset, ends, colour, words in (
        (-28, (above, below), palette.FORWARD, "save"),
        (28, (below, above), palette.BACKWARD, "use"),
    ):
        yield svg.arrow([(x + offset, end) for end in ends], colour=colour)
        at, anchor = (x + offset - 10, "end") if offset < 0 else (x + offset + 10, "start")
        yield svg.text(at, (below + above) / 2 + 5, words, size=14, colour=colour, anchor=anchor)


def _gradients(link, x):
    """Below the box: the gradients that stay with its parameters."""
    lines = [f"*{name}*.grad: {_label(grad)}" for name, (_, grad) in link.parameters.items()]
    if not lines:
        yield svg.text(x, GRADS + 6, "no parameters", size=14, colour=palette.REFERENCE)
        return
    yield svg.arrow([(x, AXIS + BOX_HEIGHT / 2), (x, GRADS - 30)], colour=palette.BACKWARD)
    yield svg.box(x, GRADS, 2 * HALF, 28 * len(lines) + 4, colour=palette.BACKWARD, radius=4)
    for i, words in enumerate(lines):
        y = GRADS + 6 + 26 * (i - (len(lines) - 1) / 2)
        yield svg.text(x, y, words, colour=palette.BACKWARD)


def _loss(chain, x):
    yield svg.box(x, AXIS, 2 * HALF, BOX_HEIGHT, fill=palette.NOTE, radius=12)
    yield svg.text(x, AXIS - 6, svg.typed(chain.loss_name), size=18, bold=True)
    yield svg.text(x, AXIS + 20, f"target: {_label(chain.target)}", colour=palette.FORWARD)
