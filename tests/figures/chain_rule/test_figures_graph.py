"""Graphs: right numbers, each of them in the picture, and no two labels touching."""

import itertools

import numpy as np
import pytest
from legible import collisions, elements, inside, labels, rect_box, text_box, touch
from pictures.chain_rule import CHAIN, GATES, GRAPHS, NEURON_GRAPH, TWO_PATHS

from backprop_course import ops
from backprop_course.figures.chain_rule.graph import describe_graph, trace_graph
from backprop_course.figures.chain_rule.graph_picture import NODE_HEIGHT, WIDEST_BAND, draw_graph
from backprop_course.figures.drawing import palette
from backprop_course.figures.drawing.layout import place

each_graph = pytest.mark.parametrize("inputs, steps", GRAPHS.values(), ids=GRAPHS)


# ---------------------------------------------------------------- numbers


def test_two_paths_add():
    trace = trace_graph(*TWO_PATHS)
    shares = [node.shares[0] for node in trace.nodes[:2]]
    assert shares == pytest.approx([5 * np.sin(2.5), 6.25 * np.cos(2.5)])
    assert trace.grads["x"] == sum(shares)


def test_the_neuron_of_lesson_01():
    grads = trace_graph(*NEURON_GRAPH).grads
    assert [grads[name] for name in "xwbyz"] == [-0.5, -0.125, -0.25, 1.0, -0.25]


@each_graph
def test_gradients_agree_with_central_differences(inputs, steps):
    trace, h = trace_graph(inputs, steps), 1e-5
    for name in inputs:
        ends = [trace_graph(inputs | {name: inputs[name] + d}, steps) for d in (h, -h)]
        above, below = (end.values[end.output] for end in ends)
        assert trace.grads[name] == pytest.approx((above - below) / (2 * h), abs=1e-8), name


@pytest.mark.parametrize(
    ("inputs", "steps", "said"),
    [
        ({"x": 1.0}, [("y", ops.mul, "x", "u")], "'u'"),
        ({"x": 1.0, "c": 2.0}, [("y", ops.square, "x")], "nothing uses ['c']"),
    ],
)
def test_a_graph_with_a_loose_end_is_refused(inputs, steps, said):
    with pytest.raises(ValueError) as refusal:
        trace_graph(inputs, steps)
    assert said in str(refusal.value)


def test_the_description_says_values_order_and_gradients():
    words = describe_graph(trace_graph(*GATES))
    for part in ("s = 3", "y = 2.73", "order y, v, s", "∂y/∂a = 0.909", "∂y/∂b = −0.339"):
        assert part in words


# ---------------------------------------------------------------- the picture


def test_the_picture_contains_the_numbers():
    found = labels(draw_graph(trace_graph(*GATES)))
    for label in (
        "a = 1", "b = 2", "s = 3", "v = 0.909", "y = 2.73", "∂y/∂y = 1", "∂y/∂s = 0.909",
        "∂y/∂v = 3", "through s: 0.909", "through v: −1.25", "∂y/∂b = −0.339", "slope −0.416",
    ):  # fmt: skip
        assert label in found, label
    assert found.count("b = 2") == 3, "the stem and its two copies"
    assert found.count("copy") == 1


def test_the_order_of_the_visits_is_reversed():
    drawing = draw_graph(trace_graph(*GATES), order=True)
    middles = {"".join(t.itertext()): float(t.get("x")) for t in elements(drawing, "text")}
    assert middles["forward 3"] == middles["back 1"] > middles["forward 1"] == middles["back 3"]
    assert "forward 1" not in labels(draw_graph(trace_graph(*GATES)))


def test_the_title_touches_nothing():
    drawing = draw_graph(trace_graph(*TWO_PATHS), title="Two ways for the input add")
    assert "Two ways for the input add" in labels(drawing)
    assert touching(drawing) == []


def test_values_are_blue_and_above_gradients_brick_and_below():
    texts = elements(draw_graph(trace_graph(*CHAIN)), "text")
    look = {"".join(t.itertext()): (t.get("fill"), float(t.get("y"))) for t in texts}
    assert look["u = 2.25"][0] == palette.FORWARD
    assert look["∂y/∂u = −0.978"][0] == palette.BACKWARD
    assert look["u = 2.25"][1] < look["∂y/∂u = −0.978"][1]


def test_bands_are_in_proportion_to_the_gradients():
    trace = trace_graph(*TWO_PATHS)
    groups = [g for g in elements(draw_graph(trace), "g") if g.get("class") == "band"]
    drawn = sorted(float(g[0].get("stroke-width")) for g in groups[:-1])  # the last is the key
    gradients = [*trace.grads.values(), *(node.shares[0] for node in trace.nodes[:2])]
    largest = max(map(abs, gradients))
    expected = sorted(WIDEST_BAND * abs(gradient) / largest for gradient in gradients)
    assert drawn == pytest.approx(expected, abs=0.051)


@each_graph
def test_no_label_touches_another_or_a_node_or_the_rim(inputs, steps):
    rng = np.random.default_rng(0)
    points = [tuple(inputs.values()), *np.round(rng.uniform(-3, 3, (20, len(inputs))), 2)]
    for point, order in itertools.product(points, (False, True)):
        numbers = dict(zip(inputs, map(float, point), strict=True))
        drawing = draw_graph(trace_graph(numbers, steps), order=order)
        assert touching(drawing) == [], (numbers, order)


def touching(drawing):
    """Labels that touch each other, the rim or the edge of a node, and nodes that touch."""
    boxes = [text_box(text) for text in elements(drawing, "text")]
    rects = elements(drawing, "rect")[1:]
    nodes = [rect_box(rect) for rect in rects if float(rect.get("height")) == NODE_HEIGHT]
    pairs = itertools.product(boxes, nodes)
    across = [(box, node) for box, node in pairs if touch(box, node) and not inside(box, node)]
    apart = itertools.combinations(nodes, 2)
    return collisions(drawing) + across + [pair for pair in apart if touch(*pair)]


# ---------------------------------------------------------------- the layout


def test_columns_are_the_longest_path_to_the_end():
    edges = [("x", "u"), ("u", "y"), ("c", "y"), ("y", "L")]
    column = place(edges, dict.fromkeys("xucyL", 20) | {"lane": 40}).column
    assert column == {"x": 0, "u": 1, "c": 1, "y": 2, "L": 3}


def test_inlets_are_reached_in_their_order_without_a_crossing():
    """The edges into y are given as u, c; its lanes arrive in this order, whatever comes first."""
    for edges in ([("u", "y"), ("x", "u"), ("c", "y")], [("x", "u"), ("u", "y"), ("c", "y")]):
        places = place(edges, dict.fromkeys("xucy", 20) | {"lane": 40})
        (through_u,), (through_c,) = (places.lanes[edges.index((n, "y"))] for n in "uc")
        assert through_c - through_u == 40


def test_a_long_edge_passes_other_columns_in_a_lane_of_its_own():
    edges = [("x", "u"), ("u", "v"), ("v", "y"), ("x", "y")]
    places = place(edges, dict.fromkeys("xuvy", 60) | {"lane": 40})
    assert [len(lane) for lane in places.lanes] == [1, 1, 1, 5]
    beside_u, beside_v = places.lanes[3][1::2]
    assert abs(beside_u - places.y["u"]) >= 50 <= abs(beside_v - places.y["v"])
