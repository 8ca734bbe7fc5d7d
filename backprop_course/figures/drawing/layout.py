"""Where the parts of a small graph stand: columns by distance from the end, rows without crossings.

The column of a node is the longest path from it to the end, so every input stands right before the
part that uses it. Every edge gets a lane of its own between two columns, with room for labels.
"""

from dataclasses import dataclass
from itertools import combinations, pairwise

SWEEPS = 100  # more than enough for graphs that fit on a page

ALMOST_LEVEL = 5  # pixels; a wire that is nearly level is made level


@dataclass(frozen=True)
class Layout:
    """``column[node]`` counts from the left; ``y[node]`` and ``lanes[edge][i]`` are heights."""

    column: dict
    y: dict
    lanes: tuple
    height: float


def place(edges, height):
    """The Layout of a graph, given as (source, target) pairs; several may join the same two nodes.

    ``height`` is the room that a node needs, by node, and that a lane needs, under "lane".
    """
    column = _columns(edges)
    paths = [_path(i, edge, column) for i, edge in enumerate(edges)]
    links = [(one, other) for path in paths for (_, one), (_, other) in pairwise(path)]
    layers = _fewest_crossings(_layers(paths), links)
    room = {item: height["lane" if _is_lane(item) else item] for layer in layers for item in layer}
    y = _heights(layers, links, room)
    top = min(y[item] - room[item] / 2 for item in y)
    bottom = max(y[item] + room[item] / 2 for item in y)
    lanes = tuple(tuple(y[item] - top for _, item in path[1:-1]) for path in paths)
    return Layout(column, {node: y[node] - top for node in column}, lanes, bottom - top)


def _columns(edges):
    targets = {}
    for source, target in edges:
        targets.setdefault(source, []).append(target)
        targets.setdefault(target, [])
    distance = {}

    def measure(node):
        if node not in distance:
            distance[node] = max((1 + measure(target) for target in targets[node]), default=0)
        return distance[node]

    longest = max(measure(node) for node in targets)
    return {node: longest - distance[node] for node in targets}


@dataclass(frozen=True)
class _Lane:
    edge: int
    layer: int


def _is_lane(item):
    return isinstance(item, _Lane)


def _path(i, edge, column):
    """The edge as a path of neighbours: nodes stand in even layers, lanes in all between."""
    source, target = edge
    first, last = 2 * column[source], 2 * column[target]
    lanes = [(layer, _Lane(i, layer)) for layer in range(first + 1, last)]
    return [(first, source), *lanes, (last, target)]


def _layers(paths):
    """The items of every layer, in the order in which the edges were given."""
    found = {}
    for path in paths:
        for layer, item in path:
            found.setdefault(layer, {})[item] = None
    return [list(found[layer]) for layer in sorted(found)]


def _fewest_crossings(layers, links):
    """The best order met while each item moves to the middle of its neighbours on one side."""
    best, layers = layers, [list(layer) for layer in layers]
    before, after = _neighbours((b, a) for a, b in links), _neighbours(links)
    given = _ranks(layers)  # decides between items that want the same place
    for sweep in range(SWEEPS):
        neighbours = before if sweep % 2 else after
        rank = _ranks(layers)
        for layer in layers if sweep % 2 else reversed(layers):
            wanted = {i: _mean(rank[other] for other in neighbours.get(i, [i])) for i in layer}
            layer.sort(key=lambda item: (wanted[item], given[item]))
            rank |= _ranks([layer])
        if _crossings(layers, links) < _crossings(best, links):
            best = [list(layer) for layer in layers]
    return best


def _ranks(layers):
    return {item: i for layer in layers for i, item in enumerate(layer)}


def _crossings(layers, links):
    """Pairs of links that cross; at a node, links arrive in the order of their edges."""
    rank, depth = _ranks(layers), {item: n for n, layer in enumerate(layers) for item in layer}
    ends = [(depth[a], rank[a], rank[b] + n / len(links)) for n, (a, b) in enumerate(links)]
    return sum(a == c and (b - d) * (e - f) < 0 for (a, b, e), (c, d, f) in combinations(ends, 2))


def _heights(layers, links, room):
    """Each item as near to the middle of its neighbours as the room of the others allows."""
    neighbours, y = _leaders(_neighbours([*links, *((b, a) for a, b in links)])), {}
    for layer in layers:
        y |= dict(zip(layer, _spread([0.0] * len(layer), layer, room), strict=True))
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 else reversed(layers):
            wanted = [_mean(y[other] for other in neighbours[item]) for item in layer]
            y |= dict(zip(layer, _spread(wanted, layer, room), strict=True))
    for item in [*filter(_is_lane, y), *y]:
        if len(neighbours[item]) == 1 and abs(y[item] - y[neighbours[item][0]]) < ALMOST_LEVEL:
            y[item] = y[neighbours[item][0]]
    return y


def _leaders(neighbours):
    """Without those that follow: an end of the graph takes the height of its only lane."""
    return {
        item: [other for other in others if len(neighbours[other]) > 1] or others
        for item, others in neighbours.items()
    }


def _spread(wanted, layer, room):
    """Heights nearest to the wanted ones that keep the order and leave each item its room."""
    offsets = [0.0]
    for one, other in pairwise(layer):
        offsets.append(offsets[-1] + (room[one] + room[other]) / 2)
    groups = []  # neighbours that would overlap move as one: [sum of what is wanted, how many]
    for height, offset in zip(wanted, offsets, strict=True):
        groups.append([height - offset, 1])
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            total, count = groups.pop()
            groups[-1][0] += total
            groups[-1][1] += count
    levels = [total / count for total, count in groups for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]


def _neighbours(links):
    found = {}
    for one, other in links:
        found.setdefault(one, []).append(other)
    return found


def _mean(numbers):
    numbers = list(numbers)
    return sum(numbers) / len(numbers)
