"""The picture of ``two_layers``: see there for its numbers and its sentence."""

import numpy as np

from ..drawing import palette, svg
from .two_layers import describe_two_layers

WIDTH, HEIGHT = 1100, 476
AXIS, GATE_HEIGHT = 160, 56
TITLE = "Which line brings each gradient back?"
# centre, half width, what the gate computes
GATES = {
    "linear1": (168, 78, "*x* @ *W1* + *b1*"),
    "relu": (408, 62, "max(*z1*, 0)"),
    "linear2": (656, 86, "*a1* @ *W2* + *b2*"),
    "loss": (916, 54, "loss"),
}
# name of the value, where its wire begins and ends
WIRES = (
    ("x", 20, 90),
    ("z1", 246, 346),
    ("a1", 470, 570),
    ("logits", 742, 862),
    ("loss", 970, 1084),
)
# gate, and the lines that bring the gradient back through it
LINES_BACK = {
    "linear1": ("grad_W1 = x.T @ grad_z1", "grad_b1 = grad_z1.sum(axis=0)"),
    "relu": ("grad_z1 =", "grad_a1 * (z1 > 0)"),
    "linear2": (
        "grad_W2 = a1.T @ grad_logits",
        "grad_b2 = grad_logits.sum(axis=0)",
        "grad_a1 = grad_logits @ W2.T",
    ),
    "loss": ("grad_logits =", "(p − y) / n"),
}
PARAMETERS = {"linear1": ("W1", "b1"), "linear2": ("W2", "b2")}
BAND = svg.BandScale(per_one=60, limit=44)


def draw_two_layers(values, grads):
    """SVG text.  values: {"x", "W1", "b1", "z1", "a1", "W2", "b2", "logits": array}.

    grads: the gradients of the loss with respect to all of these but x, by the same names.
    """
    parts = [*_header(), *_bands(grads), *_wires(values, grads), *_parameters(values, grads)]
    return svg.document(
        WIDTH,
        HEIGHT,
        [*parts, *_gates(), *_lines_back()],
        title=TITLE,
        description=describe_two_layers(values),
    )


def _header():
    yield svg.text(20, 30, TITLE, size=20, anchor="start", bold=True)
    ways = {"forth": "values, left to right", "back": "gradients, right to left"}
    yield from svg.directions(20, WIDTH - 20, y=66, size=17, **ways)


def _bands(grads):
    for name, left, right in WIRES:
        if name in grads:
            yield _band([(left, AXIS), (right, AXIS)], grads[name])


def _band(points, grad):
    return svg.band(points, BAND.width(np.abs(grad).max()))


def _wires(values, grads):
    """Each wire with its value and shape above, its gradient and the same shape below."""
    for name, left, right in WIRES:
        middle = (left + right) / 2
        yield svg.arrow([(left, AXIS), (right, AXIS)])
        yield svg.text(middle, AXIS - 44, f"*{name}*", size=18, colour=palette.FORWARD, bold=True)
        shape = "one number" if name == "loss" else f"{np.shape(values[name])}"
        yield svg.text(middle, AXIS - 22, shape, size=16, colour=palette.FORWARD)
        if name in grads:
            yield from svg.backward_marks(middle, AXIS)
            yield svg.text(
                middle, AXIS + 44, svg.typed(f"grad_{name}"), size=16, colour=palette.BACKWARD
            )
            yield svg.text(middle, AXIS + 64, shape, size=16, colour=palette.BACKWARD)


def _gates():
    for x, half, formula in GATES.values():
        yield svg.box(x, AXIS, 2 * half, GATE_HEIGHT, radius=12)
        yield svg.text(x, AXIS + 6, formula, size=17)


def _parameters(values, grads):
    """Under each linear gate its W and b, boxed because they are what training changes."""
    below, above = AXIS + 98, AXIS + GATE_HEIGHT / 2
    for gate, names in PARAMETERS.items():
        for name, x in zip(names, (GATES[gate][0] - 54, GATES[gate][0] + 54), strict=True):
            yield _band([(x, below), (x, above)], grads[name])
            yield svg.arrow([(x, below), (x, above)])
            for top in (below - 34, below - 24):
                marks = [(x - 8, top), (x, top + 8), (x + 8, top)]
                yield svg.line(marks, colour=palette.BACKWARD, width=3)
            yield svg.box(x, below + 18, 98, 36, colour=palette.BACKWARD, radius=6)
            words = f"*{name}* {np.shape(values[name])}"
            yield svg.text(x, below + 24, words, size=16, colour=palette.FORWARD, bold=True)


def _lines_back():
    heading = "The lines of the backward pass, each under the gate it goes back through"
    yield svg.text(20, AXIS + 194, heading, size=15, colour=palette.REFERENCE, anchor="start")
    for gate, lines in LINES_BACK.items():
        for i, words in enumerate(lines):
            yield svg.text(
                GATES[gate][0],
                AXIS + 230 + 27 * i,
                svg.typed(words),
                size=16,
                colour=palette.BACKWARD,
            )
