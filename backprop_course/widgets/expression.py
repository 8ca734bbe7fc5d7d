"""The explorer of a walk back over the graph of an expression."""

from ..figures.autograd.expressions import EXPRESSIONS, ORDERS, trace_expression
from ..figures.autograd.walk import describe_walk, explain_walk
from ..figures.autograd.walk_picture import draw_walk
from .controls import choice, slider
from .explorer import Explorer


def explore_expression(expression="h + exp h", order="reversed"):
    """One of five expressions, the order of the walk, and a step for each visit."""
    visits = _visits(expression)
    controls = {
        "expression": choice("y", list(EXPRESSIONS)),
        "order": choice("order", list(ORDERS)),
        "step": slider("visits", visits, 0, visits, 1),
    }
    controls["expression"].value, controls["order"].value = expression, order
    opening = describe_walk(trace_expression(expression, order))
    explorer = Explorer(controls, _draw, description=opening)

    def fit_the_slider(change):  # so that it ends where the walk ends
        controls["step"].max = _visits(change.new)
        controls["step"].value = controls["step"].max

    controls["expression"].observe(fit_the_slider, "value")
    return explorer


def _visits(expression):
    return len(trace_expression(expression).stops)


def _draw(expression, order, step):
    walk = trace_expression(expression, order)
    step = min(step, len(walk.stops))  # for a moment, the slider still fits the last expression
    sentence = describe_walk(walk) if step == len(walk.stops) else explain_walk(walk, step)
    return draw_walk(walk, step=step), sentence
