"""One column of numbers, normalized in small steps, and the gradient that comes back through them.

`trace_normalization` walks forward and back with the formulas of `ops`; a path from x to z can be
left out, as by somebody who takes mean or deviation for a constant. Nudging tells the truth.
"""

from dataclasses import dataclass

import numpy as np

from ... import gradcheck, ops
from ..drawing import svg

EXACT = 1e-6  # relative; what nudging cannot tell from right

COLUMN = (9, 1, 15, 7)  # mean 8, deviation 5
ARRIVALS = {  # what may arrive at z
    "(6, 0, 2, 0)": (6, 0, 2, 0),
    "1 everywhere": (1, 1, 1, 1),
    "z itself": (0.2, -1.4, 1.4, -0.2),
}


@dataclass(frozen=True)
class NormalizationTrace:
    """All numbers of one forward and one backward pass.  Columns are (n,), the others numbers.

    The gradients of mean, variance and deviation are None where their path is left out.
    ``paths`` holds what each path brings back to x; ``nudged`` is what nudging x says.
    """

    x: np.ndarray
    mean: float
    centred: np.ndarray
    variance: float
    deviation: float
    z: np.ndarray
    grad_z: np.ndarray
    grad_deviation: float | None
    grad_variance: float | None
    grad_centred: np.ndarray
    grad_mean: float | None
    paths: dict
    grad_x: np.ndarray
    nudged: np.ndarray

    @property
    def error(self):
        """The distance of grad_x from the nudged one, over the latter's size (1 if that is 0)."""
        size = np.linalg.norm(self.nudged)
        size = size if size > EXACT * np.linalg.norm(self.grad_z) else 1.0
        return float(np.linalg.norm(self.grad_x - self.nudged) / size)


def trace_normalization(x, grad_z, *, through_mean=True, through_deviation=True):
    """Forward and back through mean, centring, variance, deviation and division.

    Shapes: x and grad_z (n,), x not constant.  A path that is not taken brings nothing back.
    """
    x, grad_z = np.asarray(x, float), np.asarray(grad_z, float)
    mean, centred, variance, deviation, z = forward(x)
    straight, grad_deviation = ops.div_vjp(grad_z, centred, deviation)
    (grad_variance,) = ops.sqrt_vjp(grad_deviation, variance)
    (by_deviation,) = ops.square_vjp(np.full_like(x, grad_variance / x.size), centred)
    by_deviation = by_deviation * through_deviation
    grad_centred = straight + by_deviation
    _, grad_mean = ops.sub_vjp(grad_centred, x, mean)
    by_mean = np.full_like(x, grad_mean / x.size) * through_mean
    paths = {"straight": straight, "through the mean": by_mean}
    paths["through the deviation"] = by_deviation
    nudged = gradcheck.numerical_gradient(lambda x: float(np.sum(grad_z * forward(x)[-1])), x)
    return NormalizationTrace(
        x,
        float(mean),
        centred,
        float(variance),
        float(deviation),
        z,
        grad_z,
        _number(grad_deviation, through_deviation),
        _number(grad_variance, through_deviation),
        _clean(grad_centred),
        _number(grad_mean, through_mean),
        {name: _clean(brought) for name, brought in paths.items()},
        _clean(grad_centred + by_mean),
        _clean(nudged, 8),
    )


def trace_moved(shift, stretch, arrives, **paths):
    """The trace of COLUMN, stretched and then shifted, with one of ARRIVALS at z."""
    return trace_normalization(stretch * np.array(COLUMN) + shift, ARRIVALS[arrives], **paths)


def forward(x):
    """Mean, centred numbers, variance, deviation and normalized numbers of x (n,)."""
    mean = np.mean(x)
    centred = x - mean
    variance = np.mean(np.square(centred))
    deviation = np.sqrt(variance)
    return mean, centred, variance, deviation, centred / deviation


def _number(grad, taken):
    return float(_clean(grad)) if taken else None


def _clean(values, digits=12):
    """Without rounding errors where the sum of several paths is 0."""
    return np.round(values, digits) + 0.0


def describe_normalization(trace):
    """The picture in words: values, what comes back along which paths, and whether it is right."""
    return (
        f"x = {_column(trace.x)} has mean {svg.written(trace.mean)} and deviation "
        f"{svg.written(trace.deviation)}, so z = {_column(trace.z)}. Where {_column(trace.grad_z)} "
        f"arrives at z, {_column(trace.grad_x)} comes back to x: {_paths(trace)}. {verdict(trace)}."
    )


def _paths(trace):
    taken = {name: brought for name, brought in trace.paths.items() if not left_out(trace, name)}
    words = " and ".join(f"{_column(brought)} {name}" for name, brought in taken.items())
    missing = [name for name in trace.paths if name not in taken]
    return words + "".join(f", nothing {name}" for name in missing)


def left_out(trace, path):
    """Whether the path was not taken."""
    grads = {"through the mean": trace.grad_mean, "through the deviation": trace.grad_deviation}
    return path in grads and grads[path] is None


def verdict(trace):
    """What nudging says of the gradient of x, in a sentence without its full stop."""
    if trace.error < EXACT:
        return "Nudging agrees"
    if not np.any(trace.nudged):
        return "Nudging says: nothing comes back"
    return f"Nudging says {_column(trace.nudged)}: off by {100 * trace.error:.0f} %"


def _column(numbers):
    return f"({', '.join(map(svg.written, numbers))})"
