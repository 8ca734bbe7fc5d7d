"""The picture of ``paths``: columns of values above the wires, of gradients below them."""

import numpy as np

from ..drawing import palette, svg
from .paths import EXACT, describe_normalization, left_out

WIDTH, HEIGHT = 1000, 610
LINE = 17  # from one number of a column to the next
AXIS, LANE = 176, 336  # heights of the straight path and of the two others
X_COPY, MINUS, C_COPY, ROOT, DIVIDE = 140, 390, 540, 792, 886
FOOT = 496
TERMS = 80, 250, 448, 626  # of the sum at the foot
WIDEST_BAND, LIMIT = 22, 34  # pixels; the second for what arrives, which may be far larger
SHORT = {"through the mean": "through *m*", "through the deviation": "through *s*"}
DASHES = "6 5"  # of a path that is left out


def draw_normalization(trace):
    """SVG text: the graph on top, and the sum of what comes back to x at the foot."""
    per_one = WIDEST_BAND / max(1e-9, *(_size(grad) for grad in _gradients(trace)))
    parts = [piece for wire in _wires(trace) for piece in _wire(*wire, per_one)]
    parts += [*_boxes(), *_heads(trace), *_sum(trace), *_frame()]
    return svg.document(
        WIDTH,
        HEIGHT,
        [*filter(None, parts)],
        title="The paths from x to z",
        description=describe_normalization(trace),
    )


def _gradients(trace):
    """All but the one that arrives."""
    lone = (trace.grad_mean, trace.grad_variance, trace.grad_deviation)
    found = [g for g in lone if g is not None]
    return [trace.grad_centred, trace.grad_x, *trace.paths.values(), *found]


def _size(grad):
    return float(np.linalg.norm(grad))


def _wires(trace):
    """Points and gradient of every wire; None is a path left out."""
    mean = trace.paths["through the mean"] if trace.grad_mean is not None else None
    by_deviation = trace.grad_deviation is not None
    spread = trace.paths["through the deviation"] if by_deviation else None
    yield [(30, AXIS), (X_COPY, AXIS)], trace.grad_x, False
    yield [(X_COPY, AXIS), (MINUS - 34, AXIS)], trace.grad_centred, True
    yield [(X_COPY, AXIS), (X_COPY, LANE), (238, LANE)], mean, True
    yield [(314, LANE), (MINUS, LANE), (MINUS, AXIS + 28)], trace.grad_mean, True
    yield [(MINUS + 34, AXIS), (C_COPY, AXIS)], trace.grad_centred, False
    yield [(C_COPY, AXIS), (DIVIDE - 34, AXIS)], trace.paths["straight"], True
    yield [(C_COPY, AXIS), (C_COPY, LANE), (614, LANE)], spread, True
    yield [(694, LANE), (ROOT - 24, LANE)], trace.grad_variance, True
    yield [(ROOT + 24, LANE), (DIVIDE, LANE), (DIVIDE, AXIS + 28)], trace.grad_deviation, True
    yield [(DIVIDE + 34, AXIS), (WIDTH - 30, AXIS)], trace.grad_z, True


def _wire(points, grad, has_a_head, per_one):
    if grad is None:
        yield svg.line(points, colour=palette.WAITING, dash=DASHES)
        return
    yield svg.band(
        points,
        min(LIMIT, per_one * _size(grad)),
        colour=palette.BACKWARD,
        tint=palette.BACKWARD_TINT,
    )
    yield (svg.arrow if has_a_head else svg.line)(points)


def _boxes():
    for x, y, width, height, words in (
        (MINUS, AXIS, 68, 56, "−"),
        (DIVIDE, AXIS, 68, 56, "÷"),
        (276, LANE, 76, 44, "mean"),
        (654, LANE, 80, 58, "mean of"),
        (ROOT, LANE, 48, 44, "√"),
    ):
        yield svg.box(x, y, width, height, fill=palette.NOTE, radius=12)
        two_lines = words == "mean of"
        size = 24 if len(words) == 1 else 15
        yield svg.text(x, y + (-4 if two_lines else size / 3), words, size=size)
        if two_lines:
            yield svg.text(x, y + 16, "squares", size=15)
    for x in (X_COPY, C_COPY):
        yield svg.disc(x, AXIS, 6, fill=palette.INK)


def _heads(trace):
    """Every value above its wire and every gradient below it, as columns or single numbers."""
    yield from _above(80, AXIS, "x", trace.x)
    yield from _below(80, AXIS, "grad_x", trace.grad_x)
    yield from _below(250, AXIS, "grad_c", trace.grad_centred)
    yield from _path(trace, 190, "through the mean")
    yield from _lone(352, "m", trace.mean, trace.grad_mean)
    yield from _above(482, AXIS, "c", trace.centred)
    yield from _below(482, AXIS, "grad_c", trace.grad_centred)
    yield from _below(696, AXIS, "straight", trace.paths["straight"])
    yield from _path(trace, 568, "through the deviation")
    yield from _lone(731, "v", trace.variance, trace.grad_variance)
    yield from _lone(852, "s", trace.deviation, trace.grad_deviation)
    yield from _above(945, AXIS, "z", trace.z)
    yield from _below(945, AXIS, "grad_z", trace.grad_z)


def _above(x, wire, name, numbers):
    top = wire - 24 - LINE * len(numbers)
    yield from _column(x, top, f"*{name}*", numbers, palette.FORWARD)


def _below(x, wire, name, numbers):
    yield from svg.backward_marks(x, wire)
    yield from _column(x, wire + 34, name, numbers, palette.BACKWARD)


def _column(x, top, name, numbers, colour):
    """A heading whose baseline is at ``top``, and the numbers under it."""
    yield svg.text(x, top, svg.level(name), size=15, colour=colour, bold=True)
    for i, number in enumerate(numbers, start=1):
        yield svg.text(x, top + LINE * i + 1, svg.written(number), size=15, colour=colour)


def _path(trace, x, path):
    if left_out(trace, path):
        yield svg.text(x, LANE + 34, "left out", size=15, colour=palette.REFERENCE, bold=True)
        return
    yield from _below(x, LANE, SHORT[path], trace.paths[path])


def _lone(x, name, value, grad):
    yield svg.text(
        x, LANE - 18, f"*{name}* = {svg.written(value)}", size=15, colour=palette.FORWARD, bold=True
    )
    if grad is not None:
        yield from svg.backward_marks(x, LANE)
        yield svg.text(x, LANE + 34, svg.written(grad), size=15, colour=palette.BACKWARD)


def _sum(trace):
    """The paths added up, beside what nudging says."""
    yield svg.box(
        WIDTH / 2, FOOT + 31, WIDTH - 40, 106, fill=palette.NOTE, colour=palette.NOTE_EDGE, stroke=1
    )
    columns = [*trace.paths.items(), ("grad_x", trace.grad_x)]
    for i, (x, (name, brought)) in enumerate(zip(TERMS, columns, strict=True)):
        colour = palette.REFERENCE if left_out(trace, name) else palette.BACKWARD
        yield from _column(x, FOOT, name, brought, colour)
        if i < 3:
            between = (x + TERMS[i + 1]) / 2
            yield svg.text(between, FOOT + 46, "=" if i == 2 else "+", size=20)
    yield from _column(764, FOOT, "by nudging", trace.nudged, palette.REFERENCE)
    right = trace.error < EXACT
    words = f"off by {100 * trace.error:.0f} %" if np.any(trace.nudged) else "all should be 0"
    yield svg.text(
        836, FOOT + 46, "they agree" if right else words, size=16, anchor="start", bold=not right
    )
    note = "Each band is as wide as its gradient is long; a very wide one is cut off."
    yield svg.text(24, HEIGHT - 12, note, size=14, colour=palette.REFERENCE, anchor="start")


def _frame():
    title = "Which paths lead from *x* to *z*, and what comes back along each?"
    yield svg.text(WIDTH / 2, 28, title, size=17, bold=True)
    yield svg.text(24, 28, "Forward →", size=15, colour=palette.FORWARD, anchor="start", bold=True)
    yield svg.text(
        WIDTH - 24, 28, "← Backward", size=15, colour=palette.BACKWARD, anchor="end", bold=True
    )
