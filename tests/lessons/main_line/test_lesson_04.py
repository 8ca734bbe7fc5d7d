"""The numbers and claims of lesson 04 that no cell computes."""

import numpy as np
import pytest

from backprop_course import losses, ops
from backprop_course.figures.losses.ledger import small_numbers, trace_ledger
from backprop_course.gradcheck import numerical_gradient

RNG = np.random.default_rng(4)


def slope_of(loss, z):
    return float(numerical_gradient(loss, np.array(z)))


def test_how_near_the_sigmoid_comes_to_1():
    assert np.exp(-40.0) == pytest.approx(4e-18, rel=0.1)
    assert np.exp(-40.0) < np.finfo(float).eps / 2 and ops.sigmoid(40.0) == 1.0


def test_a_tiny_number_in_the_logarithm_leaves_no_slope():
    assert slope_of(lambda z: -np.log(1 - ops.sigmoid(z) + 1e-12), 40.0) == 0.0
    assert slope_of(lambda z: np.log1p(np.exp(z)), 40.0) == pytest.approx(1)


def test_the_staircase_is_seen_from_34_on_and_ends_at_36_7():
    z = np.linspace(30, 36.7, 671)
    off = np.abs(-np.log(1 - ops.sigmoid(z)) - np.log1p(np.exp(z)))
    assert off[z < 34].max() < 0.06 < off[z > 34].max()
    with np.errstate(divide="ignore"):
        assert np.isinf(-np.log(1 - ops.sigmoid(36.8)))


def test_the_slope_of_the_sigmoid_at_the_start():
    answer = ops.sigmoid(-4.0)
    assert answer * (1 - answer) == pytest.approx(0.018, abs=5e-4)
    assert np.array([0.5, -1.0]) @ [-2.0, 3.0] == -4.0


def test_squared_error_through_a_table_of_errors_ends_at_the_mean_of_the_targets():
    targets, answers = np.array([1.0, 2.0, 3.0, 4.0]), RNG.normal(size=(4, 1))
    for _ in range(200):
        answers -= 0.5 * 2 * (answers - targets).mean(axis=1, keepdims=True)
    assert answers == pytest.approx(np.full((4, 1), targets.mean()))


def test_question_1_a_mean_over_two_outputs_is_half_of_a_per_example_sum():
    prediction, target = RNG.normal(size=(2, 5, 2))
    _, mean = losses.mse(prediction, target)
    _, of_the_sum = losses.mse(prediction, target, reduction="per-example-sum")
    assert np.allclose(of_the_sum, 2 * mean)


def test_question_2_a_sum_doubles_with_the_batch():
    x, z, y = RNG.normal(size=(6, 2)), RNG.normal(size=(6, 1)), np.ones((6, 1))

    def grad_W(times, reduction):
        rows = (np.tile(values, (times, 1)) for values in (x, z, y))
        many_x, many_z, many_y = rows
        return many_x.T @ losses.binary_cross_entropy(many_z, many_y, reduction=reduction)[1]

    assert np.allclose(grad_W(2, "mean"), grad_W(1, "mean"))
    assert np.allclose(grad_W(2, "sum"), 2 * grad_W(1, "sum"))


def test_question_3_knowing_nothing_of_ten_classes():
    loss, _ = losses.cross_entropy(np.full((3, 10), 0.1), np.array([0, 4, 9]))
    assert loss == pytest.approx(2.303, abs=5e-4)


def test_question_4_is_the_gradient_of_another_loss():
    z, y = RNG.normal(size=(5, 1)), np.array([[1.0], [0], [1], [1], [0]])
    a = ops.sigmoid(z)
    shown, correct = (a - y) / len(y), 2 * (a - y) * a * (1 - a) / len(y)
    nudged = numerical_gradient(lambda z: np.mean((ops.sigmoid(z) - y) ** 2), z)
    assert np.allclose(correct, nudged) and not np.allclose(shown, nudged)
    assert np.allclose(shown, losses.binary_cross_entropy(z, y)[1])


def test_twelve_times_then_forty_eight_times():
    for n, times in ((4, 12), (16, 48)):
        ledger = trace_ledger(*small_numbers(n, 3, rng=RNG)).entries
        ratio = ledger["mse", "sum"].factor / ledger["mse", "mean"].factor
        assert ratio == pytest.approx(times)
    ledger = trace_ledger(*small_numbers(5, 2, rng=RNG)).entries
    half = ledger["half_mse", "per-example-sum"].factor
    assert ledger["mse", "mean"].factor == pytest.approx(half)


@pytest.mark.torch
def test_the_losses_of_pytorch_are_those_of_the_text():
    torch = pytest.importorskip("torch")
    nn = torch.nn
    prediction, target = RNG.normal(size=(2, 5, 2))
    both = torch.tensor(prediction), torch.tensor(target)
    for reduction in ("mean", "sum"):
        ours, _ = losses.mse(prediction, target, reduction=reduction)
        assert nn.MSELoss(reduction=reduction)(*both).item() == pytest.approx(ours)
    assert nn.MSELoss(reduction="none")(*both).shape == (5, 2)
    z, y = RNG.normal(size=(5, 1)), np.array([[1.0], [0], [1], [1], [0]])
    ours, _ = losses.binary_cross_entropy(z, y)
    logits, labels = torch.tensor(z), torch.tensor(y)
    assert nn.BCEWithLogitsLoss()(logits, labels).item() == pytest.approx(ours)
    assert nn.BCELoss()(torch.sigmoid(logits), labels).item() == pytest.approx(ours)
