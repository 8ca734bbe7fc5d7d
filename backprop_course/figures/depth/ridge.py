"""The numbers of every layer as a row of hills, the first layer at the bottom.

Numbers in, SVG text out: a chart, but one that has to follow a slider without delay.
"""

from ...diagnostics import saturated_share
from ..drawing import svg
from .strips_picture import ratio_label

RANGES = {
    "tanh": (-1.0, 1.0),
    "sigmoid": (0.0, 1.0),
    "ReLU": (-1.0, 4.0),
    "leaky ReLU": (-1.0, 4.0),
}


def summary(trace):
    """The last layer in a few words: its size, and the share of units at the end of their range."""
    size = f"size {svg.written(trace.sizes.forward[-1], 2)}"
    if trace.recipe.activation not in ("tanh", "sigmoid") or trace.recipe.branch != "none":
        return size
    return f"{size}, {saturated(trace):.0%} saturated"


def saturated(trace):
    """Share of the last layer's values within a hundredth of the range from one of its ends."""
    lowest, highest = RANGES[trace.recipe.activation]
    return saturated_share(trace.values[-1][:, None], lowest=lowest, highest=highest)


def describe_depth_ridge(trace):
    """One sentence: how values and gradients change over the depth."""
    sizes = trace.sizes
    first = svg.written(sizes.forward[0], 2)
    return (
        f"{recipe_words(trace.recipe)}, {sizes.depth} layers: the size of the values goes from "
        f"{first} at layer 1 to {summary(trace).removeprefix('size ')} at "
        f"layer {sizes.depth}; the gradient at layer 1 is {ratio_label(sizes.ratio)} of that at "
        f"layer {sizes.depth}."
    )


def recipe_words(recipe):
    """Activation, gain and branch: tanh, gain 0.5, residual unscaled."""
    branch = "" if recipe.branch == "none" else f", residual {recipe.branch}"
    return f"{recipe.activation}, gain {recipe.gain:g}{branch}"
