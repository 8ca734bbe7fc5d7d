"""Is a gap a mistake, or what rounding left?

1 - tanh(x)^2, s (1 - s) and p - y lose digits by subtraction where a unit is saturated or a net is
sure.  There a correct gradient is right to 1e-16 of the numbers it was subtracted from, and those
may be a million times larger than itself.  Two things tell rounding from a mistake:

- Rounding is a few times 1e-16 of what was subtracted.  How large that is, f itself tells at points
  nearer to zero, where nothing is saturated yet.
- A mistake stays when the point moves by a hair; rounding comes out differently every time.
"""

import numpy as np

EPS = np.finfo(np.float64).eps
SINGLE = np.finfo(np.float32).eps
UNITS = 256  # of the last digit: what some hundred operations add up to
LEAST = 1e-11  # relative: what sums that cancel may leave of either slope
NEARER = tuple(4.0**-k for k in range(6))  # to zero: all of theta, a quarter, ... 1/1024
HAIRS = np.logspace(-9, -4, 8)  # how far to move, relative to every entry
HAIRS_SINGLE = np.logspace(-6, -2, 8)  # the same for a gradient computed in float32
STEADY = 10.0  # a mistake is this many times as large as the differences between nearby points
SMALL_GAP = 1e-7  # what moving by a hair may explain, relative; more is never put down to chance
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
    digits = max(subtracted(probe, probed, part), last_digits(probe, probed, moves))
    lost = max(digits, LEAST * probed.total)
    if probed.gap <= lost or not probed.gap <= small_gap(probe, part) * probed.total:
        return lost
    if not moves:
        return lost if probe.has_few_digits(part) else probed.gap  # nothing more can be asked
    gaps = gaps_nearby(probe, probed, HAIRS_SINGLE if probe.has_few_digits(part) else HAIRS)
    return lost if is_steady(gaps) else float(max(*np.abs(gaps) * probed.total, probed.gap))


def can_move(probe, probed):
    """Whether the gradient can be computed at other points, and depends on the point alone."""
    if probe.objective.recompute is None:
        return False
    again = float(probe.objective.gradient_at(probe.objective.theta) @ probed.u)
    return abs(again - probed.analytic) <= 1e-9 * probed.total


def small_gap(probe, part):
    """The relative gap up to which chance is asked at all."""
    return SMALL_GAP_SINGLE if probe.has_few_digits(part) else SMALL_GAP


def subtracted(probe, probed, part):
    """The last digits of the numbers that the gradient may have been subtracted from."""
    objective, slopes = probe.objective, []
    for theta in easier_points(objective.theta):
        signs = probe.rng.choice([-1.0, 1.0], probed.u.size)
        with np.errstate(all="ignore"):
            slopes.append(objective.slope(signs * probed.u, theta))
    sizes = np.abs([slope for slope in slopes if np.isfinite(slope)])
    return UNITS * digits_of(probe, part) * float(np.max(sizes, initial=0.0))


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


def gaps_nearby(probe, probed, hairs):
    """The gap between the slopes at points a hair away, relative to what all entries add there."""
    objective, gaps = probe.objective, []
    for hair in hairs:
        theta = objective.theta * (1 + hair * probe.rng.uniform(-1, 1, size=probe.g.size))
        contributions = objective.gradient_at(theta) * probed.u
        gap = objective.slope(probed.u, theta) - contributions.sum()
        gaps.append(gap / (np.sum(np.abs(contributions)) or 1.0))
    return np.array(gaps)


def is_steady(gaps):
    """Whether the gap is the same at all of these points, as that of a mistake is."""
    return bool(abs(np.mean(gaps)) > STEADY * np.std(gaps))
