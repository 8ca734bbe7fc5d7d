"""The training loop: every row once an epoch, a loss that falls, problems that get solved."""

import numpy as np
import pytest

from backprop_course import data, losses, optim
from backprop_course.layers import Linear
from backprop_course.mlp import MLP
from backprop_course.training import (
    History,
    accuracy,
    fit,
    minibatches,
    predicted_labels,
    train_step,
)


def line_fit(rng, **settings):
    """A straight line fitted to 30 points, with settings for fit."""
    x, y = data.line(30, rng=rng)
    model = Linear(1, 1, rng=rng)
    optimizer = optim.SGD(model.parameters(), 0.1)
    settings = {"epochs": 3, "batch_size": 8, "rng": rng} | settings
    return model, optimizer, fit(model, losses.mse, optimizer, x, y, **settings)


def test_minibatches_visit_every_row_once_and_keep_pairs_together(rng):
    x = np.arange(10.0).reshape(10, 1)
    batches = list(minibatches(x, 7 * x[:, 0], 4, rng=rng))
    assert [len(x) for x, _ in batches] == [4, 4, 2]
    seen = np.concatenate([x for x, _ in batches])[:, 0]
    np.testing.assert_array_equal(np.sort(seen), x[:, 0])
    assert (seen != x[:, 0]).any()
    np.testing.assert_array_equal(np.concatenate([y for _, y in batches]), 7 * seen)


def test_every_epoch_has_an_order_of_its_own(rng):
    x = np.arange(10.0)
    orders = [np.concatenate([x for x, _ in minibatches(x, x, 4, rng=rng)]) for _ in range(2)]
    assert (orders[0] != orders[1]).any()


def test_batches_are_copies(rng):
    x = np.arange(6.0)
    for x_batch, _ in minibatches(x, x, 6, rng=rng):
        assert not np.shares_memory(x_batch, x)


def test_train_step_returns_the_loss_before_the_step(rng):
    x, y = data.line(30, rng=rng)
    model = Linear(1, 1, rng=rng)
    before = losses.mse(model.forward(x), y)[0]
    model.W.grad[...] = 1e9  # left over from elsewhere: must not count
    assert train_step(model, losses.mse, optim.SGD(model.parameters(), 0.1), x, y) == before
    assert losses.mse(model.forward(x), y)[0] < before


def test_fit_lowers_the_loss_and_finds_the_line(rng):
    model, _, history = line_fit(rng, epochs=60)
    assert history.loss[-1] < 0.02 < history.loss[0]
    assert model.W.value.item() == pytest.approx(2.0, abs=0.1)
    assert model.b.value.item() == pytest.approx(1.0, abs=0.1)


def test_the_loss_of_an_epoch_weighs_every_example_alike(rng):
    x, y = rng.normal(size=(5, 1)), rng.normal(size=(5, 1))
    model = Linear(1, 1, rng=rng)
    optimizer = optim.SGD(model.parameters(), 0.0)  # stands still, so the loss is known
    history = fit(model, losses.mse, optimizer, x, y, epochs=1, batch_size=2, rng=rng)
    assert history.loss == [pytest.approx(losses.mse(model.forward(x), y)[0])]


def test_the_callback_is_called_after_every_epoch(rng):
    lengths = []
    _, _, history = line_fit(rng, callback=lambda history: lengths.append(len(history.loss)))
    assert lengths == [1, 2, 3] and isinstance(history, History)


def test_the_schedule_sets_the_learning_rate_of_every_step(rng):
    asked = []

    def schedule(t):
        asked.append(t)
        return 0.1 / (t + 1)

    _, optimizer, _ = line_fit(rng, schedule=schedule)
    assert asked == list(range(12)) and optimizer.t == 12  # 3 epochs of 8, 8, 8 and 6 rows
    assert optimizer.lr == 0.1 / 12


def test_validation_and_metric_fill_the_history(rng):
    x, y = data.moons(60, rng=rng)
    net = MLP([2, 8, 2], rng=rng)
    history = fit(
        net,
        losses.softmax_cross_entropy,
        optim.Adam(net.parameters(), 0.01),
        x[:40],
        y[:40],
        epochs=3,
        batch_size=10,
        rng=rng,
        validation=(x[40:], y[40:]),
        metric=accuracy,
    )
    lists = (history.loss, history.metric, history.validation_loss, history.validation_metric)
    assert [len(values) for values in lists] == [3, 3, 3, 3]
    assert history.metric[-1] == accuracy(net, x[:40], y[:40])
    assert history.validation_metric[-1] == accuracy(net, x[40:], y[40:])
    expected = losses.softmax_cross_entropy(net.forward(x[40:]), y[40:])[0]
    assert history.validation_loss[-1] == pytest.approx(expected)


def test_the_same_seed_trains_the_same_network():
    first, again = (line_fit(np.random.default_rng(3)) for _ in range(2))
    assert first[2] == again[2]
    np.testing.assert_array_equal(first[0].W.value, again[0].W.value)


def test_accuracy_by_hand(rng):
    net = MLP([3, 3], rng=rng, init=lambda fan_in, fan_out, *, rng: np.eye(3))
    x, labels = np.array([[3, 1, 2], [1, 2, 3], [2, 3, 1], [1, 3, 2.0]]), np.array([0, 2, 1, 0])
    np.testing.assert_array_equal(predicted_labels(net, x), [0, 2, 1, 1])
    assert accuracy(net, x, labels) == accuracy(net, x, np.eye(3)[labels]) == 0.75
    assert type(accuracy(net, x, labels)) is float


def test_xor_is_solved(rng):
    x, y = data.xor(100, rng=rng)
    net = MLP([2, 8, 1], rng=rng, activation="tanh")
    optimizer, target = optim.Adam(net.parameters(), 0.03), y.reshape(-1, 1)
    fit(net, losses.binary_cross_entropy, optimizer, x, target, epochs=60, batch_size=20, rng=rng)
    assert np.mean((net.forward(x) > 0) == target) == 1.0


def test_spirals_are_solved(rng):
    x, y = data.spirals(300, rng=rng)
    net = MLP([2, 32, 32, 3], rng=rng)
    optimizer = optim.Adam(net.parameters(), 0.01)
    fit(net, losses.softmax_cross_entropy, optimizer, x, y, epochs=60, batch_size=30, rng=rng)
    assert accuracy(net, x, y) > 0.95


SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 5))]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_digits_reach_97_percent(seed):
    (x, y), (x_test, y_test) = data.load_digits()
    centre, rng = x.mean(axis=0), np.random.default_rng(seed)
    net = MLP([64, 256, 128, 10], rng=rng)
    total = 30 * 45  # 30 epochs of 45 batches
    fit(
        net,
        losses.softmax_cross_entropy,
        optim.AdamW(net.parameters(), 2e-3, weight_decay=0.1),
        x - centre,
        y,
        epochs=30,
        batch_size=32,
        rng=rng,
        schedule=lambda t: optim.cosine(2e-3, t, total=total),
    )
    assert accuracy(net, x_test - centre, y_test) >= 0.97
