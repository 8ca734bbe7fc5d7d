"""Pictures of losses, as the tests draw them."""

import itertools

import numpy as np

from backprop_course import losses
from backprop_course.figures.losses import charts, ledger
from backprop_course.figures.losses.ledger import small_numbers, trace_ledger
from backprop_course.figures.losses.ledger_picture import draw_ledger
from backprop_course.figures.losses.quantiles_picture import draw_quantiles


def logarithms():
    z = np.linspace(0, 60, 601)
    return z, np.where(z > 36.7, np.inf, z), z


def trips(*lines):
    distance = np.linspace(1, 9, 9)
    return draw_quantiles(distance, 5 + 3 * distance, {q: 5 + 6 * q * distance for q in lines})


def clouds():
    """The points of lesson 04."""
    labels = np.repeat([0, 1], 30)
    middles = np.where(labels, 0.4, -0.4)[:, None]
    return 0.45 * np.random.default_rng(0).normal(size=(60, 2)) + middles, labels


KEYS = [*itertools.product(ledger.CORES, losses.REDUCTIONS)]
SIZES = [(1, 1), (4, 3), (5, 1), (16, 8)]


def trace(n, k, seed=0):
    return trace_ledger(*small_numbers(n, k, rng=np.random.default_rng(seed)))


PICTURES = {
    "ledger": lambda: draw_ledger(trace(4, 3)),
    "shapes": lambda: charts.draw_loss_shapes(
        np.linspace(0.01, 1, 50),
        (-np.log(np.linspace(0.01, 1, 50)), -1 / np.linspace(0.01, 1, 50)),
        (np.linspace(-0.99, 0, 50) ** 2, 2 * np.linspace(-0.99, 0, 50)),
    ),
    "broadcast": lambda: charts.draw_broadcast(
        np.arange(4.0)[:, None], np.arange(4.0), np.arange(4.0)[:, None] - np.arange(4.0)
    ),
    "log of zero": lambda: charts.draw_log_of_zero(*logarithms()),
    "answers": lambda: charts.draw_answers(
        {"squared error": np.linspace(0, 0.9, 100), "cross-entropy": np.linspace(0.4, 1, 100)}
    ),
    "clouds": lambda: charts.draw_clouds(*clouds(), np.array([3.3, 2.4]), -0.2),
    "reductions": lambda: charts.draw_two_reductions(
        np.geomspace(0.7, 0.3, 60), np.r_[0.7, np.full(59, 0.3)]
    ),
    "quantiles": lambda: trips(0.1, 0.5, 0.9),
    "no quantiles": lambda: trips(),
}
EXTREMES = {
    "ledgers": lambda: (
        draw_ledger(trace(*size), key, other)
        for size, key, other in itertools.product(SIZES, KEYS[:6], KEYS[:6])
    ),
}
