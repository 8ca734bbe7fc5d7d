"""The explorer of the paths through a normalization."""

from ..figures.normalization.paths import ARRIVALS, describe_normalization, trace_moved
from ..figures.normalization.paths_picture import draw_normalization
from .controls import checkbox, choice, slider
from .explorer import Explorer


def explore_normalization(shift=0, stretch=1.0):
    """Four numbers to shift and stretch, and two paths to leave out; it opens without one."""
    controls = {
        "shift": slider("shift", shift, -20, 20, 1),
        "stretch": slider("stretch", stretch, 0.2, 5.0, 0.2),
        "arrives": choice("at z", list(ARRIVALS)),
        "through_mean": checkbox("through the mean"),
        "through_deviation": checkbox("through the deviation"),
    }
    controls["through_mean"].value = True
    _, opening = _draw(shift, stretch, controls["arrives"].value, True, False)
    return Explorer(controls, _draw, description=opening)


def _draw(shift, stretch, arrives, through_mean, through_deviation):
    paths = {"through_mean": through_mean, "through_deviation": through_deviation}
    trace = trace_moved(shift, stretch, arrives, **paths)
    return draw_normalization(trace), describe_normalization(trace)
