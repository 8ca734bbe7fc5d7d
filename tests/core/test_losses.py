"""Losses: arithmetic by hand, reductions, labels in both forms, large inputs, dtypes, shapes."""

import cases
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_course import losses, ops
from backprop_course.gradcheck import check_gradient

every_loss = pytest.mark.parametrize("loss, build", cases.LOSSES.values(), ids=cases.LOSSES)
few_shapes = settings(deadline=None, derandomize=True, max_examples=20)

PREDICTION, TARGET = (
    np.array([[1.0, 4.0], [2.0, 2.0], [0.0, 1.0]]),
    np.array([[0, 2], [2, 5], [1, 1]]),
)
BY_HAND = [  # the squared gaps are 1, 4, 0, 9, 1, 0: their sum is 15
    (losses.mse, "mean", 15 / 6, 2 / 6),
    (losses.mse, "sum", 15.0, 2.0),
    (losses.mse, "per-example-sum", 15 / 3, 2 / 3),
    (losses.half_mse, "mean", 15 / 12, 1 / 6),
    (losses.half_mse, "sum", 7.5, 1.0),
    (losses.half_mse, "per-example-sum", 15 / 6, 1 / 3),
]


@pytest.mark.parametrize("loss, reduction, value, factor", BY_HAND)
def test_squared_errors_by_hand(loss, reduction, value, factor):
    got, grad = loss(PREDICTION, TARGET, reduction=reduction)
    assert got == pytest.approx(value)
    np.testing.assert_allclose(grad, factor * (PREDICTION - TARGET))


def test_cross_entropies_by_hand():
    half = np.array([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]])
    value, grad = losses.cross_entropy(half, [1, 1])
    assert value == pytest.approx((np.log(4) - np.log(0.8)) / 2)
    np.testing.assert_allclose(grad, [[0, -2, 0], [0, -0.625, 0]])
    fused, grad_logits = losses.softmax_cross_entropy(np.log(half), [1, 1])
    assert fused == pytest.approx(value)
    np.testing.assert_allclose(grad_logits, [[0.25, -0.375, 0.125], [0.05, -0.1, 0.05]])


def test_binary_cross_entropy_by_hand():
    value, grad = losses.binary_cross_entropy([[0.0], [np.log(3.0)]], [[1], [0]])
    assert value == pytest.approx((np.log(2) + np.log(4)) / 2)
    np.testing.assert_allclose(grad, [[-0.25], [0.375]])


def test_fused_gradient_equals_the_two_steps(rng):
    logits, labels = cases.logits(rng)
    _, grad_p = losses.cross_entropy(ops.softmax(logits), labels)
    (two_steps,) = ops.softmax_vjp(grad_p, logits)
    np.testing.assert_allclose(losses.softmax_cross_entropy(logits, labels)[1], two_steps)


@every_loss
def test_reductions_differ_by_their_divisor(loss, build, rng):
    prediction, target = build(rng)
    total, grad = loss(prediction, target, reduction="sum")
    terms = prediction.size if np.shape(target) == prediction.shape else len(prediction)
    if "cross_entropy" in loss.__name__ and "binary" not in loss.__name__:
        terms = len(prediction)  # one term for each example, also with one-hot labels
    for reduction, divisor in (("mean", terms), ("per-example-sum", len(prediction))):
        value, its_grad = loss(prediction, target, reduction=reduction)
        assert value == pytest.approx(total / divisor)
        np.testing.assert_allclose(its_grad, grad / divisor)
    assert loss(prediction, target)[0] == loss(prediction, target, reduction="mean")[0]


@every_loss
def test_value_is_a_float_and_float32_is_kept(loss, build, rng):
    prediction, target = build(rng)
    for dtype in (np.float64, np.float32):
        value, grad = loss(prediction.astype(dtype), target)
        assert type(value) is float
        assert grad.dtype == dtype and grad.shape == prediction.shape


@every_loss
def test_the_caller_keeps_their_arrays(loss, build, rng):
    prediction, target = build(rng)
    before = prediction.copy(), target.copy()
    _, grad = loss(prediction, target)
    assert not np.shares_memory(grad, prediction) and not np.shares_memory(grad, target)
    np.testing.assert_array_equal(prediction, before[0])
    np.testing.assert_array_equal(target, before[1])


def test_one_hot_and_integer_labels_agree(rng):
    prediction = rng.normal(size=(4, 3))
    one_hot = losses.softmax_cross_entropy(prediction, cases.ONE_HOT)
    integers = losses.softmax_cross_entropy(prediction, cases.LABELS)
    assert one_hot[0] == integers[0]
    np.testing.assert_array_equal(one_hot[1], integers[1])


def test_large_logits_do_not_overflow():
    value, grad = losses.binary_cross_entropy([[1000.0], [-1000.0]], [[0], [0]])
    assert value == 500.0
    np.testing.assert_array_equal(grad, [[0.5], [0.0]])
    value, grad = losses.softmax_cross_entropy([[1000.0, 0.0, -1000.0]], [1])
    assert value == 1000.0
    np.testing.assert_array_equal(grad, [[1.0, -1.0, 0.0]])


def test_inf_and_nan_flow_on():
    assert np.isnan(losses.mse([[np.nan]], [[0.0]])[0])
    assert losses.mse([[np.inf]], [[0.0]])[0] == np.inf


@few_shapes
@given(
    n=st.integers(1, 5),
    k=st.integers(1, 4),
    loss=st.sampled_from([losses.mse, losses.half_mse, losses.binary_cross_entropy]),
    reduction=st.sampled_from(losses.REDUCTIONS),
    seed=st.integers(0, 99),
)
def test_entrywise_losses_of_any_shape(n, k, loss, reduction, seed):
    rng = np.random.default_rng(seed)
    prediction, target = rng.normal(size=(n, k)), rng.uniform(size=(n, k))
    grad = loss(prediction, target, reduction=reduction)[1]
    report = check_gradient(lambda p: loss(p, target, reduction=reduction)[0], grad, prediction)
    assert report, report


@few_shapes
@given(
    n=st.integers(1, 5),
    classes=st.integers(1, 4),
    reduction=st.sampled_from(losses.REDUCTIONS),
    seed=st.integers(0, 99),
)
def test_softmax_cross_entropy_of_any_shape(n, classes, reduction, seed):
    rng = np.random.default_rng(seed)
    logits, labels = rng.normal(size=(n, classes)), rng.integers(classes, size=n)
    loss = losses.softmax_cross_entropy
    grad = loss(logits, labels, reduction=reduction)[1]
    report = check_gradient(lambda z: loss(z, labels, reduction=reduction)[0], grad, logits)
    assert report, report
