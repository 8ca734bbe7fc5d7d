"""Relative error for smaller and smaller gradients, with and without a floor under the scale.

`trace_floors` checks a right and a wrong gradient of every size; `draw_floors` shows in which
sizes the right one fails and the wrong one passes.
"""

from dataclasses import dataclass

import numpy as np

from ...gradcheck import numerical_gradient


@dataclass(frozen=True)
class FloorTrace:
    """Per floor, one error per place for a right gradient and for half of it."""

    sizes: np.ndarray
    right: dict
    wrong: dict


def trace_floors(f, slope, points, floors):
    """Check the slope of f at many points, over max(both sizes, floor)."""
    exact = slope(points)
    nudged = np.array([float(numerical_gradient(f, np.array(point))) for point in points])
    right, wrong = (
        {floor: _errors(claimed, nudged, floor) for floor in floors}
        for claimed in (exact, exact / 2)
    )
    return FloorTrace(np.abs(exact), right, wrong)


def _errors(claimed, nudged, floor):
    scale = np.maximum(np.maximum(np.abs(claimed), np.abs(nudged)), floor)
    return np.abs(claimed - nudged) / scale
