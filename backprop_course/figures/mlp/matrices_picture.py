"""The matrix view of a small network: the gradient of a layer's weights, product by product."""

from ..drawing import palette, svg, tables
from .network import gradient, number

WIDTH = 900
LIMIT = 1.0  # a gradient of this size has the strongest shade, whatever the example and the layer
CELL, FONT = (92, 50), 16
ONE, ALL, MIDDLE = 284, 724, 282  # where the table of one example stands, the sum, and their height


def draw_matrices(trace, l, sample, weight):
    """Pieces of SVG: the outer product of one example, and the sum over all of them."""
    (rows, columns), (x, back, grad) = trace.W[l].shape, names(l)
    left, top = ONE - (CELL[0] + tables.APART) / 2, MIDDLE - CELL[1] * (rows / 2 + 1) - 22
    under = MIDDLE + CELL[1] * rows / 2 + 22
    yield svg.text(left, 92, f"example {sample}: came in × came back", bold=True)
    yield svg.text(ALL, 92, f"all {trace.n} examples added", bold=True)
    yield svg.text(ONE, top, f"{back}: what came back", size=15, colour=palette.BACKWARD)
    yield svg.text(
        left - CELL[0] * columns / 2, under, f"{x}: what came in", size=15, colour=palette.FORWARD
    )
    yield from product(trace, l, sample, (ONE, MIDDLE), CELL, FONT)
    yield svg.text((ONE + ALL) / 2, MIDDLE + 6, f"+ {trace.n - 1} others =", size=15)
    yield from total(trace, l, (ALL, MIDDLE), CELL, FONT)
    yield svg.text(ALL, under, f"{grad} = {x}.T @ {back}", size=15, colour=palette.BACKWARD)
    if weight[0] == l:
        yield from _outlines(rows, columns, *weight[1:])


def names(l):
    """What came in to layer l, what came back, and what they make, as in the code."""
    return tuple(map(svg.typed, ("x" if l == 1 else f"a{l - 1}", f"grad_z{l}", f"grad_W{l}")))


def product(trace, l, sample, at, size, font):
    """What one example adds to the gradient of layer l, with its two factors."""
    factors = trace.a[l - 1][sample], trace.grad_z[l][sample]
    return tables.outer_product(*at, *factors, size, limit=LIMIT, words=gradient, font=font)


def total(trace, l, at, size, font):
    """The gradient of the weights of layer l: the sum over all examples."""
    grad = trace.grad_W[l]
    return tables.signed_cells(*at, grad, size, limit=LIMIT, words=gradient, font=font)


def _outlines(rows, columns, i, j):
    """Row and column of the chosen weight, and its place in the sum."""
    width, height = CELL
    x, y = width * (j - (columns - 1) / 2), MIDDLE + height * (i - (rows - 1) / 2)
    more = width + tables.APART, height + tables.APART  # the factor beside the table
    yield tables.frame(ONE - more[0] / 2, y, width * columns + more[0], height)
    yield tables.frame(ONE + x, MIDDLE - more[1] / 2, width, height * rows + more[1])
    yield tables.frame(ALL + x, y, width, height)


# ---------------------------------------------------------------- the loss

SLOT, LINE, START = 87, 46, 180  # width and height of its cells, and where they begin


def draw_loss_table(trace, sample):
    """Pieces of SVG: what the loss sends back in every example."""
    prediction, back = trace.a[trace.L][:, 0], trace.grad_z[trace.L][:, 0]
    rows = (
        ("prediction a2", prediction, palette.FORWARD, number),
        ("target *y*", trace.target[:, 0], palette.REFERENCE, number),
        ("came back", back, palette.BACKWARD, gradient),
    )
    x, y, pitch = START + SLOT * trace.n / 2, 180, LINE + 8
    for k in range(trace.n):
        yield svg.text(START + SLOT * (k + 0.5), y - 34, f"example {k}", size=13)
    for i, (name, values, colour, words) in enumerate(rows):
        yield svg.text(20, y + pitch * i + 5, name, colour=colour, anchor="start", bold=True)
        yield from tables.cells(
            x, y + pitch * i, values[None], (SLOT, LINE), colour=colour, words=words
        )
    yield tables.frame(START + SLOT * (sample + 0.5), y + pitch, SLOT, LINE + 2 * pitch)
    yield svg.text(
        START,
        y + 190,
        f"{loss_line(trace)}. The {trace.n} stands in the mean, and nowhere else.",
        size=15,
        anchor="start",
    )


def loss_line(trace):
    return f"came back: 2 (a2 − *y*) / {trace.n}"
