"""What a subtraction leaves: two almost equal numbers, digit by digit, for smaller and smaller h.

`trace_cancellation` computes the two losses of a central difference and the slope they give;
`draw_cancellation` marks the digits in which the losses differ and the right ones of the slope.
"""

from dataclasses import dataclass

import numpy as np

from ..drawing import svg

DECIMALS = 17  # more than float64 can tell apart in a number near 0.06


@dataclass(frozen=True)
class CancellationTrace:
    """For each h: both losses and the slope as text, and how many characters go together."""

    steps: tuple
    above: tuple
    below: tuple
    same: tuple  # leading characters that the two losses share
    slopes: tuple
    right: tuple  # leading characters of the slope that are right


def trace_cancellation(f, slope, at, steps):
    """The central difference of f at a point, in decimal digits, for each step size."""
    above = [float(f(np.float64(at + h))) for h in steps]
    below = [float(f(np.float64(at - h))) for h in steps]
    slopes = [(up - down) / (2 * h) for up, down, h in zip(above, below, steps, strict=True)]
    exact = f"{slope:.12f}"
    above, below = ([f"{value:.{DECIMALS}f}" for value in values] for values in (above, below))
    slopes = [f"{value:.12f}" for value in slopes]
    return CancellationTrace(
        tuple(steps),
        tuple(above),
        tuple(below),
        tuple(shared(up, down) for up, down in zip(above, below, strict=True)),
        tuple(slopes),
        tuple(shared(exact, found) for found in slopes),
    )


def shared(first, second):
    """How many leading characters two texts have in common."""
    pairs = zip(first, second, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def describe_cancellation(trace):
    """The picture in words."""
    return (
        f"Two losses of a central difference for h from {svg.written(trace.steps[0])} to "
        f"{svg.written(trace.steps[-1])}: the smaller h, the more leading digits they share; the "
        "slope first gains right digits, then loses them again."
    )
