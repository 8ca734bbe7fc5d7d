"""The explorer of a signal on its way through many layers, and of its gradient on the way back."""

from ..figures.depth import ridge, ridge_picture
from ..labs import deep_nets
from .controls import choice, slider
from .explorer import Explorer


def explore_signal(gain=0.5, layers=20):
    """One deep net at its first breath: activation, gain, depth and branch on controls."""
    controls = {
        "gain": slider("gain", gain, 0.1, 4.0, 0.05),
        "layers": slider("depth", layers, 5, 50, 1),
        "activation": choice("units", list(deep_nets.ACTIVATIONS)),
        "branch": choice("branch", list(deep_nets.BRANCHES)),
        "way": choice("show", [("values", False), ("gradients", True)]),
    }
    opening = _draw_signal(gain, layers, "tanh", "none", False)[1]
    return Explorer(controls, _draw_signal, description=opening)


def _draw_signal(gain, layers, activation, branch, way):
    trace = deep_nets.trace_signal(
        deep_nets.Recipe("yours", activation, gain, branch), depth=layers
    )
    drawing = ridge_picture.draw_depth_ridge(trace, backward=way)
    return drawing, ridge.describe_depth_ridge(trace)
