"""The pictures of lesson 08 say what their numbers say, legibly."""

import itertools

import numpy as np
import pytest
from legible import collisions, elements, labels
from pictures.modules import (
    GRAD,
    PLACES,
    W,
    X,
    chain,
    fit,
    generator,
    orders,
    small_net,
    steps,
    traces,
)

from backprop_course.figures.drawing import palette, tables
from backprop_course.figures.modules import memory, memory_picture, relu_fit_picture
from backprop_course.figures.modules.chain import describe_chain, trace_chain
from backprop_course.figures.modules.chain_picture import draw_chain
from backprop_course.figures.modules.convolution import describe_sliding, trace_sliding
from backprop_course.figures.modules.convolution_picture import draw_sliding
from backprop_course.figures.modules.update_order import describe_orders, trace_orders
from backprop_course.figures.modules.update_order_picture import draw_orders
from backprop_course.layers import Linear, Tanh
from backprop_course.losses import mse
from backprop_course.module import Sequential


def written(drawing):
    return [label.replace("\u200b", "") for label in labels(drawing)]


# ---------------------------------------------------------------- the chain


def test_the_chain_by_hand():
    first, relu, last = (traced := chain()).links
    assert traced.loss == 4.0
    assert [link.x.tolist() for link in traced.links] == [[[2]], [[2, -1]], [[2, 0]]]
    assert last.parameters["W"][1].ravel().tolist() == [8, 0] and last.parameters["b"][1] == [4]
    assert (last.grad_x.tolist(), relu.grad_x.tolist()) == ([[8, 12]], [[8, 0]])
    assert first.parameters["W"][1].tolist() == [[16, 0]] and first.grad_x.item() == 8


def test_what_one_module_hands_back_arrives_at_the_one_before():
    links = chain().links
    for before, after in itertools.pairwise(links):
        assert before.grad_y is after.grad_x and before.y is after.x


def test_a_trace_of_the_chain_leaves_no_gradients():
    net = small_net()
    trace_chain(net, [[2.0]], [[1.0]], mse)
    assert not any(parameter.grad.any() for parameter in net.parameters())


def test_the_chain_shows_what_is_saved_above_and_the_gradients_below():
    found = written(draw_chain(chain()))
    for label in ("x: 2, −1", "x: 2, 0", "W.grad: 16, 0", "b.grad: 4", "no parameters", "8, 12"):
        assert label in found, label
    numbers = [[f"{way} {i}" for i in (1, 2, 3)] for way in ("forward", "back")]
    assert {*numbers[0], *numbers[1]} <= set(found)
    assert "ReLU saves 2, −1" in describe_chain(chain())


def test_arrays_that_are_too_large_for_the_chain_show_their_shape():
    x, target = generator().normal(size=(4, 3)), np.zeros((4, 2))
    net = Sequential(Linear(3, 5, rng=generator()), Tanh(), Linear(5, 2, rng=generator()))
    drawing = draw_chain(trace_chain(net, x, target, mse))
    found = written(drawing)
    assert "x: (4, 3)" in found and "W.grad: (3, 5)" in found
    assert collisions(drawing) == []


# ---------------------------------------------------------------- sliding windows


def slid(ground, window):
    """By loops, as one would on paper."""
    places = [n - size + 1 for n, size in zip(ground.shape, window.shape, strict=True)]
    y = np.zeros(places)
    for i, j in np.ndindex(*places):
        y[i, j] = np.sum(ground[i : i + window.shape[0], j : j + window.shape[1]] * window)
    return y


@pytest.mark.parametrize("size, shape", [(2, (3, 3)), (2, (4, 6)), (3, (5, 4)), (1, (2, 3))])
def test_each_result_is_the_window_slid_over_the_ground(size, shape):
    rng = generator()
    places = shape[0] - size + 1, shape[1] - size + 1
    x, filter_, grad = (rng.normal(size=s) for s in (shape, (size, size), places))
    for slide in trace_sliding(x, filter_, grad):
        assert np.allclose(slid(slide.ground[1], slide.window[1]), slide.result[1]), slide.title


def test_the_convolution_by_hand():
    forward, to_filter, to_image = trace_sliding(X, W, GRAD)
    assert forward.result[1].tolist() == [[-1, 4], [3, -2]]
    assert to_filter.result[1].tolist() == [[4, -1], [2, 6]]
    assert to_image.result[1].tolist() == [[1, 1, -2], [2, 3, 1], [0, -2, 0]]
    words = describe_sliding((forward, to_filter, to_image), PLACES)
    assert "1·0 + 2·2 + 0·(−1) + (−1)·1 = 3" in words


def test_the_frames_stand_around_a_window_and_its_entry():
    drawing = draw_sliding(trace_sliding(X, W, GRAD), PLACES)
    frames = [box for box in elements(drawing, "rect") if box.get("fill") == "none"]
    sizes = [(float(box.get("width")) / 46, float(box.get("height")) / 32) for box in frames]
    assert sizes == [(2, 2), (1, 1)] * 3
    grey = [b for b in elements(drawing, "rect") if b.get("fill") == palette.REFERENCE_TINT]
    assert len(grey) == 16 - 4  # the zeros around grad_y


def in_svg(*parts):
    return f"<svg xmlns='http://www.w3.org/2000/svg'>{''.join(parts)}</svg>"


def test_a_frame_lies_on_the_cells_that_it_names():
    grid, cell = np.arange(12.0).reshape(3, 4), (20, 10)
    cells = in_svg(*tables.cells(100, 80, grid, cell))
    wanted = elements(cells, "rect")[6]  # row 1, column 2
    (found,) = elements(in_svg(tables.block(100, 80, grid.shape, cell, (1, 2), (1, 1))), "rect")
    assert [found.get(key) for key in "xy"] == [wanted.get(key) for key in "xy"]


# ---------------------------------------------------------------- the order of an update


def test_the_two_orders_by_hand():
    safe, unsafe = orders()
    assert (safe.grad_w2, safe.w2_after) == (unsafe.grad_w2, unsafe.w2_after) == (24.0, 0.26)
    assert (safe.sent_back, safe.grad_w1) == (2.0, 4.0) and safe.correct
    assert (unsafe.sent_back, unsafe.grad_w1) == pytest.approx((1.04, 2.08)) and not unsafe.correct
    assert safe.nudged == pytest.approx(4.0)


def test_the_wrong_gradient_is_the_only_one_marked():
    drawing = draw_orders(orders())
    tinted = [b for b in elements(drawing, "rect") if b.get("fill") == palette.BACKWARD_TINT]
    assert len(tinted) == 1
    found = written(drawing)
    assert {"wrong: should be 4", "correct", "0.5 → 0.26", "1.04 × 2 = 2.08"} <= set(found)
    assert "w1 gets 2.08; nudging says 4" in describe_orders(orders())


def test_without_a_step_both_orders_are_correct():
    drawing = draw_orders(trace_orders(2.0, 3.0, 0.5, 1.0, lr=0.0))
    assert written(drawing).count("correct") == 2


# ---------------------------------------------------------------- memory


def test_what_a_plain_chain_saves_grows_and_shrinks_by_one_input():
    one = 5 * 8
    there = [("forward", one * i) for i in range(1, 17)]
    back = [("back", one * i) for i in range(16, 0, -1)]
    assert steps() == there + back


@pytest.mark.parametrize("count, size", [(16, 2), (16, 4), (16, 8), (16, 16), (36, 6), (12, 3)])
def test_the_most_that_pieces_save(count, size):
    traced = steps(size, count)
    assert memory.peak(traced) == 5 * 8 * (count // size + size - 1)
    assert [kind for kind, _ in traced].count("again") == count
    assert [kind for kind, _ in traced].count("forward") == count


def test_a_trace_forgets_what_an_earlier_pass_has_left_and_frees_the_net():
    net = Sequential(Linear(3, 3, rng=generator()), Tanh())
    net.forward(np.ones((1000, 3)))
    traced = memory.trace_memory(net, np.ones((2, 3)), np.ones((2, 3)))
    assert memory.peak(traced) == 2 * 2 * 3 * 8
    assert not any({"forward", "backward"} & vars(layer).keys() for layer in net.layers)


def test_the_memory_chart_has_a_bar_for_each_step_and_a_line_at_the_most():
    plain, pieces = memory_picture.draw_memory(traces()).axes
    for axes, traced in ((plain, steps()), (pieces, steps(4))):
        assert len(axes.patches) == len(traced)
        (line,) = axes.lines
        assert line.get_ydata()[0] == pytest.approx(memory.peak(traced) / 1000)
    assert {patch.get_hatch() for patch in pieces.patches} == {"", "////", r"\\\\"}
    assert "48 steps, 16 of them forward again" in memory.describe_memory(traces())


# ---------------------------------------------------------------- a net of straight pieces


def test_a_kink_stands_where_its_unit_changes_sign():
    places = relu_fit_picture.kinks([[2.0, -1.0]], [1.0, 3.0])
    assert places.tolist() == [-0.5, 3.0]


def test_the_fit_has_a_style_and_a_row_of_kinks_for_each_step():
    above, below = fit().axes
    assert [line.get_linestyle() for line in above.lines[1:]] == [":", "--", "-"]
    assert [label.get_text() for label in below.get_yticklabels()] == [
        "at the start", "after 100 steps", "after 2,000 steps",
    ]  # fmt: skip
    assert [len(row.get_xdata()) for row in below.lines] == [16] * 3
