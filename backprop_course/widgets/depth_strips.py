"""The explorer of recipes for deep nets: how much gradient reaches each layer."""

from ..figures.depth import strips, strips_picture
from ..labs import deep_nets
from .controls import checkbox, choice, slider
from .explorer import Explorer

STEPS = 50
GROUPS = {  # which recipes are shown above the learner's own
    "all recipes": deep_nets.RECIPES,
    "tanh and sigmoid": tuple(r for r in deep_nets.RECIPES if r.activation != "ReLU"),
    "ReLU": tuple(r for r in deep_nets.RECIPES if r.activation == "ReLU"),
    "yours alone": (),
}


def explore_strips(layers=30, width=32, gain=0.5):
    """One strip a recipe, and a last one whose activation, gain and branch are on controls."""
    controls = {
        "layers": slider("depth", layers, 5, 50, 1),
        "width": slider("width", width, 16, 64, 8),
        "gain": slider("gain", gain, 0.1, 4.0, 0.05),
        "activation": choice("units", list(deep_nets.ACTIVATIONS)),
        "branch": choice("branch", list(deep_nets.BRANCHES)),
        "rows": choice("rows", list(GROUPS)),
        "trained": checkbox(f"train {STEPS} steps first (takes some seconds)"),
    }
    opening = _draw_strips(layers, width, gain, "tanh", "none", "all recipes", False)[1]
    return Explorer(controls, _draw_strips, description=opening)


def _draw_strips(layers, width, gain, activation, branch, rows, trained):
    name = f"yours: {activation}, gain {gain:g}" + (
        "" if branch == "none" else f"\nresidual {branch}"
    )
    yours = deep_nets.Recipe(name, activation, gain, branch)
    settings = {"depth": layers, "width": width, "seeds": 1, "steps": STEPS if trained else 0}
    traces = [deep_nets.trace_recipe(recipe, **settings) for recipe in (*GROUPS[rows], yours)]
    when = f"after {STEPS} steps of training" if trained else "before training"
    subtitle = (
        "Root mean square of the gradient at each layer's output, over that at the last layer.\n"
        f"{layers} layers of {width} units, one seed, {when}."
    )
    drawing = strips_picture.draw_depth_strips(traces, subtitle=subtitle)
    return drawing, strips.describe_depth_strips(traces)
