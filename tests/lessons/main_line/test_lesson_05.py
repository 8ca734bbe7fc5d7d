"""The claims of lesson 05 that no compared cell holds."""

import math

import numpy as np
import pytest

from backprop_course import losses, ops
from backprop_course.gradcheck import numerical_gradient

RNG = np.random.default_rng(5)
THREE = np.array([[0.0, 0.0, 8.0]])
Y = np.array([[1.0, 0.0, 0.0]])


def test_charges_add_up_to_minus_the_logarithm_of_the_likelihood():
    p = np.array([0.5, 0.8, 0.9])
    assert p.prod() == pytest.approx(0.36)
    assert np.round(-np.log(p), 3).tolist() == [0.693, 0.223, 0.105]
    assert -np.log(p).sum() == pytest.approx(-np.log(0.36)) == pytest.approx(1.022, abs=5e-4)
    assert 0.7**3000 == 0.0


def test_where_float64_ends():
    assert np.log(np.finfo(float).max) == pytest.approx(709.8, abs=0.05)
    assert np.log(np.finfo(float).tiny) == pytest.approx(-708.4, abs=0.05)
    assert math.log(5e-324) == pytest.approx(-744.4, abs=0.05)


SHIFTED = {-745: [1, 1, 3], -746: [0, 0, 1]}  # in units of the smallest number of float64


@pytest.mark.parametrize("shift, units", SHIFTED.items(), ids=str)
def test_the_silent_wrong_answers(shift, units):
    e = [math.exp(math.log(k) + shift) for k in (1, 2, 5)]
    assert [value / 5e-324 for value in e] == units


def test_at_708_each_exponential_is_finite_and_their_sum_is_not():
    e = [math.exp(math.log(k) + 708) for k in (1, 2, 5)]
    assert all(map(math.isfinite, e)) and math.isinf(sum(e))


def test_a_true_class_8_below_two_others():
    assert ops.softmax([[-8.0, 0, 0]])[0, 0] == pytest.approx(0.0002, abs=5e-5)


def test_no_entry_of_the_gradient_is_larger_than_1():
    logits = 50 * RNG.normal(size=(200, 4))
    _, grad = losses.softmax_cross_entropy(logits, np.zeros(200, int), reduction="sum")
    assert np.abs(grad).max() <= 1


def steps_needed(gradient, most):
    z = THREE
    for steps in range(most):
        p = ops.softmax(z)
        if p[0, 0] >= 0.5:
            return steps
        z = z - 0.5 * gradient(p)
    return most


def test_nine_steps_against_1261():
    """The count of the slow run may move by a step where the last digits differ."""
    assert steps_needed(lambda p: p - Y, 100) == 9
    again = steps_needed(lambda p: p * (p - Y - np.sum((p - Y) * p)), 2000)
    assert again == pytest.approx(1261, abs=2)


def test_softmax_applied_again_is_the_gradient_of_half_the_squared_error():
    z = RNG.normal(size=(1, 3))
    (again,) = ops.softmax_vjp(ops.softmax(z) - Y, z)
    half = numerical_gradient(lambda z: 0.5 * np.sum((ops.softmax(z) - Y) ** 2), z)
    assert np.allclose(again, half)


@pytest.mark.parametrize("classes, lowest", [(3, 0.551), (10, 1.461)])
def test_the_lowest_loss_of_probabilities_taken_for_logits(classes, lowest):
    loss, _ = losses.softmax_cross_entropy(np.eye(classes)[:1], [0])
    assert (
        loss == pytest.approx(np.log(1 + (classes - 1) / np.e)) == pytest.approx(lowest, abs=5e-4)
    )
    for _ in range(100):  # any other answer of a softmax costs more
        other, _ = losses.softmax_cross_entropy(ops.softmax(9 * RNG.normal(size=(1, classes))), [0])
        assert other >= loss


def test_question_3_softmax_of_0_and_z_is_the_sigmoid():
    assert ops.softmax([[0.0, 1.7]])[0, 1] == pytest.approx(ops.sigmoid(1.7))


LABELS = {"one example": ([1], True), "equal labels": ([1, 1], True), "others": ([0, 1, 2], False)}


@pytest.mark.parametrize("labels, agrees", LABELS.values(), ids=LABELS)
def test_question_4_whole_columns(labels, agrees):
    z = RNG.normal(size=(len(labels), 3))
    grad = ops.softmax(z)
    grad[:, labels] -= 1
    _, correct = losses.softmax_cross_entropy(z, labels)
    assert np.allclose(grad / len(z), correct) == agrees
    assert np.allclose(grad.sum(axis=1), 0) == agrees


def train(z, labels, steps):
    for _ in range(steps):
        _, grad = losses.softmax_cross_entropy(np.repeat(z, len(labels), axis=0), labels)
        z = z - grad.sum(axis=0)
    return z


def test_question_5_overlapping_labels_have_a_finite_minimum():
    """One input, seen three times with label 0 and once with label 1."""
    after, later = (train(np.zeros((1, 2)), [0, 0, 0, 1], steps) for steps in (200, 400))
    assert np.allclose(after, later) and np.allclose(ops.softmax(after), [[0.75, 0.25]])
    growing = [train(np.zeros((1, 2)), [0], steps)[0, 0] for steps in (200, 400)]
    assert growing[1] > growing[0] + 0.1


@pytest.mark.torch
def test_the_losses_of_pytorch_are_those_of_the_table():
    torch = pytest.importorskip("torch")
    nn = torch.nn
    z, labels = RNG.normal(size=(5, 3)), np.array([0, 2, 1, 1, 0])
    logits, classes = torch.tensor(z), torch.tensor(labels)
    ours, _ = losses.softmax_cross_entropy(z, labels)
    assert nn.CrossEntropyLoss()(logits, classes).item() == pytest.approx(ours)
    logs = torch.log_softmax(logits, dim=1)
    assert nn.NLLLoss()(logs, classes).item() == pytest.approx(ours)
    assert -ops.log_softmax(z)[np.arange(5), labels].mean() == pytest.approx(ours)
    yes, _ = losses.binary_cross_entropy(z, np.ones_like(z))
    assert nn.BCEWithLogitsLoss()(logits, torch.ones(5, 3)).item() == pytest.approx(yes)
    assert nn.BCELoss()(torch.sigmoid(logits), torch.ones_like(logits)).item() == pytest.approx(yes)
    perfect = torch.tensor([[1.0, 0.0, 0.0]])
    assert nn.CrossEntropyLoss()(perfect, torch.tensor([0])).item() == pytest.approx(
        0.551, abs=5e-4
    )


def test_question_1_the_diagonal_alone():
    p, arriving = np.array([1, 2, 5]) / 8, np.array([-8.0, 0, 0])
    kept, correct = arriving * p * (1 - p), p * (arriving - arriving @ p)
    assert kept.tolist() == [-0.875, 0, 0] and kept[0] == correct[0] and (correct[1:] > 0).all()
