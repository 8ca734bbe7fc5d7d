"""The pictures of lesson 06, and the claims of its text that no cell computes."""

import numpy as np
import pytest
from legible import elements, labels
from pictures.linear_layer import GRAD, INPUTS

from backprop_course import ops
from backprop_course.figures.drawing import palette
from backprop_course.figures.linear_layer.broadcasting import describe_copies, trace_copies
from backprop_course.figures.linear_layer.broadcasting_picture import draw_copies
from backprop_course.figures.linear_layer.conventions import describe_conventions, trace_conventions
from backprop_course.figures.linear_layer.conventions_picture import CELL, draw_conventions

RNG = np.random.default_rng(6)


# ---------------------------------------------------------------- two conventions


@pytest.mark.parametrize("shape", [(4, 3, 2), (2, 4, 3), (1, 2, 4)])
def test_every_product_of_the_conventions_has_the_shape_it_says(shape):
    for products in trace_conventions(*shape).values():
        for product in products:
            left, right = (np.zeros(factor[1]) for factor in (product.left, product.right))
            assert (left @ right).shape == product.result[1], product
            assert f"sum over {left.shape[1]} " in product.over


def test_the_products_are_the_gradients_of_a_linear_layer():
    x, W, grad_y = RNG.normal(size=(4, 3)), RNG.normal(size=(3, 2)), RNG.normal(size=(4, 2))
    grad_x, grad_W = ops.matmul_vjp(grad_y, x, W)
    arrays = {"x": x, "W": W, "y": x @ W, "grad_x": grad_x, "grad_y": grad_y, "grad_W": grad_W}
    for name, products in trace_conventions(4, 3, 2).items():
        values = arrays if name == "rows" else {key: value.T for key, value in arrays.items()}
        values = values | {f"{key}.T": values[key].T for key in ("x", "W")}
        for product in products:
            left, right, result = (
                values[part[0]] for part in (product.left, product.right, product.result)
            )
            assert np.allclose(left @ right, result), product


def test_each_matrix_is_drawn_to_scale_and_the_thick_sides_have_one_length():
    drawing = draw_conventions(trace_conventions(4, 3, 2))
    sizes = [
        (float(box.get("height")) / CELL, float(box.get("width")) / CELL)
        for box in elements(drawing, "rect")[1:]
    ]
    assert sizes[:3] == [(4, 3), (3, 2), (4, 2)] and len(sizes) == 18
    thick = [e for e in elements(drawing, "polyline") if e.get("stroke-width") == "5"]
    lengths = [length_of(side) / CELL for side in thick]
    assert lengths == pytest.approx([3, 3, 4, 4, 2, 2] * 2)


def length_of(side):
    (x0, y0), (x1, y1) = (map(float, point.split(",")) for point in side.get("points").split())
    return abs(x1 - x0) + abs(y1 - y0)


def test_the_conventions_name_their_products():
    trace = trace_conventions(4, 3, 2)
    words = describe_conventions(trace)
    assert "x.T @ grad_y = grad_W" in words and "grad_y @ x.T = grad_W" in words
    found = [label.replace("\u200b", "") for label in labels(draw_conventions(trace))]
    for label in ("x.T", "W.T", "grad_W", "(3, 2)", "(2, 3)", "back to W: sum over 4 examples"):
        assert label in found, label


# ---------------------------------------------------------------- copies


@pytest.mark.parametrize("shape", [(2,), (4, 1), (1, 2), (1, 1), (), (4, 2)])
def test_the_sum_over_copies_is_the_package_s_gradient(shape):
    value = RNG.normal(size=shape)
    (copied,) = trace_copies({"c": value}, GRAD)
    _, grad = ops.add_vjp(GRAD, np.zeros((4, 2)), value)
    assert np.allclose(copied.total.reshape(shape), grad)
    assert np.array_equal(copied.copies, np.broadcast_to(value, (4, 2)))


def test_the_copies_show_their_numbers_and_only_copies_are_grey():
    drawing = draw_copies(trace_copies(INPUTS, GRAD))
    found = [label.replace("\u200b", "") for label in labels(drawing)]
    for label in ("b", "b, copied", "grad_b", "s, copied", "grad_s", "(2,)", "(4, 1)", "−2"):
        assert label in found, label
    grey = [b for b in elements(drawing, "rect") if b.get("fill") == palette.REFERENCE_TINT]
    assert len(grey) == 6 + 4
    assert "added to (3, 0)" in describe_copies(trace_copies(INPUTS, GRAD))


# ---------------------------------------------------------------- claims of the text


def test_a_linear_layer_of_pytorch_stores_outputs_first():
    torch = pytest.importorskip("torch")
    layer, x = torch.nn.Linear(3, 2), torch.ones(4, 3)
    assert tuple(layer.weight.shape) == (2, 3)
    assert torch.allclose(layer(x), x @ layer.weight.T + layer.bias)


def test_a_mean_hands_back_a_share_to_each():
    """Question 3."""
    (grad,) = ops.sum_vjp(np.array(6.0) / 3, np.zeros(3))
    assert grad.tolist() == [2.0] * 3


def test_a_scale_is_summed_over_the_batch():
    """Question 4: `mean` is wrong by the number of rows."""
    x, scale, grad_y = RNG.normal(size=(5, 3)), RNG.normal(size=3), RNG.normal(size=(5, 3))
    _, grad = ops.mul_vjp(grad_y, x, scale)
    assert np.allclose(grad, 5 * (grad_y * x).mean(axis=0))


def test_counts_that_stand_only_in_the_prose():
    assert 100 * 50 + 50 * 50 + 50 == 7550
    assert 1000 * 10 + 10 * 5 == 10_050
