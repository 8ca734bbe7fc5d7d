"""Normalizing three numbers as geometry: z lives on a circle, and what comes back is tangent to it.

The plane of the circle holds all columns that add up to 0; upright on it stands (1, 1, 1).
"""

from dataclasses import dataclass

import numpy as np

from .paths import forward


@dataclass(frozen=True)
class ProjectionTrace:
    """Lengths along three directions at right angles: along z, around the circle, along (1, 1, 1).

    radius: of the circle.  grad_z: all three.  The gradient that comes back has ``around`` alone.
    """

    radius: float
    along_z: float
    around: float
    along_ones: float


def trace_projection(x, grad_z):
    """The parts of ``grad_z`` (3,), as the normalization of x (3,) sees it."""
    z, ones = forward(np.asarray(x, float))[-1], np.ones(3)
    radius = float(np.linalg.norm(z))
    axes = [z / radius, np.cross(ones, z) / np.sqrt(3) / radius, ones / np.sqrt(3)]
    return ProjectionTrace(radius, *(float(np.dot(axis, grad_z)) for axis in axes))


def describe_projection(trace):
    """The picture in a sentence."""
    return (
        f"The three normalized numbers are a point on a circle of radius {trace.radius:.2f}. The "
        f"gradient that arrives is an arrow at this point. Its part along (1, 1, 1), "
        f"{trace.along_ones:.2f} long, and its part along z, {trace.along_z:.2f} long, are taken "
        f"away; what is left, {abs(trace.around):.2f} long, is tangent to the circle."
    )
