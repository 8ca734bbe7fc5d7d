"""The claims of lesson 06 that no cell computes."""

from pathlib import Path

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.gradcheck import numerical_gradient
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).parents[2]
LESSON = ROOT / "notebooks" / "source" / "06-vector-jacobian-products.py"
RNG = np.random.default_rng(6)


def test_tanh_by_hand():
    x = np.log([1.0, 2.0, 3.0])
    assert np.allclose(x.round(3), [0, 0.693, 1.099])
    assert np.allclose(ops.tanh(x), [0, 0.6, 0.8])
    assert np.allclose(ops.tanh(x), (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)))
    assert np.allclose(1 - ops.tanh(x) ** 2, [1, 0.64, 0.36])


def test_the_dot_product_test_takes_two_forward_passes():
    """Nudging every entry takes two for each entry: 2,000 for the lesson's 1,000."""
    (cell,) = [c for c in read_source(LESSON).cells if c.source.startswith("def dot_product_test")]
    names, calls = {"np": np, "rng": RNG}, []
    exec(cell.source, names)
    x = RNG.normal(size=(50, 20))
    assert names["dot_product_test"](lambda x: calls.append(x) or ops.tanh(x), ops.tanh_vjp, x)
    assert len(calls) == 2 and 2 * x.size == 2000


def test_a_bias_of_one_row_each_fits_no_other_batch():
    """The first slip of "Break it"."""
    not_summed = np.zeros(2) - 0.1 * RNG.normal(size=(4, 2))
    with pytest.raises(ValueError, match="broadcast"):
        RNG.normal(size=(5, 2)) + not_summed


def test_the_way_back_is_linear_in_what_arrives():
    """Question 1."""
    grad_y, x = RNG.normal(size=(2, 4, 3))
    thousand, once = (ops.relu_vjp(factor * grad_y, x)[0] for factor in (1000, 1))
    assert np.allclose(thousand, 1000 * once)


def test_a_mean_hands_back_equal_shares():
    """Question 3."""
    nudged = numerical_gradient(lambda x: float(6.0 * x.mean()), np.array([1.0, -2.0, 5.0]))
    assert np.allclose(nudged, 6.0 / 3)


def test_the_mean_of_question_4_is_n_times_too_small():
    grad_y, x = RNG.normal(size=(2, 4, 3))
    _, grad_scale = ops.mul_vjp(grad_y, x, np.ones(3))
    assert np.allclose(grad_scale, 4 * (grad_y * x).mean(axis=0))


@pytest.mark.torch
def test_pytorch_keeps_examples_in_rows_and_weights_transposed():
    torch = pytest.importorskip("torch")
    layer, x = torch.nn.Linear(3, 2, dtype=torch.float64), RNG.normal(size=(4, 3))
    W, b = (parameter.detach().numpy() for parameter in (layer.weight, layer.bias))
    assert W.shape == (2, 3)
    assert np.allclose(layer(torch.tensor(x)).detach().numpy(), x @ W.T + b)
