"""The picture of ``v_curve``: see there for its numbers and its sentence."""

import math

import numpy as np

from ..drawing import axes, svg
from ..drawing.palette import BACKWARD, INK, PAPER, REFERENCE, WAITING
from .v_curve import TOLERANCE, describe_v_curve

WIDTH, HEIGHT = 722, 406
H = axes.Scale(10**-18.4, 10**0.6, 75, 657, log=True)
ERROR = axes.Scale(10**-18.2, 10**3.4, 354, 91, log=True)
TOP, BOTTOM = ERROR.end, ERROR.start
ROWS = {"forward": 0.5, "central": 1.9}  # powers of ten up to which the best steps are pointed at
FLOOR = 1e-17  # where an error of 0 is drawn
FAILS = "#F1F1F1"
VIOLET = "#7B5EA7"
STYLES = {  # colour, dashes, width: none of the course's meanings, and each of its own pattern
    "forward": (REFERENCE, "19 6", 3.2),
    "central": (INK, None, 3.2),
    "complex": (VIOLET, "7.5 5", 3.7),
}
NAMES = {"forward": "forward", "central": "central", "complex": "complex step"}


def draw_v_curve(trace, mark=None):
    """Error over step size, both on log scales; ``mark`` is a step size to point at."""
    question = "How small should the nudge be?"
    if trace.bug:
        question = "Does any step size make a wrong gradient pass?"
    title, note = f"{question} ({trace.dtype})", "thin: this point; thick: median of its neighbours"
    parts = [
        *_frame(title),
        svg.text(H.start, 45, note, size=13, anchor="start", colour=REFERENCE),
        *(part for scheme in trace.errors for part in _curves(trace, scheme)),
    ]
    if mark is not None:
        x = float(H.at(mark))
        parts.append(svg.line([(x, TOP), (x, BOTTOM)], width=1.2))
        parts.append(svg.text(x, TOP - 6, f"h = {svg.written(mark, 2)}", size=14, bold=True))
    if trace.errors:
        parts += (_name_the_bug if trace.bug else _name_the_curves)(trace)
    if mark is not None:
        parts += _dots(trace, mark)
    words = describe_v_curve(trace)
    return svg.document(WIDTH, HEIGHT, parts, title=title, description=words)


def draw_flat_bug(correct, wrong):
    """The central difference against a correct gradient, and against a wrong one."""
    title, parts = "A bug is flat in h", []
    for trace, colour, dash in ((correct, INK, None), (wrong, BACKWARD, "12 5")):
        points = _points(trace.steps, trace.medians["central"])
        parts.append(svg.line(points, colour=colour, width=3.5, dash=dash))
    flat = f"wrong by {svg.written(wrong.bug)}: flat"
    for words, h, trace, colour, down in (
        (flat, 1e-8, wrong, BACKWARD, -13),
        ("correct: a V", 1e-5, correct, INK, 25),
    ):
        level = trace.medians["central"][np.argmin(np.abs(np.log10(trace.steps / h)))]
        style = {"size": 15, "colour": colour, "bold": True, "halo": PAPER}
        parts.append(svg.text(H.at(h), ERROR.at(level) + down, words, **style))
    words = f"The error of a wrong gradient is flat, {flat}; that of a correct one is a V."
    parts = [*_frame(title), *parts]
    return svg.document(WIDTH, HEIGHT, parts, title=title, description=words)


def _frame(title):
    yield svg.text(H.start, 24, title, size=17, anchor="start", bold=True)
    tolerance = float(ERROR.at(TOLERANCE))
    size = H.end - H.start, tolerance - TOP
    middle = (H.start + H.end) / 2, (TOP + tolerance) / 2
    yield svg.box(*middle, *size, fill=FAILS, radius=0, stroke=0)
    for words, down in (("fails", -5), ("passes", 14), ("< 10⁻⁶", 31)):
        style = {"size": 14, "anchor": "start", "colour": REFERENCE}
        yield svg.text(H.end + 6, tolerance + down, words, **style)
    powers = {10.0**power: _ten_to(power) for power in range(-16, 1, 4)}
    yield axes.name(H.start, 66, "relative error (log scale)")
    yield from axes.beside(ERROR, H.start, powers, H.end)
    yield from axes.below(H, BOTTOM, powers)
    yield svg.text(middle[0], BOTTOM + 38, "step size h (log scale)", size=14)


def _points(steps, errors):
    return np.stack([H.at(steps), ERROR.at(np.maximum(errors, FLOOR))], axis=-1)


def _curves(trace, scheme):
    """Of the point itself thin, of the median of its neighbours thick."""
    colour, dash, width = STYLES[scheme]
    yield svg.line(_points(trace.steps, trace.errors[scheme]), colour=colour, width=0.8)
    thick = _points(trace.steps, trace.medians[scheme])
    yield svg.line(thick, colour=colour, width=width, dash=dash)


def _dots(trace, h):
    """On every curve one, where the line at h meets it."""
    for scheme, error in trace.at(h).items():
        colour = STYLES[scheme][0]
        yield svg.disc(*_points(h, error), 4, fill=colour, colour=colour, stroke=0)


def _ten_to(power):
    return "1" if power == 0 else svg.power_of_ten(power)


# ---------------------------------------------------------------- names beside the curves


def _name_the_curves(trace):
    """The law of each branch along it, and a ring where forward and central do best."""
    short = trace.dtype == "float32"  # the branches are, too
    for scheme, root in (("forward", "√ε"), ("central", "∛ε")):
        if scheme in trace.errors:
            yield from _ring(trace, scheme, root)
    if "forward" in trace.errors:
        words = "slope +1" if short else "forward: slope +1"
        yield _along(trace, "forward", -1.0 if short else -2.6, 1, words)
    if bent := [scheme for scheme in ("central", "complex") if scheme in trace.errors]:
        words = "slope +2" if short else " and ".join(bent) + ": slope +2"
        yield _along(trace, bent[0], -0.9 if short else -3.2, 2, words)
    if rough := [scheme for scheme in ("central", "forward") if scheme in trace.errors]:
        words = "slope −1" if short else "round-off: slope −1"
        yield _along(trace, rough[0], -3.5 if short else -11, -1, words)
    if "complex" in trace.errors:
        lowest = min(errors["complex"].min() for errors in (trace.errors, trace.medians))
        x, y = _points(trace.steps[0], lowest)
        words = "complex step: no subtraction, no cancellation"
        yield svg.text(x, y + 18, words, size=14, anchor="start", colour=VIOLET, halo=PAPER)


def _along(trace, scheme, power, slope, words):
    """Words along a branch of this slope: above it where the slope is 1, else below."""
    i = int(np.argmin(np.abs(np.log10(trace.steps) - power)))
    x, y = _points(trace.steps[i], trace.medians[scheme][i])
    angle = math.atan2(ERROR.at(10.0**slope) - ERROR.at(1.0), H.at(10.0) - H.at(1.0))
    away = -8 if slope == 1 else 20
    place = x - away * math.sin(angle), y + away * math.cos(angle)
    style = {"size": 14, "colour": STYLES[scheme][0], "halo": PAPER}
    return svg.text(*place, words, turned=math.degrees(angle), **style)


def _ring(trace, scheme, root):
    """A ring at the best step, and a dotted line up to a row of its own with its name."""
    colour = STYLES[scheme][0]
    x, y = _points(trace.best(scheme), trace.medians[scheme].min())
    row = float(ERROR.at(10.0 ** ROWS[scheme]))
    value = trace.epsilon ** (1 / 2 if root == "√ε" else 1 / 3)
    yield svg.line([(x, y), (x, row)], colour=WAITING, width=1.3, dash="1.5 2.5")
    yield svg.disc(x, y, 6, colour=colour, stroke=2.7)
    words = f"{scheme}: predicted {root} ≈ {svg.written(value, 1)}"
    yield svg.text(x + 5, row - 3, words, size=14, anchor="end", colour=colour, halo=FAILS)


def _name_the_bug(trace):
    """Where there is a bug the curves lie on each other: one level, one list of names."""
    x, y = _points(1e-10, trace.bug)
    yield svg.line([(H.start, y), (H.end, y)], colour=BACKWARD, width=1.3, dash="5 3")
    bug, names = svg.written(trace.bug), ", ".join(NAMES[scheme] for scheme in trace.errors)
    for words, down, colour in ((f"the bug: {bug}, flat in h", 27, BACKWARD), (names, 48, INK)):
        yield svg.text(x, y + down, words, size=14, colour=colour, halo=FAILS)
