"""The number under test as a function of one long vector, whatever arrays it depends on."""

import warnings
from contextlib import contextmanager

import numpy as np

from ..arguments import finite, not_empty
from .directional import TINY
from .numerical import float64, one_number
from .rounding import easier_points

NUDGE = 1e-6  # how far to move off a kink, relative to the size of the array


class NotComplexSafe(Exception):
    """The forward function cannot be followed into complex numbers."""


class Objective:
    """A number f(arrays), and the gradient that is claimed for each of the named arrays.

    ``grads`` is the claim at this point; ``recompute`` (arrays) makes it at any other.
    """

    def __init__(self, names, arrays, f, grads, recompute=None):
        self.names, self.arrays, self.f = names, arrays, f
        for name, array in zip(names, arrays, strict=True):
            not_empty(name, float64(name, array))
            finite(name, array)
        ends = np.cumsum([array.size for array in arrays]).tolist()
        self.slices = [slice(end - a.size, end) for end, a in zip(ends, arrays, strict=True)]
        # All long vectors lie in one piece of memory, with rows to spare that nobody touches: the
        # C library keeps free memory of up to twice its largest piece, and what it gives back to
        # the operating system costs as much as the arithmetic when the next pass asks for it.
        memory = np.empty((10, ends[-1]))
        self.theta, self.g, *self.spare = memory[:5]  # three are for the probe
        self._complex = memory[5:7].ravel().view(complex)
        self.start = np.concatenate([array.ravel() for array in arrays], out=self.theta)
        self._complex_arrays = self.split(self._complex)
        self.recompute = recompute
        self.set_claim(grads)
        self.evaluations = 0
        self._usual_size = None  # asked for only where something disagrees

    def split(self, vector):
        """Views of ``vector``, one for each array."""
        pairs = zip(self.slices, self.arrays, strict=True)
        return [vector[part].reshape(array.shape) for part, array in pairs]

    def set_claim(self, grads):
        """Keep these gradients as one vector ``g``; and how many digits each of them has."""
        for name, array, grad in zip(self.names, self.arrays, grads, strict=True):
            if np.shape(grad) != array.shape:
                raise ValueError(
                    f"{name}: the gradient must have the shape of the input {array.shape}, "
                    f"got {np.shape(grad)}"
                )
        np.concatenate([np.ravel(grad) for grad in grads], out=self.g)
        self.is_finite = bool(np.isfinite(self.g).all())
        self.zeros = [part.size - int(np.count_nonzero(part)) for part in self.split(self.g)]
        self.has_few_digits = [np.asarray(grad).dtype in (np.float32, np.float16) for grad in grads]

    def value(self, u=None, step=0.0):
        """The number at theta + step u.  The arrays themselves move, as in numerical_gradient."""
        self._move(u, step)
        self.evaluations += 1
        return float(one_number(self.f(self.arrays)))

    def reads(self, part):
        """Whether f moves when these entries do, by as much as their own size."""
        u = np.zeros_like(self.theta)
        u[part] = rms(self.theta[part]) or 1.0
        return any(self.value(u, step) != self.value() for step in (1.0, -0.5, 0.1))

    def repeats(self):
        """Whether f gives the same number for the same input; and the two numbers."""
        first, second = self.value(), self.value()
        both_nan = np.isnan(first) and np.isnan(second)
        return both_nan or abs(first - second) <= 1e-9 * abs(first), (first, second)

    def usual_size(self):
        """The size of f at the start and nearer to zero, where no unit is saturated."""
        if self._usual_size is None:
            sizes = []
            for theta in [self.start, *easier_points(self.start)]:
                with self.at(theta), np.errstate(all="ignore"):
                    sizes.append(abs(self.value()))
            self._usual_size = max([size for size in sizes if np.isfinite(size)], default=0.0)
        return self._usual_size

    def slope(self, u, theta=None):
        """The slope of f along ``u``: the imaginary part of f(theta + i h u), over h."""
        self._complex.real = self.theta if theta is None else theta
        np.multiply(u, TINY, out=self._complex.imag)
        self.evaluations += 1
        with _complex_arithmetic():
            return float(np.imag(one_number(self.f(self._complex_arrays)))) / TINY

    def leave_kink(self, rng):
        """Move all arrays a little, and ask for the gradients there."""
        self.theta = self.theta.copy()
        for part in self.slices:
            here = self.theta[part]
            here += NUDGE * (rms(here) or 1.0) * rng.normal(size=here.size)
        self._move()
        self.set_claim(self.recompute(self.arrays))

    @contextmanager
    def at(self, theta):
        """Stand at another point for a while."""
        here, self.theta = self.theta, theta
        self._move()
        try:
            yield
        finally:
            self.theta = here
            self._move()

    def gradient_at(self, theta):
        """The gradient that is claimed at another point, as one vector."""
        with self.at(theta):
            return np.concatenate([np.ravel(grad) for grad in self.recompute(self.arrays)])

    def restore(self):
        """Put the arrays back where they were."""
        self.theta = self.start
        self._move()

    def _move(self, u=None, step=0.0):
        for part, array in zip(self.slices, self.arrays, strict=True):
            array[...] = self.theta[part].reshape(array.shape)
            if u is not None:
                array += step * u[part].reshape(array.shape)


@contextmanager
def _complex_arithmetic():
    """Whatever drops an imaginary part, or cannot take one, is no forward for the complex step."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            yield
    except (TypeError, ValueError, np.exceptions.ComplexWarning) as problem:
        raise NotComplexSafe(str(problem)) from problem


def rms(values):
    """Root of the mean square."""
    values = values.ravel()
    return float(np.sqrt(values @ values / values.size))
