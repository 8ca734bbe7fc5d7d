"""The claims of lesson 10 that no cell computes."""

import numpy as np
import pytest

from backprop_course.data import load_digits
from backprop_course.figures.optimizers import lr_sweep, lr_sweep_picture
from backprop_course.gradcheck import numerical_gradient
from backprop_course.labs import optimizer_runs
from backprop_course.labs.surfaces import SURFACES
from backprop_course.losses import mse, softmax_cross_entropy
from backprop_course.mlp import MLP
from backprop_course.module import Parameter
from backprop_course.optim import SGD, Adam, cosine
from backprop_course.training import fit

RAVINE = SURFACES["ravine"]
X = np.arange(-2.0, 3.0)[:, None]
Y = 2 * X + 1


def test_the_loss_of_the_five_points_is_the_parabola_of_the_lesson():
    for w in (5.0, 3.5, -0.4):
        loss, _ = mse(w * X + 1, Y)
        assert loss == pytest.approx(2 * (w - 2) ** 2)
        nudged = numerical_gradient(lambda w: mse(w * X + 1, Y)[0], np.array(w))
        assert float(nudged) == pytest.approx(4 * (w - 2), abs=1e-8)


@pytest.mark.parametrize(
    "lr, places",
    [(0.05, (4.4, 3.92)), (0.25, (2, 2)), (0.45, (-0.4, 3.92)), (0.55, (-1.6, 6.32))],
)
def test_the_table_of_factors(lr, places):
    w = Parameter([5.0])
    optimizer = SGD([w], lr)
    for place in places:
        w.grad[...] = 4 * (w.value - 2)
        optimizer.step()
        assert w.value.item() == pytest.approx(place)


def test_below_the_cliff_of_the_ravine_a_step_shortens_the_flat_way_by_less_than_5_percent():
    assert optimizer_runs.run_optimizer("SGD", RAVINE, 0.0501, 3000).diverged
    run = optimizer_runs.run_optimizer("SGD", RAVINE, 0.0499, 3000)
    assert not run.diverged
    assert abs(run.path[1, 0] / run.path[0, 0]) > 0.95


def test_the_average_gradient_recovers_in_20_steps_and_the_average_size_needs_thousands():
    t = np.arange(1, 10_001)
    assert 1 - 0.9 ** t[19] > 0.85
    assert round(float(np.sqrt(1 - 0.999 ** t[19])), 2) == 0.14
    assert 1000 < t[np.sqrt(1 - 0.999**t) > 0.9][0] < 3000


def test_rmsprop_looks_like_the_winner_until_step_70_and_jumps_up():
    found = {n: optimizer_runs.run_optimizer(n, RAVINE, lr, 80) for n, lr in RAVINE.rates.items()}
    others = np.min([run.losses for name, run in found.items() if name != "RMSProp"], axis=0)
    losses = found["RMSProp"].losses
    assert (losses[30:71] < others[30:71]).all()
    assert losses[60] < 1e-12 and losses[70:].max() > 0.1


def sweep(steps):
    found = optimizer_runs.sweep_lr(optimizer_runs.OPTIMIZERS, RAVINE, optimizer_runs.LRS, steps)
    return {name: optimizer_runs.stays_below(losses, steps) for name, losses in found.items()}


def test_tuned_three_of_the_four_touch_and_the_widths_differ():
    after_80 = sweep(80)
    best = {name: lr_sweep.best(optimizer_runs.LRS, losses)[1] for name, losses in after_80.items()}
    touching = [best[name] for name in ("SGD", "momentum", "Adam")]
    assert max(touching) < 3 * min(touching)
    assert best["RMSProp"] < min(touching) / 1e6
    width = {name: lr_sweep_picture.good(losses, 10).sum() for name, losses in after_80.items()}
    assert width["RMSProp"] <= 2 and width["SGD"] <= 3
    assert width["Adam"] >= 11 and width["momentum"] >= 11  # ten marks are a factor of ten


@pytest.mark.parametrize("steps", [20, 80, 320])
def test_sgd_and_momentum_fall_off_the_cliff_and_adam_does_not(steps):
    found = sweep(steps)
    assert np.isinf(found["SGD"][-20:]).all() and np.isinf(found["momentum"][-15:]).all()
    assert np.isfinite(found["Adam"]).all()


def test_a_loss_1000_times_as_large_leaves_adam_as_it_is():
    ends = []
    for factor in (1.0, 1000.0):
        net = MLP([1, 8, 1], rng=np.random.default_rng(0))
        optimizer = Adam(net.parameters(), 0.01)
        for _ in range(20):
            optimizer.zero_grad()
            net.backward(factor * mse(net.forward(X), Y)[1])
            optimizer.step()
        ends.append(net.W[2].value.copy())
    assert np.allclose(*ends, rtol=1e-4)


# ---------------------------------------------------------------- numbers that the lesson prints


def test_the_training_has_the_cliff_of_the_parabola():
    ends = []
    for lr in (0.49, 0.51):
        net = MLP([1, 1], rng=np.random.default_rng(0))
        optimizer = SGD(net.parameters(), lr)
        for _ in range(200):
            optimizer.zero_grad()
            loss, grad = mse(net.forward(X), Y)
            net.backward(grad)
            optimizer.step()
        ends.append(loss)
    assert ends[0] < 1e-4 and ends[1] > 1e5


@pytest.mark.parametrize("beta, cliff", [(0.0, 0.05), (0.5, 0.075), (0.9, 0.095)])
def test_momentum_moves_the_cliff(beta, cliff):
    for lr, below in ((0.99 * cliff, True), (1.01 * cliff, False)):
        w, u = np.array(RAVINE.start), 0.0
        for _ in range(2000):
            u = beta * u + RAVINE.grad(w)
            w = w - lr * u
        assert (abs(w[1]) < 1e-3) == below  # across the ravine
    assert cliff == pytest.approx(2 * (1 + beta) / 40)


def test_a_little_momentum_helps_most():
    rates = np.arange(0.0002, 0.12, 0.0002)[:, None]
    lowest = {}
    for beta in (0.0, 0.5, 0.9):
        w, u = np.tile(RAVINE.start, (len(rates), 1)), 0.0
        for _ in range(80):
            u = beta * u + RAVINE.grad(w)
            w = w - rates * u
        lowest[beta] = RAVINE.loss(w).min()
    assert 5e-4 < lowest[0.0] < 2e-3 and lowest[0.5] < 1e-12 < lowest[0.9] < lowest[0.0]


def test_rmsprop_passes_the_cliff_at_step_44_and_its_distance_grows_from_there():
    run = optimizer_runs.run_optimizer("RMSProp", RAVINE, 0.1, 80)
    v, rates = 0.0, []
    for g in run.grads[:80, 1]:
        v = 0.9 * v + 0.1 * g**2
        rates.append(0.1 / np.sqrt(v))
    assert rates[42] < 2 / 40 < rates[43]  # steps 43 and 44
    growth = np.divide(rates[36:60], rates[35:59])
    assert growth == pytest.approx(1 / np.sqrt(0.9)) and round(growth[0], 3) == 1.054
    distance = np.abs(run.path[:, 1])
    assert distance[44:].argmin() == 0 and distance[44] < 1e-15 < 1e-2 < distance[75]


def test_a_cosine_lowers_the_floor_of_rmsprop():
    floors = [
        optimizer_runs.run_optimizer("RMSProp", RAVINE, 0.1, 320, schedule=schedule).losses[-80:]
        for schedule in (None, lambda t: cosine(0.1, t, total=320))
    ]
    assert floors[0].max() > 0.01 and floors[0].max() > 10 * floors[1].max()


def test_on_the_digits_the_best_are_level_and_the_rates_a_factor_of_30_apart():
    (x, y), (x_test, y_test) = load_digits()
    x, x_test = x - x.mean(axis=0), x_test - x.mean(axis=0)
    found = {name: {} for name in optimizer_runs.OPTIMIZERS}
    for name, lr in [("SGD", 0.01), ("SGD", 2.15), ("momentum", 0.215), *SMALL]:
        rng = np.random.default_rng(0)
        net = MLP([64, 32, 10], rng=rng)
        optimizer = optimizer_runs.OPTIMIZERS[name](net.parameters(), lr, 0.9)
        fit(net, softmax_cross_entropy, optimizer, x, y, epochs=3, batch_size=32, rng=rng)
        found[name][lr], _ = softmax_cross_entropy(net.forward(x_test), y_test)
    assert all(min(losses.values()) < 0.2 for losses in found.values()), found
    assert found["SGD"][0.01] > 1


SMALL = [("RMSProp", 0.01), ("Adam", 0.0215)]


def test_a_counter_moved_by_every_parameter_still_trains():
    net = MLP([1, 8, 1], rng=np.random.default_rng(0))
    parts = [Adam([p], 0.01) for p in net.parameters()]
    losses, t = [], 0
    for _ in range(300):
        net.zero_grad()
        loss, grad = mse(net.forward(X), Y)
        net.backward(grad)
        losses.append(loss)
        for part in parts:
            part.t = t
            part.step()
            t = part.t
    assert losses[-1] < losses[0] / 1000
