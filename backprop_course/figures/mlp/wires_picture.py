"""The wire view of a small network: a wire is as wide as what one example adds to its gradient.

Weights stand above their wires, gradients below. A negative gradient has a dashed rim, a purple
core and a minus; a positive one a solid rim, an orange core and a plus.
"""

from ..drawing import palette, svg, tables
from .network import gradient, number

WIDTH, BOTTOM = 900, 452
MIDDLE = 254  # of the network
COLUMNS = (66, 374, 682, 834)  # inputs, hidden units, output unit, loss
BOX, TALL = 104, 84
PITCH, INLET = 128, 60  # between units, and between the inlets of one
RUN = 108  # the level part of a wire, where its weight and its gradient stand
BAND = svg.BandScale(per_one=24, limit=18)
FULL = 3.0  # the value at which a unit's shade is strongest


def draw_wires(trace, layer, sample, weight):
    """Pieces of SVG: the network of 2, 3 and 1 units, with what came back as far as ``layer``."""
    wires = [
        (l, i, j) for l, W in trace.W.items() for i in range(W.shape[0]) for j in range(W.shape[1])
    ]
    for wire in sorted(wires, key=lambda wire: abs(trace.shares[wire[0]][sample][wire[1:]])):
        yield from _wire(trace, wire, sample, reached=wire[0] >= layer)
    for wire in wires:
        yield from _labels(trace, wire, sample, reached=wire[0] >= layer)
    yield from _units(trace, layer, sample)
    yield from _loss(trace, sample)
    yield from _chosen(trace, weight)


def _place(l, unit, count):
    """The centre of a unit."""
    return COLUMNS[l], MIDDLE + PITCH * (unit - (count - 1) / 2)


def _run(trace, wire):
    """The left end, the right end and the height of the level part of a wire."""
    l, i, j = wire
    fan_in, fan_out = trace.W[l].shape
    x, y = _place(l, j, fan_out)
    return x - BOX / 2 - RUN, x - BOX / 2, y + INLET * (i - (fan_in - 1) / 2)


def _wire(trace, wire, sample, *, reached):
    """From the unit that feeds it, along its level run, to its inlet."""
    l, i, j = wire
    left, right, y = _run(trace, wire)
    x0, y0 = _place(l - 1, i, trace.W[l].shape[0])
    points = [(x0 + BOX / 2, y0), (left, y), (right, y)]
    share = float(trace.shares[l][sample, i, j])
    if reached and share:
        yield svg.band(
            points,
            max(BAND.width(share), 2.5),
            colour=palette.BACKWARD,
            tint=palette.ABOVE if share > 0 else palette.BELOW,
            dash=None if share > 0 else "6 4",
        )
    else:
        yield svg.line(points, colour=palette.WAITING, width=1.2)


def _labels(trace, wire, sample, *, reached):
    """The weight above the run, and what this example adds to its gradient below it."""
    l, i, j = wire
    left, right, y = _run(trace, wire)
    share = float(trace.shares[l][sample, i, j])
    x, half = (left + right) / 2, BAND.width(share) / 2 if reached else 0
    words = number(trace.W[l][i, j])
    yield svg.text(x, y - half - 5, words, size=15, colour=palette.FORWARD)
    if reached:
        yield svg.text(
            x, y + half + 14, gradient(share), size=15, colour=palette.BACKWARD, bold=True
        )


def _units(trace, layer, sample):
    """Every unit with its value; below it what came back there."""
    for l, values in trace.a.items():
        for unit, value in enumerate(values[sample]):
            x, y = _place(l, unit, values.shape[1])
            tall = TALL if l < trace.L else TALL + INLET
            fill = palette.size_shade(value, FULL)
            off = 0 < l < trace.L and not value
            yield svg.box(x, y, BOX, tall if l else 60, fill=fill, radius=10)
            name = f"x[{unit}]" if l == 0 else f"a{l}[{unit}]"
            yield svg.text(x, y - 8, name + ", off" * off, size=13)
            yield svg.text(x, y + 16, number(value), size=16, bold=True)
            if l and l >= min(layer, trace.L):
                words = f"{gradient(trace.grad_z[l][sample, unit])} came back"
                yield svg.text(
                    x - BOX / 2 + 3,
                    y + tall / 2 + 18,
                    words,
                    size=13,
                    colour=palette.BACKWARD,
                    anchor="start",
                )


def _loss(trace, sample):
    """The target, and this example's part of the loss."""
    x, y = COLUMNS[-1], MIDDLE
    left = COLUMNS[-2] + BOX / 2
    prediction, target = trace.a[trace.L][sample, 0], trace.target[sample, 0]
    part = number((prediction - target) ** 2 / trace.n)
    yield svg.arrow([(left, y), (x - BOX / 2, y)])
    yield from svg.backward_marks((left + x - BOX / 2) / 2, y)
    yield svg.box(x, y, BOX, TALL, radius=10)
    yield svg.text(x, y - 8, f"(a2 − *y*)² / {trace.n}", size=13)
    yield svg.text(x, y + 16, part, size=16, bold=True)
    yield svg.text(
        x, y - TALL / 2 - 10, f"target *y* = {number(target)}", size=13, colour=palette.REFERENCE
    )


def _chosen(trace, weight):
    left, right, y = _run(trace, weight)
    yield tables.frame((left + right) / 2, y + 1, right - left - 8, INLET)
