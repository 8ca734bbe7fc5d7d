"""The picture of a gate: two lanes and a stem, with a band as wide as the gradient on each.

Behind every lane's chip the gradient has been multiplied by the slope on it. A copy is a gate seen
in a mirror: its two lanes lie on the right, and their gradients run together into the stem.
"""

from dataclasses import dataclass

from ..drawing import palette, svg
from .gates import READINGS, RULES, describe_gates, handed_back

WIDTH, HEIGHT = 640, 288  # of one gate
MARGIN, HEAD, FOOT = 20, 40, 44
AXIS, LANES = 160, (-66, 66)  # height of the stem, and of the two lanes above and below it
SMALL = 15  # letters that can still be read where two gates stand side by side on 800 pixels
RADIUS, DOT = 32, 7  # of a gate, and of the point where a wire is copied

BAND = svg.BandScale(per_one=14, limit=70)


@dataclass(frozen=True)
class Road:
    """Where the parts stand, counted from the ends of the two lanes: labels, chips, bends, gate."""

    label: int
    chip: int
    chip_width: int
    bend: int
    node: int
    stem_label: int
    end: int = WIDTH - 2 * MARGIN


GATE = Road(label=122, chip=236, chip_width=132, bend=310, node=376, stem_label=504)
COPY = Road(label=74, chip=194, chip_width=84, bend=244, node=320, stem_label=460)
MERGE = 30  # along this last part the lanes of a copy run side by side


def draw_gate(trace):
    """One gate as SVG text, with its rule in words."""
    words = svg.text(
        WIDTH - MARGIN,
        HEAD + 27,
        READINGS[trace.kind],
        size=15,
        colour=palette.REFERENCE,
        anchor="end",
    )
    return _document([trace], [words], title=f"The gate {trace.kind}")


def draw_gates(*traces):
    """A plate of gates as SVG text, two in a row, with one scale for all bands."""
    return _document(traces, [], title="Gates as traffic rules", scale=0.8)


def _document(traces, parts, **settings):
    places = [(WIDTH * (i % 2), HEAD + HEIGHT * (i // 2)) for i in range(len(traces))]
    parts += [part for trace, at in zip(traces, places, strict=True) for part in _gate(trace, *at)]
    width, height = WIDTH * min(len(traces), 2), places[-1][1] + HEIGHT + FOOT
    limit = f", up to {BAND.limit // BAND.per_one}"
    parts += svg.directions(MARGIN, width - MARGIN)
    parts += svg.band_key(MARGIN, height - 22, BAND.per_one, limit=limit, size=SMALL)
    description = describe_gates(*traces)
    return svg.document(width, height, filter(None, parts), description=description, **settings)


def _gate(trace, left, top):
    """One gate under its rule: first the bands, then the wires and all that lies on them."""
    x, y = left + MARGIN, top + AXIS
    rule = f"{trace.kind} {RULES[trace.kind]}"
    yield svg.text(x, top + 28, rule, size=19, anchor="start", bold=True)
    if trace.kind == "copy":
        yield from _copied(trace, lambda d: x + COPY.end - d, y)
    else:
        yield from _joined(trace, lambda d: x + d, y)


def _joined(trace, along, y):
    """Two lanes lead into a gate; going back, what arrives on the stem enters both of them."""
    (arriving,) = trace.upstream
    node, end = (along(GATE.node), y), (along(GATE.end), y)
    yield svg.band([node, end], BAND.width(arriving))
    for height, grad in zip(LANES, trace.grads, strict=True):
        yield from _lane_bands(GATE, along, y + height, [node], arriving, grad)
    yield svg.arrow([node, end])
    for height in LANES:
        lane = [(along(0), y + height), (along(GATE.bend), y + height), node]
        yield svg.arrow(svg.shortened(lane, RADIUS))
    yield svg.disc(*node, RADIUS, fill=palette.NOTE)
    yield svg.text(node[0], y + 9, trace.kind, size=20 if trace.kind == "max" else 28)
    yield from _chips(GATE, along, y, _slopes(trace))
    value, words = f"*y* = {svg.written(trace.value)}", f"*∂L/∂y* = {svg.written(arriving)}"
    yield from _label(along(GATE.stem_label), y, value, words, arriving)
    lanes = zip(LANES, "ab", trace.inputs, handed_back(trace), trace.grads, strict=True)
    for height, name, number, words, grad in lanes:
        value = f"*{name}* = {svg.written(number)}"
        yield from _label(along(GATE.label), y + height, value, words, grad)


def _copied(trace, along, y):
    """A stem splits into two lanes; going back, what the lanes bring is added at the dot."""
    (grad,) = trace.grads
    node, end = (along(COPY.node), y), (along(COPY.end), y)
    for height, share, shift in zip(LANES, trace.upstream, _shifts(trace), strict=True):
        entry = [(along(COPY.node - MERGE), y + shift), (node[0], y + shift)]
        yield from _lane_bands(COPY, along, y + height, entry, share, share)
    merged = (along(COPY.node - MERGE), y) if any(_shifts(trace)) else node  # one band from there
    yield svg.band([merged, end], BAND.width(grad))
    yield svg.line([end, node])
    for height, shift in zip(LANES, _shifts(trace), strict=True):
        fork = (along(COPY.node - MERGE), y + shift)
        yield svg.arrow([node, fork, (along(COPY.bend), y + height), (along(0), y + height)])
    yield svg.disc(*node, DOT, fill=palette.INK)
    yield from _chips(COPY, along, y, _slopes(trace))
    value, (words,) = f"*a* = {svg.written(trace.value)}", handed_back(trace)
    yield from _label(along(COPY.stem_label), y, value, words, grad)
    for i, (height, share) in enumerate(zip(LANES, trace.upstream, strict=True), start=1):
        words = f"from use {i}: {svg.written(share)}"
        yield from _label(along(COPY.label), y + height, value, words, share)


def _lane_bands(road, along, y, entry, inner, outer):
    """The two bands of a lane; they meet under its chip."""
    meet = (along(road.chip - road.chip_width / 2 + 7), y)
    yield svg.band([(along(0), y), meet], BAND.width(outer))
    yield svg.band([meet, (along(road.bend), y), *entry], BAND.width(inner))


def _shifts(trace):
    """How far from the middle of the stem the lanes of a copy end.

    Side by side, two bands of one sign make a band as wide as their sum.
    """
    one, other = trace.upstream
    return (-BAND.width(other) / 2, BAND.width(one) / 2) if one * other > 0 else (0, 0)


def _slopes(trace):
    """The words on the chips; at × a slope is the value of the other input."""
    others = ("*b* = ", "*a* = ") if trace.kind == "×" else ("", "")
    pairs = zip(others, trace.slopes, strict=True)
    return [f"slope {other}{svg.written(slope)}" for other, slope in pairs]


def _chips(road, along, y, slopes):
    """A chip with the slope on each lane."""
    for height, words in zip(LANES, slopes, strict=True):
        x = along(road.chip)
        yield svg.box(
            x,
            y + height,
            road.chip_width,
            28,
            fill=palette.NOTE,
            colour=palette.NOTE_EDGE,
            stroke=1,
        )
        yield svg.text(x, y + height + 5, words, size=SMALL)


def _label(x, y, value, words, gradient):
    """The value above a wire, the gradient below it, clear of the band, and which way it goes."""
    half = BAND.width(gradient) / 2
    yield svg.text(x, y - max(18, half + 8), value, size=18, colour=palette.FORWARD, bold=True)
    if gradient != 0:
        yield from svg.backward_marks(x, y)
    yield svg.text(x, y + max(30, half + 20), words, colour=palette.BACKWARD)
