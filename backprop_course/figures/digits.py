"""What a subtraction leaves: two almost equal numbers, digit by digit, for smaller and smaller h.

`trace_digits` computes the two losses of a central difference and the slope they give;
`draw_digits` marks the digits in which the losses differ and those of the slope that are right.
"""

from dataclasses import dataclass

import numpy as np

from . import palette, svg

DECIMALS = 17  # more than float64 can tell apart in a number near 0.06
TOP, ROW, FIRST, SECOND, WIDTH = 66, 48, 96, 400, 640
SIZE, DIGIT, POINT, MINUS = 15, 0.636, 0.318, 0.838  # widths of DejaVu Sans, in letter heights


@dataclass(frozen=True)
class DigitsTrace:
    """For each h: both losses and the slope as text, and how many characters go together."""

    steps: tuple
    above: tuple
    below: tuple
    same: tuple  # leading characters that the two losses share
    slopes: tuple
    right: tuple  # leading characters of the slope that are right


def trace_digits(f, slope, at, steps):
    """The central difference of f at a point, in decimal digits, for each step size."""
    above = [float(f(np.float64(at + h))) for h in steps]
    below = [float(f(np.float64(at - h))) for h in steps]
    slopes = [(up - down) / (2 * h) for up, down, h in zip(above, below, steps, strict=True)]
    exact = f"{slope:.12f}"
    above, below = ([f"{value:.{DECIMALS}f}" for value in values] for values in (above, below))
    slopes = [f"{value:.12f}" for value in slopes]
    return DigitsTrace(
        tuple(steps), tuple(above), tuple(below),
        tuple(shared(up, down) for up, down in zip(above, below, strict=True)),
        tuple(slopes), tuple(shared(exact, found) for found in slopes),
    )  # fmt: skip


def shared(first, second):
    """How many leading characters two texts have in common."""
    pairs = zip(first, second, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def describe_digits(trace):
    """The picture in words."""
    return (
        f"Two losses of a central difference for h from {svg.written(trace.steps[0])} to "
        f"{svg.written(trace.steps[-1])}: the smaller h, the more leading digits they share; the "
        "slope first gains right digits, then loses them again."
    )


def draw_digits(trace):
    """One pair of rows for each h, as SVG text."""
    parts = list(_heads())
    for i, h in enumerate(trace.steps):
        y = TOP + ROW * i
        parts.append(svg.text(16, y + 24, svg.written(h), size=SIZE, anchor="start", bold=True))
        same = trace.same[i]
        for digits, down in ((trace.above[i], 14), (trace.below[i], 34)):
            parts += _digits(FIRST, y + down, digits, same, len(digits), palette.FORWARD)
        slope = trace.slopes[i].replace("-", "−")
        parts += _digits(SECOND, y + 24, slope, 0, trace.right[i], palette.BACKWARD)
    return svg.document(
        WIDTH, TOP + ROW * len(trace.steps) + 8, parts,
        title="What does the subtraction leave?", description=describe_digits(trace),
    )  # fmt: skip


def _heads():
    yield svg.text(16, 26, "What does the subtraction leave?", size=18, anchor="start", bold=True)
    heads = (
        (16, "h", palette.INK),
        (FIRST, "L(w + h), L(w − h): what differs", palette.FORWARD),
        (SECOND, "slope from both: what is right", palette.BACKWARD),
    )
    for x, words, colour in heads:
        yield svg.text(x, 52, words, size=14, colour=colour, anchor="start")


def _digits(x, y, digits, start, stop, colour):
    """Digits in a row; those from start to stop stand in a box, the others are grey."""
    ends = [x + SIZE * _width(digits[:i]) for i in (0, start, stop, len(digits))]
    if stop > start:
        left, right = ends[1], ends[2]
        yield svg.box(
            (left + right) / 2, y - 5.5, right - left + 1, 17,
            fill=palette.NOTE, colour=colour, radius=3, stroke=1,
        )  # fmt: skip
    pieces = (digits[:start], digits[start:stop], digits[stop:])
    for left, piece, shade in zip(
        ends, pieces, (palette.REFERENCE, colour, palette.REFERENCE), strict=False
    ):
        if piece:
            yield svg.text(left, y, piece, size=SIZE, colour=shade, anchor="start")


def _width(digits):
    return sum({".": POINT, "−": MINUS}.get(digit, DIGIT) for digit in digits)
