"""Is a gradient right?  Nudge the input, see how the output moves, compare.

Slow and independent: it calls the forward function only, so it cannot repeat a mistake of the
backward one.  A check multiplies the output by a *random* upstream gradient, because with an
upstream of ones a backward function that ignores it would pass.
"""

import copy
from dataclasses import dataclass

import numpy as np

from .arguments import finite, generator, not_empty

TOLERANCE = 1e-6  # largest gap between the two gradients, over the largest entry of either


@dataclass(frozen=True)
class GradReport:
    """The verdict on one gradient, and its worst entry; true when the gradient passes.

    ``error`` is the gap at the worst entry over the largest entry of both gradients, so small
    entries cannot hide a mistake.  ``seed`` replays the check.
    """

    name: str
    index: tuple
    analytic: float
    numeric: float
    error: float
    passed: bool
    seed: object = None
    note: str = ""

    def __bool__(self):
        return self.passed

    def __str__(self):
        place = f"{self.name}{list(self.index)}" if self.index else self.name
        verdict = "passes" if self.passed else "FAILS"
        return (
            f"{verdict}: {place}: analytic {self.analytic:.6g}, numeric {self.numeric:.6g}, "
            f"relative error {self.error:.1e}" + (f"; {self.note}" if self.note else "")
        )


def numerical_gradient(f, x, h=1e-5):
    """Central differences of the number f(x); x is nudged in place, entry by entry, and restored.

    Shapes: like x.  The error shrinks with h^2, until round-off, which grows with 1/h, takes over.
    """
    x = _float64("x", x)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        above, below = _nudged(f, x, i, h), _nudged(f, x, i, -h)
        grad[i] = (above - below) / (2 * h)
    return grad


def check_gradient(f, grad, x, *, rng=None, h=1e-5):
    """Compare ``grad``, an array or a function of x, with central differences of the number f(x).

    ``rng`` is for callers that check in random places; the differences themselves need none.
    """
    x = _float64("x", x)
    finite("x", x)
    analytic = grad(x) if callable(grad) else grad
    return _compare("x", f, analytic, x, h, _seed(rng))


def check_vjp(f, f_vjp, inputs, *, rng=None, h=1e-5, **settings):
    """Compare ``f_vjp`` with central differences of ``f``: a GradReport per input with a gradient.

    The upstream gradient is random.  Inputs whose gradient is None are left out.
    """
    rng = np.random.default_rng(0) if rng is None else generator(rng)
    inputs = [np.array(x) for x in inputs]
    grad_y = rng.normal(size=np.shape(f(*inputs, **settings)))
    grads = _called_cleanly(f, f_vjp, grad_y, inputs, settings)
    reports = []
    for i, (x, grad) in enumerate(zip(inputs, grads, strict=True)):
        if grad is not None:
            name = f"{f.__name__} input {i}"
            objective = _weighted_sum(lambda: f(*inputs, **settings), grad_y)
            reports.append(_compare(name, objective, grad, x, h, _seed(rng)))
    return reports


def check_module(module, x, *, rng=None, h=1e-5):
    """One GradReport for the input of ``module`` and one for every parameter.

    Works on a copy, so gradients and everything else stay as they were.  Every forward pass starts
    from the same random state, so that one check sees one dropout mask.
    """
    rng = np.random.default_rng(0) if rng is None else generator(rng)
    module, x = copy.deepcopy(module), np.array(_float64("x", x))
    finite("x", x)
    states = [(chance, chance.bit_generator.state) for chance in _generators(module)]

    def forward():
        for chance, state in states:
            chance.bit_generator.state = state
        return module.forward(x)

    grad_y = rng.normal(size=forward().shape)
    for parameter in module.parameters():
        parameter.zero_grad()
    before = [grad_y.copy(), x.copy()]
    grad_x = module.backward(grad_y)
    _left_alone(f"{type(module).__name__}.backward", before, [grad_y, x])
    objective = _weighted_sum(forward, grad_y)
    reports = [_compare("x", objective, grad_x, x, h, _seed(rng))]
    for name, p in module.named_parameters().items():
        reports.append(_compare(name, objective, p.grad, p.value, h, _seed(rng)))
    return reports


def _generators(part):
    """Every random generator in a module and in the modules, lists and dicts that it holds."""
    if isinstance(part, np.random.Generator):
        return [part]
    inside = part if isinstance(part, list | tuple) else ()
    if isinstance(part, dict):
        inside = part.values()
    elif hasattr(part, "forward"):
        inside = vars(part).values()
    return [found for thing in inside for found in _generators(thing)]


def _compare(name, f, analytic, x, h, seed):
    """The report on one gradient: its worst entry, and why it may be the check that is wrong."""
    x = _float64(name, x)
    finite(name, x)
    not_empty(name, x)
    if np.shape(analytic) != x.shape:
        raise ValueError(
            f"{name}: the gradient must have the shape of the input {x.shape}, "
            f"got {np.shape(analytic)}"
        )
    analytic, numeric = np.asarray(analytic), numerical_gradient(f, x, h)
    gap = np.abs(analytic - numeric)
    i = np.unravel_index(np.argmax(np.where(np.isnan(gap), np.inf, gap)), gap.shape)
    scale = max(np.abs(analytic).max(), np.abs(numeric).max())
    error = float(gap[i] / scale) if scale else 0.0
    noise = _round_off(f, x, h)
    # a gradient lost in round-off proves nothing, unless it is zero as far as float64 can tell
    visible = scale > 1e3 * noise or np.abs(analytic).max() <= 100 * h * noise
    passed = bool(gap[i] <= TOLERANCE * scale + noise and visible)
    note = "" if passed else _doubt(f, x, i, h, scale, noise)
    index = tuple(int(k) for k in i)
    return GradReport(name, index, float(analytic[i]), float(numeric[i]), error, passed, seed, note)


def _round_off(f, x, h):
    """How far central differences of numbers as large as f(x) go wrong in float64."""
    return 4 * np.finfo(np.float64).eps * abs(float(f(x))) / h


def _doubt(f, x, i, h, scale, noise):
    """Kinks and round-off, two ways in which a right gradient fails; empty if neither is near."""
    value = float(f(x))
    right, left = (_nudged(f, x, i, h) - value) / h, (value - _nudged(f, x, i, -h)) / h
    if abs(right - left) > 1e-3 * scale + 4 * noise:  # a smooth f bends by about h in this distance
        return (
            f"the slope is {left:.3g} on the left and {right:.3g} on the right: "
            "x sits on a kink, where a derivative does not exist"
        )
    return "the gradient is near what round-off hides; rescale f" if scale <= 1e3 * noise else ""


def _called_cleanly(f, f_vjp, grad_y, inputs, settings):
    """What f_vjp returns, after holding it to its contract: a tuple, and inputs left alone."""
    before = [grad_y.copy(), *(x.copy() for x in inputs)]
    grads = f_vjp(grad_y, *inputs, **settings)
    if not isinstance(grads, tuple):
        raise TypeError(
            f"the VJP of {f.__name__} must return a tuple with one gradient per input, "
            f"got {type(grads).__name__}"
        )
    if len(grads) != len(inputs):
        raise ValueError(
            f"the VJP of {f.__name__} must return {len(inputs)} gradients, got {len(grads)}"
        )
    _left_alone(f"the VJP of {f.__name__}", before, [grad_y, *inputs])
    return grads


def _left_alone(name, before, after):
    for kept, now in zip(before, after, strict=True):
        if not np.array_equal(kept, now, equal_nan=kept.dtype.kind == "f"):
            raise ValueError(f"{name} changed one of its arguments in place")


def _weighted_sum(y, grad_y):
    """The number whose gradient a VJP computes: the sum of all outputs, each times its upstream."""
    return lambda _: float(np.sum(grad_y * y()))


def _nudged(f, x, i, h):
    kept = x[i]
    try:
        x[i] = kept + h
        value = f(x)
    finally:
        x[i] = kept
    if not np.isscalar(value) and not isinstance(value, np.ndarray):
        raise TypeError(f"f must return one number, got {type(value).__name__}")
    if np.ndim(value):
        raise ValueError(f"f must return one number, got an array of shape {np.shape(value)}")
    return value


def _float64(name, x):
    x = np.asarray(x)
    if x.dtype != np.float64:
        raise TypeError(
            f"{name}: finite differences need the 16 digits of float64, got {x.dtype}; "
            f"convert with {name}.astype(np.float64)"
        )
    return x


def _seed(rng):
    """The seed the generator was made with, as far as it can tell."""
    return 0 if rng is None else getattr(generator(rng).bit_generator.seed_seq, "entropy", None)
