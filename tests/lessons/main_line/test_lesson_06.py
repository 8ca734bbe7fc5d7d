"""The claims of lesson 06 that no cell computes."""

import ast
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.figures.linear_layer.shapes import trace_shapes
from backprop_course.gradcheck import check_vjp, numerical_gradient
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).parents[3]
LESSON = ROOT / "notebooks" / "source" / "06-vector-jacobian-products.py"
RNG = np.random.default_rng(6)


def test_tanh_by_hand():
    x = np.log([1.0, 2.0, 3.0])
    assert np.allclose(x.round(3), [0, 0.693, 1.099])
    assert np.allclose(ops.tanh(x), [0, 0.6, 0.8])
    assert np.allclose(ops.tanh(x), (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)))
    assert np.allclose(1 - ops.tanh(x) ** 2, [1, 0.64, 0.36])


def definitions(*names):
    """The lesson's functions of these names."""
    known = {"np": np, "rng": RNG, "layers": LAYERS}
    for cell in read_source(LESSON).cells:
        if cell.kind == "code" and any(f"def {name}(" in cell.source for name in names):
            tree = ast.parse(cell.source)
            tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
            exec(compile(tree, LESSON.name, "exec"), known)
    return [known[name] for name in names]


SIZES = [100, 50, 50, 1]
LAYERS = [
    (RNG.normal(size=pair) / np.sqrt(pair[0]), RNG.uniform(size=(1, pair[1])))
    for pair in pairwise(SIZES)
]


def test_the_dot_product_test_takes_two_forward_passes():
    """Nudging every entry takes two for each entry: 2,000 for the lesson's 1,000."""
    (both_ends,) = definitions("both_ends")
    x, calls = RNG.normal(size=(50, 20)), []
    ends = both_ends(lambda x: calls.append(x) or ops.tanh(x), ops.tanh_vjp, x)
    assert ends[0] == pytest.approx(ends[1], abs=1e-6)
    assert len(calls) == 2 and 2 * x.size == 2000
    wrong = both_ends(np.tanh, lambda g, x: (g * (1 - x**2),), x)
    assert abs(wrong[0] - wrong[1]) > 0.1


def test_both_modes_find_the_same_gradients():
    push_forward, pull_back = definitions("push_forward", "pull_back")
    forward = [push_forward(one[None]).item() for one in np.eye(SIZES[0])]
    assert np.allclose(forward, pull_back(np.ones((1, 1)))[0])


def test_one_walk_costs_a_multiplication_for_each_weight():
    assert sum(W.size for W, _ in LAYERS) == 7550


@pytest.mark.parametrize("matrix, passes", [([[1, -1], [0, 2]], False), ([[1, -1], [-1, 2]], True)])
def test_question_2_a_symmetric_matrix_hides_the_forgotten_transpose(matrix, passes):
    report, _ = check_vjp(
        ops.matmul,
        lambda g, x, W: (g @ W, x.T @ g),
        [RNG.normal(size=(4, 2)), np.array(matrix, float)],
    )
    assert bool(report) == passes


def test_the_mean_over_the_batch_is_the_only_mistake_that_no_size_betrays():
    different = trace_shapes(4, 3, 2, rng=np.random.default_rng(0))
    assert [name for name, trial in different.broken.items() if trial.silent] == ["bias averaged"]


@pytest.mark.parametrize(
    "sizes, refused", [((3, 3, 3), 0), ((5, 3, 3), 0), ((3, 4, 3), 1), ((3, 3, 4), 1)]
)
def test_which_sliders_make_numpy_refuse_the_forgotten_transpose(sizes, refused):
    trial = trace_shapes(*sizes, rng=np.random.default_rng(0)).broken["W not transposed"]
    assert (trial.shape is None) == bool(refused)


def test_a_bias_of_one_row_each_fits_no_other_batch():
    """The first bug of "Break it"."""
    not_summed = np.zeros(2) - 0.1 * RNG.normal(size=(4, 2))
    with pytest.raises(ValueError, match="broadcast"):
        RNG.normal(size=(5, 2)) + not_summed


def test_the_backward_pass_is_linear_in_what_arrives():
    """Question 1."""
    grad_y, x = RNG.normal(size=(2, 4, 3))
    thousand, once = (ops.relu_vjp(factor * grad_y, x)[0] for factor in (1000, 1))
    assert np.allclose(thousand, 1000 * once)


def test_a_mean_sends_back_equal_shares():
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
