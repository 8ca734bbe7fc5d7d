"""The explorer of a small network, walked back layer by layer, as wires or as matrices."""

import numpy as np

from ..figures.mlp.network import describe_mlp, small_network, trace_mlp, weight_name
from ..figures.mlp.network_picture import VIEWS, draw_mlp
from .controls import button, choice, slider
from .explorer import Explorer

START = {"sample": 3, "layer": 1, "view": "wires", "weight": (1, 1, 2)}
LARGEST = 3.0  # of a weight that is typed


def explore_mlp():
    """Eight examples through 2, 3 and 1 units: pick example, layer and view, and type a weight."""
    net, x, y = small_network()
    first = {(l, *place): value for l in net.W for place, value in np.ndenumerate(net.W[l].value)}
    controls = _controls(first, len(x), net.L)

    def draw(sample, layer, view, weight, value):
        _set(net, weight, value)
        shown = trace_mlp(net, x, y), layer, sample, view, weight
        return draw_mlp(*shown), describe_mlp(*shown)

    def show_its_value(change):  # before the picture is drawn: the field is another weight's now
        l, *place = change.new
        controls["value"].value = net.W[l].value[*place]

    def start_again(_):
        for weight, value in first.items():
            _set(net, weight, value)
        explorer.set(**START, value=first[START["weight"]])

    controls["weight"].observe(show_its_value, "value")
    reset = button("everything as at the start")
    _, opening = draw(**START, value=first[START["weight"]])
    explorer = Explorer(controls, draw, description=opening, extras=[reset])
    reset.on_click(start_again)
    return explorer


def _set(net, weight, value):
    l, *place = weight
    net.W[l].value[*place] = value


def _controls(first, n, L):
    """The controls of the opening state.  first: {(layer, row, column): the weight there}."""
    controls = {
        "sample": slider("example", START["sample"], 0, n - 1, 1),
        "layer": slider("layer", START["layer"], 1, L + 1, 1),
        "view": choice("view", VIEWS),
        "weight": choice("weight", [(weight_name(weight), weight) for weight in first]),
        "value": slider("value", first[START["weight"]], -LARGEST, LARGEST, 0.1),
    }
    controls["weight"].value, controls["view"].value = START["weight"], START["view"]
    return controls
