"""Implement: squared error where some of the targets are missing."""

import numpy as np

from ...checking import Exercise, Probe
from .masked_mistakes import MASKED, count_known, reference

RNG = np.random.default_rng(404)


def plain(prediction, target):
    known = ~np.isnan(target)
    error = np.where(known, prediction - target, 0.0)
    count = known.sum()
    loss = np.sum(error**2) / count
    grad = 2 * error / count
    return loss, grad


def by_index(prediction, target):
    known = ~np.isnan(target)
    error = prediction[known] - target[known]
    grad = np.zeros(prediction.shape)
    grad[known] = 2 * error / len(error)
    return np.mean(error**2), grad


def entry_by_entry(prediction, target):
    places = [place for place, value in np.ndenumerate(target) if value == value]
    loss, grad = 0.0, np.zeros(prediction.shape)
    for place in places:
        error = prediction[place] - target[place]
        loss += error**2 / len(places)
        grad[place] = 2 * error / len(places)
    return loss, grad


def prediction_for_target(prediction, target):
    filled = np.where(np.isnan(target), prediction, target)
    known = np.isfinite(target).sum()
    return np.sum((prediction - filled) ** 2) / known, 2 * (prediction - filled) / known


def probe(n, k, missing):
    """Predictions and targets, which are missing at some places of the flat array."""
    prediction, target = RNG.normal(size=(2, n, k)).round(1)
    return probe_of(prediction, target, missing)


def probe_of(prediction, target, missing):
    target.flat[list(missing)] = np.nan
    sizes = {"n": len(target), "k": target.shape[1], "known": int(count_known(target))}
    return Probe((prediction, target), sizes)


masked_mse = Exercise(
    name="masked_mse",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "`np.isnan(target)` is True where a target is missing. Which two quantities need it?",
        "A nan that has come into an array survives every sum and product. Which call picks one "
        "number where a condition holds, and another one where it does not?",
        "The printed number is a mean. What does it divide by, and by how much does it grow with "
        "one prediction?",
    ),
    reference=lambda prediction, target: reference(prediction, target),
    accepted=(
        plain,
        by_index,
        entry_by_entry,
        prediction_for_target,
        lambda prediction, target: (
            np.nanmean((prediction - target) ** 2),
            np.nan_to_num(2 * (prediction - target) / (~np.isnan(target)).sum()),
        ),
    ),
    mistakes=MASKED,
    probes=(
        probe_of(
            np.array([[3.0, 1.0, -2.0], [0.5, 1.0, 2.0]]),
            np.array([[1.0, 1.0, 2.0], [0.0, 4.0, 1.0]]),
            (1, 3),
        ),
        probe(5, 4, (0, 3, 8, 9, 10, 11, 18)),  # one row with no target at all
        probe(1, 6, (2,)),
        probe(6, 2, (1, 3)),
        probe(4, 7, range(3, 19)),
    ),
    plain=plain,
    outputs=("loss", "grad"),
    output_points=(1, 1),
    praise="How much should a column with a single known target teach the model?",
)
