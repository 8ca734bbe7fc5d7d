"""Squared error with missing targets, done wrong: the usual mistakes of masked_mse."""

import numpy as np

from ...checking import Mistake
from .squares import PRINTED, SQUARE


def zero_where_missing(prediction, target):
    return np.where(np.isnan(target), 0.0, prediction - target)


def count_known(target):
    return np.sum(~np.isnan(target))


def masked_with(
    error=zero_where_missing,
    loss=lambda squares, target: squares.sum() / count_known(target),
    factor=lambda target: 2 / count_known(target),
):
    """Loss and gradient with some of their parts replaced."""

    def answer(prediction, target):
        gap = error(prediction, target)
        return float(loss(gap**2, target)), factor(target) * gap

    return answer


reference = masked_with()


def divided_by(count, times=2.0):
    """Both divide by another number."""
    return masked_with(
        loss=lambda squares, target: squares.sum() / count(target),
        factor=lambda target: times / count(target),
    )


def averaged_along(axis):
    """Means inside of each row or column first, and then the mean of these."""

    def answer(prediction, target):
        gap, known = zero_where_missing(prediction, target), ~np.isnan(target)
        count = known.sum(axis=axis, keepdims=True)
        lines, count = np.sum(count > 0), np.maximum(count, 1)
        return float(np.sum(gap**2 / count) / lines), 2 * gap / count / lines

    return answer


def rows_one_by_one(prediction, target):
    """The same along rows in the usual way, which is nan where nothing in a row is known."""
    rows, grad = [], np.zeros(prediction.shape)
    with np.errstate(all="ignore"):
        for i, known in enumerate(~np.isnan(target)):
            gap = (prediction[i] - target[i])[known]
            rows.append(np.sum(gap**2) / len(gap) if len(gap) else np.nan)
            grad[i, known] = 2 * gap / max(len(gap), 1) / len(target)
    return float(np.mean(rows)), grad


def inverted(prediction, target):
    """The mask the wrong way round."""
    missing = np.isnan(target)
    gap = np.where(missing, prediction - target, 0.0)
    return float(np.sum(gap**2) / missing.sum()), 2 * gap / missing.sum()


def whole_rows(prediction, target):
    """Rows with a missing target are left out."""
    whole = ~np.isnan(target).any(axis=1)
    gap = np.where(whole[:, None], prediction - target, 0.0)
    count = max(whole.sum() * target.shape[1], 1)
    return float(np.sum(gap**2) / count), 2 * gap / count


def filled(prediction, target):
    """Missing targets are taken for 0."""
    return prediction - np.nan_to_num(target)


COUNT = "How many squares are there to average?"
NO_OPINION = "A prediction whose target is missing grows. Should the loss change?"
NOT_A_NUMBER = "What is nan times 0?"

CATALOGUE = (
    (
        "over-all",
        divided_by(np.size),
        "both are divided by the number of all entries, the missing ones among them",
        COUNT,
    ),
    (
        "gradient-over-all",
        masked_with(factor=lambda target: 2 / target.size),
        "the gradient is divided by the number of all entries, the missing ones among them",
        PRINTED,
    ),
    (
        "loss-over-all",
        masked_with(loss=lambda squares, target: squares.mean()),
        "the loss is divided by the number of all entries, the missing ones among them",
        COUNT,
    ),
    (
        "over-examples",
        divided_by(len),
        "both are divided by the number of examples",
        COUNT,
    ),
    (
        "over-outputs",
        divided_by(lambda target: target.shape[1]),
        "both are divided by the number of outputs",
        COUNT,
    ),
    (
        "over-missing",
        divided_by(lambda target: max(np.isnan(target).sum(), 1)),
        "both are divided by the number of missing targets",
        COUNT,
    ),
    (
        "sum",
        divided_by(lambda target: 1),
        "both belong to the sum of the squares, where the mean is asked for",
        COUNT,
    ),
    (
        "sum-for-gradient",
        masked_with(factor=lambda target: 2.0),
        "the gradient is that of the sum, while the loss is the mean",
        PRINTED,
    ),
    (
        "no-two",
        masked_with(factor=lambda target: 1 / count_known(target)),
        "a factor 2 is missing in the gradient",
        SQUARE,
    ),
    (
        "sign",
        masked_with(factor=lambda target: -2 / count_known(target)),
        "the sign of the gradient is flipped",
        "If a prediction is too large and grows, does the loss rise or fall?",
    ),
    (
        "missing-as-zero",
        masked_with(
            error=filled,
            loss=lambda squares, target: squares.mean(),
            factor=lambda target: 2 / target.size,
        ),
        "a missing target is taken for a 0, and predictions are pulled there",
        NO_OPINION,
    ),
    (
        "missing-as-zero-over-known",
        masked_with(error=filled),
        "a missing target is taken for a 0, although the mean counts the known ones alone",
        NO_OPINION,
    ),
    (
        "rows-first",
        averaged_along(1),
        "each row has a mean of its own, and these are averaged: targets count for more where few "
        "are known",
        "Should a known target count for more because its neighbours are missing?",
    ),
    (
        "row-by-row",
        rows_one_by_one,
        "each row has a mean of its own, and these are averaged: a row without any known target "
        "has none",
        "Should a known target count for more because its neighbours are missing?",
    ),
    (
        "columns-first",
        averaged_along(0),
        "each column has a mean of its own, and these are averaged: targets count for more where "
        "few are known",
        "Should a known target count for more because others are missing in its column?",
    ),
    (
        "whole-rows",
        whole_rows,
        "a row is left out as soon as one of its targets is missing",
        "A row has one missing target and two known ones. What should it pay?",
    ),
    (
        "nan-in-gradient",
        lambda prediction, target: (
            reference(prediction, target)[0],
            2 * (prediction - target) / count_known(target),
        ),
        "the gradient is nan where the target is missing",
        NO_OPINION,
    ),
    (
        "plain",
        lambda prediction, target: (
            float(np.mean((prediction - target) ** 2)),
            2 * (prediction - target) / target.size,
        ),
        "missing targets are not treated at all: one nan makes the whole mean nan",
        "Which entries may enter the mean?",
    ),
    (
        "inverted",
        inverted,
        "the missing targets are used, and the known ones are left out",
        "For which entries is your condition True?",
    ),
    (
        "times-zero",
        masked_with(error=lambda prediction, target: (prediction - target) * ~np.isnan(target)),
        "the missing entries are multiplied by 0, and that does not remove a nan",
        NOT_A_NUMBER,
    ),
)

MASKED = tuple(Mistake(f"masked.{id}", *rest) for id, *rest in CATALOGUE)
