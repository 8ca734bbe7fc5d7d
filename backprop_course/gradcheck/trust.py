"""May the answer of the complex step be believed?

|z|, a norm, a variance or a conjugate in the forward function drops the imaginary part in silence:
the complex step sees no slope there, and would agree with a gradient that forgot it.  So before any
verdict its slope is compared with one plain difference of real numbers.
"""

from .probe import EPS

SMALL_STEPS = (1e-5, 1e-7, 1e-9)  # of the size of every entry; smaller where a kink is near
LARGE_STEPS = (1e-3, 1e-2)  # where round-off hides what a small step does to f
CLOSE = 1e-6  # how well the two slopes must agree
VISIBLE = 1e-2  # round-off may hide this much of the slope, not more
PERTURBATIONS = 3


def trust(objective, u, slope, *, flat):
    """What real numbers say about ``slope``, the complex step's along u: one of four words.

    "safe": they agree.  "unsafe": f is smooth here, and yet they differ.  "bent": f has kinks on
    the way that explain the difference.  "hidden": round-off is larger than the slope.  ``flat``: a
    slope of zero is claimed, so there is nothing to be seen.
    """
    scale, middle = 0.0 if flat else abs(slope), None
    for step in SMALL_STEPS:
        above, below, gap, noise = _difference(objective, u, step, slope)
        if gap <= CLOSE * scale + noise:
            visible = flat or noise <= VISIBLE * scale
            return "safe" if visible else _from_afar(objective, u, slope)
        middle = objective.value() if middle is None else middle
        jump = abs(above + below - 2 * middle) / step  # between the slopes on the two sides
        if not gap <= 10 * jump + noise:  # nan is no agreement either
            return "unsafe"
    return "bent"


def _from_afar(objective, u, slope):
    """The same question with steps that round-off cannot hide."""
    for step in LARGE_STEPS:
        _, _, gap, noise = _difference(objective, u, step, slope)
        if noise <= VISIBLE * abs(slope):
            return "safe" if gap <= 2 * VISIBLE * abs(slope) else "unsafe"
    return "hidden"


def _difference(objective, u, step, slope):
    """f above and below; how far their difference is from ``slope``, and how far round-off goes."""
    above, below = objective.value(u, step), objective.value(u, -step)
    noise = 16 * EPS * (abs(above) + abs(below)) / step
    return above, below, abs((above - below) / (2 * step) - slope), noise


def rounding(probe, look):
    """How far either slope, true or claimed, moves when every number changes in its last digit."""
    objective, worst = probe.objective, 0.0
    for _ in range(PERTURBATIONS):
        theta, u = (v * (1 + EPS * _last_digits(probe)) for v in (objective.theta, look.u))
        worst = max(worst, abs(objective.slope(u, theta) - look.numeric))
        if objective.recompute:
            # a gradient that is 0 on paper, as of a bias before batch norm, is rounding alone
            claimed = objective.gradient_at(theta)
            worst = max(worst, abs(float(claimed @ look.u) - look.analytic))
    return worst


def _last_digits(probe):
    return probe.rng.integers(-1, 2, size=probe.g.size)
