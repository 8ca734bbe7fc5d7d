"""The claims of lesson 12 that no cell computes."""

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.layers import BatchNorm, Linear
from backprop_course.module import Sequential

RNG = np.random.default_rng(12)


def test_a_bias_before_batch_norm_does_nothing():
    """Question 1."""
    net = Sequential(Linear(3, 2, rng=np.random.default_rng(0)), BatchNorm(2))
    x = RNG.normal(size=(5, 3))
    before = net.forward(x)
    net.layers[0].b.value += 7.0
    assert np.allclose(net.forward(x), before)


def test_the_means_over_all_features_are_right_for_one_feature_only():
    """Question 2."""
    for features in (1, 3):
        x, grad = RNG.normal(size=(2, 5, features))
        plain = np.ones(features), np.zeros(features)
        z, s = ops.batch_norm(x, *plain, eps=0.0), x.std(axis=0)
        slip = (grad - grad.mean() - z * (grad * z).mean()) / s
        right = ops.batch_norm_vjp(grad, x, *plain, eps=0.0)[0]
        assert np.allclose(slip, right) == (features == 1)


def test_large_weights_before_a_norm_learn_slowly():
    """Question 4: ten times the weights, the same output, a tenth of the gradient."""
    x, W, grad = RNG.normal(size=(5, 3)), RNG.normal(size=(3, 2)), RNG.normal(size=(5, 2))
    plain, found = (np.ones(2), np.zeros(2)), []
    for factor in (1, 10):
        h = x @ (factor * W)
        grad_h = ops.batch_norm_vjp(grad, h, *plain, eps=0.0)[0]
        found.append((ops.batch_norm(h, *plain, eps=0.0), x.T @ grad_h))
    (y, grad_W), (same, smaller) = found
    assert np.allclose(y, same) and np.allclose(grad_W, 10 * smaller)


def test_the_gain_gets_the_number_of_examples_where_z_arrives():
    """Question 5."""
    x = RNG.normal(size=(5, 3))
    z = ops.batch_norm(x, np.ones(3), np.zeros(3), eps=0.0)
    back, gain, _ = ops.batch_norm_vjp(z, x, np.ones(3), np.zeros(3), eps=0.0)
    assert np.allclose(back, 0) and np.allclose(gain, 5)


def test_two_numbers_hand_nothing_back():
    """Exercise A, for any upstream."""
    x, grad = RNG.normal(size=(2, 2, 3))
    assert np.allclose(ops.batch_norm_vjp(grad, x, np.ones(3), np.zeros(3), eps=0.0)[0], 0)


@pytest.mark.torch
def test_what_the_lesson_says_of_pytorch():
    torch = pytest.importorskip("torch")
    x = RNG.normal(size=(5, 3))
    assert np.allclose(torch.tensor(x).std(dim=0).numpy(), x.std(axis=0, ddof=1))
    theirs, ours = torch.nn.BatchNorm1d(3, dtype=torch.float64), BatchNorm(3)
    y = theirs(torch.tensor(x)).detach().numpy()
    assert np.allclose(y, ours.forward(x))
    assert np.allclose(theirs.running_var.numpy(), ours.running_variance)
    assert np.allclose(theirs.running_var.numpy(), 0.9 + 0.1 * x.var(axis=0, ddof=1))
