"""The picture of ``nudge``: see there for its numbers and its sentence."""

import math

from ..drawing import palette, svg
from .nudge import describe_nudge, written_ratio

LEFT, RIGHT = 150, 190  # columns for the quantities and for the slopes
PANELS = {1: 680, 2: 340, 3: 228}  # width of a column, by how many there are
HEAD, ROW, FOOT = 44, 90, 62
EDGE = 34  # the longest arrow keeps this far from the end of its line
DOT = 4  # radius of the old and the new value


def draw_nudge(*traces):
    """One to three nudges of the same quantity side by side, as SVG text."""
    if len(traces) not in PANELS or len({(t.names, t.target) for t in traces}) != 1:
        raise ValueError("draw_nudge: expected one to three traces of the same nudged quantity")
    panel, count = PANELS[len(traces)], len(traces[0].names)
    width, height = LEFT + panel * len(traces) + RIGHT, HEAD + ROW * count + FOOT
    parts = [*_quantities(traces[0]), *_slopes(traces[0], width)]
    for i, trace in enumerate(traces):
        parts += _panel(trace, LEFT + panel * i, panel)
    return svg.document(
        width,
        height,
        parts,
        title="A nudge on its way through a chain",
        description=describe_nudge(*traces),
    )


def _quantities(trace):
    yield svg.text(16, 30, "Quantity", size=15, colour=palette.FORWARD, anchor="start", bold=True)
    rows = zip(trace.names, trace.formulas, trace.old, strict=True)
    for i, (name, formula, value) in enumerate(rows):
        y = HEAD + ROW * i + ROW / 2
        label = f"*{name}* = {svg.written(value)}"
        yield svg.text(16, y + 2, label, colour=palette.FORWARD, anchor="start", bold=True)
        yield svg.text(16, y + 22, formula, size=13, colour=palette.REFERENCE, anchor="start")
    y = HEAD + ROW * len(trace.names)
    for words, baseline in (("arrows of a column", y + 24), ("have one scale", y + 42)):
        yield svg.text(16, baseline, words, size=13, colour=palette.REFERENCE, anchor="start")


def _slopes(trace, width):
    """What the ratios should settle on, in the last column."""
    x, names = width - RIGHT + 24, trace.names
    yield svg.text(x, 30, "Slope", size=15, colour=palette.BACKWARD, anchor="start", bold=True)
    for i, slope in enumerate(trace.slopes):
        if slope is not None:
            words = f"*∂{names[i]}/∂{names[i - 1]}* = {written_ratio(slope)}"
            y = HEAD + ROW * i + ROW / 2 + 27
            yield svg.text(x, y, words, size=15, colour=palette.BACKWARD, anchor="start")
    y = HEAD + ROW * len(names) + 24
    words = f"*∂{names[-1]}/∂{names[trace.target]}* = {written_ratio(trace.product)}"
    yield svg.text(x, y, words, size=15, colour=palette.BACKWARD, anchor="start", bold=True)
    yield svg.text(
        x, y + 22, "the slopes multiplied", size=13, colour=palette.REFERENCE, anchor="start"
    )


def _panel(trace, left, width):
    """One column: a line for each quantity, its arrow, and the ratio to the arrow above."""
    middle, names = left + width / 2, trace.names
    longest = max(abs(change) for change in trace.changes)
    scale = (width / 2 - EDGE) / longest if longest else 0.0
    title = f"A nudge of {svg.written(trace.nudge)}"
    yield svg.text(middle, 30, title, size=17, colour=palette.FORWARD, bold=True)
    for i, change in enumerate(trace.changes):
        y = HEAD + ROW * i + ROW / 2
        yield from _number_line(middle, y, width, scale * change, i < trace.target)
        if i >= trace.target:
            words = f"Δ*{names[i]}* = {svg.written(change)}"
            yield svg.text(middle, y - 16, words, size=15, colour=palette.FORWARD)
        if trace.ratios[i] is not None:
            words = f"Δ*{names[i]}*/Δ*{names[i - 1]}* = {written_ratio(trace.ratios[i])}"
            yield svg.text(middle, y + 27, words, size=15)
    y = HEAD + ROW * len(names) + 24
    words = f"Δ*{names[-1]}*/Δ*{names[trace.target]}* = {written_ratio(trace.ratio)}"
    yield svg.text(middle, y, words, size=15, bold=True)
    gone = any(ratio is not None and math.isnan(ratio) for ratio in trace.ratios)
    how = "last over first: a change on the way is 0" if gone else "the ratios multiplied"
    yield svg.text(middle, y + 22, how, size=13, colour=palette.REFERENCE)


def _number_line(x, y, width, shift, waiting):
    """A line with a hollow dot at the old value, and an arrow to a full one at the new."""
    half = width / 2 - 10
    yield svg.line([(x - half, y), (x + half, y)], colour=palette.WAITING, width=1)
    colour = palette.WAITING if waiting else palette.FORWARD
    if abs(shift) > 14:
        end = x + shift - math.copysign(DOT, shift)
        yield svg.arrow([(x, y), (end, y)], colour=colour, width=4)
    if not waiting:
        yield svg.disc(x + shift, y, DOT, fill=colour, colour=colour)
    yield svg.disc(x, y, DOT, colour=colour)
