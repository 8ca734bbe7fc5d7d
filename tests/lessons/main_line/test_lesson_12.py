"""The claims of lesson 12 that no cell computes."""

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.data import load_digits
from backprop_course.gradcheck import numerical_gradient
from backprop_course.layers import BatchNorm, Linear, ReLU
from backprop_course.losses import softmax_cross_entropy
from backprop_course.module import Sequential
from backprop_course.optim import SGD
from backprop_course.training import accuracy, fit

RNG = np.random.default_rng(12)


def test_a_bias_before_batch_norm_does_nothing():
    """Question 1."""
    net = Sequential(Linear(3, 2, rng=np.random.default_rng(0)), BatchNorm(2))
    x = RNG.normal(size=(5, 3))
    before = net.forward(x)
    net.layers[0].b.value += 7.0
    assert np.allclose(net.forward(x), before)


def test_the_means_over_all_features_are_correct_for_one_feature_only():
    """Question 2."""
    for features in (1, 3):
        x, grad = RNG.normal(size=(2, 5, features))
        plain = np.ones(features), np.zeros(features)
        z, s = ops.batch_norm(x, *plain, eps=0.0), x.std(axis=0)
        without_axis = (grad - grad.mean() - z * (grad * z).mean()) / s
        correct = ops.batch_norm_vjp(grad, x, *plain, eps=0.0)[0]
        assert np.allclose(without_axis, correct) == (features == 1)


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


def test_to_two_numbers_nothing_comes_back():
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


# ---------------------------------------------------------------- the nets of the lesson

(X, LABELS), (X_TEST, TEST_LABELS) = load_digits()


def trained(*between, unit=1.0):
    rng = np.random.default_rng(0)
    net = Sequential(Linear(64, 32, rng=rng), *between, ReLU(), Linear(32, 10, rng=rng))
    settings = {"epochs": 5, "batch_size": 32, "rng": np.random.default_rng(0)}
    with np.errstate(all="ignore"):
        fit(net, softmax_cross_entropy, SGD(net.parameters(), 0.1), unit * X, LABELS, **settings)
    return net.eval()


@pytest.fixture
def net():
    return trained(BatchNorm(32))


def test_the_unit_of_measure_does_nothing_after_batch_norm():
    units = (0.1, 1.0, 100.0)
    found = {
        kind: [
            accuracy(trained(*([BatchNorm(32)] if kind else []), unit=u), u * X_TEST, TEST_LABELS)
            for u in units
        ]
        for kind in ("", "batch norm")
    }
    assert np.ptp(found["batch norm"]) < 0.006 and min(found["batch norm"]) > 0.92
    alone = found[""]
    assert alone[1] > 0.85 and alone[0] < 0.7 and alone[2] < 0.3


def test_the_bias_before_batch_norm_gets_nothing(net):
    net.train().zero_grad()
    net.backward(softmax_cross_entropy(net.forward(X[:32]), LABELS[:32])[1])
    assert np.abs(net.layers[0].b.grad).max() < 1e-12


def chances(net, n):
    rng = np.random.default_rng(0)
    batches = [X[rng.choice(len(X), n - 1, replace=False)] for _ in range(50)]
    answers = [net.forward(np.vstack([X_TEST[5:6], others]))[:1] for others in batches]
    return np.array([ops.softmax(answer)[0, TEST_LABELS[5]] for answer in answers])


def test_in_training_mode_the_answer_depends_on_the_company(net):
    in_use = chances(net, 8)
    assert TEST_LABELS[5] == 7 and np.ptp(in_use) < 1e-12
    assert in_use[0] == pytest.approx(0.87, abs=0.02)
    below = [np.mean(chances(net.train(), n) < 0.5) for n in (2, 8, 32)]
    assert below[0] > 0.5 > below[1] > 0.2 > below[2] > 0


def test_sorted_batches_in_training_mode_and_statistics_that_were_never_updated(net):
    assert accuracy(net, X_TEST, TEST_LABELS) > 0.92
    order = np.argsort(TEST_LABELS, kind="stable")
    batches = [order[k : k + 32] for k in range(0, 352, 32)]
    found = [accuracy(net.train(), X_TEST[rows], TEST_LABELS[rows]) for rows in batches]
    assert np.mean(found) < 0.4
    norm = net.layers[1]
    norm.running_mean[...], norm.running_variance[...] = 0.0, 1.0
    assert accuracy(net.eval(), X_TEST, TEST_LABELS) < 0.85


def test_a_gradient_of_training_is_wrong_for_nudges_in_evaluation():
    rng = np.random.default_rng(0)
    x, grad = rng.normal(3, 2, size=(5, 3)), rng.normal(size=(5, 3))
    grad[1:] = 0
    norm = BatchNorm(3)
    norm.forward(x)
    back, before = norm.backward(grad), norm.running_mean.copy()
    gaps = []
    for switch in (norm.train, norm.eval):
        switch()
        nudged = numerical_gradient(lambda x: np.sum(grad * norm.forward(x)), x)
        gaps.append(np.abs(back - nudged).max())
    assert gaps[0] < 1e-8 and gaps[1] > 1e-2
    assert np.abs(norm.running_mean - before).max() > 0.1
