"""The pictures of lesson 09: planted bugs are bugs, verdicts are counted, charts are readable."""

import numpy as np
import pytest
from legible import elements, labels
from pictures.checks import (
    CHECKERS,
    CURVE,
    Averaged,
    WrongTanh,
    example,
    gallery,
    power,
    small_matrix,
    walk,
)

from backprop_course import gradcheck
from backprop_course.figures.checks import kill_matrix, kill_matrix_picture
from backprop_course.figures.checks.divergence import describe_divergence
from backprop_course.figures.checks.divergence_picture import draw_divergence
from backprop_course.figures.drawing import palette
from backprop_course.labs import planted_bugs

each = pytest.mark.parametrize


PLACES = {
    "plain": example,
    "beside kinks": lambda: planted_bugs.near_kinks(example(), rng=np.random.default_rng(1)),
    "badly scaled": lambda: planted_bugs.badly_scaled(example()),
}


def report(place, **wrong):
    theta, x, y = place
    return gradcheck.check_gradient(
        lambda t: planted_bugs.loss(t, x, y),
        lambda t: planted_bugs.gradient(t, x, y, **wrong),
        theta,
    )


# ---------------------------------------------------------------- the net and its bugs


@each("place", PLACES.values(), ids=PLACES)
def test_the_right_gradient_passes_at_every_place(place):
    assert report(place()).passed


@each("seed", [0, 1])
@each("bug", planted_bugs.BUGS)
def test_every_planted_bug_is_one(bug, seed):
    if bug == "bias gradient not summed":
        with pytest.raises(ValueError, match="shape"):
            report(example(seed), **planted_bugs.BUGS[bug])
    else:
        assert not report(example(seed), **planted_bugs.BUGS[bug])


def test_the_parts_of_theta_are_views_in_order():
    theta = np.arange(float(planted_bugs.ENDS[-1]))
    parts = planted_bugs.unpack(theta)
    assert tuple(part.shape for part in parts) == planted_bugs.SHAPES
    parts[0][0, 0] = -1.0
    assert theta[0] == -1.0 and parts[-1][-1] == theta[-1]


def test_other_places_leave_the_first_alone():
    place = example()
    kept = [array.copy() for array in place]
    planted_bugs.near_kinks(place, rng=np.random.default_rng(0))
    planted_bugs.badly_scaled(place)
    assert all(np.array_equal(*pair) for pair in zip(place, kept, strict=True))


def test_bad_scaling_changes_the_numbers_and_not_the_net():
    theta, x, _ = example()
    scaled_theta, scaled_x, _ = planted_bugs.badly_scaled(example())
    assert np.allclose(
        planted_bugs.forward(theta, x)[-1], planted_bugs.forward(scaled_theta, scaled_x)[-1]
    )
    assert np.abs(scaled_x).max() > 1e3 * np.abs(x).max()


# ---------------------------------------------------------------- the kill matrix


def test_verdicts_are_counted():
    matrix = small_matrix()
    assert [matrix.wrong("correct", name) for name in CHECKERS][:3] == [0, 1, 1]
    assert [matrix.wrong("a bug", name) for name in CHECKERS][:3] == [1, 0, 0]
    assert 0 < matrix.wrong("a bug", "tosses coins") < 20
    assert matrix.wrong_rows("believes all") == ["a bug", "another bug"]
    assert matrix.wrong_rows("trusts nobody") == ["correct"]


def test_the_matrix_says_its_verdicts_in_marks_and_in_words():
    matrix = small_matrix()
    drawing, words = (
        kill_matrix_picture.draw_kill_matrix(matrix),
        kill_matrix.describe_kill_matrix(matrix),
    )
    found = labels(drawing)
    key = 1  # each mark stands once in the key
    assert found.count("●") == 2 + key and found.count("!") == 2 + key
    assert found.count("✓") == 5 + key
    assert f"{matrix.wrong('a bug', 'tosses coins')}/20" in found
    assert "believes all: misses 2 of 2 bugs, 0 of 1 correct gradients accused." in words


def test_marks_on_dark_cells_can_be_read():
    for dark in (*kill_matrix_picture.SOMETIMES, *kill_matrix_picture.SOMETIMES.values()):
        assert palette.contrast(palette.PAPER, dark) > 3.8, dark
    assert palette.contrast(palette.REFERENCE, palette.NOTE) > 4.5


# ---------------------------------------------------------------- the first divergence


def test_the_wrong_step_is_marked_on_the_way_back():
    drawing = draw_divergence(walk(second=WrongTanh))
    assert "wrong step: backward of 3 WrongTanh" in labels(drawing)
    thick = [box for box in elements(drawing, "rect") if box.get("stroke-width") == "4"]
    assert len(thick) == 1
    assert sum(label == "✓" for label in labels(drawing)) == 4
    assert "8 of 12 gradients differ. The first" in describe_divergence(walk(second=WrongTanh))


def test_a_wrong_gradient_of_a_parameter_is_marked_below():
    drawing = draw_divergence(walk(first=Averaged))
    assert "wrong step: 0 Averaged.b" in labels(drawing)
    assert "1 of 12 gradients differ" in describe_divergence(walk(first=Averaged))


def test_where_all_agree_nothing_is_marked():
    assert describe_divergence(walk()) == "All gradients agree."
    assert not any(label.startswith(("✗ ", "wrong")) for label in labels(draw_divergence(walk())))


# ---------------------------------------------------------------- charts


def test_in_the_revealed_gallery_the_right_panel_is_bold():
    weights = {axes.get_title()[0]: axes.title.get_weight() for axes in gallery(CURVE).axes}
    assert weights == {"A": "bold", "B": "normal", "C": "normal"}
    assert all(axes.get_yscale() == "log" for axes in gallery().axes)


def test_each_line_of_the_power_chart_says_its_chance_at_the_mark():
    texts = {text.get_text() for text in power().axes[0].texts}
    assert {"99 %", "90 %", "37 %", "1 wrong", "10 wrong", "100 wrong"} == texts
