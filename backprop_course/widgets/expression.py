"""The explorer of a walk back over the graph of an expression."""

from ..figures.expressions import EXPRESSIONS, ORDERS, trace_expression
from ..figures.walk import describe_walk, explain_walk
from ..figures.walk_picture import draw_walk
from .explorer import Explorer, dropdown, slider

LONGEST = max(len(trace_expression(label).stops) for label in EXPRESSIONS)


def explore_expression():
    """One of five expressions, the order of the walk, and a step for each visit."""
    controls = {
        "expression": dropdown("y", list(EXPRESSIONS)),
        "order": dropdown("order", list(ORDERS)),
        "step": slider("visits", LONGEST, 0, LONGEST, 1),
    }
    opening = describe_walk(trace_expression(next(iter(EXPRESSIONS))))
    return Explorer(controls, _draw, description=opening)


def _draw(expression, order, step):
    walk = trace_expression(expression, order)
    step = min(step, len(walk.stops))  # a short expression is done before the slider's end
    sentence = describe_walk(walk) if step == len(walk.stops) else explain_walk(walk, step)
    return draw_walk(walk, step=step), sentence
