"""The claims of lesson 09 that no compared cell holds."""

from itertools import product

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.exercises.ch09.along import reference_direction, reference_probe
from backprop_course.exercises.ch09.entries import reference as relative_errors
from backprop_course.exercises.ch09.upstream import reference as probe_backward
from backprop_course.figures.numerical.error_floors import trace_floors
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


def weights(n, rng):
    return rng.choice([-1.0, 1.0], n) * rng.uniform(0.5, 1, n)


def probed(place, rng, **wrong):
    theta, x, labels = place
    g = planted_bugs.gradient(theta, x, labels, **wrong)
    u = reference_direction(g, weights(g.size, rng))
    return reference_probe(lambda t: planted_bugs.loss(t, x, labels), lambda t: g, theta, u)


KINKS = planted_bugs.near_kinks(PLACE, rng=np.random.default_rng(0))
HARD = {"plain": PLACE, "kinks": KINKS, "scales": planted_bugs.badly_scaled(PLACE)}


def test_correct_gradients_agree_to_14_digits_and_the_smallest_bug_stands_far_above():
    rng = np.random.default_rng(1)
    worst = max(probed(place, rng) for place in HARD.values() for _ in range(50))
    same_shape = list(planted_bugs.BUGS.values())[1:]
    least = min(probed(PLACE, rng, **bug) for bug in same_shape for _ in range(50))
    assert worst < 1e-14 and least > 1e-9 and least > 1e5 * worst


def test_the_fixed_tolerance_misses_what_is_smaller():
    nudged = numerical_gradient(lambda t: planted_bugs.loss(t, X, LABELS), THETA.copy())
    gaps = {
        name: np.abs(planted_bugs.gradient(*PLACE, **bug) - nudged).max()
        for name, bug in list(planted_bugs.BUGS.items())[1:]
    }
    missed = [name for name, gap in gaps.items() if gap < 1e-5]
    assert missed == ["tiny entry set to 0", "a millionth in one entry"]
    assert not any(3e-6 < gap < 3e-5 for gap in gaps.values())


def test_the_floor_1_lets_b_pass():
    a, b = np.array([0.5, 1e-7]), np.array([0.5000002, 2e-7])
    assert relative_errors(a, b, 1.0)[1] < 1e-6 < relative_errors(a, b, 1e-4)[1]
    assert relative_errors(a, b, 0.0)[1] == 0.5


def test_with_the_floor_1e_4_all_correct_pass_and_wrong_ones_fail_down_to_2e_10():
    trace = trace_floors(
        lambda w: ops.sigmoid(w) ** 2,
        lambda w: 2 * ops.sigmoid(w) ** 2 * ops.sigmoid(-w),
        np.linspace(1, 31, 46),
        (0.0, 1e-4, 1.0),
    )
    assert trace.right[1e-4].max() < 1e-6 and trace.right[0.0].max() > 1e-6
    assert trace.sizes[trace.wrong[1e-4] < 1e-6].max() < 4e-10
    assert trace.sizes[trace.wrong[1.0] < 1e-6].max() > 1e-7


WRONG_SINES = {
    "ignored": lambda grad_y, x: (np.cos(x),),
    "mean": lambda grad_y, x: (grad_y.mean() * np.cos(x),),
    "reversed": lambda grad_y, x: (grad_y[::-1] * np.cos(x),),
}


@pytest.mark.parametrize("f_vjp", WRONG_SINES.values(), ids=WRONG_SINES)
def test_ones_upstream_catch_none_and_random_numbers_all(f_vjp):
    rng = np.random.default_rng(2)
    x, u, random = rng.normal(size=(3, 3, 2))
    assert probe_backward(ops.sin, f_vjp, x, np.ones((3, 2)), u) < 1e-14
    assert probe_backward(ops.sin, f_vjp, x, random, u) > 1e-3


def test_for_softmax_ones_upstream_make_the_loss_constant():
    z = np.random.default_rng(3).normal(size=(4, 3))
    (correct,) = ops.softmax_vjp(np.ones((4, 3)), z)
    assert np.allclose(correct, 0, atol=1e-15)


def lengths_agree(bug):
    wrong = planted_bugs.gradient(*PLACE, **planted_bugs.BUGS[bug])
    return np.isclose(np.linalg.norm(wrong), np.linalg.norm(GRAD), rtol=1e-6)


def test_question_2_what_keeps_the_length_survives():
    survive = [bug for bug in list(planted_bugs.BUGS)[1:] if lengths_agree(bug)]
    assert survive == [
        "all signs flipped",
        "square weight matrix transposed",
        "two entries exchanged",
        "tiny entry set to 0",
        "a millionth in one entry",
    ]


class InPlace(ReLU):
    """Correct numbers, written into the caller's array."""

    def forward(self, x):
        self.x = x
        return ops.relu(x)

    def backward(self, grad_y, *, input_grad=True):
        grad_y *= self.x > 0
        return grad_y


def test_a_backward_that_changes_its_argument_is_refused():
    with pytest.raises(ValueError, match="in place"):
        check_module(InPlace(), np.array([[1.0, -2.0, 3.0]]))
