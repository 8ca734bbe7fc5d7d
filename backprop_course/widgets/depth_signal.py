"""The explorer of a signal on its way through many layers, and of its gradient on the way back."""

from ..figures import depth, depth_ridge
from .explorer import Explorer, choice, slider


def explore_signal(gain=0.5, layers=20):
    """One deep net at its first breath: activation, gain, depth and branch on controls."""
    controls = {
        "gain": slider("gain", gain, 0.1, 4.0, 0.05),
        "layers": slider("depth", layers, 5, 50, 1),
        "activation": choice("units", list(depth.ACTIVATIONS)),
        "branch": choice("branch", list(depth.BRANCHES)),
        "way": choice("show", [("values", False), ("gradients", True)]),
    }
    opening = _draw_signal(gain, layers, "tanh", "none", False)[1]
    return Explorer(controls, _draw_signal, description=opening)


def _draw_signal(gain, layers, activation, branch, way):
    trace = depth.trace_signal(depth.Recipe("yours", activation, gain, branch), depth=layers)
    drawing = depth_ridge.draw_depth_ridge(trace, backward=way)
    return drawing, depth_ridge.describe_depth_ridge(trace)
