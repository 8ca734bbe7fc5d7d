"""The picture of ``softmax``: see there for its numbers and its sentence."""

from ..drawing import palette, svg
from .softmax import describe_softmax, probability

TITLE = "How far is each probability from its label?"
PANEL, SLOT, BAR = 300, 92, 58
WIDTH, HEIGHT = 3 * PANEL + 40, 436
TOP, BOTTOM = 128, 348  # of the bars
MIDDLE = (TOP + BOTTOM) / 2
LEAST = 3.0  # logits smaller than this do not fill their panel


def draw_softmax(trace):
    """The three panels of one example with three classes, as SVG text."""
    if len(trace.logits) != 3:
        raise ValueError(f"trace: expected 3 classes, got {len(trace.logits)}")
    scale = (MIDDLE - TOP) / max(LEAST, *map(abs, trace.logits))
    parts = [
        svg.text(20, 28, TITLE, size=17, anchor="start", bold=True),
        *_panel(0, "logits *z*", "any numbers", trace.logits, MIDDLE, scale, palette.FORWARD),
        *_panel(
            1,
            "probabilities *p*",
            "exp(*z*) over their sum",
            trace.probabilities,
            BOTTOM,
            BOTTOM - TOP,
            palette.FORWARD,
            truth=trace.label,
        ),
        *_panel(
            2,
            "gradient *p* − *y*",
            "dashed outline taken away",
            trace.gradient,
            MIDDLE,
            MIDDLE - TOP,
            palette.BACKWARD,
        ),
        *_classes(trace),
        *_signs(),
    ]
    return svg.document(
        WIDTH,
        HEIGHT,
        parts,
        title=TITLE,
        description=describe_softmax(trace),
    )


def _panel(i, title, note, values, base, scale, colour, truth=None):
    """One bar chart; ``truth`` is the class whose bar should reach 1."""
    middle = _centre(i, 1)
    yield svg.text(middle, 66, title, size=17, colour=colour, bold=True)
    yield svg.text(middle, 88, note, size=13, colour=palette.REFERENCE)
    for k, value in enumerate(values):
        x, top = _centre(i, k), base - scale * value
        fill = palette.BACKWARD_TINT if colour == palette.BACKWARD else colour
        if abs(top - base) >= 0.5:
            yield svg.box(
                x, (top + base) / 2, BAR, abs(top - base), fill=fill, colour=colour, radius=0
            )
        if k == truth:
            yield _outline(x, base - scale, base)
        words = probability(value) if truth is not None else svg.written(value)
        below = value < 0
        yield svg.text(x, top + 18 if below else top - 7, words, size=14, colour=colour, bold=True)
    yield svg.line([(middle - 1.5 * SLOT, base), (middle + 1.5 * SLOT, base)], width=1.5)


def _outline(x, top, base):
    half = SLOT / 2 - 6
    corners = [(x - half, base), (x - half, top), (x + half, top), (x + half, base)]
    return svg.line(corners, colour=palette.REFERENCE, width=2, dash="6 4")


def _classes(trace):
    for i in range(3):
        for k in range(3):
            true = k == trace.label
            words = f"class {k}, true" if true else f"class {k}"
            yield svg.text(_centre(i, k), 388, words, size=12.5, bold=true)
    words = f"loss −ln *p* = {svg.written(trace.loss)}"
    words += " · the probabilities add up to 1, the gradient to 0"
    yield svg.text(WIDTH / 2, 424, words, size=15)


def _signs():
    """Forward from logits to probabilities; back from the loss, where the gradient comes from."""
    there, back = 20 + PANEL, 20 + 2 * PANEL
    yield svg.arrow([(there - 16, 61), (there + 16, 61)], colour=palette.FORWARD)
    yield svg.arrow([(back + 16, 61), (back - 16, 61)], colour=palette.BACKWARD)


def _centre(panel, k):
    return 20 + PANEL * (panel + 0.5) + SLOT * (k - 1)
