"""The picture of ``circuit``: see there for its numbers and its sentence."""

from ..drawing import palette, svg
from .circuit import describe_neuron, explain_step, values

LAST_STEP = 9  # 0 inputs, 1 to 4 forward, 5 to 9 backward
WIDTH, HEIGHT = 1240, 500
AXIS = 230  # height of the main wires
UPPER, LOWER, BOTTOM = 166, 294, 336  # heights of the wires of w, of x, and of b and y
GATE = {"×": 268, "+": 500, "σ": 732, "loss": 990}
RADIUS, LOSS_BOX = 30, (116, 60)
LABEL = 164  # room for one label; a leaf is a little longer
BAND = svg.BandScale(per_one=32, limit=40)
# name, points from centre to centre, gap at the head, centre of the labels, and the steps at which
# the value and the gradient appear
WIRES = (
    ("w", ((24, UPPER), (206, UPPER), (GATE["×"], AXIS)), RADIUS, 112, 0, 9),
    ("x", ((24, LOWER), (206, LOWER), (GATE["×"], AXIS)), RADIUS, 112, 0, 9),
    ("p", ((GATE["×"], AXIS), (GATE["+"], AXIS)), RADIUS, 384, 1, 8),
    ("b", ((324, BOTTOM), (GATE["+"], BOTTOM), (GATE["+"], AXIS)), RADIUS, 400, 0, 8),
    ("z", ((GATE["+"], AXIS), (GATE["σ"], AXIS)), RADIUS, 616, 2, 7),
    ("a", ((GATE["σ"], AXIS), (GATE["loss"], AXIS)), LOSS_BOX[0] / 2, 847, 3, 6),
    ("y", ((814, BOTTOM), (GATE["loss"], BOTTOM), (GATE["loss"], AXIS)), RADIUS, 890, 0, 6),
    ("loss", ((GATE["loss"], AXIS), (1216, AXIS)), 0, 1132, 4, 5),
)
PARAMETERS, DATA = ("w", "b"), ("x", "y")


def draw_neuron(trace, *, step=None):
    """The circuit as SVG text, up to `step` (0 to 9), or whole when step is None."""
    if step is not None and step not in range(LAST_STEP + 1):
        raise ValueError(f"step: expected None or a whole number from 0 to 9, got {step!r}")
    shown = LAST_STEP if step is None else step
    parts = [*_bands(trace, shown), *_lines(trace, shown), *_gates(trace, shown), *_header(shown)]
    parts += [
        *_slopes(trace, shown),
        *_labels(trace, shown),
        *_key(shown),
        *_products(trace, shown),
    ]
    return svg.document(
        WIDTH,
        HEIGHT,
        parts,
        title="One neuron, forward and backward",
        description=describe_neuron(trace) if shown == LAST_STEP else explain_step(trace, shown),
    )


def _bands(trace, shown):
    for name, points, _, _, _, backward in WIRES:
        if shown >= backward:
            yield _band(points, getattr(trace, f"grad_{name}"), name in DATA)


def _band(points, gradient, grey):
    colour = palette.REFERENCE if grey else palette.BACKWARD
    tint = palette.REFERENCE_TINT if grey else palette.BACKWARD_TINT
    return svg.band(points, BAND.width(gradient), colour=colour, tint=tint)


def _lines(trace, shown):
    for name, points, head, middle, forward, backward in WIRES:
        colour = palette.INK if shown >= forward else palette.WAITING
        yield svg.arrow(svg.shortened(points, head), colour=colour)
        if shown >= backward and getattr(trace, f"grad_{name}") != 0:
            yield from svg.backward_marks(middle, points[0][1])


def _gates(trace, shown):
    active = {1: "×", 2: "+", 3: "σ", 4: "loss", 6: "loss", 7: "σ", 8: "+"}.get(shown)
    colour = palette.FORWARD if shown <= 4 else palette.BACKWARD
    for name, x in GATE.items():
        look = dict(colour=colour, stroke=5) if name == active else dict(stroke=2)
        if name == "loss":
            yield svg.box(x, AXIS, *LOSS_BOX, radius=14, **look)
            formula = "½(*a* − *y*)²" if trace.half else "(*a* − *y*)²"
            yield svg.text(x, AXIS + 7, formula, size=19)
        else:
            yield svg.disc(x, AXIS, RADIUS, **look)
            yield svg.text(x, AXIS + 10, name, size=28)


def _header(shown):
    back = "gradients, right to left" if shown >= 5 else ""
    yield from svg.directions(24, 1216, size=17, forth="values, left to right", back=back)
    yield svg.text(608, 26, "Local slope of each gate", size=15, colour=palette.REFERENCE)


def _slopes(trace, shown):
    """A note over each gate, once its inputs are known."""
    value = values(trace)
    loss_formula = "*a* − *y*" if trace.half else "2(*a* − *y*)"
    notes = {
        "×": (f"*∂p/∂w* = *x* = {value['x']}", f"*∂p/∂x* = *w* = {value['w']}"),
        "+": ("*∂z/∂p* = 1", "*∂z/∂b* = 1"),
        "σ": ("*∂a/∂z* = *a*(1 − *a*)", f"= {svg.written(trace.slope_a_z)}"),
        "loss": (f"*∂L/∂a* = {loss_formula}", f"= {svg.written(trace.slope_loss_a)}"),
    }
    for i, (gate, (above, below)) in enumerate(notes.items(), start=1):
        if shown >= i:
            x, rim = GATE[gate], AXIS - RADIUS
            yield svg.line([(x, 98), (x, rim)], colour=palette.NOTE_EDGE, width=1.5, dash="3 4")
            yield svg.box(x, 70, 180, 56, fill=palette.NOTE, colour=palette.NOTE_EDGE, stroke=1)
            yield svg.text(x, 65, above, size=15)
            yield svg.text(x, 87, below, size=15)


def _labels(trace, shown):
    """The value above each wire and the gradient below it, clear of the widest band."""
    value = values(trace)
    for name, points, _, x, forward, backward in WIRES:
        symbol, y = "L" if name == "loss" else name, points[0][1]
        if shown >= forward:
            yield svg.text(
                x, y - 26, f"*{symbol}* = {value[name]}", size=18, bold=True, colour=palette.FORWARD
            )
        if shown >= backward:
            if name in PARAMETERS:
                yield svg.box(x, y + 39, LABEL + 12, 28, colour=palette.BACKWARD, radius=6)
            gradient = svg.written(getattr(trace, f"grad_{name}"))
            yield svg.text(x, y + 45, f"*∂L/∂{symbol}* = {gradient}", colour=palette.BACKWARD)


def _key(shown):
    """How wide a band is for which gradient, in the free space under σ."""
    if shown < 5:
        return
    yield svg.text(660, 320, "Band width: |gradient|", size=14, colour=palette.REFERENCE)
    sizes = ((0.1, "0.1"), (0.5, "0.5"), (1.0, "1"), (1.25, "1.25 or more"))
    for (gradient, words), x in zip(sizes, (564, 614, 664, 734), strict=True):
        yield _band([(x - 16, 350), (x + 16, 350)], gradient, False)
        yield svg.text(x, 388, words, size=14, colour=palette.REFERENCE)
    yield svg.text(660, 412, "grey: data, not trained", size=14, colour=palette.REFERENCE)


PRODUCT_ROWS = (  # name, and the step and slope under each gate on the way back
    ("w", 450, ("slope_p_w", "slope_z_p", "slope_a_z", "slope_loss_a", "grad_loss")),
    ("b", 482, (None, "slope_z_b", "slope_a_z", "slope_loss_a", "grad_loss")),
)
COLUMNS = ((GATE["×"], 9), (GATE["+"], 8), (GATE["σ"], 7), (GATE["loss"], 6), (1132, 5))


def _products(trace, shown):
    """Under each gate the slope that a gradient is multiplied by on its way back."""
    if shown >= 6:
        yield svg.text(
            24,
            418,
            "The local slopes of the backward pass, multiplied",
            size=15,
            colour=palette.REFERENCE,
            anchor="start",
        )
    for name, y, slopes in PRODUCT_ROWS:
        known = [i for i, (_, step) in enumerate(COLUMNS) if slopes[i] and shown >= step]
        for i in known:
            yield svg.text(COLUMNS[i][0], y, svg.factor(getattr(trace, slopes[i])), size=17)
            if i - 1 in known:
                middle = (COLUMNS[i][0] + COLUMNS[i - 1][0]) / 2
                yield svg.text(middle, y, "×", size=17, colour=palette.REFERENCE)
        if known and known[0] == next(i for i, slope in enumerate(slopes) if slope):
            result = f"*∂L/∂{name}* = {svg.written(getattr(trace, f'grad_{name}'))}"
            yield svg.text(24, y, result, size=17, colour=palette.BACKWARD, anchor="start")
            yield svg.text(212, y, "=", size=17)
