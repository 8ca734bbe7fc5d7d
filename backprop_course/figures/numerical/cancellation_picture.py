"""The picture of ``cancellation``: see there for its numbers and its sentence."""

from ..drawing import palette, svg
from .cancellation import describe_cancellation

TOP, ROW, FIRST, SECOND, WIDTH = 66, 48, 96, 400, 640
SIZE, DIGIT, POINT, MINUS = 15, 0.636, 0.318, 0.838  # widths of DejaVu Sans, in letter heights


def draw_cancellation(trace):
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
        WIDTH,
        TOP + ROW * len(trace.steps) + 8,
        parts,
        title="What does the subtraction leave?",
        description=describe_cancellation(trace),
    )


def _heads():
    yield svg.text(16, 26, "What does the subtraction leave?", size=18, anchor="start", bold=True)
    heads = (
        (16, "h", palette.INK),
        (FIRST, "L(w + h), L(w − h): what differs", palette.FORWARD),
        (SECOND, "slope from both: what is correct", palette.BACKWARD),
    )
    for x, words, colour in heads:
        yield svg.text(x, 52, words, size=14, colour=colour, anchor="start")


def _digits(x, y, digits, start, stop, colour):
    """Digits in a row; those from start to stop stand in a box, the others are grey."""
    ends = [x + SIZE * _width(digits[:i]) for i in (0, start, stop, len(digits))]
    if stop > start:
        left, right = ends[1], ends[2]
        yield svg.box(
            (left + right) / 2,
            y - 5.5,
            right - left + 1,
            17,
            fill=palette.NOTE,
            colour=colour,
            radius=3,
            stroke=1,
        )
    pieces = (digits[:start], digits[start:stop], digits[stop:])
    for left, piece, shade in zip(
        ends, pieces, (palette.REFERENCE, colour, palette.REFERENCE), strict=False
    ):
        if piece:
            yield svg.text(left, y, piece, size=SIZE, colour=shade, anchor="start")


def _width(digits):
    return sum({".": POINT, "−": MINUS}.get(digit, DIGIT) for digit in digits)
