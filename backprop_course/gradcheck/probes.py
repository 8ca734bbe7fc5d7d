"""The question of ``directional``, asked of a part of many arrays, and by real numbers too.

What is added: several arrays in one direction, arrays of few digits, directions that look at a kink
from its other side, and differences of real numbers for functions that complex ones cannot pass.
"""

from dataclasses import dataclass, replace

import numpy as np

from .directional import TOLERANCE, random_sizes
from .objective import rms
from .rounding import EPS

FEW_DIGITS = 3e-5  # the tolerance for gradients computed in float32


@dataclass(frozen=True)
class Probed:
    """What one probe saw: the direction, and both slopes along it."""

    u: np.ndarray  # good until the next question, which writes over it
    length: float  # of u
    numeric: float
    analytic: float
    total: float  # the sum of |g_i u_i|
    tolerance: float  # how far the two may differ
    jump: float = 0.0  # real differences only: how far the slopes on the two sides differ

    @property
    def gap(self):
        """How far the two slopes differ."""
        return abs(self.numeric - self.analytic)

    @property
    def agrees(self):
        """Whether they differ by no more than they may; nan never agrees."""
        return self.gap <= self.tolerance


class SlopeProbe:
    """Abstract: asks for slopes along random directions; ``part`` says which entries move.

    A check of 20,000 entries takes a thousandth of a second, so arrays are reused: fresh memory
    would cost more than the arithmetic.
    """

    method = None
    noise = 0.0  # a gap of this size rounding explains, where something was found to be wrong

    def __init__(self, objective, rng):
        self.objective, self.rng = objective, rng
        self.g = (
            objective.g if objective.is_finite else np.nan_to_num(objective.g, posinf=0, neginf=0)
        )
        self._u, self._contributions, self._scale = objective.spare
        self.weight = self._weight()

    def has_few_digits(self, part):
        """Whether the gradient of the arrays that ``part`` belongs to came in float32."""
        few = self.objective.has_few_digits
        if not any(few) or all(few):
            return all(few)
        first = part.start if isinstance(part, slice) else part[0]
        return few[next(k for k, s in enumerate(self.objective.slices) if (first or 0) < s.stop)]

    def direction(self, part, opposite=False):
        """A random direction in which only the entries in ``part`` move.

        ``opposite``: with all signs turned since the last one, so that a kink is seen from both
        sides; the sizes are new.
        """
        if not isinstance(part, slice):
            self._u.fill(0.0)
            self._u[part] = random_sizes(np.empty(part.size), self.rng) * self.weight[part]
            return self._u
        here = self._u[part]
        weights = random_sizes(self._contributions[part], self.rng)
        if opposite:
            np.copysign(weights, np.negative(here, out=here), out=weights)
        if here.size < self._u.size:
            self._u.fill(0.0)
        np.multiply(weights, self.weight[part], out=here)
        return self._u

    def contributions(self, u):
        """What all entries add to the analytic slope: its sum, and the sum of its sizes."""
        contributions = np.multiply(self.g, u, out=self._contributions)
        slope = float(np.sum(contributions))
        return slope, float(np.sum(np.abs(contributions, out=contributions)))

    def entry_scale(self):
        """|g_i| and a little: a thousandth of the usual entry, so that no weight is infinite."""
        scale, parts = np.abs(self.g, out=self._scale), self.objective.slices
        usual = [rms(self.g[part]) for part in parts]
        smallest = min((size for size in usual if size > 0), default=1.0)
        for part, size, few in zip(parts, usual, self.objective.has_few_digits, strict=True):
            scale[part] += (0.1 if few else 1e-3) * (size or smallest)
        return scale

    def ascent_direction(self):
        """A direction in which no entry moves by more than its size, and no two effects cancel."""
        u = random_sizes(self._u, self.rng)
        np.copysign(u, self.g, out=u)
        return np.multiply(u, sizes(self.objective, zero_moves=False), out=u)


class ComplexStep(SlopeProbe):
    """Slopes from one evaluation at theta + i h u: exact, and too small a step to meet a kink."""

    method = "complex step"

    def _weight(self):
        scale = self.entry_scale()
        self.smallest_scale = scale.min()
        return np.divide(self.smallest_scale, scale, out=scale)  # at most 1

    def ask(self, part, opposite=False):
        """Ask once, about all the entries in ``part``."""
        u = self.direction(part, opposite)
        analytic, total = self.contributions(u)
        tolerance = self.precision(part) * total
        return Probed(u, _length(u), self.objective.slope(u), analytic, total, tolerance)

    def precision(self, part):
        """The relative tolerance for the arrays that ``part`` belongs to."""
        return FEW_DIGITS if self.has_few_digits(part) else TOLERANCE

    def ask_closely(self, part):
        """Ask about a few entries: one that is 0 but for rounding must not be called wrong."""
        probed = self.ask(part)
        total = float(np.sum(np.abs(probed.u[part]) * self.smallest_scale / self.weight[part]))
        return replace(probed, total=total, tolerance=self.precision(part) * total)

    def axis_slope(self, k):
        """The slope along one axis, and how far the gradient may be from it."""
        slope = self.objective.slope(self._axis(k))
        largest = max(abs(slope), self.smallest_scale / self.weight[k])
        return slope, 1e2 * self.precision(np.array([k])) * largest

    def one_sided_slopes(self, k):
        """The slopes on the left and on the right of one entry; at a kink they differ."""
        e = self._axis(k)
        return -self.objective.slope(-e), self.objective.slope(e)

    def slopes_of_rise(self, part):
        """The slopes on both sides when all entries of a part rise alike."""
        u = np.zeros(self.g.size)
        u[part] = 1.0
        return -self.objective.slope(-u), self.objective.slope(u)

    def has_kink(self, probed):
        """Whether the slope along -u is not the opposite of that along u."""
        jump = abs(self.objective.slope(-probed.u) + probed.numeric)
        return jump > max(TOLERANCE * probed.total, 1e-13 * abs(probed.numeric))

    def _axis(self, k):
        e = np.zeros(self.g.size)
        e[k] = 1.0
        return e


class RealDifferences(SlopeProbe):
    """Slopes from differences, improved by Richardson's method, with an error bar.

    For functions that complex numbers cannot pass.  No entry moves by more than 0.3 % of its size.
    """

    method = "real differences"
    STEPS = (3e-3, 3e-5, 3e-7)  # a smaller one where a kink is near

    def _weight(self):
        self.middle = self.objective.value()
        size = sizes(self.objective)
        scale = size * self.entry_scale()  # what an entry says when it moves by its size
        return size / (1.0 + scale / np.median(scale))

    def ask(self, part, opposite=False):
        """Ask once; the best answer of three steps."""
        return self._asked(self.direction(part, opposite))

    ask_closely = ask

    def _asked(self, u):
        analytic, total = self.contributions(u)
        digits = FEW_DIGITS if any(self.objective.has_few_digits) else 1e-9
        answers = []
        for step in self.STEPS:
            with np.errstate(all="ignore"):  # what is not finite is reported, not warned about
                slope, bar, jump = self._richardson(u, step)
            tolerance = 2 * bar + digits * total
            answers.append(Probed(u, _length(u), slope, analytic, total, tolerance, jump))
            if bar <= 1e-7 * max(total, abs(slope)):
                break
        return min(answers, key=lambda probed: np.nan_to_num(probed.tolerance, nan=np.inf))

    def _richardson(self, u, step):
        """Slope, error bar, and the jump between left and right that halving does not halve."""
        h = step / np.array([1.0, 2.0, 4.0])
        above = np.array([self.objective.value(u, k) for k in h])
        below = np.array([self.objective.value(u, -k) for k in h])
        central, bend = (above - below) / (2 * h), (above + below - 2 * self.middle) / h
        coarse, fine = (4 * central[1:] - central[:-1]) / 3  # cancels the error in h^2
        jump = abs(2 * bend[2] - bend[1])
        rounding = 8 * EPS * np.max(np.abs([*above, *below, self.middle])) / h[2]
        bar = abs(fine - coarse) + rounding + jump
        return float(fine), float(bar), float(jump - 4 * rounding)

    def axis_slope(self, k):
        """The slope along one axis, and how far it may be off."""
        u = self._axis(k)
        probed = self._asked(u)
        return probed.numeric / u[k], probed.tolerance / u[k]

    def one_sided_slopes(self, k):
        """The slopes on the left and on the right of one entry; at a kink they differ."""
        u, step = self._axis(k), self.STEPS[-1]
        above, below = self.objective.value(u, step), self.objective.value(u, -step)
        return (self.middle - below) / (step * u[k]), (above - self.middle) / (step * u[k])

    def slopes_of_rise(self, part):
        """The slopes on both sides when all entries of a part rise alike."""
        u, step = np.zeros(self.g.size), self.STEPS[-1]
        u[part] = 1.0
        above, below = self.objective.value(u, step), self.objective.value(u, -step)
        return (self.middle - below) / step, (above - self.middle) / step

    def has_kink(self, probed):
        """Whether the slopes on the two sides differ, however small the step."""
        return probed.jump > 1e-3 * max(probed.total, abs(probed.numeric))

    def _axis(self, k):
        u = np.zeros(self.g.size)
        u[k] = sizes(self.objective)[k]
        return u


def sizes(objective, zero_moves=True):
    """How large every entry is.  A 0 is as large as its array usually is, or has to stay.

    In an array of zeros every entry counts as 1.
    """
    size = np.abs(objective.theta)
    for part in objective.slices:
        usual = rms(size[part]) or 1.0
        if zero_moves or not size[part].any():
            size[part][size[part] == 0] = usual
    return size


def _length(u):
    return float(np.sqrt(u @ u)) or 1.0
