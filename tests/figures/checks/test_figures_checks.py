"""The pictures of lesson 09: planted bugs are bugs, verdicts are counted, charts are readable."""

import numpy as np
import pytest
from legible import collisions, elements, labels, overlaps, png_bytes

from backprop_course import gradcheck
from backprop_course.diagnostics import backward_values, forward_values, upstream_of
from backprop_course.figures.checks import charts, kill_matrix, kill_matrix_picture
from backprop_course.figures.checks.divergence import describe_divergence, trace_divergence
from backprop_course.figures.checks.divergence_picture import draw_divergence
from backprop_course.figures.drawing import palette
from backprop_course.labs import planted_bugs
from backprop_course.layers import Linear, Tanh
from backprop_course.losses import softmax_cross_entropy
from backprop_course.module import Sequential

each = pytest.mark.parametrize


def example(seed=0):
    return planted_bugs.example(12, rng=np.random.default_rng(seed))


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


def says(verdict):
    return lambda f, grad, theta, rng: verdict


def refuses(f, grad, theta, rng):
    raise ValueError("shapes differ")


CASE = (None, None, None)
CHECKERS = {
    "believes all": says(True),
    "trusts nobody": says(False),
    "cannot compare": refuses,
    "tosses coins": lambda f, grad, theta, rng: rng.random() < 0.5,
}


def small_matrix():
    return kill_matrix.trace_kill_matrix(
        {"right": CASE}, {"a bug": CASE, "another bug": CASE}, CHECKERS,
        rng=np.random.default_rng(0), tries={"tosses coins": 20},
    )  # fmt: skip


def test_verdicts_are_counted():
    matrix = small_matrix()
    assert [matrix.wrong("right", name) for name in CHECKERS][:3] == [0, 1, 1]
    assert [matrix.wrong("a bug", name) for name in CHECKERS][:3] == [1, 0, 0]
    assert 0 < matrix.wrong("a bug", "tosses coins") < 20
    assert matrix.wrong_rows("believes all") == ["a bug", "another bug"]
    assert matrix.wrong_rows("trusts nobody") == ["right"]


def test_the_matrix_says_its_verdicts_in_marks_and_in_words():
    matrix = small_matrix()
    drawing, words = (
        kill_matrix_picture.draw_kill_matrix(matrix),
        kill_matrix.describe_kill_matrix(matrix),
    )
    found = labels(drawing)
    key = 1  # each mark stands once in the key
    assert found.count("●") == 2 + key and found.count("!") == 2 + key
    assert found.count("✕") == 4 + key and found.count("✓") == 1 + key
    assert f"{matrix.wrong('a bug', 'tosses coins')}/20" in found
    assert "believes all: misses 2 of 2 bugs, 0 of 1 right gradients accused." in words


def test_no_label_of_the_matrix_touches_another():
    long = {name: CHECKERS["tosses coins"] for name in ("check_ gradient", "central, absolute")}
    names = {"square weight matrix transposed": CASE, "wrong labels in both passes": CASE}
    matrix = kill_matrix.trace_kill_matrix(
        {"right, badly scaled inputs": CASE}, names, CHECKERS | long,
        rng=np.random.default_rng(0), tries=dict.fromkeys(long, 100),
    )  # fmt: skip
    assert collisions(kill_matrix_picture.draw_kill_matrix(matrix)) == []


def test_marks_on_dark_cells_can_be_read():
    for dark in (*kill_matrix_picture.SOMETIMES, *kill_matrix_picture.SOMETIMES.values()):
        assert palette.contrast(palette.PAPER, dark) > 3.8, dark
    assert palette.contrast(palette.REFERENCE, palette.NOTE) > 4.5


# ---------------------------------------------------------------- the first divergence


class Averaged(Linear):
    """A mean over the batch where a sum belongs."""

    def backward(self, grad_y, *, input_grad=True):
        self.W.grad += self.x.T @ grad_y
        self.b.grad += grad_y.mean(axis=0)
        return grad_y @ self.W.value.T


class WrongTanh(Tanh):
    """The slope taken from z instead of a."""

    def backward(self, grad_y, *, input_grad=True):
        return grad_y * (1 - self.x**2)


def walk(first=Linear, second=Tanh):
    """The gradients of a net compared with those of a right one, under the same names."""
    grads = []
    for kinds in ((first, second), (Linear, Tanh)):
        rng = np.random.default_rng(0)
        net = Sequential(kinds[0](2, 8, rng=rng), Tanh(), Linear(8, 6, rng=rng), kinds[1](),
                         Linear(6, 3, rng=rng))  # fmt: skip
        _, x, y = example()
        _, grad = softmax_cross_entropy(net.forward(x), y)
        grads.append((net, backward_values(net, grad)))
    (net, ours), (_, right) = grads
    theirs = dict(zip(ours, right.values(), strict=True))
    return trace_divergence(
        forward_values(net), ours, theirs, upstream=upstream_of(net), tolerance=1e-9
    )


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


@each("wrong", [{}, {"first": Averaged}, {"second": WrongTanh}], ids=["none", "inside", "back"])
def test_no_label_of_the_walk_touches_another(wrong):
    assert collisions(draw_divergence(walk(**wrong))) == []


# ---------------------------------------------------------------- charts

CURVE = np.geomspace(1.4, 0.03, 50)
SIGNS = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]])


def power():
    looked = [*range(1, 100), *range(100, 1000, 10)]
    chances = {w: [(1 - k / 1000) ** w for k in looked] for w in (1, 10, 100)}
    measured = {w: ((3, 300), (0.9, 0.1)) for w in chances}
    return charts.draw_power(looked, chances, measured, mark=10, total=1000)


def gallery(reference=None):
    names = ("A: right", "B: square weight matrix transposed", "C: only one way through the fork")
    curves = {name: CURVE * factor for name, factor in zip(names, (1, 0.1, 1.3), strict=True)}
    return charts.draw_gallery(curves, title="Which one?", reference=reference)


CHARTS = {
    "gallery": gallery,
    "gallery, revealed": lambda: gallery(CURVE),
    "power": power,
    "loudness": lambda: charts.draw_loudness(np.geomspace(1e-6, 0.05, 123), np.full(123, 1 / 123)),
    "cancelling": lambda: charts.draw_cancelling(
        {"signs, 1 or -1": SIGNS @ [1, -1], "signs and sizes": SIGNS @ [0.9, -0.6]}
    ),
}


@each("draw", CHARTS.values(), ids=CHARTS)
def test_no_text_of_a_chart_touches_another_or_the_rim(draw):
    assert overlaps(draw()) == []


@each("draw", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_named_and_always_the_same(draw):
    figure = draw()
    assert figure.get_suptitle() or all(axes.get_title() for axes in figure.axes)
    assert png_bytes(draw()) == png_bytes(draw())


def test_in_the_revealed_gallery_the_right_panel_is_bold():
    weights = {axes.get_title()[0]: axes.title.get_weight() for axes in gallery(CURVE).axes}
    assert weights == {"A": "bold", "B": "normal", "C": "normal"}
    assert all(axes.get_yscale() == "log" for axes in gallery().axes)


def test_each_line_of_the_power_chart_says_its_chance_at_the_mark():
    texts = {text.get_text() for text in power().axes[0].texts}
    assert {"99 %", "90 %", "37 %", "1 wrong", "10 wrong", "100 wrong"} == texts


def test_the_share_of_cancelled_errors_stands_in_the_title():
    titles = [axes.get_title() for axes in CHARTS["cancelling"]().axes]
    assert titles[0].endswith("they cancel in 50 %") and titles[1].endswith("they cancel in 0 %")
