"""A walk back over a graph that a program made: who is visited when, and what is handed on.

`trace_walk` takes the nodes in the order of the visits, right or wrong, and does what an engine
does: a node hands on the gradient that it has when it is visited. A share that comes later is lost.
A node is anything with `.value`, `.f` (the formula that made it, None for a leaf) and `.inputs`.
"""

from dataclasses import dataclass

import numpy as np

from ... import ops
from ..chain_rule.graph import GraphTrace, Node
from ..drawing import svg

SIGNS = {ops.add: "+", ops.sub: "−", ops.mul: "×", ops.div: "÷", ops.matmul: "@"}
SHORT = {"softmax_cross_entropy": "loss"}  # names that are too long for a box


@dataclass(frozen=True)
class Stop:
    """One node: its value, the gradient it has when it is visited, and what it hands on.

    inputs: the numbers of the stops that it was computed from.  shares: one for each of them.
    A number stands for itself; of an array the trace keeps the shape.
    """

    name: str
    sign: str
    value: float | tuple
    inputs: tuple
    grad: float | tuple
    shares: tuple


@dataclass(frozen=True)
class Walk:
    """The stops in the order of the visits; the first one is the result."""

    stops: tuple

    def uses(self, stop):
        """(visit, share) for each use of a stop, in the order of the visits."""
        for visit, user in enumerate(self.stops):
            for number, share in zip(user.inputs, user.shares, strict=True):
                if number == stop:
                    yield visit, share

    def lost(self):
        """(visit, stop, share) for each share that comes after its stop was visited."""
        return [(v, s, x) for s in range(len(self.stops)) for v, x in self.uses(s) if v >= s]


def trace_walk(order, names=None):
    """Visit the nodes in this order, the result first.  names: {name: node}, for the labels.

    Raises: ValueError when the order leaves out a node that another one was computed from.
    """
    order, grads = list(order), {}
    called, place = _called(names), {id(node): i for i, node in enumerate(order)}
    if any(id(x) not in place for node in order for x in _nodes(node)):
        raise ValueError("order: expected every node that the result was computed from")
    stops = []
    for node in order:
        start = np.ones_like if node is order[0] else np.zeros_like
        grad = grads.setdefault(id(node), start(node.value))
        shares = _shares(node, grad)
        for x, share in zip(_nodes(node), shares, strict=True):
            grads[id(x)] = grads.get(id(x), 0.0) + share
        inputs = tuple(place[id(x)] for x in _nodes(node))
        handed = tuple(map(_number, shares))
        name, value = called.get(id(node), ""), _number(node.value)
        stops.append(Stop(name, _sign(node), value, inputs, _number(grad), handed))
    return Walk(tuple(stops))


def as_graph(names):
    """A tape of named numbers, in the order in which they were made, as a trace for ``draw_graph``.

    names: {name: node}.
    """
    order, called, grads, nodes = list(names.values())[::-1], _called(names), {}, []
    stops = list(zip(order, trace_walk(order, names).stops, strict=True))
    for node, stop in reversed(stops):
        name, inputs = called[id(node)], tuple(called[id(x)] for x in node.inputs)
        grads[name] = stop.grad
        if node.f:
            slopes = tuple(map(_number, _shares(node, np.ones_like(node.value))))
            nodes.append(Node(name, node.f, inputs, stop.value, slopes, stop.shares))
    leaves = {called[id(node)]: stop.value for node, stop in stops if not node.f}
    return GraphTrace({name: leaves[name] for name in names if name in leaves}, tuple(nodes), grads)


def _called(names):
    return {id(node): name for name, node in (names or {}).items()}


def _nodes(node):
    """The inputs that are nodes too; the others are constants."""
    return [x for x in node.inputs if hasattr(x, "inputs")]


def _shares(node, grad):
    """What a node hands to each of the inputs that are nodes, by the vjp of its formula."""
    if not node.f:
        return []
    vjp = getattr(node, "vjp", None) or ops.VJPS[node.f]
    values = [x.value if hasattr(x, "inputs") else x for x in node.inputs]
    shares = vjp(grad, *values, **getattr(node, "settings", {}))
    return [s for x, s in zip(node.inputs, shares, strict=True) if hasattr(x, "inputs")]


def _number(value):
    return float(np.ravel(value)[0]) if np.size(value) == 1 else np.shape(value)


def _sign(node):
    """What the node computes, with its constant where that is one number: "× 3", "5 −"."""
    if not node.f:
        return "leaf"
    sign = SIGNS.get(node.f, node.f.__name__)
    sides = ["" if hasattr(x, "inputs") or np.size(x) > 1 else written(x) for x in node.inputs]
    return " ".join(filter(None, [sides[0], SHORT.get(sign, sign), *sides[1:]]))


def written(value):
    """A number as it is, an array as its shape."""
    return str(value) if isinstance(value, tuple) else svg.written(float(value))


# ---------------------------------------------------------------- in words


def describe_walk(walk):
    """The whole walk in a few sentences: the order, the gradients, what was lost."""
    order = ", ".join(_title(stop) for stop in walk.stops)
    grads = [f"{s.name} {written(s.grad)}" for s in walk.stops if s.name and s.sign == "leaf"]
    said = f"A graph of {len(walk.stops)} nodes, visited in the order {order}. "
    said += f"The gradients at the leaves are {', '.join(grads)}."
    if lost := [f"{written(x)} for {_title(walk.stops[s])}" for _, s, x in walk.lost()]:
        said += f" Too late, and lost: {', '.join(lost)}."
    return said


def explain_walk(walk, step):
    """What the last visit of the first ``step`` did."""
    if step == 0:
        return "Nothing is visited yet. The walk begins at the result, whose gradient is 1."
    stop = walk.stops[step - 1]
    handed = [
        f"{written(share)} to {_title(walk.stops[number])}" + (", too late" * (number < step))
        for number, share in zip(stop.inputs, stop.shares, strict=True)
    ]
    does = f"hands {' and '.join(handed)}" if handed else "is a leaf and keeps it"
    coming = sum(visit >= step for visit, _ in walk.uses(step - 1))
    state = f"but misses {coming} of its shares" if coming else "complete"
    return (
        f"Visit {step} of {len(walk.stops)}: {_title(stop)} has the gradient "
        f"{written(stop.grad)}, {state}, and {does}."
    )


def _title(stop):
    return stop.name or stop.sign
