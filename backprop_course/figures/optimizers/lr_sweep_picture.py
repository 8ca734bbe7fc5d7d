"""The picture of ``lr_sweep``: see there for its numbers and its sentence."""

import numpy as np

from ..drawing import axes, svg
from ..drawing.marks import marks
from ..drawing.palette import REFERENCE, REFERENCE_TINT
from .line_styles import LOOKS, decade, decades
from .lr_sweep import best, describe_lr_sweep, with_infinity

LOWEST = 1e-12  # a smaller loss is drawn here
LEFT, GAP = 108, 24  # pixels before the first panel, and between two
WIDTHS = {1: 534, 2: 346}  # of a panel, by their number
TOP, SHELF, BOTTOM = 106, 22, 256  # of the curves; the diverged lie on a shelf above them
ROW, AXIS, HEIGHT = 20, 346, 392  # rows of good learning rates stand between curves and axis


def draw_lr_sweep(lrs, columns, *, title, factor=10, limits=None):
    """One panel per column: loss against learning rate, and below it which rates do nearly as well.

    columns: {panel title: {optimizer: losses at lrs}}; inf or nan is diverged.  factor: a rate is
    good when its loss is at most that many times the optimizer's best.  limits: lowest and highest
    loss to be drawn, as ``limits_of`` finds them, which it also does here when there are none.
    """
    limits, width = limits or limits_of(columns), WIDTHS[len(columns)]
    note = f"ring: its best learning rate; row below: rates within {factor:g} times its best loss"
    parts = [
        svg.text(12, 30, title, size=17, anchor="start", bold=True),
        svg.text(12, 54, note, size=13, anchor="start", colour=REFERENCE),
        *_left_side(next(iter(columns.values()))),
    ]
    for i, (name, curves) in enumerate(columns.items()):
        left = LEFT + i * (width + GAP)
        across = axes.Scale(lrs[0], lrs[-1], left, left + width, log=True)
        up = axes.Scale(*limits, BOTTOM, TOP + SHELF, log=True)
        parts.append(svg.text(left, 82, name, size=14, anchor="start", bold=True))
        parts += _frame(across, up, labelled=i == 0)
        parts += _curves(lrs, curves, across, up)
        parts += _rows(lrs, curves, across, factor)
    whole, words = LEFT + len(columns) * (width + GAP) - GAP + 12, _description(lrs, columns)
    return svg.document(whole, HEIGHT, parts, title=title, description=words)


def _description(lrs, columns):
    found = {name: describe_lr_sweep(lrs, curves) for name, curves in columns.items()}
    if len(found) == 1:
        return next(iter(found.values()))
    return " ".join(f"{name}: {words}" for name, words in found.items())


def good(losses, factor):
    """Which learning rates reach a loss of at most ``factor`` times the best one.

    Below LOWEST all losses count as equal.
    """
    losses = np.maximum(with_infinity(losses), LOWEST)
    return losses <= factor * losses.min()


def limits_of(columns):
    """Lowest and highest loss to be drawn; above them stands the shelf of the diverged."""
    seen = np.concatenate(
        [with_infinity(losses) for curves in columns.values() for losses in curves.values()]
    )
    small = max(float(seen.min()), LOWEST)
    # what a run without steps would have: the smallest learning rates hardly move
    usual = max(float(losses[0]) for curves in columns.values() for losses in curves.values())
    return small / 10, 10 * usual


def _left_side(curves):
    yield axes.name(LEFT, TOP - 6, "loss (log scale)")
    for row, name in enumerate(curves):
        words = {"size": 13, "colour": LOOKS[name][1], "anchor": "end", "bold": True}
        yield svg.text(LEFT - 10, _height(row) + 5, name, **words)


def _height(row):
    return BOTTOM + 20 + ROW * row


def _frame(across, up, labelled):
    middle, width = (across.start + across.end) / 2, across.end - across.start
    style = {"fill": REFERENCE_TINT, "radius": 0, "stroke": 0}
    yield svg.box(middle, TOP + SHELF / 2, width, SHELF, **style)
    words = "diverged or off the chart"
    yield svg.text(across.start + 6, TOP + 12, words, size=12, anchor="start", colour=REFERENCE)
    rates = {lr: decade(lr) for lr in decades(across.low, across.high, 4)}
    for x in map(float, across.at([*rates])):
        yield svg.line([(x, TOP + SHELF), (x, AXIS)], width=1, colour=axes.GRID)
    losses = {loss: decade(loss) if labelled else "" for loss in decades(up.low, up.high)}
    yield from axes.beside(up, across.start, losses, across.end)
    yield svg.line([(across.start, BOTTOM), (across.end, BOTTOM)], width=1)
    yield from axes.below(across, AXIS, rates)
    yield svg.text(middle, AXIS + 37, "learning rate (log scale)", size=13)


def _curves(lrs, curves, across, up):
    for name, losses in curves.items():
        colour, _, mark = LOOKS[name]
        drawn = np.maximum(with_infinity(losses), LOWEST)
        heights = np.where(drawn > up.high, TOP + SHELF - 5, up.at(np.minimum(drawn, up.high)))
        points = np.stack([across.at(lrs), heights], axis=-1)
        yield svg.line(points, colour=colour, width=2)
        yield marks(points[:: max(len(lrs) // 8, 1)], mark, 2.7, fill=colour)
        yield _ring(points[with_infinity(losses).argmin()], colour)


def _rows(lrs, curves, across, factor):
    for row, (name, losses) in enumerate(curves.items()):
        colour, _, mark = LOOKS[name]
        places = across.at(np.asarray(lrs)[good(losses, factor)])
        yield marks([(x, _height(row)) for x in places], mark, 3, fill=colour, edge=colour)
        yield _ring((across.at(best(lrs, losses)[0]), _height(row)), colour)


def _ring(place, colour):
    return svg.disc(*place, 6.7, fill="none", colour=colour, stroke=2.1)
