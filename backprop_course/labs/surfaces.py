"""Four small landscapes to walk down: each is one difficulty that training meets, in the plane.

A point is the last axis of an array, so one call serves one point, a path or a whole grid.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Surface:
    """A loss over two parameters, its gradient, where to start, and what part of it is drawn.

    loss: points (..., 2) -> (...).  grad: points (..., 2) -> (..., 2).
    rates: {optimizer: a learning rate that works for it over 80 steps}.
    """

    name: str
    formula: str
    loss: Callable
    grad: Callable
    start: tuple[float, float]
    limits: tuple[float, float, float, float]  # left, right, bottom, top
    minima: tuple[tuple[float, float], ...]
    rates: dict[str, float]


def ravine_loss(points):
    """A long valley with steep sides: curvature 1 along x and 40 along y."""
    x, y = _split(points)
    return (x**2 + 40 * y**2) / 2


def ravine_grad(points):
    """The gradient of ``ravine_loss``."""
    return points * np.array([1.0, 40.0])


def rosenbrock_loss(points):
    """A bent valley with a nearly flat floor.  Source: Rosenbrock, 1960."""
    x, y = _split(points)
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def rosenbrock_grad(points):
    """The gradient of ``rosenbrock_loss``."""
    x, y = _split(points)
    gap = y - x**2
    return np.stack([-2 * (1 - x) - 400 * x * gap, 200 * gap], axis=-1)


def saddle_loss(points):
    """A pass between two valleys: down along y, up along x."""
    x, y = _split(points)
    return x**2 / 2 + (y**2 - 1) ** 2 / 4


def saddle_grad(points):
    """The gradient of ``saddle_loss``."""
    x, y = _split(points)
    return np.stack([x, y**3 - y], axis=-1)


def plateau_loss(points):
    """A hole in a plain: far from it the gradient is nearly 0."""
    return 1 - np.exp(-2 * np.sum(np.square(points), axis=-1))


def plateau_grad(points):
    """The gradient of ``plateau_loss``."""
    return 4 * points * (1 - plateau_loss(points))[..., None]


def _split(points):
    return points[..., 0], points[..., 1]


SURFACES = {
    surface.name: surface
    for surface in (
        Surface(
            "ravine", "½(x² + 40y²)", ravine_loss, ravine_grad,
            (-2.0, 1.0), (-2.5, 2.5, -1.6, 1.6), ((0.0, 0.0),),
            {"SGD": 0.04, "momentum": 0.008, "RMSProp": 0.1, "Adam": 0.25},
        ),
        Surface(
            "Rosenbrock", "(1 − x)² + 100(y − x²)²", rosenbrock_loss, rosenbrock_grad,
            (-1.2, 1.0), (-2.5, 2.5, -1.2, 2.0), ((1.0, 1.0),),
            {"SGD": 0.003, "momentum": 0.003, "RMSProp": 0.03, "Adam": 0.3},
        ),
        Surface(
            "saddle", "½x² + ¼(y² − 1)²", saddle_loss, saddle_grad,
            (-2.0, 0.01), (-2.5, 2.5, -1.6, 1.6), ((0.0, 1.0), (0.0, -1.0)),
            {"SGD": 0.6, "momentum": 0.1, "RMSProp": 0.05, "Adam": 0.3},
        ),
        Surface(
            "plateau", "1 − exp(−2(x² + y²))", plateau_loss, plateau_grad,
            (-1.4, 0.9), (-2.5, 2.5, -1.6, 1.6), ((0.0, 0.0),),
            {"SGD": 0.2, "momentum": 0.3, "RMSProp": 0.02, "Adam": 0.4},
        ),
    )
}  # fmt: skip
