"""Pictures of chain rule, as the tests draw them."""

import itertools

import numpy as np

from backprop_course import chain_rule, ops
from backprop_course.figures.chain_rule.gates import (
    trace_gate,
)
from backprop_course.figures.chain_rule.gates_picture import (
    draw_gate,
    draw_gates,
)
from backprop_course.figures.chain_rule.graph import trace_graph
from backprop_course.figures.chain_rule.graph_picture import draw_graph
from backprop_course.figures.chain_rule.jacobians_picture import draw_jacobians
from backprop_course.figures.chain_rule.nudge import trace_nudge
from backprop_course.figures.chain_rule.nudge_picture import draw_nudge
from backprop_course.figures.chain_rule.secants_picture import draw_secants

BY_HAND = {  # gate: inputs, gradients that arrive -> value, slopes, gradients handed back
    "+": ((3, 2), (0.5,), 5, (1, 1), (0.5, 0.5)),
    "×": ((3, 2), (0.5,), 6, (2, 3), (1, 1.5)),
    "max": ((3, 2), (0.5,), 3, (1, 0), (0.5, 0)),
    "copy": ((3,), (2, 0.5), 3, (1, 1), (2.5,)),
}
PLATE = [trace_gate(kind, *numbers[:2]) for kind, numbers in BY_HAND.items()]
ENDS = (-4, -3.9, 0, 2.8, 4)  # of the sliders of the explorer, and where labels are long
ARRIVE = (-1, -0.9, 0, 0.5, 1)


def gates(kind):
    """One gate at the ends of the explorer's sliders."""
    for first, second, third in itertools.product(ENDS, ENDS, ARRIVE):
        numbers = ([first], [second, third]) if kind == "copy" else ([first, second], [third])
        yield draw_gate(trace_gate(kind, *numbers))


STEPS = chain_rule.sin_squared_squared()
NEURON = chain_rule.single_neuron(0.5, 2.0, -1.0, 1.0)


def secants():
    x = np.linspace(0.7, 2.8, 61)
    nudges = [1, 0.5, 0.1, 0.01, 0.001]
    return draw_secants(x, x**2, (1.5, 2.25), nudges, [3 + nudge for nudge in nudges], 3.0)


ROW, SQUARE = np.array([[2.0, -4.0]]), np.array([[1.0, -0.0], [0.5, 2.0]])
NUDGES = (1.0, -0.0316227766, 1e-6, -5.62341325e-06)


def nudges():
    for x, delta, target in itertools.product((-3.0, -0.7, 0.0, 1.5, 2.9), NUDGES, "xuv"):
        trace = trace_nudge(STEPS, x, delta, target=target)
        yield draw_nudge(trace)
        yield draw_nudge(*[trace] * 3)


TWO_PATHS = ({"x": 2.5}, [("u", ops.square, "x"), ("v", ops.sin, "x"), ("y", ops.mul, "u", "v")])
GATES = (
    {"a": 1.0, "b": 2.0},
    [("s", ops.add, "a", "b"), ("v", ops.sin, "b"), ("y", ops.mul, "s", "v")],
)
NEURON_GRAPH = (
    {"x": 0.5, "w": 2.0, "b": -1.0, "y": 1.0},
    [
        ("p", ops.mul, "x", "w"),
        ("z", ops.add, "p", "b"),
        ("a", ops.sigmoid, "z"),
        ("e", ops.sub, "a", "y"),
        ("L", ops.square, "e"),
    ],
)
LONG_EDGE = (
    {"x": 3.0, "c": 2.0},
    [("y", ops.mul, "x", "x"), ("q", ops.mul, "y", "c"), ("r", ops.add, "q", "x")],
)
CHAIN = ({"x": 1.5}, [("u", ops.square, "x"), ("v", ops.sin, "u"), ("y", ops.square, "v")])
GRAPHS = {
    "two paths": TWO_PATHS,
    "gates": GATES,
    "neuron": NEURON_GRAPH,
    "long edge": LONG_EDGE,
    "chain": CHAIN,
}

PICTURES = {
    **{
        f"graph, {name}": lambda g=graph: draw_graph(trace_graph(*g))
        for name, graph in GRAPHS.items()
    },
    "nudge": lambda: draw_nudge(trace_nudge(STEPS, 1.5, 0.1)),
    "nudge of a weight": lambda: draw_nudge(trace_nudge(NEURON, 2.0, 0.01, name="w")),
    "secants": secants,
    "jacobians": lambda: draw_jacobians([ROW, SQUARE, ROW @ SQUARE], ["r", "s", "r s"], ["@", "="]),
    "gates": lambda: draw_gates(*PLATE),
}
EXTREMES = {
    "nudges": nudges,
    "a gate": lambda: itertools.chain(*map(gates, BY_HAND)),
}
