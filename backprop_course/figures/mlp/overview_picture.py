"""The picture of ``overview``: see there for its numbers and its sentence."""

from ..drawing import palette, svg
from ..drawing.tables import APART
from .matrices_picture import loss_line, names, product, total
from .network import gradient, number
from .overview import describe_mlp_overview

PANEL, CELL, FONT = 312, (66, 32), 13
HEIGHT, ONE, ALL = 478, 200, 380  # of the picture, and where the tables stand


def draw_mlp_overview(trace, sample):
    """SVG text: what one example hands to each layer, and what all examples add up to."""
    width = PANEL * (trace.L + 1)
    title = f"What does example {sample} add to each gradient?"
    parts = [svg.text(16, 30, title, size=18, anchor="start", bold=True)]
    parts += _loss_panel(trace, sample)
    for panel, l in enumerate(range(trace.L, 0, -1), start=1):
        left = PANEL * panel
        parts.append(svg.line([(left, 52), (left, HEIGHT - 16)], colour=palette.NOTE_EDGE, width=1))
        parts.append(_heading(left, f"{panel + 1}. Back to layer {l}"))
        parts += _layer_panel(trace, l, sample, left)
    return svg.document(
        width, HEIGHT, parts, title=title, description=describe_mlp_overview(trace, sample)
    )


def _heading(left, words):
    return svg.text(left + 16, 70, words, size=16, anchor="start", bold=True)


def _loss_panel(trace, sample):
    """Prediction and target, and what the loss makes of them."""
    yield _heading(0, "1. The loss")
    rows = (
        ("prediction a2", number(trace.a[trace.L][sample, 0]), palette.FORWARD),
        ("target *y*", number(trace.target[sample, 0]), palette.REFERENCE),
        ("came back", gradient(trace.grad_z[trace.L][sample, 0]), palette.BACKWARD),
    )
    for i, (name, words, colour) in enumerate(rows):
        y = ONE - 46 + 46 * i
        yield svg.text(16, y + 5, name, size=15, anchor="start", colour=colour)
        yield svg.box(220, y, 100, 34, colour=colour, radius=0, stroke=1)
        yield svg.text(220, y + 5, words, size=15)
    notes = (loss_line(trace), f"the {trace.n} stands in the mean,", "and nowhere else")
    for i, words in enumerate(notes):
        colour = palette.INK if i else palette.BACKWARD
        yield svg.text(16, ALL - 16 + 24 * i, words, size=15, anchor="start", colour=colour)


def _layer_panel(trace, l, sample, left):
    """The outer product of one example above, the sum over all of them below."""
    (rows, columns), (x, back, grad) = trace.W[l].shape, names(l)
    middle, below = left + (PANEL + CELL[0] + APART) / 2, ONE + CELL[1] * rows / 2 + 19
    yield svg.text(
        left + 16, 94, _origin(trace, l, back), size=13, anchor="start", colour=palette.BACKWARD
    )
    yield from product(trace, l, sample, (middle, ONE), CELL, FONT)
    edge = middle - CELL[0] * (columns / 2 + 0.5) - APART
    yield svg.text(edge, below, x, size=14, colour=palette.FORWARD)
    yield svg.text(middle, below, f"example {sample}", size=14)
    yield svg.text(middle, ALL - CELL[1] * rows / 2 - 14, f"+ {trace.n - 1} others =", size=14)
    yield from total(trace, l, (middle, ALL), CELL, FONT)
    yield svg.text(
        left + PANEL / 2, HEIGHT - 20, f"{grad} = {x}.T @ {back}", size=14, colour=palette.BACKWARD
    )


def _origin(trace, l, back):
    """Where the gradient at a layer's output comes from."""
    if l == trace.L:
        return f"{back} comes from the loss"
    return f"{back} = {names(l + 1)[1]} @ W{l + 1}.T where z{l} > 0"
