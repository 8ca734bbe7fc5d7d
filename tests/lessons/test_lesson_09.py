"""The claims of lesson 09 that no cell computes."""

from itertools import product

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.gradcheck import check_gradient, check_module, numerical_gradient
from backprop_course.labs import planted_bugs
from backprop_course.layers import ReLU

PLACE = THETA, X, LABELS = planted_bugs.example(12, rng=np.random.default_rng(0))
GRAD = planted_bugs.gradient(*PLACE)


def losses(lr, steps=600, **wrong):
    theta, found = THETA, []
    for _ in range(steps):
        found.append(planted_bugs.loss(theta, X, LABELS))
        theta = theta - lr * planted_bugs.gradient(theta, X, LABELS, **wrong)
    return found


def test_all_curves_of_the_gallery_fall_smoothly():
    for bug in [None, *list(planted_bugs.BUGS)[2:9]]:
        curve = losses(0.05, **planted_bugs.BUGS.get(bug, {}))
        assert max(np.diff(curve)) < 1e-3, bug


def test_the_forgotten_factor_is_a_learning_rate_12_times_larger():
    forgotten = losses(0.05, 20, **planted_bugs.BUGS["1/n forgotten"])
    assert forgotten == pytest.approx(losses(0.6, 20))


def test_exactly_990_looks_find_one_of_1000_in_99_of_100_checks():
    chance = [np.prod([(999 - i) / (1000 - i) for i in range(k)]) for k in (989, 990)]
    assert chance == pytest.approx([0.011, 0.010])


def test_the_twelve_entries_of_the_quiet_unit_make_less_than_a_thousandth_of_the_slope():
    parts = planted_bugs.unpack(GRAD)
    quiet = np.concatenate([parts[i][..., -1].ravel() for i in range(4)])  # of W1, b1, W2 and b2
    assert quiet.size == 12
    assert 1e-5 < np.abs(quiet).sum() / np.abs(GRAD).sum() < 1e-3


def test_equalised_nine_tenths_lie_within_a_factor_of_2_and_the_smallest_gains_500():
    rng = np.random.default_rng(0)
    weights = rng.uniform(0.5, 1, (200, GRAD.size))
    loud = np.abs(GRAD) * weights / (np.abs(GRAD) + 1e-3 * np.sqrt(np.mean(GRAD**2)))
    shares = loud / loud.sum(axis=1, keepdims=True)
    largest = shares.max(axis=1, keepdims=True)
    assert np.mean(shares >= 0.5 * largest) > 0.9
    quietest = np.argmin(np.abs(GRAD))
    gain = shares[:, quietest] / (np.abs(GRAD) / np.abs(GRAD).sum())[quietest]
    assert 500 < np.median(gain) < 700


def test_a_central_check_takes_246_passes_here():
    calls = []

    def counting(theta):
        calls.append(1)
        return planted_bugs.loss(theta, X, LABELS)

    numerical_gradient(counting, THETA.copy())
    assert len(calls) == 246


def test_check_gradient_looks_twice_and_asks_whether_the_forward_may_be_trusted():
    report = check_gradient(lambda t: planted_bugs.loss(t, X, LABELS), GRAD, THETA)
    assert report and report.evaluations <= 6


def test_a_third_error_of_twice_the_size_cancels_in_a_quarter_of_all_signs():
    sums = [a + b - 2 * c for a, b, c in product((-1, 1), repeat=3)]
    assert sums.count(0) == 2


class InPlace(ReLU):
    """Right numbers, written into the caller's array."""

    def forward(self, x):
        self.x = x
        return ops.relu(x)

    def backward(self, grad_y, *, input_grad=True):
        grad_y *= self.x > 0
        return grad_y


def test_a_backward_that_changes_its_argument_is_refused():
    with pytest.raises(ValueError, match="in place"):
        check_module(InPlace(), np.array([[1.0, -2.0, 3.0]]))
