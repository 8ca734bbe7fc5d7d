"""The picture of a dashboard: one panel for each check, which says by a mark whether it passed.

What failed has a thick frame, a tinted ground and the mark ✗; colour says nothing alone.
"""

from dataclasses import dataclass

import numpy as np

from ...labs.training_checks import GRADIENTS, RATIOS, VALUES, failed
from ..drawing import axes, svg
from ..drawing.marks import marks
from ..drawing.palette import (
    BACKWARD,
    FORWARD,
    INK,
    NOTE,
    PAPER,
    REFERENCE,
    REFERENCE_TINT,
    UPDATE,
)

MARKS = {True: "✓", False: "✗"}
LINES = ("first loss", "asked twice", "one batch", "finite")  # checks whose answer is a few words
FLOOR, TOP = 1e-5, 1e5  # of sizes
ROUND_OFF, WRONG = 1e-17, 10.0  # of errors
LOSS = 4.0  # highest loss shown
WIDTH, COLUMN, ROW, HEAD, LINE = 800, 264, 226, 46, 52  # pixels, of the picture and its cells
POWERS = {1e-16: "10⁻¹⁶", 1e-8: "10⁻⁸", 1e-6: "10⁻⁶", 1e-4: "10⁻⁴", 1e-3: "10⁻³", 1e4: "10⁴"}


@dataclass(frozen=True)
class Frame:
    """Where a panel stands, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    def across(self, low, high, **kind):
        return axes.Scale(low, high, self.left, self.right, **kind)

    def up(self, low, high, **kind):
        return axes.Scale(low, high, self.bottom, self.top, **kind)

    def box(self, **look):
        middle, centre = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        size = self.right - self.left, self.bottom - self.top
        return svg.box(middle, centre, *size, radius=0, **look)

    def ground(self, passed):
        return self.box(
            fill=PAPER if passed else NOTE,
            colour=REFERENCE if passed else INK,
            stroke=0.8 if passed else 3,
        )


def draw_dashboard(checks, *, title, only=None):
    """The checks that `trace_dashboard` returns, or ``only`` those of some names, if there are any.

    Four of them are two lines of text each, in the first cell; the others are panels, three in a
    row.
    """
    chosen = [name for name in (*LINES, *PANELS) if not only or name in only]
    lines, panels = ([name for name in chosen if name in kind] for kind in (LINES, PANELS))
    words = f"{title}: {_verdict(checks)}"
    parts = [svg.text(12, 30, words, size=17, anchor="start", bold=True)]
    for i, name in enumerate(lines):
        parts += _line(checks[name], 12, HEAD + LINE * i)
    for i, name in enumerate(panels, start=bool(lines)):
        parts += _panel(checks[name], 12 + COLUMN * (i % 3), HEAD + ROW * (i // 3))
    rows = -(-(bool(lines) + len(panels)) // 3)
    height = HEAD + (ROW * rows if panels else LINE * len(lines)) + 4
    return svg.document(WIDTH, height, parts, title=title, description=words)


def _verdict(checks):
    wrong = len(failed(checks))
    return f"{wrong} of {len(checks)} checks fail" if wrong else f"all {len(checks)} checks pass"


def _line(check, x, y):
    yield Frame(x + 2, x + COLUMN - 18, y + 2, y + LINE - 6).ground(check.passed)
    yield from _heading(check, x + COLUMN / 2 - 8, y + 20)


def _panel(check, x, y):
    frame = Frame(x + 60, x + COLUMN - 18, y + 44, y + ROW - 50)
    yield from _heading(check, (x + 40 + frame.right) / 2, y + 18)
    yield frame.ground(check.passed)
    yield from PANELS[check.name](frame, check.numbers)


def _heading(check, x, y):
    for row, words in enumerate((f"{MARKS[check.passed]} {check.name}", check.said)):
        yield svg.text(x, y + 17 * row, words, size=12.5, bold=not check.passed)


def _below(frame, scale, words, name):
    """Marks under the frame, and what they count."""
    for number, label in words.items():
        x = float(scale.at(number))
        yield svg.line([(x, frame.bottom), (x, frame.bottom + 4)], width=1)
        yield svg.text(x, frame.bottom + 17, label, size=12)
    middle = (frame.left + frame.right) / 2
    yield svg.text(middle, frame.bottom + 36, name, size=12, colour=REFERENCE)


def _beside(frame, scale, words):
    for number, label in words.items():
        y = float(scale.at(number))
        yield svg.line([(frame.left - 4, y), (frame.left, y)], width=1)
        yield svg.text(frame.left - 7, y + 4, label, size=12, anchor="end")


def _dashes(points):
    return svg.line(points, colour=REFERENCE, width=1, dash="4 3")


def _crosses(points, colour):
    for x, y in points:
        for turn in (-5, 5):
            yield svg.line([(x - 5, y - turn), (x + 5, y + turn)], colour=colour, width=3.5)


# ---------------------------------------------------------------- panels


def _inputs(frame, numbers):
    counts, edges = np.array(numbers["counts"]), np.array(numbers["edges"])
    room = 0.04 * (edges[-1] - edges[0])
    across = frame.across(edges[0] - room, edges[-1] + room)
    heights = frame.up(0, 1.05).at(counts / counts.max())
    outline = [*zip(np.repeat(across.at(edges), 2)[1:-1], np.repeat(heights, 2), strict=True)]
    ends = [(outline[-1][0], frame.bottom), (outline[0][0], frame.bottom)]
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in (*outline, *ends))
    yield f'<polygon points="{corners}" fill="{FORWARD}"/>'
    shown = edges[[0, -1]] if edges[-1] - edges[0] < 1e6 else ()
    yield from _below(frame, across, {x: svg.written(x, 2) for x in shown}, "input")


def _values(frame, sizes):
    yield from _by_layer(frame, sizes, VALUES, FORWARD, "o", None)


def _gradients(frame, sizes):
    yield from _by_layer(frame, sizes, GRADIENTS, BACKWARD, "s", "6 4")


def _by_layer(frame, sizes, usual, colour, shape, dash):
    """A size for each layer on a log scale; a triangle at the floor is 0."""
    up, across = frame.up(FLOOR / 4, TOP * 4, log=True), frame.across(-0.5, len(sizes) - 0.5)
    low, high = up.at(usual)
    yield Frame(frame.left + 1, frame.right - 1, high, low).box(fill=REFERENCE_TINT, stroke=0)
    y = np.array(list(sizes.values()))
    heights = up.at(np.clip(np.nan_to_num(y, nan=TOP), FLOOR, TOP))
    points = np.stack([across.at(range(len(y))), heights], axis=-1)
    yield svg.line(points, colour=colour, width=2, dash=dash)
    yield marks(points[~(y < FLOOR)], shape, 3.5, fill=colour)
    yield marks(points[y < FLOOR], "v", 5.5, fill=colour)
    yield from _beside(frame, up, {1e-4: POWERS[1e-4], 1: "1", 1e4: POWERS[1e4]})
    yield from _below(frame, across, _layers(sizes), "layer")


def _layers(named):
    return {place: name.split()[0] for place, name in enumerate(named)}


def _dead(frame, shares):
    up, across = frame.up(0, 1.15), frame.across(-0.8, len(shares) - 0.2)
    for place, share in enumerate(shares.values()):
        left, right = across.at([place - 0.25, place + 0.25])
        bar = Frame(left, right, float(up.at(share)), frame.bottom)
        yield bar.box(fill=FORWARD, stroke=0) if share else ""
    half = float(up.at(0.5))
    yield _dashes([(frame.left, half), (frame.right, half)])
    yield from _beside(frame, up, {0: "0", 0.5: "50 %", 1: "100 %"})
    yield from _below(frame, across, _layers(shares), "layer")


def _gradient_check(frame, found):
    rows = {name: one for name, one in found.items() if name != "tolerance"}
    across = _errors(frame)
    yield _tolerance(frame, across, found)
    yield from _by_name(frame, across, rows, BACKWARD)
    yield from _below(frame, across, _powers(1e-16, 1e-8), "relative error")


def _step(frame, found):
    tolerance, across = found["tolerance"], _errors(frame)
    rows = {n: (e, e < tolerance, False) for n, e in found.items() if n != "tolerance"}
    yield _tolerance(frame, across, found)
    yield from _by_name(frame, across, rows, UPDATE)
    yield from _below(frame, across, _powers(1e-16, 1e-8), "error of step = −rate × grad")


def _ratios(frame, ratios):
    across = frame.across(2e-8, 5e2, log=True)
    low, high = across.at(RATIOS)
    yield Frame(low, high, frame.top + 1, frame.bottom - 1).box(fill=REFERENCE_TINT, stroke=0)
    rows = {name: (r, RATIOS[0] <= r <= RATIOS[1], False) for name, r in ratios.items()}
    yield from _by_name(frame, across, rows, UPDATE)
    yield from _below(frame, across, _powers(1e-6, 1e-3), "step / size of weights")


def _errors(frame):
    return frame.across(ROUND_OFF / 5, WRONG * 5, log=True)


def _powers(*numbers):
    return {number: POWERS[number] for number in numbers} | {1: "1"}


def _tolerance(frame, across, found):
    x = float(across.at(found["tolerance"]))
    return _dashes([(x, frame.top), (x, frame.bottom)])


def _by_name(frame, across, rows, colour):
    """A mark in a row for each parameter: a cross where it fails, a ring where all of it is 0.

    rows: {name: (value, passed, all of it is 0)}.
    """
    down = axes.Scale(-0.7, len(rows) - 0.3, frame.top, frame.bottom)
    # what is too small or too large stands at the edge, so that its mark is seen whole
    low, high = (across.low * 5, across.high / 5)
    for row, (value, passed, zero) in enumerate(rows.values()):
        shown = np.clip(np.nan_to_num(value, nan=high), low, high)
        place = [(float(across.at(shown)), float(down.at(row)))]
        if passed:
            fill = PAPER if zero else colour
            yield marks(place, "o", 3.7, fill=fill, edge=colour, stroke=1.4)
        else:
            yield from _crosses(place, colour)
    yield from _beside(frame, down, dict(enumerate(rows)))


def _curve(frame, numbers):
    """The losses, as far as they are finite; a cross marks where they end before their time."""
    losses = np.minimum(numbers["losses"], LOSS)
    finite = int(np.argmin(np.append(np.isfinite(numbers["losses"]), False)))
    up, across = frame.up(0, LOSS + 0.15), frame.across(-4, len(losses) + 4)
    guess = float(up.at(numbers["guess"]))
    yield _dashes([(frame.left, guess), (frame.right, guess)])
    points = [*zip(across.at(range(1, finite + 1)), up.at(losses[:finite]), strict=True)]
    yield svg.line(points, width=1.5)
    yield from _crosses(points[-1:] if finite < len(losses) else [], INK)
    yield from _beside(frame, up, {loss: f"{loss}" for loss in range(5)})
    steps = range(0, len(losses) + 1, 50)
    yield from _below(frame, across, {step: f"{step}" for step in steps}, "step (dashes: a guess)")


PANELS = {
    "inputs": _inputs,
    "values": _values,
    "dead units": _dead,
    "gradients": _gradients,
    "gradient check": _gradient_check,
    "second step": _step,
    "update ratios": _ratios,
    "loss curve": _curve,
}
