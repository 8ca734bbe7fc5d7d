"""Walks over graphs: right numbers in any order, each of them drawn, and no two labels touching."""

import itertools

import numpy as np
import pytest
from legible import collisions, elements, inside, labels, rect_box, text_box, touch
from pictures.autograd import small_net

from backprop_course import autograd, ops
from backprop_course.autograd import Tensor, inputs_first
from backprop_course.figures.autograd.expressions import (
    EXPRESSIONS,
    ORDERS,
    as_met,
    trace_expression,
)
from backprop_course.figures.autograd.unfolding import describe_unfolding
from backprop_course.figures.autograd.unfolding_picture import draw_unfolding
from backprop_course.figures.autograd.walk import as_graph, describe_walk, explain_walk, trace_walk
from backprop_course.figures.autograd.walk_picture import BADGE, BOX, draw_walk
from backprop_course.figures.chain_rule.graph import trace_graph
from backprop_course.figures.drawing import palette

SHORTCUT, MIDDLE = "x + x · sin x²", "h + exp h"
every_walk = pytest.mark.parametrize(
    "label, order", list(itertools.product(EXPRESSIONS, ORDERS)), ids=lambda text: text
)


def leaves(walk):
    return {stop.name: stop.grad for stop in walk.stops if stop.sign == "leaf"}


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize("label", EXPRESSIONS)
def test_the_right_order_finds_the_gradients_of_the_engine(label):
    y, names = EXPRESSIONS[label]()
    y.backward()
    found = leaves(walk := trace_expression(label))
    assert found == {n: float(t.grad) for n, t in names.items() if t.is_leaf}
    assert walk.lost() == []


def test_the_numbers_of_the_shortcut_by_hand():
    sin, slope = np.sin(2.25), 1.5 * np.cos(2.25) * 3.0
    right, wrong = trace_expression(SHORTCUT), trace_expression(SHORTCUT, "as met")
    assert leaves(right)["x"] == pytest.approx(1.0 + sin + slope)
    assert leaves(wrong)["x"] == 1.0
    assert sorted(share for _, _, share in wrong.lost()) == pytest.approx(sorted([sin, slope]))


def test_which_expressions_notice_the_wrong_order():
    noticed = [label for label in EXPRESSIONS if trace_expression(label, "as met").lost()]
    assert noticed == [MIDDLE, "(a + b) · sin b", SHORTCUT]


def test_the_tape_holds_the_graph_that_was_typed_by_hand():
    a, b = Tensor(1.0), Tensor(2.0)
    s, v = a + b, autograd.sin(b)
    y = s * v
    names = {"a": a, "b": b, "s": s, "v": v, "y": y}
    steps = [("s", ops.add, "a", "b"), ("v", ops.sin, "b"), ("y", ops.mul, "s", "v")]
    assert as_graph(names) == trace_graph({"a": 1.0, "b": 2.0}, steps)


def test_arrays_are_told_by_their_shapes_and_constants_are_no_nodes():
    walk = small_net()
    assert leaves(walk) == {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,)}
    assert all(stop.grad == stop.value for stop in walk.stops[1:])
    assert [len(stop.inputs) for stop in walk.stops if stop.sign == "linear"] == [3, 2]


def test_an_order_that_leaves_out_a_node_is_refused():
    y, _ = EXPRESSIONS[MIDDLE]()
    with pytest.raises(ValueError, match="every node"):
        trace_walk(inputs_first(y)[::-1][:-1])


def test_as_met_visits_each_tensor_once():
    y, _ = EXPRESSIONS[SHORTCUT]()
    assert set(as_met(y)) == set(inputs_first(y)) and len(as_met(y)) == 5


# ---------------------------------------------------------------- words


def test_the_description_says_order_gradients_and_losses():
    words = describe_walk(trace_expression(SHORTCUT, "as met"))
    for part in ("order y, x, m, v, u", "leaves are x 1.", "lost: 0.778 for x, −2.83 for x"):
        assert part in words
    assert "late" not in describe_walk(trace_expression(SHORTCUT))


def test_each_visit_has_its_sentence():
    walk = trace_expression(MIDDLE, "as met")
    said = [explain_walk(walk, step) for step in range(len(walk.stops) + 1)]
    assert "hands 1 to h and 1 to e" in said[1]
    assert "h has the gradient 1, but misses 1 of its shares, and hands 0.878 to x" in said[2]
    assert "x has the gradient 0.878, complete, and is a leaf" in said[3]
    assert "hands 1.62 to h, too late" in said[4]


# ---------------------------------------------------------------- the picture


def test_the_picture_contains_the_numbers():
    found = labels(draw_walk(trace_expression(SHORTCUT, "as met")))
    for label in ("leaf x", "u: square", "m: ×", "2.25", "1.17", "2.67", "−2.83", "0.778"):
        assert label in found, label
    assert found.count("too late") == 2
    assert [n for n in found if n in "12345" and found.count(n)] and "5" in found


def test_steps_show_what_is_known():
    walk = trace_expression(SHORTCUT)
    assert labels(draw_walk(walk, step=0)).count("gradient ?") == 5
    after_two = labels(draw_walk(walk, step=2))
    assert "2 of 3 shares" in after_two and "complete" in after_two
    assert "gradient ?" not in labels(draw_walk(walk, step=5))
    assert draw_walk(walk) == draw_walk(walk, step=5)


@pytest.mark.parametrize("step", [-1, 6, 2.5])
def test_an_unknown_step_is_refused(step):
    with pytest.raises(ValueError, match="from 0 to 5"):
        draw_walk(trace_expression(SHORTCUT), step=step)


def test_both_orders_stand_in_the_same_places():
    def boxes(order):
        rects = elements(draw_walk(trace_expression(SHORTCUT, order)), "rect")
        return {(rect.get("x"), rect.get("y")) for rect in rects}

    assert boxes("reversed") == boxes("as met")


def test_a_late_share_is_dashed_and_the_others_are_not():
    def dashed(order):
        lines = elements(draw_walk(trace_expression(SHORTCUT, order)), "polyline")
        return sum(line.get("stroke-dasharray") is not None for line in lines)

    assert (dashed("reversed"), dashed("as met")) == (0, 2)


def touching(drawing):
    """Texts that touch each other, the rim or a badge, or lie across the edge of a box."""
    texts = [text_box(text) for text in elements(drawing, "text")]
    rects = elements(drawing, "rect")[1:]
    nodes = [rect_box(rect) for rect in rects if float(rect.get("width")) == BOX]
    pairs = itertools.product([text for text in texts if not in_badge(text)], nodes)
    across = [(t, n) for t, n in pairs if touch(t, n) and not inside(t, n)]
    badges = [badge_box(disc) for disc in elements(drawing, "circle")]
    others = itertools.product([text for text in texts if not in_badge(text)], badges)
    return collisions(drawing) + across + [pair for pair in others if touch(*pair)]


def badge_box(disc):
    x, y = float(disc.get("cx")), float(disc.get("cy"))
    reach = BADGE / 2**0.5  # the square inside the disc
    return ("badge", x - reach, y - reach, x + reach, y + reach)


def in_badge(text):
    return text[0].isdigit() and text[4] - text[2] == pytest.approx(14)


@every_walk
def test_no_label_touches_another_or_a_node_or_the_rim(label, order):
    walk = trace_expression(label, order)
    for step in range(len(walk.stops) + 1):
        assert touching(draw_walk(walk, step=step)) == [], step


def test_no_label_touches_another_in_a_network():
    assert touching(draw_walk(small_net())) == []


def test_long_numbers_stay_inside_their_boxes():
    x = Tensor(-0.00123)
    h = x * -0.00456
    y = h + autograd.exp(h)
    walk = trace_walk(as_met(y), {"x": x, "h": h, "y": y})
    assert touching(draw_walk(walk)) == []


def test_a_planted_collision_is_seen():
    drawing = draw_walk(trace_expression(MIDDLE))
    (name,) = [t for t in elements(drawing, "text") if "".join(t.itertext()) == "leaf x"]
    y = name.get("y")
    assert touching(drawing.replace(f'y="{y}"', f'y="{float(y) + 20}"'))


# ---------------------------------------------------------------- the graph and its tree of calls


def test_the_tree_has_a_disc_for_every_visit():
    drawing = draw_unfolding([1, 2, 4, 8], ["y", "b", "a", "x"])
    assert len(elements(drawing, "circle")) == 4 + 15
    lines = elements(drawing, "polyline")
    assert len(lines) == 6 + 14
    assert {line.get("stroke") for line in lines} == {palette.BACKWARD}
    assert "8 visits" in labels(drawing) and "1 visit" in labels(drawing)
    assert "15 visits in all" in describe_unfolding([1, 2, 4, 8])
