"""The neuron's numbers are exact, and its picture says them without two labels touching."""

import itertools
import re
from dataclasses import FrozenInstanceError
from xml.etree import ElementTree

import numpy as np
import pytest
from legible import FONTS, elements, labels, text_box, touch
from pictures.neuron import WORKED

from backprop_course.figures.drawing import palette, svg
from backprop_course.figures.neuron.circuit import describe_neuron, explain_step, trace_neuron
from backprop_course.figures.neuron.circuit_picture import (
    BAND,
    HEIGHT,
    LAST_STEP,
    LOSS_BOX,
    RADIUS,
    WIDTH,
    draw_neuron,
)

SVG = "{http://www.w3.org/2000/svg}"
# one by one the values at which a label is longest: tiny gradients, 1 − a, large values

# ---------------------------------------------------------------- numbers


def test_worked_example():
    t = trace_neuron(*WORKED)
    assert (t.p, t.z, t.a, t.loss) == (1.0, 0.0, 0.5, 0.25)
    assert (t.slope_p_w, t.slope_p_x, t.slope_z_p, t.slope_z_b) == (0.5, 2.0, 1.0, 1.0)
    assert (t.slope_a_z, t.slope_loss_a) == (0.25, -1.0)
    assert (t.grad_loss, t.grad_a, t.grad_z, t.grad_p) == (1.0, -1.0, -0.25, -0.25)
    assert (t.grad_w, t.grad_b, t.grad_x, t.grad_y) == (-0.125, -0.25, -0.5, 1.0)


def test_half_convention_halves_the_loss_and_every_gradient():
    t = trace_neuron(*WORKED, half=True)
    assert (t.loss, t.grad_w, t.grad_b) == (0.125, -0.0625, -0.125)


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("name", ["x", "w", "b", "y"])
def test_gradients_agree_with_central_differences(name, half):
    rng, h = np.random.default_rng(3), 1e-5
    for _ in range(10):
        point = dict(zip("xwby", rng.normal(size=4), strict=True))
        above = trace_neuron(**{**point, name: point[name] + h}, half=half).loss
        below = trace_neuron(**{**point, name: point[name] - h}, half=half).loss
        gradient = getattr(trace_neuron(**point, half=half), f"grad_{name}")
        assert abs(gradient - (above - below) / (2 * h)) < 1e-8, (point, name)


def test_a_trace_is_frozen_and_holds_plain_floats():
    t = trace_neuron(1, 2, 3, np.float64(4))
    assert all(type(value) in (float, bool) for value in vars(t).values())
    with pytest.raises(FrozenInstanceError):
        t.w = 1.0


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0"), (-0.0, "0"), (-1.0, "−1"), (0.125, "0.125"), (2 / 3, "0.667"), (110.0, "110"),
        (-0.00214, "−0.00214"), (0.000999, "9.99·10⁻⁴"), (0.0009999, "0.001"), (3e-8, "3·10⁻⁸"),
        (123456.0, "1.23·10⁵"), (0.1 + 0.2, "0.3"), (float("inf"), "∞"), (float("nan"), "nan"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_three_digits(value, expected):
    assert svg.written(value) == expected


def test_an_activation_never_reads_1_while_its_gradient_passes():
    for z in np.arange(5.0, 40.0, 0.1):
        t = trace_neuron(1.0, z, 0.0, 0.0)
        says_one = "a = 1," in describe_neuron(t)
        assert says_one == (t.slope_a_z == 0.0), z


def test_rounding_dust_reads_as_zero():
    t = trace_neuron(0.1, 3.0, -0.3, 1.0)
    assert t.z != 0.0
    assert "z = 0," in describe_neuron(t)


def test_description_has_the_numbers_and_the_conclusion():
    text = describe_neuron(trace_neuron(*WORKED))
    for part in ("z = 0", "a = 0.5", "0.25", "∂L/∂w = −0.125", "∂L/∂b = −0.25"):
        assert part in text
    assert text.endswith("raising w or b a little lowers the loss.")
    assert "raises" in describe_neuron(trace_neuron(0.5, 2.0, -1.0, 0.0))
    assert "nudging w changes nothing" in describe_neuron(trace_neuron(0.0, 2.0, -1.0, 1.0))
    assert "half convention" in describe_neuron(trace_neuron(*WORKED, half=True))


def test_each_step_has_its_sentence():
    t = trace_neuron(*WORKED)
    sentences = [explain_step(t, step) for step in range(LAST_STEP + 1)]
    assert len(set(sentences)) == LAST_STEP + 1
    assert "−0.125" in sentences[9]


# ---------------------------------------------------------------- the picture


def test_the_picture_contains_the_numbers():
    found = labels(draw_neuron(trace_neuron(*WORKED)))
    for label in (
        "w = 2", "x = 0.5", "b = −1", "y = 1", "p = 1", "z = 0", "a = 0.5", "L = 0.25",
        "∂L/∂w = −0.125", "∂L/∂b = −0.25", "∂L/∂a = −1", "∂L/∂x = −0.5", "∂L/∂L = 1",
        "∂p/∂w = x = 0.5", "(−1)",
    ):  # fmt: skip
        assert label in found, label


def test_steps_reveal_the_values_and_then_the_gradients():
    t = trace_neuron(*WORKED)
    counts = [len(labels(draw_neuron(t, step=step))) for step in range(LAST_STEP + 1)]
    assert counts == sorted(set(counts)), "every step adds something"
    first, forward = labels(draw_neuron(t, step=0)), labels(draw_neuron(t, step=4))
    assert "w = 2" in first and "p = 1" not in first
    assert "L = 0.25" in forward and not any(label.startswith("∂L/∂w") for label in forward)
    assert draw_neuron(t, step=LAST_STEP) == draw_neuron(t)


@pytest.mark.parametrize("step", [-1, 10, 2.5])
def test_an_unknown_step_is_refused(step):
    with pytest.raises(ValueError, match="from 0 to 9"):
        draw_neuron(trace_neuron(*WORKED), step=step)


def drawn_bands(drawing):
    """The outer width and the colour of each band that is not part of the key."""
    groups = [g for g in elements(drawing, "g") if g.get("class") == "band"]
    return [(float(g[0].get("stroke-width")), g[0].get("stroke")) for g in groups[:-4]]


def test_bands_are_in_proportion_to_the_gradients():
    drawn = drawn_bands(draw_neuron(trace_neuron(*WORKED)))
    gradients = (0.125, 0.5, 0.25, 0.25, 0.25, 1.0, 1.0, 1.0)  # w x p b z a y L
    grey, brick = palette.REFERENCE, palette.BACKWARD
    colours = (brick, grey, brick, brick, brick, brick, grey, brick)
    expected = zip((BAND.per_one * g for g in gradients), colours, strict=True)
    assert drawn == list(expected)


def test_bands_are_clamped_and_the_picture_says_so():
    assert BAND.width(-21.8) == BAND.limit
    assert f"{BAND.limit / BAND.per_one:g} or more" in labels(draw_neuron(trace_neuron(*WORKED)))


def test_a_gradient_of_zero_has_no_band():
    assert len(drawn_bands(draw_neuron(trace_neuron(0.0, 2.0, -1.0, 1.0)))) == 7  # all but w


def test_same_numbers_same_bytes_and_no_shared_ids():
    first, again = (draw_neuron(trace_neuron(*WORKED)) for _ in range(2))
    assert first == again
    other = draw_neuron(trace_neuron(0.5, 2.1, -1.0, 1.0))
    ids = re.findall(r'\bid="([^"]+)"', first + other)
    assert len(ids) == 4 == len(set(ids))
    assert set(re.search('aria-labelledby="([^"]+)"', first)[1].split()) == set(ids[:2])


def test_a_planted_collision_is_seen():
    drawing = draw_neuron(trace_neuron(*WORKED))
    for here, there in (('y="418"', 'y="450"'), ('x="24" y="26"', 'x="-9" y="26"')):
        assert here in drawing
        assert collisions(drawing.replace(here, there))
    assert collisions(drawing.replace('x="384" y="275"', 'x="310" y="240"')), "a label on a gate"


def collisions(drawing):
    boxes = [text_box(text) for text in elements(drawing, "text")]
    found = [b for b in boxes if b[1] < 2 or b[2] < 2 or b[3] > WIDTH - 2 or b[4] > HEIGHT - 2]
    found += [pair for pair in itertools.combinations(boxes, 2) if touch(*pair)]
    gates = [gate_box(disc) for disc in elements(drawing, "circle")]
    gates += [gate_box(r) for r in elements(drawing, "rect") if r.get("width") == str(LOSS_BOX[0])]
    assert len(gates) == 4
    outside = [b for b in boxes if b[0] not in ("×", "+", "σ", "(a − y)²", "½(a − y)²")]
    return found + [pair for pair in itertools.product(outside, gates) if touch(*pair)]


def gate_box(gate):
    if gate.tag == SVG + "circle":
        x, y = float(gate.get("cx")), float(gate.get("cy"))
        return ("gate", x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)
    left, top, width, height = (float(gate.get(k)) for k in ("x", "y", "width", "height"))
    return ("gate", left, top, left + width, top + height)


# ---------------------------------------------------------------- primitives and palette


def test_a_label_is_escaped_and_knows_italics_and_subscripts():
    piece = svg.text(0, 0, "*W_1* < a_{12} & b")
    text = ElementTree.fromstring(piece)
    assert "".join(text.itertext()).replace("​", "") == "W1 < a12 & b"
    assert [span.get("font-style") for span in text if span.text == "W"] == ["italic"]
    lowered = [float(span.get("dy")) for span in text if span.get("dy")]
    assert sum(lowered) == 0.0 and len(lowered) == 4


def test_coordinates_are_rounded_to_a_tenth():
    piece = svg.line([(1 / 3, -0.01), (2.0, 10.25)])
    assert 'points="0.3,0 2,10.2"' in piece


def test_bundled_fonts_have_every_sign_of_the_picture():
    drawing = draw_neuron(trace_neuron(*WORKED, half=True))
    signs = {sign for text in elements(drawing, "text") for sign in "".join(text.itertext())}
    assert all(FONTS[False, False].get_char_index(ord(sign)) for sign in signs)
