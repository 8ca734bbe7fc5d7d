"""The explorer of descent on a parabola."""

from ..figures.optimizers import descent, descent_picture
from .controls import checkbox, slider
from .explorer import Explorer


def explore_descent(w=5.0, lr=0.45, steps=15):
    """A start, a learning rate, a number of steps; the slope at the start can be revealed."""
    controls = {
        "w": slider("w", w, -2.0, 6.0, 0.1),
        "lr": slider("lr", lr, 0.01, 0.7, 0.01),
        "steps": slider("steps", steps, 1, 30, 1),
        "reveal": checkbox("reveal the slope at the start"),
    }
    opening = descent.describe_descent(descent.trace_descent(lr, steps, w))
    return Explorer(controls, _draw_descent, description=opening)


def _draw_descent(w, lr, steps, reveal):
    trace = descent.trace_descent(lr, steps, w)
    drawing = descent_picture.draw_descent(trace, descent.trace_cliff(steps, w), reveal=reveal)
    return drawing, descent.describe_descent(trace)
