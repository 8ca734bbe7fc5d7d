"""Pictures of numerical, as the tests draw them."""

import itertools

import numpy as np

from backprop_course import ops
from backprop_course.figures.numerical.cancellation import (
    trace_cancellation,
)
from backprop_course.figures.numerical.cancellation_picture import draw_cancellation
from backprop_course.figures.numerical.differences_picture import draw_differences
from backprop_course.figures.numerical.error_curves_picture import draw_error_curves
from backprop_course.figures.numerical.error_floors import trace_floors
from backprop_course.figures.numerical.error_floors_picture import draw_floors
from backprop_course.figures.numerical.kinks_picture import draw_kink
from backprop_course.figures.numerical.v_curve import (
    SCHEMES,
    neuron_loss,
    neuron_slope,
    trace_v_curve,
)
from backprop_course.figures.numerical.v_curve_picture import draw_flat_bug, draw_v_curve

W = np.linspace(0.3, 1.7, 57)
ENDS = {"forward": ((1, 1), (1.5, 1.5**3)), "central": ((0.5, 0.5**3), (1.5, 1.5**3))}
FLOORS = {0.0: "no floor", 1.0: "floor 1", 1e-4: "floor 10⁻⁴"}


def saturating_slope(w):
    return 2 * ops.sigmoid(w) ** 2 * ops.sigmoid(-w)


def floor_trace():
    points = np.linspace(1, 31, 46)
    return trace_floors(lambda w: ops.sigmoid(w) ** 2, saturating_slope, points, FLOORS)


def kink():
    z = np.linspace(-3, 3, 241)
    nudged = np.clip((z + 1) / 2, 0, 1)
    return draw_kink(z, 1.0 * (z > 0), nudged, reach=1, point=(0.3, 1.0, 0.65))


def error_curves():
    steps = 10.0 ** np.linspace(-14, 0, 57)
    errors = {
        f"{name}, order {order}": steps**order + 1e-16 / steps
        for name, order in (("forward", 1), ("central", 2), ("four points", 4))
    }
    return draw_error_curves(steps, errors)


H = [1e-1, 1e-3, 1e-5, 1e-9, 1e-13]

SUBSETS = [(), ("forward",), ("central",), ("complex",), ("forward", "central"), SCHEMES]
STATES = [*itertools.product(("float64", "float32"), (1.0, -1.0, 1.01), SUBSETS)]

PICTURES = {
    "cancellation": lambda: draw_cancellation(
        trace_cancellation(neuron_loss, float(neuron_slope(2.0)), 2.0, H)
    ),
    "v curve": lambda: draw_v_curve(trace_v_curve(), mark=1e-5),
    "differences": lambda: draw_differences(W, W**3, (1, 1), 3, ENDS),
    "error curves": error_curves,
    "kink": kink,
    "flat bug": lambda: draw_flat_bug(trace_v_curve(), trace_v_curve(factor=1.01)),
    "floors": lambda: draw_floors(floor_trace(), tolerance=1e-6, titles=FLOORS),
}
EXTREMES = {
    "v curves": lambda: (
        draw_v_curve(trace_v_curve(dtype=dtype, factor=factor, schemes=schemes), mark=mark)
        for dtype, factor, schemes in STATES
        for mark in (1e-18, 1.0)
    ),
}
