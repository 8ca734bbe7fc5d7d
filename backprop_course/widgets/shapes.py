"""The explorer of slips in the backward of a linear layer."""

import numpy as np

from ..figures.linear_layer import shapes
from ..figures.linear_layer.shapes_picture import draw_shapes
from .controls import choice, slider
from .explorer import Explorer

MOST = 6  # examples, inputs and outputs that the picture has room for
NOTHING = "nothing"  # not None: to a choice that means that no option is chosen


def explore_shapes(n=3, fan_in=3, fan_out=3, *, broken="W not transposed"):
    """A linear layer of any small size, and a choice of what is broken in its backward."""
    start = {"n": n, "fan_in": fan_in, "fan_out": fan_out}
    controls = {name: slider(name, value, 1, MOST, 1) for name, value in start.items()}
    controls["broken"] = choice("broken", [NOTHING, *shapes.BROKEN])
    controls["broken"].value = broken
    _, opening = _draw(n, fan_in, fan_out, broken)
    return Explorer(controls, _draw, description=opening)


def _draw(n, fan_in, fan_out, broken):
    layer = shapes.trace_shapes(n, fan_in, fan_out, rng=np.random.default_rng(0))
    slip = None if broken == NOTHING else broken
    return draw_shapes(layer, slip), shapes.describe_shapes(layer, slip)
