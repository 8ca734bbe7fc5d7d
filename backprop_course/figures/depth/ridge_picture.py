"""The picture of ``ridge``: see there for its numbers and its sentence."""

import numpy as np

from ..drawing import svg
from ..drawing.palette import BACKWARD, FORWARD, REFERENCE
from .ridge import RANGES, describe_depth_ridge, recipe_words, summary

WIDTH, HEIGHT, FLOOR = 960, 490, 420  # FLOOR: where the axes of numbers run
HILLS, BINS = 8, 80  # at most so many hills, each of so many steps
ROOM = 300  # for all hills together
PASSING = (-4.0, 4.0)  # where a residual branch adds up without bounds
DECADES = (-12, 6)  # of gradients; what lies beyond is counted at the edge
SIZE_DECADES = (-20, 12)
FAINT = "#C8C8C8"


def draw_depth_ridge(trace, *, backward=False):
    """Hills of the values, or of the gradients, and beside them the size of both at each layer."""
    what = "gradient" if backward else "signal"
    title = f"How much of the {what} reaches each layer?"
    parts = [svg.text(24, 34, title, size=20, anchor="start", bold=True)]
    parts += [svg.text(24, 62, recipe_words(trace.recipe), size=15, anchor="start")]
    parts += _hills(trace, 80, 590, backward)
    parts += [svg.text(24, 96, "layer", size=13, anchor="start", colour=REFERENCE)]
    parts += _sizes(trace, 670, 930)
    return svg.document(WIDTH, HEIGHT, parts, title=title, description=describe_depth_ridge(trace))


def draw_gains(traces):
    """Hills of the values for up to four traces side by side, on one scale."""
    title = "Which gain keeps the signal alive?"
    parts = [svg.text(24, 34, title, size=20, anchor="start", bold=True)]
    parts += [svg.text(24, 96, "layer", size=13, anchor="start", colour=REFERENCE)]
    width = (WIDTH - 90) / len(traces)
    for i, trace in enumerate(traces):
        left, right = 80 + i * width, 80 + (i + 1) * width - 24
        parts += _hills(trace, left, right, False, names=i == 0)
        words = f"gain {trace.recipe.gain:g}"
        parts.append(svg.text((left + right) / 2, 64, words, size=15, bold=True))
        parts.append(svg.text((left + right) / 2, 86, summary(trace), size=13))
    description = " ".join(describe_depth_ridge(trace) for trace in traces)
    return svg.document(WIDTH, HEIGHT, parts, title=title, description=description)


def histogram(values, low, high):
    """Counts in equal bins over their largest, what lies beyond an edge counted in the last bin."""
    counts, _ = np.histogram(np.clip(values, low, high), bins=BINS, range=(low, high))
    return counts / counts.max()


def shown_layers(depth):
    """At most HILLS layers, evenly spread from the first to the last."""
    return sorted({round(layer) for layer in np.linspace(1, depth, min(depth, HILLS))})


def _hills(trace, left, right, backward, *, names=True):
    arrays, colour = (trace.gradients, BACKWARD) if backward else (trace.values, FORWARD)
    low, high = DECADES if backward else _range(trace.recipe)
    layers = shown_layers(len(arrays))
    step = ROOM / len(layers)
    for place, layer in reversed(list(enumerate(layers))):
        base = FLOOR - 10 - place * step
        yield svg.line([(left, base), (right, base)], colour=FAINT, width=1)
        numbers = _decades(arrays[layer - 1]) if backward else arrays[layer - 1]
        yield _hill(histogram(numbers, low, high), left, right, base, 0.92 * step, colour)
        if names:
            yield svg.text(left - 10, base + 5, str(layer), size=13, anchor="end")
    words = "size of each gradient, log scale" if backward else "value of each unit"
    if backward or high > 1:
        words += "; the last bar counts all beyond"
    step_of_ticks = 3 if backward else (high - low) / 2 if high - low < 3 else 1
    ticks = np.arange(low, high + 1e-9, step_of_ticks).tolist()
    yield from _axis(left, right, (low, high), ticks, words, powers=backward)


def _hill(counts, left, right, base, height, colour):
    """The outline of a histogram, filled."""
    edges = np.linspace(left, right, len(counts) + 1)
    tops = base - height * np.repeat(counts, 2)
    points = [(left, base), *zip(np.repeat(edges, 2)[1:-1], tops, strict=True), (right, base)]
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{corners}" fill="{colour}" shape-rendering="crispEdges"/>'


def _sizes(trace, left, right):
    """The size of values and gradients at every layer, from the first below to the last above."""
    depth, (low, high) = trace.sizes.depth, SIZE_DECADES
    heights = np.linspace(FLOOR - 10, FLOOR - 10 - ROOM * (1 - 1 / min(depth, HILLS)), depth)
    yield svg.text(left, 62, "size at each layer", size=15, anchor="start")
    yield svg.text(left, 84, "solid: values", size=13, anchor="start", colour=FORWARD)
    yield svg.text(right, 84, "dashed: gradients", size=13, anchor="end", colour=BACKWARD)
    one = left + (right - left) * -low / (high - low)
    yield svg.line([(one, 96), (one, FLOOR)], colour=FAINT, width=1)
    for sizes, colour, dash in (
        (trace.sizes.forward, FORWARD, None),
        (trace.sizes.backward, BACKWARD, "7 4"),
    ):
        decades = np.clip(_decades(sizes), low, high)
        x = left + (right - left) * (decades - low) / (high - low)
        yield svg.line(list(zip(x, heights, strict=True)), colour=colour, width=3, dash=dash)
    yield svg.text(left - 8, heights[0] + 5, "1", size=13, anchor="end")
    yield svg.text(left - 8, heights[-1] + 5, str(depth), size=13, anchor="end")
    words = "root mean square, log scale"
    yield from _axis(left, right, SIZE_DECADES, range(low, high + 1, 8), words, powers=True)


def _axis(left, right, limits, ticks, words, *, powers):
    low, high = limits
    yield svg.line([(left, FLOOR), (right, FLOOR)], width=1)
    for tick in ticks:
        x = left + (right - left) * (tick - low) / (high - low)
        label = svg.power_of_ten(tick) if powers else svg.written(tick)
        yield svg.line([(x, FLOOR), (x, FLOOR + 5)], width=1)
        yield svg.text(x, FLOOR + 21, "1" if powers and tick == 0 else label, size=13)
    yield svg.text((left + right) / 2, FLOOR + 45, words, size=13, colour=REFERENCE)


def _decades(values):
    with np.errstate(divide="ignore"):  # the gradient behind a unit that is off is exactly 0
        return np.log10(np.abs(values))


def _range(recipe):
    return RANGES[recipe.activation] if recipe.branch == "none" else PASSING
