"""One neuron as a circuit: every value above its wire, every gradient below it.

`trace_neuron` computes L = (σ(w x + b) − y)² forward and backward with the formulas of the core;
`draw_neuron` turns the numbers into a picture and computes nothing but positions.
"""

from dataclasses import dataclass

from .. import losses, ops
from . import palette, svg

LAST_STEP = 9  # 0 inputs, 1 to 4 forward, 5 to 9 backward


@dataclass(frozen=True)
class NeuronTrace:
    """All numbers of one forward and one backward pass; slopes are local, gradients are of L."""

    x: float
    w: float
    b: float
    y: float
    half: bool
    p: float  # w x
    z: float  # p + b
    a: float  # σ(z)
    loss: float  # (a − y)², or half of it
    slope_p_w: float
    slope_p_x: float
    slope_z_p: float
    slope_z_b: float
    slope_a_z: float
    slope_loss_a: float
    grad_loss: float
    grad_a: float
    grad_y: float
    grad_z: float
    grad_p: float
    grad_b: float
    grad_w: float
    grad_x: float


def trace_neuron(x, w, b, y, *, half=False):
    """Forward and backward through one sigmoid neuron with squared error (or half of it)."""
    x, w, b, y = float(x), float(w), float(b), float(y)
    p = ops.mul(w, x)
    z = ops.add(p, b)
    a = ops.sigmoid(z)
    loss, grad_a = (losses.half_mse if half else losses.mse)(a, y)
    (grad_z,) = ops.sigmoid_vjp(grad_a, z)
    grad_p, grad_b = ops.add_vjp(grad_z, p, b)
    grad_w, grad_x = ops.mul_vjp(grad_p, w, x)
    # A local slope is what a gate hands back when 1 arrives.
    slope_p_w, slope_p_x = ops.mul_vjp(1.0, w, x)
    slope_z_p, slope_z_b = ops.add_vjp(1.0, p, b)
    (slope_a_z,) = ops.sigmoid_vjp(1.0, z)
    numbers = dict(
        p=p, z=z, a=a, loss=loss,
        slope_p_w=slope_p_w, slope_p_x=slope_p_x, slope_z_p=slope_z_p, slope_z_b=slope_z_b,
        slope_a_z=slope_a_z, slope_loss_a=grad_a,
        grad_loss=1.0, grad_a=grad_a, grad_y=-grad_a,  # L sees only a − y
        grad_z=grad_z, grad_p=grad_p, grad_b=grad_b, grad_w=grad_w, grad_x=grad_x,
    )  # fmt: skip
    return NeuronTrace(x, w, b, y, bool(half), **{name: float(n) for name, n in numbers.items()})


# ---------------------------------------------------------------- words


def describe_neuron(trace):
    """The picture in two sentences: the numbers, and what they say."""
    value = values(trace)
    half = " with the half convention" if trace.half else ""
    return (
        f"One neuron{half}: x = {value['x']}, w = {value['w']}, b = {value['b']} give "
        f"p = {value['p']}, z = {value['z']}, a = {value['a']}, and against y = {value['y']} "
        f"the loss is {value['loss']}. Going back, the local slopes multiply to "
        f"∂L/∂w = {svg.written(trace.grad_w)} and ∂L/∂b = {svg.written(trace.grad_b)}: "
        f"{_finding(trace)}."
    )


def explain_step(trace, step):
    """What one step of the picture adds, in a sentence."""
    value = values(trace)
    slope_a = svg.written(trace.slope_a_z)
    sentences = (
        f"The four inputs: x = {value['x']}, w = {value['w']}, b = {value['b']}, y = {value['y']}.",
        f"Forward: × multiplies w and x, p = {value['p']}.",
        f"Forward: + adds b, z = {value['z']}.",
        f"Forward: σ squeezes z between 0 and 1, a = {value['a']}; its slope here is {slope_a}.",
        f"Forward: the loss compares a with y, L = {value['loss']}.",
        "Backward starts at the loss: ∂L/∂L = 1.",
        f"Backward through the loss: ∂L/∂a = {svg.written(trace.grad_a)}.",
        f"Backward through σ: times its slope {slope_a}, ∂L/∂z = {svg.written(trace.grad_z)}.",
        f"Backward through +: its slopes are 1, so ∂L/∂p = ∂L/∂b = {svg.written(trace.grad_b)}.",
        f"Backward through ×: times the other input x = {value['x']}, "
        f"∂L/∂w = {svg.written(trace.grad_w)}; {_direction('w', trace.grad_w)}.",
    )
    return sentences[step]


def _finding(trace):
    signs = [(gradient > 0) - (gradient < 0) for gradient in (trace.grad_w, trace.grad_b)]
    if signs[0] == signs[1]:
        return _direction("w or b", trace.grad_w)
    return f"{_direction('w', trace.grad_w)}, {_direction('b', trace.grad_b)}"


def _direction(name, gradient):
    if gradient == 0:
        return f"nudging {name} changes nothing"
    return f"raising {name} a little {'raises' if gradient > 0 else 'lowers'} the loss"


def values(trace):
    """The values on the wires as they are written, by name."""
    names = ("x", "w", "b", "y", "p", "loss")
    written = {name: svg.written(getattr(trace, name)) for name in names}
    # 2 · 0.15 − 0.3 leaves dust of the last digit, which is not worth a label
    dust = abs(trace.z) < 4e-16 * max(abs(trace.p), abs(trace.b))
    return {**written, "z": "0" if dust else svg.written(trace.z), "a": _written_activation(trace)}


def _written_activation(trace):
    """σ(z), which never reads 1 as long as a gradient passes through it."""
    for digits in (3, 4, 5):
        text = svg.written(trace.a, digits)
        if text != "1" or trace.slope_a_z == 0:
            return text
    return f"1 − {svg.written(1 - trace.a, 1)}"


# ---------------------------------------------------------------- the picture

WIDTH, HEIGHT = 1240, 500
AXIS = 230  # height of the main wires
UPPER, LOWER, BOTTOM = 166, 294, 336  # heights of the wires of w, of x, and of b and y
GATE = {"×": 268, "+": 500, "σ": 732, "loss": 990}
RADIUS, LOSS_BOX = 30, (116, 60)
LABEL = 164  # room for one label; a leaf is a little longer

BAND_PER_ONE = 32  # pixels of band for a gradient of 1
BAND_LIMIT = 40  # no band is wider

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
        WIDTH, HEIGHT, parts,
        title="One neuron, forward and backward",
        description=describe_neuron(trace) if shown == LAST_STEP else explain_step(trace, shown),
    )  # fmt: skip


def band_width(gradient):
    """Pixels of band: in proportion to |gradient|, up to a limit."""
    return min(BAND_PER_ONE * abs(gradient), BAND_LIMIT)


def _bands(trace, shown):
    for name, points, _, _, _, backward in WIRES:
        if shown >= backward:
            yield _band(points, getattr(trace, f"grad_{name}"), name in DATA)


def _band(points, gradient, grey):
    colour = palette.REFERENCE if grey else palette.BACKWARD
    tint = palette.REFERENCE_TINT if grey else palette.BACKWARD_TINT
    return svg.band(points, band_width(gradient), colour=colour, tint=tint)


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
    yield svg.text(24, 26, "Forward: values, left to right →", size=17, colour=palette.FORWARD,
                   anchor="start", bold=True)  # fmt: skip
    yield svg.text(608, 26, "Local slope of each gate", size=15, colour=palette.REFERENCE)
    if shown >= 5:
        yield svg.text(1216, 26, "← Backward: gradients, right to left", size=17,
                       colour=palette.BACKWARD, anchor="end", bold=True)  # fmt: skip


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
            yield svg.text(x, y - 26, f"*{symbol}* = {value[name]}", size=18, bold=True,
                           colour=palette.FORWARD)  # fmt: skip
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
        yield svg.text(x, 388, words, size=13, colour=palette.REFERENCE)
    yield svg.text(660, 412, "grey: data, not trained", size=14, colour=palette.REFERENCE)


PRODUCT_ROWS = (  # name, and the step and slope under each gate on the way back
    ("w", 450, ("slope_p_w", "slope_z_p", "slope_a_z", "slope_loss_a", "grad_loss")),
    ("b", 482, (None, "slope_z_b", "slope_a_z", "slope_loss_a", "grad_loss")),
)
COLUMNS = ((GATE["×"], 9), (GATE["+"], 8), (GATE["σ"], 7), (GATE["loss"], 6), (1132, 5))


def _products(trace, shown):
    """Under each gate the slope that a gradient is multiplied by on its way back."""
    if shown >= 6:
        yield svg.text(24, 418, "The local slopes on the way back, multiplied", size=15,
                       colour=palette.REFERENCE, anchor="start")  # fmt: skip
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
