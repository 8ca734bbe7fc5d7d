"""May the answer of the complex step be believed?

|z|, a norm, a variance or a conjugate in the forward function drops the imaginary part in silence:
the complex step sees no slope there, and would agree with a gradient that forgot it.  So before any
verdict its slope is compared with one plain difference of real numbers.
"""

import numpy as np

from .rounding import EPS, easier_points

STEPS = (1e-5, 1e-7, 1e-9, 1e-11, 1e-13)  # of every entry's size; smaller for kinks and sharp bends
LARGE_STEPS = (1e-3, 1e-2)  # where round-off hides what a small step does to f
CLOSE = 1e-6  # how well the two slopes must agree
VISIBLE = 1e-2  # round-off may hide this much of the slope, not more


def confirm(objective, u, slope, claimed, *, claims_zero):
    """What real numbers say about ``slope``, the complex step's along u: one of four words.

    "confirmed": they agree.  "contradicted": they agree among each other, and not with it.
    "nonsmooth": f has kinks on the way that explain the difference.  "below round-off": nothing is
    seen.  ``claimed`` is the gradient's slope along u; where that ``claims_zero``, there is nothing
    to be seen.
    """
    size = np.inf if claims_zero else max(abs(slope), abs(claimed))
    central, noise = _quick_difference(objective, u, STEPS[0])
    if noise <= VISIBLE * size and abs(central - slope) <= CLOSE * abs(slope) + noise:
        return "confirmed"
    return _step_by_step(objective, u, slope, size)


def _step_by_step(objective, u, slope, size):
    """The same question with smaller and smaller steps: a kink or a sharp bend may be near."""
    words = "below round-off"
    for step in STEPS:
        central, jump, noise = _difference(objective, u, step)
        gap, is_seen = abs(central - slope), noise <= VISIBLE * size
        if is_seen and gap <= CLOSE * abs(slope) + noise:
            return "confirmed"
        spread = abs(central - _quick_difference(objective, u, step / 8)[0])
        if is_seen and gap <= 10 * spread <= VISIBLE * size < np.inf:
            return "confirmed"
        explained = gap <= 10 * max(jump, spread) + noise  # nan never is
        if not explained and _stays(objective, u, slope, gap):
            return "contradicted"
        words = "nonsmooth" if is_seen and explained else words
    return words if words == "nonsmooth" else _from_afar(objective, u, slope, size)


def _stays(objective, u, slope, gap):
    """Whether the gap is there with the smallest step that round-off leaves, past every bend."""
    for step in reversed(STEPS):
        central, noise = _quick_difference(objective, u, step)
        if noise <= 0.1 * gap:
            return abs(central - slope) > 0.5 * gap
    return True


def _from_afar(objective, u, slope, size):
    """The same question with steps that round-off cannot hide."""
    for step in LARGE_STEPS:
        central, _, noise = _difference(objective, u, step)
        if noise <= VISIBLE * size and abs(central - slope) <= 2 * VISIBLE * size:
            return "confirmed"
    return _elsewhere(objective, u)


def _elsewhere(objective, u):
    """The same question where f is steeper: whether it can be followed is the same everywhere."""
    points = easier_points(objective.start)
    slopes = np.nan_to_num([objective.slope(u, theta) for theta in points])
    steepest = int(np.argmax(np.abs(slopes)))
    size = abs(slopes[steepest])
    with objective.at(points[steepest]):
        central, noise = _quick_difference(objective, u, STEPS[0])
    is_seen = size > 0 and noise <= VISIBLE * size
    close = abs(central - slopes[steepest]) <= CLOSE * size + noise
    return "confirmed" if is_seen and close else "below round-off"


def _quick_difference(objective, u, step):
    """The central difference, and how far round-off goes."""
    above, below = objective.value(u, step), objective.value(u, -step)
    return (above - below) / (2 * step), 16 * EPS * (abs(above) + abs(below)) / step


def _difference(objective, u, step):
    """The central difference; the jump between left and right; how far round-off goes in both."""
    above, below = objective.value(u, step), objective.value(u, -step)
    noise = 16 * EPS * max(abs(above) + abs(below), objective.usual_size()) / step
    jump = abs(above + below - 2 * objective.value()) / step
    return (above - below) / (2 * step), jump, noise
