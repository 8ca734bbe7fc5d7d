"""The explorer of a nudge that goes through a chain."""

from .. import chain_rule
from ..figures.chain_rule import nudge, nudge_picture
from .controls import button, choice, slider
from .explorer import Explorer


def explore_nudge(steps=None, x=1.5, *, name="x", limit=3.0):
    """A chain of steps, one of its quantities nudged by any size; (sin(x^2))^2 if none is given."""
    steps = chain_rule.sin_squared_squared() if steps is None else steps
    quantities = [name, *(step.name for step in steps[:-1])]
    controls = {
        "x": slider(name, x, -limit, limit, 0.1),
        "size": slider("log Δ", 0.0, -6.0, 0.0, 0.25),
        "target": choice("nudge", quantities),
        "sign": choice("way", [("up", 1.0), ("down", -1.0)]),
    }

    def draw(x, size, target, sign):
        trace = nudge.trace_nudge(steps, x, sign * 10**size, name=name, target=target)
        return nudge_picture.draw_nudge(trace), nudge.describe_nudge(trace)

    shrink = button("make the nudge ten times smaller")
    _, opening = draw(x, controls["size"].value, name, 1.0)
    explorer = Explorer(controls, draw, description=opening, extras=[shrink])
    shrink.on_click(lambda _: explorer.set(size=max(controls["size"].value - 1, -6.0)))
    return explorer
