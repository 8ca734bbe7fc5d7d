"""Which numbers share a mean: batch norm takes columns, layer norm takes rows."""

from dataclasses import dataclass

import numpy as np

from ..drawing import svg
from .paths import forward

NAMES = {0: "batch norm: one mean for each column", 1: "layer norm: one mean for each row"}


@dataclass(frozen=True)
class Averaged:
    """x before and z after, with the mean and the deviation of each group along the axis."""

    axis: int
    x: np.ndarray
    means: tuple
    deviations: tuple
    z: np.ndarray


def trace_averaged(x):
    """Batch norm and layer norm of x (rows, columns), without parameters."""
    x = np.asarray(x, float)
    found = []
    for axis in NAMES:
        groups = x.T if axis == 0 else x
        means, _, _, deviations, z = zip(*map(forward, groups), strict=True)
        z = np.array(z)
        found.append(Averaged(axis, x, means, deviations, z.T if axis == 0 else z))
    return found


def describe_averaged(trace):
    """The picture in a sentence for each norm."""
    words = []
    for norm in trace:
        groups = "columns" if norm.axis == 0 else "rows"
        words.append(
            f"{NAMES[norm.axis].split(':')[0].capitalize()}: the {groups} have the means "
            f"{', '.join(map(short_number, norm.means))} and the deviations "
            f"{', '.join(map(short_number, norm.deviations))}."
        )
    return " ".join(words)


def short_number(value):
    return svg.written(value, digits=2 if abs(value) < 1 else 3)
