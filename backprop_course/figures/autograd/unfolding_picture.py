"""The picture of ``unfolding``: see there for its numbers and its sentence."""

from itertools import pairwise

from ..drawing import palette, svg
from .unfolding import describe_unfolding

WIDTH, TOP, STEP = 900, 84, 74  # STEP: from one level to the next
GRAPH, TREE = 110, (215, 715)  # where the graph stands, and the two sides of the tree
RADIUS = 15


def draw_unfolding(visits, names):
    """SVG text.  visits: how often each value was visited, the result first.  names: likewise.

    Each value but the last is made by adding the next one to itself.
    """
    height = TOP + STEP * (len(visits) - 1) + 46
    levels = [TOP + STEP * i for i in range(len(visits))]
    parts = [*_heads(), *_double_wires(levels), *_branches(visits, levels)]
    for count, name, y in zip(visits, names, levels, strict=True):
        parts += _disc(GRAPH, y, name)
        for x in _places(count):
            parts += _disc(x, y, name if count <= 8 else "")
        words = f"{count} {'visit' if count == 1 else 'visits'}"
        parts.append(
            svg.text(TREE[1] + 60, y + 5, words, anchor="start", bold=True, colour=palette.BACKWARD)
        )
    return svg.document(
        WIDTH,
        height,
        parts,
        title="A graph, and the calls of recursion on it",
        description=describe_unfolding(visits),
    )


def _heads():
    yield svg.text(GRAPH, 36, "the graph", size=17, bold=True)
    yield svg.text(sum(TREE) / 2, 36, "what recursion visits", size=17, bold=True)


def _places(count):
    width = (TREE[1] - TREE[0]) / count
    return [TREE[0] + width * (i + 0.5) for i in range(count)]


def _double_wires(levels):
    """Two wires from each value of the graph to the one below it."""
    for y in levels[:-1]:
        for side in (-1, 1):
            bend = GRAPH + 26 * side
            points = [(GRAPH, y), (bend, y + 26), (bend, y + STEP - 26), (GRAPH, y + STEP)]
            yield svg.line(points, colour=palette.BACKWARD, width=3)


def _branches(visits, levels):
    """A line from each call to the calls that it makes, one for each use."""
    for i, (count, below) in enumerate(pairwise(visits)):
        above = _places(count)
        for k, x in enumerate(_places(below)):
            start = above[k * count // below]
            yield svg.line(
                [(start, levels[i]), (x, levels[i + 1])], colour=palette.BACKWARD, width=2
            )


def _disc(x, y, name):
    yield svg.disc(x, y, RADIUS, colour=palette.BACKWARD)
    yield svg.text(x, y + 5, f"*{name}*", size=14)
