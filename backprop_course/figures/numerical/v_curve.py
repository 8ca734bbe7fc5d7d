"""The error of a numerical gradient over the size of its nudge: two errors that fight.

A large nudge sees the bend of the curve, a small one drowns in round-off. ``trace_v_curve``
measures the error of three ways to nudge for many step sizes; ``draw_v_curve`` draws it, with the
point itself as a thin line and the median of its neighbours, which is smoother, as a thick one.
"""

from dataclasses import dataclass

import numpy as np

from ... import ops
from ..drawing import svg

NEIGHBOURS = np.linspace(-0.03, 0.03, 161)
SCHEMES = ("forward", "central", "complex")
STEPS = 10.0 ** np.linspace(-18, 0, 73)  # four in each power of ten
TOLERANCE = 1e-6
X, B, Y = 0.7, -0.3, 1.0  # a neuron at no special place: with w = 2, z is 1.1


@dataclass(frozen=True)
class VCurve:
    """Relative errors of a numerical gradient, one per step size, by scheme.

    ``errors`` belong to the point itself, ``medians`` to its neighbours.  ``factor`` is what the
    backward function under test multiplies the true slope by: 1 when it is right.
    """

    steps: np.ndarray
    errors: dict
    medians: dict
    dtype: str
    factor: float

    @property
    def epsilon(self):
        """The relative distance between neighbouring numbers."""
        return float(np.finfo(self.dtype).eps)

    @property
    def bug(self):
        """The relative error of the backward function itself."""
        return abs(self.factor - 1) / max(abs(self.factor), 1)

    def at(self, h):
        """{scheme: error of the point} at the step nearest to h."""
        i = int(np.argmin(np.abs(np.log10(self.steps / h))))
        return {scheme: float(errors[i]) for scheme, errors in self.errors.items()}

    def best(self, scheme):
        """The step with the smallest median error."""
        return float(self.steps[np.argmin(self.medians[scheme])])


def neuron_loss(w):
    """Squared error of a sigmoid neuron with x = 0.7, b = -0.3, y = 1, as a function of w."""
    return (ops.sigmoid(w * X + B) - Y) ** 2


def neuron_slope(w):
    """Its derivative by the chain rule."""
    a = ops.sigmoid(w * X + B)
    return 2 * (a - Y) * a * (1 - a) * X


def trace_v_curve(
    f=neuron_loss, slope=neuron_slope, at=2.0, *, dtype="float64", factor=1.0, schemes=SCHEMES
):
    """Errors of the numerical gradient of f at a point and around it, for all step sizes.

    f, slope: work entry by entry, f also on complex numbers.  dtype: float64 or float32.
    """
    points = np.concatenate([[at], at + NEIGHBOURS])
    claimed = factor * slope(points)
    errors = {}
    for scheme in schemes:
        numeric = nudged(f, points.astype(dtype), STEPS[:, None].astype(dtype), scheme)
        errors[scheme] = relative_error(claimed, numeric)
    return VCurve(
        STEPS,
        {scheme: error[:, 0] for scheme, error in errors.items()},
        {scheme: np.median(error[:, 1:], axis=1) for scheme, error in errors.items()},
        dtype,
        float(factor),
    )


def nudged(f, x, h, scheme):
    """The slope of f at x by nudges of size h, in the precision of x and h."""
    if scheme == "forward":
        return (f(x + h) - f(x)) / h
    if scheme == "central":
        return (f(x + h) - f(x - h)) / (2 * h)
    return f(x + 1j * h).imag / h


def relative_error(first, second):
    """The gap over the larger of the two; 0 where both are 0."""
    largest = np.maximum(np.abs(first), np.abs(second)).astype(np.float64)
    gap = np.abs(first - second)
    return np.divide(gap, largest, out=np.zeros_like(largest), where=largest > 0)


def describe_v_curve(trace):
    """The picture in words, without the digits that round-off decides."""
    names = {"forward": "forward differences", "central": "central differences"}
    shown = [names.get(scheme, "the complex step") for scheme in trace.errors]
    if not shown:
        return "No curve is shown."
    if trace.bug:
        return (
            f"Error over step size in {trace.dtype}, of a gradient with a bug: the curves of "
            f"{', '.join(shown)} are flat at {svg.written(trace.bug)} for every reasonable h."
        )
    findings = {
        "forward": f"forward differences are best near h = {_power(trace.epsilon**0.5)}",
        "central": f"central differences are best near h = {_power(trace.epsilon ** (1 / 3))}",
        "complex": "the complex step stays exact to the last digit however small h is",
    }
    said = "; ".join(findings[scheme] for scheme in trace.errors)
    return f"Error over step size in {trace.dtype}: {said}."


def explain_step_size(trace, h):
    """What the check says at one step size."""
    if not trace.errors:
        return "Tick a box to see its curve."
    said = "; ".join(
        f"{scheme}: relative error {svg.written(error, 2)}, {_verdict(error)}"
        for scheme, error in trace.at(h).items()
    )
    end = ""
    if trace.bug:
        end = f" The backward function is wrong by {svg.written(trace.bug)}; no h cures that."
    return f"h = {svg.written(h, 2)} in {trace.dtype}. {said[0].upper()}{said[1:]}.{end}"


def _verdict(error):
    return "passes" if error < TOLERANCE else "fails"


def _power(value):
    return svg.written(value, 1)
