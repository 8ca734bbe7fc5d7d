"""The explorer of the ways through a normalization."""

from ..figures.normalization import ARRIVALS, describe_normalization, trace_moved
from ..figures.normalization_picture import draw_normalization
from .explorer import Explorer, checkbox, dropdown, slider


def explore_normalization(shift=0, stretch=1.0):
    """Four numbers that can be shifted and stretched, and two ways back that can be left out."""
    controls = {
        "shift": slider("shift", shift, -20, 20, 1),
        "stretch": slider("stretch", stretch, 0.2, 5.0, 0.2),
        "arrives": dropdown("at z", list(ARRIVALS)),
        "through_mean": checkbox("through the mean"),
        "through_deviation": checkbox("through the deviation"),
    }
    for way in ("through_mean", "through_deviation"):
        controls[way].value = True
    _, opening = _draw(shift, stretch, controls["arrives"].value, True, True)
    return Explorer(controls, _draw, description=opening)


def _draw(shift, stretch, arrives, through_mean, through_deviation):
    ways = {"through_mean": through_mean, "through_deviation": through_deviation}
    trace = trace_moved(shift, stretch, arrives, **ways)
    return draw_normalization(trace), describe_normalization(trace)
