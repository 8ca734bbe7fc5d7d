"""The explorer of softmax and cross-entropy."""

from ..figures.losses import softmax, softmax_picture
from .controls import slider
from .explorer import Explorer

LIMIT = 10.0


def explore_softmax(z0=0.0, z1=0.7, z2=1.6, *, label=0):
    """Three logits and the true class on sliders; probabilities and gradient follow."""
    start = {"z0": z0, "z1": z1, "z2": z2}
    controls = {name: slider(name, value, -LIMIT, LIMIT, 0.1) for name, value in start.items()}
    controls["label"] = slider("label", label, 0, 2, 1)
    _, opening = _draw(z0, z1, z2, label)
    return Explorer(controls, _draw, description=opening)


def _draw(z0, z1, z2, label):
    trace = softmax.trace_softmax([z0, z1, z2], label)
    return softmax_picture.draw_softmax(trace), softmax.describe_softmax(trace)
