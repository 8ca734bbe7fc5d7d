"""The picture of ``strips``: see there for its numbers and its sentence."""

import math

from matplotlib import colormaps
from matplotlib.colors import to_hex

from ..drawing import palette, svg
from .strips import describe_depth_strips, factor_words, fate, is_finite

WIDTH, LEFT, RIGHT = 880, 248, 578  # the strips stand between LEFT and RIGHT
TOP, ROW, STRIP = 118, 40, 30
FACTOR_X, RATIO_X, LOSS_X = 592, 690, 824
DECADES = 10  # where the colours end
DIVERGED = "#D8D8D8"
COLOURS = colormaps[palette.SIGNS]


def draw_depth_strips(traces, *, subtitle):
    """A strip, the factor per layer, the ratio of the ends and the loss for each DepthTrace.

    subtitle: one line or two.
    """
    depth = traces[0].depth
    bottom = TOP + ROW * len(traces)
    parts = [*_heading(subtitle, depth)]
    for i, trace in enumerate(traces):
        parts += _row(trace, TOP + ROW * i)
    parts += [*_layer_numbers(depth, bottom + 10), *_scale(bottom + 58)]
    return svg.document(
        WIDTH,
        bottom + 92,
        parts,
        title="How much gradient reaches each layer?",
        description=describe_depth_strips(traces),
    )


def ratio_label(ratio):
    """A ratio as a label: ×0.4 between a hundredth and a hundred, 10⁻¹⁸ outside."""
    if 1e-2 <= ratio <= 1e2:
        return f"×{svg.written(ratio, 1)}"
    return svg.power_of_ten(math.log10(ratio)) if ratio else "0"


def colour_of(ratio):
    """White at 1; purple below, orange above, ending at ten decades."""
    decades = math.log10(ratio) if ratio > 0 else -DECADES
    return to_hex(COLOURS(0.5 + max(-DECADES, min(DECADES, decades)) / (2 * DECADES)))


def _heading(subtitle, depth):
    yield svg.text(
        24, 32, "How much gradient reaches each layer?", size=20, anchor="start", bold=True
    )
    for y, words in zip((57, 76), subtitle.split("\n"), strict=False):
        yield svg.text(24, y, words, size=14, anchor="start", colour=palette.REFERENCE)
    heads = [(LEFT, "start", "input side"), (RIGHT, "end", "loss side")]
    heads += [(FACTOR_X, "start", "per layer"), (RATIO_X, "start", f"layer 1 : layer {depth}")]
    heads += [(LOSS_X, "start", "loss")]
    for x, anchor, words in heads:
        yield svg.text(x, TOP - 14, words, size=13, anchor=anchor, colour=palette.REFERENCE)


def _row(trace, y):
    middle = y + STRIP / 2
    yield from _name(trace.name, middle)
    yield from _cells(trace, y)
    outline = svg.box(
        (LEFT + RIGHT) / 2,
        middle,
        RIGHT - LEFT,
        STRIP,
        radius=0,
        stroke=1,
        fill="none",
        colour=palette.WAITING,
    )
    yield outline
    yield svg.text(FACTOR_X, middle + 5, factor_words(trace), size=15, anchor="start", bold=True)
    end = f"{ratio_label(trace.ratio)}  " if is_finite(trace) else ""
    yield svg.text(RATIO_X, middle + 5, f"{end}{fate(trace)}", size=15, anchor="start")
    yield svg.text(LOSS_X, middle + 5, _loss_words(trace.loss), size=15, anchor="start")


def _name(name, middle):
    """The name of a row, in two lines where it has two."""
    lines = name.split("\n")
    size = 14 if len(lines) == 1 else 12
    for i, words in enumerate(lines):
        y = middle + 5 + 15 * (i - (len(lines) - 1) / 2)
        yield svg.text(LEFT - 12, y, words, size=size, anchor="end")


def _cells(trace, y):
    """One cell a layer, and the power of ten written into the first and every tenth of them."""
    step, last = (RIGHT - LEFT) / trace.depth, trace.backward[-1]
    if not is_finite(trace):
        yield _cell(LEFT, y, RIGHT - LEFT, DIVERGED)
        yield svg.text((LEFT + RIGHT) / 2, y + 20, "the numbers overflowed", size=12)
        return
    ratios = [gradient / last for gradient in trace.backward]
    for i, ratio in enumerate(ratios):
        yield _cell(LEFT + i * step, y, step, colour_of(ratio))
    for layer in _marked(trace.depth, every=10)[:-1]:
        ratio = ratios[layer - 1]
        x = max(LEFT + (layer - 0.5) * step, LEFT + 24)
        ink = max((palette.INK, palette.PAPER), key=lambda c: palette.contrast(c, colour_of(ratio)))
        if ratio < 1e-2 or ratio > 1e2:
            yield svg.text(x, y + 20, ratio_label(ratio), size=14, colour=ink)


def _cell(x, y, width, fill):
    # a little wider than its share, so that no white line shows between two cells
    size = f'width="{width + 0.3:.1f}" height="{STRIP}" shape-rendering="crispEdges"'
    return f'<rect x="{x:.1f}" y="{y}" {size} fill="{fill}"/>'


def _marked(depth, every):
    """Layer 1, every fifth or tenth layer, and the last."""
    between = [layer for layer in range(every, depth, every) if depth - layer > every / 2]
    return [1, *between, depth]


def _layer_numbers(depth, y):
    step = (RIGHT - LEFT) / depth
    for layer in _marked(depth, every=5 if depth <= 30 else 10):
        yield svg.text(LEFT + (layer - 0.5) * step, y + 6, str(layer), size=13)
    yield svg.text((LEFT + RIGHT) / 2, y + 26, "layer", size=13, colour=palette.REFERENCE)


def _scale(y):
    """The colours with their meaning, as a bar."""
    pieces = 80
    width = (RIGHT - LEFT) / pieces
    for i in range(pieces):
        decades = DECADES * (2 * (i + 0.5) / pieces - 1)
        yield f'<rect x="{LEFT + i * width:.1f}" y="{y - 10}" width="{width + 0.3:.1f}"' + (
            f' height="12" fill="{colour_of(10**decades)}"/>'
        )
    ends = [
        (LEFT, "10⁻¹⁰ or less"),
        (LEFT + 82, "10⁻⁵"),
        ((LEFT + RIGHT) / 2, "as the last layer"),
    ]
    for x, words in [*ends, (RIGHT - 82, "10⁵"), (RIGHT, "10¹⁰ or more")]:
        yield svg.text(x, y + 20, words, size=12, colour=palette.REFERENCE)


def _loss_words(loss):
    if not math.isfinite(loss):
        return "nan"
    return f"{loss:.2f}" if loss < 100 else ratio_label(loss)
