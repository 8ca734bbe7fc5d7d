"""The picture of ``graph``: see there for its numbers and its sentence."""

from dataclasses import dataclass
from itertools import pairwise

from ... import ops
from ..drawing import layout, palette, svg
from .graph import describe_graph


@dataclass(frozen=True)
class Wire:
    """What one wire carries, and between which parts it runs; port is the inlet it ends in."""

    source: tuple
    target: tuple
    quantity: str
    gradient: float
    words: str
    port: int = 0


def _wires(trace):
    """One wire for every use of a quantity, and a stem up to the dot where it is copied."""
    uses = {name: [] for name in trace.values}
    for node in trace.nodes:
        for port, name in enumerate(node.inputs):
            uses[name].append((node, port))
    for name in trace.values:
        start = ("input" if name in trace.inputs else "node", name)
        total = trace.grads[name]
        words = f"*∂{trace.output}/∂{name}* = {svg.written(total)}"
        if name == trace.output:
            yield Wire(start, ("end", name), name, total, words)
        elif len(uses[name]) == 1:
            ((node, port),) = uses[name]
            yield Wire(start, ("node", node.name), name, total, words, port)
        else:
            yield Wire(start, ("copy", name), name, total, words)
            for node, port in uses[name]:
                share = node.shares[port]
                words = f"through *{node.name}*: {svg.written(share)}"
                yield Wire(("copy", name), ("node", node.name), name, share, words, port)


HALF_WIDTH = {"input": 0, "node": 52, "copy": 6, "end": 0}
NODE_HEIGHT = 78
INLETS = 36  # distance between two inlets of a node
ROOM = {"input": 8, "node": 144, "copy": 40, "end": 8}
LANE = 88  # room above and below for a label each
RUN, BEND = 140, 26  # the level part of a wire, and the room for its bends
MARGIN, HEAD, FOOT = 24, 82, 46
WIDEST_BAND = 26
TITLE = "What goes forward, and what comes back?"


def draw_graph(trace, *, order=False, title=TITLE):
    """The graph as SVG text; with ``order``, each node says when it is visited."""
    ranks = {("node", node.name): i for i, node in enumerate(trace.nodes)}
    wires = sorted(_wires(trace), key=lambda w: (ranks.get(w.target, len(ranks)), w.port))
    edges = [(wire.source, wire.target) for wire in wires]
    room = {part: ROOM[part[0]] for edge in edges for part in edge}
    places = layout.place(edges, room | {"lane": LANE})
    x = _column_centres(places)
    at = {part: (x[column], HEAD + places.y[part]) for part, column in places.column.items()}
    routes = [_route(w, places, n, x, at, trace) for n, w in enumerate(wires)]
    per_one = WIDEST_BAND / max(1.0, *(abs(wire.gradient) for wire in wires))
    width, height = x[-1] + MARGIN, HEAD + places.height + FOOT
    drawn = list(zip(wires, routes, strict=True))
    parts = []
    for wire, points in drawn:
        parts.append(svg.band(_into_the_boxes(wire, points), per_one * abs(wire.gradient)))
    for wire, points in drawn:
        parts += [_line(wire, points), *_labels(wire, points, trace)]
    parts += [piece for node in trace.nodes for piece in _node(node, *at["node", node.name])]
    parts += [piece for part in at if part[0] == "copy" for piece in _copy(*at[part])]
    parts += [*_order(trace, at)] if order else []
    return svg.document(
        round(width),
        round(height),
        [*filter(None, parts), *_frame(width, height, per_one, title)],
        title=title,
        description=describe_graph(trace),
        scale=0.85,  # of the size it is drawn at, so that it fits beside a sidebar
    )


def _column_centres(places):
    """The x of each column: a run and its bends lie between the rims of the widest parts."""
    half = [0] * (1 + max(places.column.values()))
    for (kind, _), column in places.column.items():
        half[column] = max(half[column], HALF_WIDTH[kind])
    centres = [MARGIN + half[0]]
    for left, right in pairwise(half):
        centres.append(centres[-1] + left + BEND + RUN + BEND + right)
    return centres


def _route(wire, places, n, x, at, trace):
    """The points of wire n: out of its source, along its lanes, into its inlet."""
    (x0, y0), (x1, y1) = at[wire.source], at[wire.target]
    start, end = x0 + HALF_WIDTH[wire.source[0]], x1 - HALF_WIDTH[wire.target[0]]
    column, heights = places.column[wire.source], places.lanes[n][::2]  # the others cross columns
    points = [(start, y0)]
    for i, y in enumerate(heights):
        left = start if i == 0 else x[column + i] + HALF_WIDTH["node"]
        right = end if i == len(heights) - 1 else x[column + i + 1] - HALF_WIDTH["node"]
        points += [(left + BEND, HEAD + y), (right - BEND, HEAD + y)]
    return [*points, (end, y1 + _inlet(wire, trace))]


def _inlet(wire, trace):
    """How far the end of a wire stands from the middle of its node."""
    count = next((len(node.inputs) for node in trace.nodes if node.name == wire.target[1]), 1)
    return INLETS * (wire.port - (count - 1) / 2) if wire.target[0] == "node" else 0.0


def _into_the_boxes(wire, points):
    """The points, longer where a box will cover them: no gap where a wire leaves at a slant."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    start = [(x0 - BEND / 2, y0)] if wire.source[0] == "node" else []
    return [*start, *points, *([(x1 + BEND / 2, y1)] if wire.target[0] == "node" else [])]


def _line(wire, points):
    return svg.line(points) if wire.target[0] == "copy" else svg.arrow(points)


def _labels(wire, points, trace):
    """The value above the level part of a wire, marks that point back, and the gradient below."""
    (left, y), (right, _) = points[1:3]
    x = (left + right) / 2
    value = f"*{wire.quantity}* = {svg.written(trace.values[wire.quantity])}"
    yield svg.text(x, y - 22, value, size=17, colour=palette.FORWARD, bold=True)
    yield from svg.backward_marks(x, y)
    yield svg.text(x, y + 34, wire.words, colour=palette.BACKWARD)


SIGNS = {ops.add: "+", ops.sub: "−", ops.mul: "×", ops.div: "÷"}


def _node(node, x, y):
    """A box with the sign of the computation and the slope for each inlet."""
    yield svg.box(x, y, 2 * HALF_WIDTH["node"], NODE_HEIGHT, fill=palette.NOTE, radius=12)
    sign = SIGNS.get(node.f, node.f.__name__)
    slopes = [f"slope {_short(slope)}" for slope in node.slopes]
    if len(slopes) == 1:
        yield svg.text(x, y - 3, sign, size=20)
        yield svg.text(x, y + 22, slopes[0], size=14)
        return
    yield svg.text(x, y + 8, sign, size=24)
    for port, words in enumerate(slopes):
        yield svg.text(x, y + 5 + 1.45 * INLETS * (port - (len(slopes) - 1) / 2), words, size=14)


def _copy(x, y):
    yield svg.disc(x, y, HALF_WIDTH["copy"], fill=palette.INK)
    yield svg.text(x + 2, y - 18, "copy", size=14, anchor="end")


def _order(trace, at):
    """Over each node its place on the way forward, under it its place on the way back."""
    for i, node in enumerate(trace.nodes, start=1):
        x, y = at["node", node.name]
        back = len(trace.nodes) + 1 - i
        yield svg.text(x, y - 50, f"forward {i}", size=14, colour=palette.FORWARD, bold=True)
        yield svg.text(x, y + 60, f"back {back}", size=14, colour=palette.BACKWARD, bold=True)


def _frame(width, height, per_one, title):
    """The title, under it the two directions, and the scale of the bands at the foot."""
    yield svg.text(MARGIN, 28, title, size=20, anchor="start", bold=True)
    yield from svg.directions(MARGIN, width - MARGIN, y=62)
    yield from svg.band_key(MARGIN, height - 22, per_one)


def _short(slope):
    """As the labels of wires, but short enough for a node where there is a power of ten."""
    return svg.written(slope, 3 if abs(slope) >= 1e-3 else 2)
