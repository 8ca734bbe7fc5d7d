"""A small computation as a graph: each value above its wire, each gradient below it.

`trace_graph` runs a list of steps forward and then backward with the formulas of `ops`;
`draw_graph` turns the numbers into a picture. Where a quantity is used twice its wire splits at a
dot, and the gradients of the branches add up there.
"""

from dataclasses import dataclass

from ... import ops
from ..drawing import svg


@dataclass(frozen=True)
class Node:
    """One local computation: the names of its inputs, its value, its slope for each input, and
    the gradient that it hands back to each input."""

    name: str
    f: object
    inputs: tuple
    value: float
    slopes: tuple
    shares: tuple


@dataclass(frozen=True)
class GraphTrace:
    """All numbers of one forward and one backward pass; the last node is the output."""

    inputs: dict
    nodes: tuple
    grads: dict

    @property
    def output(self):
        return self.nodes[-1].name

    @property
    def values(self):
        return self.inputs | {node.name: node.value for node in self.nodes}


def trace_graph(inputs, steps):
    """Run steps (name, f, *names of inputs) on numbers, then go back through them in reverse.

    Raises: ValueError when a quantity is used before it exists, or never.
    """
    values = {name: float(value) for name, value in inputs.items()}
    for name, f, *names in steps:
        if missing := set(names) - set(values):
            raise ValueError(f"step {name!r} uses {sorted(missing)}, which no earlier step makes")
        values[name] = float(f(*(values[n] for n in names)))
    output, used = steps[-1][0], {n for _, _, *names in steps for n in names}
    if idle := set(values) - used - {output}:
        raise ValueError(f"nothing uses {sorted(idle)}; the last step is the output")
    grads, nodes = dict.fromkeys(values, 0.0) | {output: 1.0}, []
    for name, f, *names in reversed(steps):
        arguments = [values[n] for n in names]
        shares = tuple(map(float, ops.VJPS[f](grads[name], *arguments)))
        slopes = tuple(map(float, ops.VJPS[f](1.0, *arguments)))
        nodes.insert(0, Node(name, f, tuple(names), values[name], slopes, shares))
        for n, share in zip(names, shares, strict=True):
            grads[n] += share
    return GraphTrace({name: values[name] for name in inputs}, tuple(nodes), grads)


def describe_graph(trace):
    """The picture in two sentences: the values, and the gradients."""
    values = ", ".join(f"{name} = {svg.written(value)}" for name, value in trace.values.items())
    grads = [f"∂{trace.output}/∂{n} = {svg.written(trace.grads[n])}" for n in trace.inputs]
    order = ", ".join(node.name for node in reversed(trace.nodes))
    return (
        f"A computation graph. Forward, the values are {values}. Backward, the nodes are visited "
        f"in the order {order}, and the gradients of the inputs come out as {', '.join(grads)}."
    )
