"""Implement: the short formula for the gradient of a normalization, along any axis."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops.normalization import standardize_vjp
from .probes import NORMALIZED


def mean_along(array, axis):
    return np.mean(array, axis, keepdims=True)


def short_with(
    mean=mean_along,
    products=mean_along,
    subtracted=lambda g, z: g,
    factor=lambda z: z,
    sign=-1.0,
    divisor=lambda s: s,
):
    """The short formula with some of its parts replaced."""

    def answer(grad_z, z, s, axis):
        along_z = factor(z) * products(grad_z * z, axis)
        bracket = grad_z - mean(subtracted(grad_z, z), axis) + sign * along_z
        return bracket / divisor(s)

    return answer


def nothing(array, axis):
    return 0.0


def by_sums(grad_z, z, s, axis):
    n = z.shape[axis]
    total = np.sum(grad_z, axis, keepdims=True)
    return (n * grad_z - total - z * np.sum(grad_z * z, axis, keepdims=True)) / (n * s)


def plain(grad_z, z, s, axis):
    mean = np.mean(grad_z, axis=axis, keepdims=True)
    along = z * np.mean(grad_z * z, axis=axis, keepdims=True)
    return (grad_z - mean - along) / s


backward_simplified = Exercise(
    name="backward_simplified",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "How many means are there, and of what? Each is one number per column, or per row.",
        "np.mean takes the axis too. What does it need so that the shapes fit afterwards?",
    ),
    reference=lambda grad_z, z, s, axis: short_with()(grad_z, z, s, axis),
    accepted=(standardize_vjp, by_sums),
    mistakes=(
        Mistake(
            "norm-short.no-mean",
            short_with(mean=nothing),
            "the mean of what arrives is not taken away",
            "If the same number arrives everywhere, what should come back?",
        ),
        Mistake(
            "norm-short.no-products",
            short_with(products=nothing),
            "the term along z is missing",
            "If z itself arrives, what should come back?",
        ),
        Mistake(
            "norm-short.no-z",
            short_with(factor=lambda z: 1.0),
            "the second mean is taken away from every number alike",
            "If z itself arrives, what should come back?",
        ),
        Mistake(
            "norm-short.plus",
            short_with(sign=1.0),
            "the term along z is added",
            "If z itself arrives, what should come back?",
        ),
        Mistake(
            "norm-short.sums",
            short_with(
                mean=lambda a, axis: np.sum(a, axis, keepdims=True),
                products=lambda a, axis: np.sum(a, axis, keepdims=True),
            ),
            "sums stand where means should stand",
            "If the same number arrives everywhere, what should come back?",
        ),
        Mistake(
            "norm-short.not-divided",
            short_with(divisor=lambda s: 1.0),
            "it is not divided by the deviation",
            "x is stretched by 2, and z stays. How does the gradient of x change?",
        ),
        Mistake(
            "norm-short.variance",
            short_with(divisor=lambda s: s**2),
            "it is divided by the variance",
            "x is stretched by 2, and z stays. How does the gradient of x change?",
        ),
        Mistake(
            "norm-short.whole-array",
            short_with(mean=lambda a, axis: a.mean(), products=lambda a, axis: a.mean()),
            "both means run over the whole array",
            "Which numbers share a mean?",
        ),
        Mistake(
            "norm-short.always-columns",
            short_with(
                mean=lambda a, axis: mean_along(a, 0), products=lambda a, axis: mean_along(a, 0)
            ),
            "the means run along axis 0, whatever axis says",
            "What is the argument axis for?",
        ),
        Mistake(
            "norm-short.n-minus-1",
            short_with(
                products=lambda a, axis: mean_along(a, axis) * a.shape[axis] / (a.shape[axis] - 1)
            ),
            "the second mean is divided by n - 1",
            "If z itself arrives, what should come back?",
        ),
    ),
    probes=NORMALIZED,
    plain=plain,
    outputs=("grad_x",),
    praise="What comes back if the same number arrives everywhere? And if z itself arrives?",
)
