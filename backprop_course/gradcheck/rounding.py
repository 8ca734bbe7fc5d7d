"""Is a gap a mistake, or what rounding left?

1 - tanh(x)^2, s (1 - s) and p - y lose digits by subtraction where a unit is saturated or a net is
sure.  There a correct gradient is right to 1e-16 of the numbers it was subtracted from, and those
may be a million times larger than itself.  Points nearer to zero, where nothing is saturated yet,
tell rounding from a mistake:

- a mistake is there too, and no lost digits hide it;
- the slopes of f there show how large the numbers are that were subtracted.
"""

import numpy as np

from .directional import random_direction

EPS = np.finfo(np.float64).eps
SINGLE = np.finfo(np.float32).eps
UNITS = 256  # of the last digit: what many operations may add up to
UNITS_OF_THE_WRONG = 1  # the same for a gradient that is wrong where no digits are lost
NEARER = tuple(4.0**-k for k in range(6))  # to zero: all of theta, a quarter, ... 1/1024
SINGULAR = 8.0  # per step nearer: x / |x| makes 4, and 1/x 16
SMALL_GAP = 1e-7  # relative; what is smaller, and cannot be told from rounding, is no mistake
SMALL_GAP_SINGLE = 0.5  # the same for float32, which may see a unit on the other side of its kink


def easier_points(theta):
    """Points on the way to zero, no two entries alike: nothing is saturated or nearly equal."""
    shares = np.random.default_rng(0).uniform(0.5, 1.0, size=theta.size)
    return [nearer * shares * theta for nearer in NEARER]


def explained(probe, probed, part):
    """How large a gap rounding explains along the direction of ``probed``.

    part: the entries that move in that direction.
    """
    moves = can_move(probe, probed)
    lost = last_digits(probe, probed, moves)
    if probed.gap <= lost:
        return lost
    nearer, digit = gap_nearer(probe, part) if moves else 0.0, digits_of(probe, part)
    units = UNITS if nearer <= np.sqrt(digit) else UNITS_OF_THE_WRONG
    lost = max(lost, units * digit * subtracted(probe, probed))
    is_small = probed.gap <= small_gap(probe, part, moves) * probed.total
    return max(lost, probed.gap) if is_small and nearer <= probe.precision(part) else lost


def can_move(probe, probed):
    """Whether the gradient can be computed at other points, and depends on the point alone."""
    if probe.objective.recompute is None:
        return False
    again = float(probe.objective.gradient_at(probe.objective.theta) @ probed.u)
    return abs(again - probed.analytic) <= 1e-9 * probed.total


def small_gap(probe, part, moves):
    """The relative gap up to which rounding is suspected without being measured."""
    return SMALL_GAP_SINGLE if moves and probe.has_few_digits(part) else SMALL_GAP


def digits_of(probe, part):
    """The relative size of the last digit of the gradients in ``part``."""
    return SINGLE if probe.has_few_digits(part) else EPS


def last_digits(probe, probed, moves):
    """How far either slope moves when every number of theta changes in its last digit."""
    objective, worst = probe.objective, 0.0
    for _ in range(3):
        theta = objective.theta * (1 + EPS * probe.rng.integers(-1, 2, size=probe.g.size))
        worst = max(worst, abs(objective.slope(probed.u, theta) - probed.numeric))
        if moves:
            # a gradient that is 0 on paper, as of a bias before batch norm, is rounding alone
            claimed = float(objective.gradient_at(theta) @ probed.u)
            worst = max(worst, abs(claimed - probed.analytic))
    return 20 * worst


def gap_nearer(probe, part):
    """The smallest gap of the gradient at an easier point, relative to its contributions there."""
    with np.errstate(all="ignore"):
        points = easier_points(probe.objective.theta)
        return np.nanmin([np.inf, *(_relative_gap(probe, part, theta) for theta in points)])


def _relative_gap(probe, part, theta):
    """At one point; nan where there is nothing to be seen."""
    g, u = probe.objective.gradient_at(theta), np.zeros_like(theta)
    u[part] = random_direction(g[part], probe.rng)
    gap = abs(probe.objective.slope(u, theta) - float(g @ u))
    return gap / (float(np.sum(np.abs(g * u))) or np.nan)


def subtracted(probe, probed):
    """The size of the numbers that the gradient may have been subtracted from."""
    objective = probe.objective
    signs = probe.rng.choice([-1.0, 1.0], probed.u.size)
    with np.errstate(all="ignore"):
        points = easier_points(objective.theta)
        sizes = np.abs([objective.slope(signs * probed.u, theta) for theta in points])
    sizes = sizes[:1] if is_singular(sizes) else sizes
    return float(np.max(sizes[np.isfinite(sizes)], initial=0.0))


def is_singular(sizes):
    """Whether the slopes grow without end towards zero, as of 1/x: no saturation ends there."""
    return not sizes[-1] <= SINGULAR * sizes[-2]
