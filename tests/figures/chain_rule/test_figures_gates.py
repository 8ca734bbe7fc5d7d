"""The four gates: their numbers by hand and by nudges, and the picture that says them."""

import itertools

import numpy as np
import pytest
from legible import elements, labels
from pictures.chain_rule import BY_HAND, PLATE

from backprop_course.figures.chain_rule.gates import (
    RULES,
    describe_gate,
    describe_gates,
    trace_gate,
)
from backprop_course.figures.chain_rule.gates_picture import (
    BAND,
    draw_gate,
    draw_gates,
)
from backprop_course.gradcheck import numerical_gradient

FORWARD = {"+": lambda x: x[0] + x[1], "×": lambda x: x[0] * x[1], "max": np.max}


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize("kind", BY_HAND)
def test_numbers_by_hand(kind):
    inputs, upstream, value, slopes, grads = BY_HAND[kind]
    trace = trace_gate(kind, inputs, upstream)
    assert (trace.value, trace.slopes, trace.grads) == (value, slopes, grads)
    assert all(type(number) is float for number in (trace.value, *trace.slopes, *trace.grads))


@pytest.mark.parametrize("kind", FORWARD)
def test_gradients_agree_with_nudges(kind):
    rng = np.random.default_rng(4)
    for _ in range(10):
        inputs, upstream = rng.normal(size=2), rng.normal()
        nudged = numerical_gradient(lambda x, g=upstream: float(g * FORWARD[kind](x)), inputs)
        assert trace_gate(kind, inputs, [upstream]).grads == pytest.approx(nudged, abs=1e-8)


def test_a_copy_agrees_with_nudges():
    """Two uses that send back different gradients: L = 0.7 sin(a) + 3 a²."""
    a = 1.3
    uses = (0.7 * np.cos(a), 6 * a)
    nudged = numerical_gradient(lambda a: float(0.7 * np.sin(a) + 3 * a**2), np.array(a))
    assert trace_gate("copy", [a], uses).grads[0] == pytest.approx(float(nudged), abs=1e-8)


def test_at_a_tie_all_goes_to_b_and_the_words_say_so():
    trace = trace_gate("max", (2, 2), (0.5,))
    assert (trace.slopes, trace.grads) == ((0, 1), (0, 0.5))
    assert "A tie: b passes." in describe_gate(trace)


@pytest.mark.parametrize(
    "kind, inputs, upstream, said",
    [
        ("plus", (1, 2), (1,), "expected one of"),
        ("+", (1, 2), (1, 1), "2 inputs and 1 gradients"),
        ("copy", (1, 2), (1,), "1 inputs and 2 gradients"),
    ],
)
def test_what_does_not_fit_the_gate_is_refused(kind, inputs, upstream, said):
    with pytest.raises(ValueError, match=said):
        trace_gate(kind, inputs, upstream)


# ---------------------------------------------------------------- the picture


def test_the_plate_says_every_number():
    found = labels(draw_gates(*PLATE))
    for label in (
        "+ distributes", "× swaps", "max routes", "copy adds", "y = 5", "y = 6", "y = 3",
        "slope b = 2", "slope a = 3", "slope 0", "∂L/∂a = 0.5 × 2 = 1", "∂L/∂b = 0.5 × 3 = 1.5",
        "∂L/∂b = 0.5 × 0 = 0", "from use 1: 2", "∂L/∂a = 2 + 0.5 = 2.5",
    ):  # fmt: skip
        assert label in found, label
    for trace in PLATE:
        assert describe_gate(trace) in describe_gates(*PLATE)


def drawn_widths(drawing):
    """The width of each band but that of the key, which is the last."""
    groups = [g for g in elements(drawing, "g") if g.get("class") == "band"]
    return [float(g[0].get("stroke-width")) for g in groups[:-1]]


@pytest.mark.parametrize("kind", RULES)
def test_bands_are_in_proportion_to_the_gradients(kind):
    inputs, upstream, _, _, grads = BY_HAND[kind]
    stem, lanes = upstream[0], [(grad, upstream[0]) for grad in grads]
    if kind == "copy":
        stem, lanes = grads[0], [(share, share) for share in upstream]
    expected = [stem, *itertools.chain(*lanes)]
    drawn = drawn_widths(draw_gate(trace_gate(kind, inputs, upstream)))
    assert sorted(drawn) == sorted(BAND.per_one * abs(g) for g in expected if g != 0)


@pytest.mark.parametrize("shares", [(2, 0.5), (-1, -0.5)])
def test_two_bands_of_one_sign_run_together_into_their_sum(shares):
    drawing = draw_gate(trace_gate("copy", [3], shares))
    groups = [g for g in elements(drawing, "g") if g.get("class") == "band"]
    _, (upper, end), _, (start, lower), (top, bottom) = [rims(g[0]) for g in groups[:5]]
    assert (upper, end, lower) == (top, start, bottom)


def rims(band):
    """The heights of the upper and the lower rim where a band ends."""
    height = float(band.get("points").split(",")[-1])
    half = float(band.get("stroke-width")) / 2
    return height - half, height + half


def test_bands_have_a_limit_that_the_picture_names():
    assert BAND.width(-7) == BAND.limit
    words = f"in proportion, up to {BAND.limit // BAND.per_one}"
    assert any(words in label for label in labels(draw_gates(*PLATE)))


def test_the_plate_can_be_read_on_800_pixels():
    """As GitHub shows it: no letter is smaller than 9 pixels."""
    plate = draw_gates(*PLATE)
    box = elements(plate, "svg")[0].get("viewBox").split()
    smallest = min(float(text.get("font-size")) for text in elements(plate, "text"))
    assert 800 * smallest / float(box[2]) >= 9
