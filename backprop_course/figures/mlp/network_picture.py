"""A small network under the loss, seen as wires or as matrices, walked back layer by layer.

Both views stand over the same two lines: the gradient of one weight in one example, what came in
times what came back, and what all examples add to it.
"""

from ..drawing import palette, svg, tables
from .matrices_picture import LIMIT, draw_loss_table, draw_matrices
from .network import describe_mlp, factors, gradient, layer_name, number, weight_name
from .wires_picture import BOTTOM, WIDTH, draw_wires

KEYS = {  # what each view shows, in a line
    "wires": "above a wire its weight; below it, and as wide as the band, what this example adds "
    "to its gradient: orange +, purple dashed −",
    "matrices": f"a number's shade: orange +, purple −, strongest at ±{LIMIT:g} in every picture",
}
VIEWS = tuple(KEYS)
HEIGHT = BOTTOM + 152
LEFT, SHARE, SUM, LINE = 20, 80, 116, 32  # the last line: margin, widths of cells, their height


def draw_mlp(trace, layer, sample, view, weight=(1, 0, 2)):
    """SVG text.  layer: how far back the gradient has come; L + 1 is the loss.

    weight: (layer, row, column) of the weight whose gradient is spelt out.
    """
    if view not in VIEWS:
        raise ValueError(f"view: expected one of {', '.join(VIEWS)}, got {view!r}")
    parts = [*_head(trace, layer, sample, view)]
    if view == "wires":
        parts += draw_wires(trace, layer, sample, weight)
    elif layer > trace.L:
        parts += draw_loss_table(trace, sample)
    else:
        parts += draw_matrices(trace, layer, sample, weight)
    parts += _one_weight(trace, layer, sample, weight)
    parts += _whole_batch(trace, layer, sample, weight)
    return svg.document(
        WIDTH,
        HEIGHT,
        parts,
        title=f"Back to {layer_name(trace, layer)}",
        description=describe_mlp(trace, layer, sample, view, weight),
    )


def _head(trace, layer, sample, view):
    title = f"Example {sample}, back to {layer_name(trace, layer)}"
    yield svg.text(LEFT, 28, title, size=17, anchor="start", bold=True)
    if view == "wires" or layer <= trace.L:
        yield svg.text(LEFT, 50, KEYS[view], size=13, colour=palette.REFERENCE, anchor="start")


def _one_weight(trace, layer, sample, weight):
    """What came in, times what came back."""
    l, i, j = weight
    y, came_in, came_back = BOTTOM + 30, *factors(trace, sample, weight)
    words = gradient if l >= layer else _not_yet
    yield svg.line([(LEFT, BOTTOM), (WIDTH - LEFT, BOTTOM)], colour=palette.NOTE_EDGE, width=1)
    name = f"{weight_name(weight)} = {number(trace.W[l][i, j])}"
    yield svg.text(LEFT, y, name, anchor="start", bold=True)
    yield svg.text(370, y, f"{number(came_in)} came in", colour=palette.FORWARD, anchor="end")
    yield svg.text(390, y, "×")
    yield svg.text(410, y, f"{words(came_back)} came back", colour=palette.BACKWARD, anchor="start")
    yield svg.text(602, y, "=")
    share = f"{words(came_in * came_back)} from example {sample}"
    yield svg.text(622, y, share, colour=palette.BACKWARD, anchor="start", bold=True)


def _whole_batch(trace, layer, sample, weight):
    """What each example adds to this weight's gradient, and the sum."""
    l, i, j = weight
    words, limit = (gradient, LIMIT) if l >= layer else (_not_yet, float("inf"))
    y, right, end = BOTTOM + 114, LEFT + SHARE * trace.n, WIDTH - LEFT
    name = svg.typed(f"grad_{weight_name(weight)}")
    head = f"what the {trace.n} examples add to {name}; the 1/{trace.n} of the mean is in them"
    yield svg.text(LEFT, y - 48, head, size=13, colour=palette.REFERENCE, anchor="start")
    for k in range(trace.n):
        yield svg.text(LEFT + SHARE * (k + 0.5), y - 23, f"example {k}", size=12)
    style = {"limit": limit, "words": words, "font": 13}
    shares = trace.shares[l][None, :, i, j]
    yield from tables.signed_cells((LEFT + right) / 2, y, shares, (SHARE, LINE), **style)
    yield tables.frame(LEFT + SHARE * (sample + 0.5), y, SHARE, LINE)
    yield svg.text((right + end - SUM) / 2, y + 6, "=", size=18)
    yield svg.text(end - SUM / 2, y - 23, name, size=12)
    total = trace.grad_W[l][[[i]], [[j]]]
    yield from tables.signed_cells(end - SUM / 2, y, total, (SUM, LINE), **style)


def _not_yet(_):
    return "?"
