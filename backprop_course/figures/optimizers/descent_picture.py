"""The picture of ``descent``: see there for its numbers and its sentence."""

import numpy as np

from ..drawing import axes, svg
from ..drawing.marks import marks
from ..drawing.palette import BACKWARD, FORWARD, INK, REFERENCE, UPDATE
from .descent import CURVATURE, LRS, describe_descent, loss_at
from .line_styles import decade, decades

TITLE = "Creep, zig-zag or blow up?"
WIDTH, HEIGHT = 754, 336
TOP, BOTTOM = 98, 290  # of both panels
W = axes.Scale(-2.0, 6.0, 56, 356)
LOSS = axes.Scale(-1.5, 32.0, BOTTOM, TOP)
LR = axes.Scale(0.0, 0.7, 438, 738)
FLOOR, CEILING = 1e-12, 1e9
LOSS_AT_THE_END = axes.Scale(FLOOR / 1e3, CEILING * 10, BOTTOM, TOP, log=True)
REGIONS = {0.125: "creep", 0.375: "zig-zag", 0.6: "blow-up"}


def draw_descent(descent, cliff, *, reveal=True):
    """The descent on its parabola, and beside it the loss it ends with for any learning rate.

    ``reveal`` draws the tangent at the start.
    """
    parts = [
        svg.text(14, 30, TITLE, size=17, anchor="start", bold=True),
        *_parabola(descent, reveal),
        *_cliff(descent, cliff),
    ]
    words = describe_descent(descent)
    return svg.document(WIDTH, HEIGHT, parts, title=TITLE, description=words)


def _parabola(descent, reveal):
    yield svg.text(W.start, 60, f"lr {descent.lr:g} {descent.fate}", size=14, anchor="start")
    yield axes.name(W.start, TOP - 11, "loss")
    yield from axes.beside(LOSS, W.start, {loss: str(loss) for loss in (0, 10, 20, 30)}, W.end)
    yield from axes.below(W, BOTTOM, {w: svg.written(w) for w in (-2, 0, 2, 4, 6)})
    yield svg.text((W.start + W.end) / 2, BOTTOM + 37, "w", size=13)
    w = np.linspace(W.low, W.high, 81)
    parts = [svg.line(_inside(w, loss_at(w)), colour=FORWARD, width=1.7), *_way(descent)]
    if reveal:
        parts += _tangent(descent)
    yield svg.window(W.start, TOP, W.end - W.start, BOTTOM - TOP, parts)
    if reveal:
        yield from _slope(descent)
    yield svg.disc(W.at(descent.w[0]), LOSS.at(descent.loss[0]), 5, colour=INK, stroke=1.3)


def _inside(w, loss):
    """Pixels from the upper left corner of the parabola's panel, where nothing leaves it."""
    return np.stack([W.at(w) - W.start, LOSS.at(loss) - TOP], axis=-1)


def _way(descent):
    near = [abs(w) < 1e6 for w in descent.w]
    path = _inside(np.array(descent.w)[near], np.array(descent.loss)[near])
    yield svg.line(path, colour=UPDATE, width=1.6)
    yield marks(path, "o", 3, fill=UPDATE, edge=UPDATE)


def _tangent(descent):
    w, loss, slope = descent.w[0], descent.loss[0], descent.slope[0]
    reach = 2.2 / np.hypot(1, slope / 6)
    ends = np.array([w - reach, w + reach])
    yield svg.line(_inside(ends, loss + slope * (ends - w)), colour=BACKWARD, width=3, dash="10 5")


def _slope(descent):
    words, middle = f"slope {svg.written(descent.slope[0])}", (W.start + W.end) / 2
    yield svg.box(middle, TOP + 12, 8.5 * len(words), 18, radius=0, stroke=0)
    yield svg.text(middle, TOP + 17, words, size=13, colour=BACKWARD)


def _cliff(descent, cliff):
    """Loss after the steps against the learning rate, with the three regions named."""
    yield axes.name(LR.start, 74, "loss at the end (log scale)")
    losses = decades(LOSS_AT_THE_END.low, LOSS_AT_THE_END.high, 5)
    words = {loss: decade(loss) for loss in losses}
    yield from axes.beside(LOSS_AT_THE_END, LR.start, words, LR.end)
    yield from axes.below(LR, BOTTOM, {k / 10: f"{k / 10:g}" for k in range(8)})
    yield svg.text((LR.start + LR.end) / 2, BOTTOM + 37, "learning rate", size=13)
    for edge, words in ((1 / CURVATURE, "1/λ"), (2 / CURVATURE, "2/λ")):
        x = float(LR.at(edge))
        yield svg.line([(x, TOP), (x, BOTTOM)], colour=REFERENCE, width=1.3, dash="1.5 2.5")
        yield svg.text(x, TOP - 6, words, size=13, colour=REFERENCE)
    for middle, words in REGIONS.items():
        yield svg.text(LR.at(middle), BOTTOM - 6, words, size=12, colour=REFERENCE)
    yield from _ends(descent, cliff)


def _ends(descent, cliff):
    """The loss at the start, the loss at the end for every rate, and that of this descent."""
    start = _height(descent.loss[0])
    ends = [(LR.start, start), (LR.end, start)]
    yield svg.line(ends, colour=REFERENCE, width=1.3, dash="5 3")
    style = {"size": 12, "anchor": "start", "colour": REFERENCE}
    yield svg.text(LR.start + 8, start - 4, "loss at the start", **style)
    yield svg.line(np.stack([LR.at(LRS), _height(cliff)], axis=-1), width=1.7)
    place = LR.at(descent.lr), _height(descent.loss[-1])
    yield svg.disc(*place, 5, fill=UPDATE, colour=INK, stroke=1.3)


def _height(loss):
    return LOSS_AT_THE_END.at(np.clip(loss, FLOOR, CEILING))
