"""The explorer of the step size of a gradient check."""

from functools import cache

from ..figures.numerical import v_curve
from ..figures.numerical.v_curve_picture import draw_v_curve
from .controls import checkbox, choice, slider
from .explorer import Explorer

BUGS = [("none", 1.0), ("sign flipped", -1.0), ("2 forgotten", 0.5), ("1 % off", 1.01)]


def explore_v_curve(factor=1.0):
    """The error of a numerical gradient over h: three schemes, two precisions, planted bugs.

    factor: what the gradient under test is multiplied by as the explorer opens, one of BUGS.
    """
    controls = {
        "power": slider("log h", -5.0, -18.0, 0.0, 0.25),
        "dtype": choice("digits", ["float64", "float32"]),
        "factor": choice("bug", BUGS),
        **{scheme: checkbox(name) for scheme, name in CHOICES.items()},
    }
    for scheme in CHOICES:
        controls[scheme].value = True
    controls["factor"].value = factor
    opening = v_curve.describe_v_curve(v_curve.trace_v_curve(factor=factor))
    return Explorer(controls, _draw, description=opening)


CHOICES = {
    "forward": "forward difference",
    "central": "central difference",
    "complex": "complex step",
}


@cache  # the step size changes nothing of it
def _trace(dtype, factor, schemes):
    return v_curve.trace_v_curve(dtype=dtype, factor=factor, schemes=schemes)


def _draw(power, dtype, factor, **shown):
    trace = _trace(dtype, factor, tuple(scheme for scheme in CHOICES if shown[scheme]))
    h = 10.0**power
    return draw_v_curve(trace, mark=h), v_curve.explain_step_size(trace, h)
