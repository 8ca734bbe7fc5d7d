"""The picture of a walk back over a graph: values on top, gradients below, visits numbered.

Every node is a box. A visited one has a thick brick rim and the number of its visit; a wire along
which a share came back is thick, and dashed where the share came too late.
"""

from ..drawing import layout, palette, svg
from .walk import describe_walk, written

BOX, TALL = 112, 84  # width and height of a node's box
RUN, BEND = 66, 14  # the level part of a wire, and the room for its bends
INLETS = 30  # distance between two inlets of a node
ROOM = {"lane": 66}
MARGIN, HEAD, FOOT = 20, 42, 8
BADGE = 13


def draw_walk(walk, *, step=None):
    """The graph as SVG text after the first ``step`` visits, after all of them where it is None."""
    step = _step(walk, step)
    edges = _edges(walk)
    places = layout.place([edge[:2] for edge in edges], _room(walk) | ROOM)
    at = {i: (_x(column), HEAD + places.y[i]) for i, column in places.column.items()}
    width = _x(max(places.column.values())) + BOX / 2 + MARGIN
    parts = [*svg.directions(MARGIN, width - MARGIN, back="visits 1, 2, 3 …")]
    for n, edge in enumerate(edges):
        parts += _wire(walk, edge, _route(edge, walk, places, n, at), step)
    for i, stop in enumerate(walk.stops):
        parts += _box(walk, i, stop, at[i], step)
    return svg.document(
        round(width),
        round(HEAD + places.height + FOOT),
        parts,
        title="A walk back over a graph",
        description=describe_walk(walk),
    )


def _step(walk, step):
    step = len(walk.stops) if step is None else step
    if step not in range(len(walk.stops) + 1):
        raise ValueError(f"step: expected a whole number from 0 to {len(walk.stops)}, got {step}")
    return step


def _room(walk):
    """The height that each box needs, with the number of its visit at a corner."""
    return dict.fromkeys(range(len(walk.stops)), TALL + 28)


def _x(column):
    return MARGIN + BOX / 2 + column * (BOX + RUN + 2 * BEND)


def _edges(walk):
    """(input, node, inlet) for each use, in an order that does not depend on the visits."""
    order = []

    def note(i):
        if i not in order:
            for number in walk.stops[i].inputs:
                note(number)
            order.append(i)

    note(0)
    return [(x, i, inlet) for i in order for inlet, x in enumerate(walk.stops[i].inputs)]


def _route(edge, walk, places, n, at):
    """The points of a wire: out of its input, along its lanes, into its inlet."""
    source, target, inlet = edge
    (x0, y0), (x1, y1) = at[source], at[target]
    points, heights = [(x0 + BOX / 2, y0)], places.lanes[n][::2]  # the others cross columns
    for i, y in enumerate(heights):
        left = _x(places.column[source] + i) + BOX / 2 + BEND
        points += [(left, HEAD + y), (left + RUN, HEAD + y)]
    count = len(walk.stops[target].inputs)
    return [*points, (x1 - BOX / 2, y1 + INLETS * (inlet - (count - 1) / 2))]


def _wire(walk, edge, points, step):
    """The wire of one use: thin until its share has come back."""
    source, target, inlet = edge
    if target >= step:
        yield svg.arrow(points, colour=palette.WAITING, width=1.5, head=10)
        return
    late = source <= target
    (left, y), (right, _) = points[1:3]
    middle = (left + right) / 2
    yield svg.line(points, colour=palette.BACKWARD, width=4, dash="5 5" if late else None)
    for tip in (middle - 14, middle - 2):
        marks = [(tip + 10, y - 9), (tip, y), (tip + 10, y + 9)]
        yield svg.line(marks, colour=palette.BACKWARD, width=3)
    share = written(walk.stops[target].shares[inlet])
    yield svg.text(middle, y + 25, share, size=15, colour=palette.BACKWARD)
    if late:
        yield svg.text(middle, y - 14, "too late", size=14, colour=palette.BACKWARD, bold=True)


def _box(walk, i, stop, at, step):
    """The name and the sign, the value below them, and the gradient so far at the foot."""
    x, y = at
    visited = i < step
    rim = {"colour": palette.BACKWARD, "stroke": 3.5} if visited else {"colour": palette.WAITING}
    yield svg.box(x, y, BOX, TALL, fill=palette.NOTE if visited else palette.PAPER, **rim)
    yield svg.text(x, y - 18, _heading(stop), size=15)
    yield svg.text(x, y + 6, written(stop.value), size=17, colour=palette.FORWARD, bold=True)
    words, colour = _gradient(walk, i, step)
    yield svg.text(x, y + 31, words, size=15, colour=colour, bold=visited)
    if visited:
        corner = (x + BOX / 2 - 4, y - TALL / 2 + 2)
        yield svg.disc(*corner, BADGE, fill=palette.BACKWARD, colour=palette.PAPER)
        yield svg.text(
            corner[0], corner[1] + 5, str(i + 1), size=14, colour=palette.PAPER, bold=True
        )


def _heading(stop):
    if stop.sign == "leaf":
        return f"leaf *{stop.name}*" if stop.name else "leaf"
    return f"*{stop.name}*: {_plain(stop.sign)}" if stop.name else _plain(stop.sign)


def _plain(sign):
    return sign.replace("_", " ")  # an underscore would mark a subscript


def _gradient(walk, i, step):
    """What is known of a node's gradient after ``step`` visits."""
    if i < step:
        return written(walk.stops[i].grad), palette.BACKWARD
    so_far = [share for visit, share in walk.uses(i) if visit < step]
    if not so_far:
        return "gradient ?", palette.REFERENCE
    if len(so_far) == len(list(walk.uses(i))):
        return "complete", palette.BACKWARD
    return f"{len(so_far)} of {len(list(walk.uses(i)))} shares", palette.BACKWARD
