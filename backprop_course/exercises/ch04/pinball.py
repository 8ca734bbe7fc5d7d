"""Implement: a loss that charges too low and too high differently; it fits quantiles."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from .squares import PRINTED

RNG = np.random.default_rng(4444)


def pinball_with(
    cost=lambda low, q: np.where(low > 0, q * low, (q - 1) * low),
    slope=lambda low, q: np.where(low > 0, -q, np.where(low < 0, 1 - q, 0.0)),
    loss_over=len,
    grad_over=len,
):
    """Loss and gradient with some of their parts replaced; low = target - prediction."""

    def answer(prediction, target, q):
        low = target - prediction
        return float(np.sum(cost(low, q)) / loss_over(low)), slope(low, q) / grad_over(low)

    return answer


reference = pinball_with()


def both(change):
    """The mistake that loss and gradient share: other errors, or another q."""
    return lambda prediction, target, q: reference(*change(prediction, target, q))


def plain(prediction, target, q):
    n = len(target)
    low = prediction < target
    high = prediction > target
    costs = q * low * (target - prediction) + (1 - q) * high * (prediction - target)
    loss = costs.sum() / n
    grad = ((1 - q) * high - q * low) / n
    return loss, grad


def by_the_larger(prediction, target, q):
    low = target - prediction
    grad = -q * (low > 0) + (1 - q) * (low < 0)
    return np.mean(np.maximum(q * low, (q - 1) * low)), grad / low.size


def by_the_size(prediction, target, q):
    """|e|/2 and a tilt."""
    low = target - prediction
    loss = np.mean(np.abs(low) / 2 + (q - 0.5) * low)
    return loss, np.where(low == 0, 0.0, -np.sign(low) / 2 - (q - 0.5)) / len(low)


def one_by_one(prediction, target, q):
    loss, grad = 0.0, np.zeros(len(target))
    for i, (guess, truth) in enumerate(zip(prediction, target, strict=True)):
        if guess < truth:
            loss += q * (truth - guess) / len(target)
            grad[i] = -q / len(target)
        elif guess > truth:
            loss += (1 - q) * (guess - truth) / len(target)
            grad[i] = (1 - q) / len(target)
    return loss, grad


WHICH = "For q = 0.9, which error should cost more: too low, or too high?"
RISES = "A prediction is too low and rises. Does the loss rise or fall?"
STEEP = "An error of 1 and one of 5, both too low. Whose cost grows faster?"
ZERO = "Which slope does the task name for a prediction that hits its target?"

PINBALL = (
    (
        "other-side",
        both(lambda prediction, target, q: (prediction, target, 1 - q)),
        "q and 1 - q stand in each other's place",
        WHICH,
    ),
    (
        "gradient-other-side",
        pinball_with(
            slope=lambda low, q: np.where(low > 0, q - 1, np.where(low < 0, q, 0.0)),
        ),
        "in the gradient, q and 1 - q stand in each other's place",
        WHICH,
    ),
    (
        "sign",
        pinball_with(slope=lambda low, q: np.where(low > 0, q, np.where(low < 0, q - 1, 0.0))),
        "the sign of the gradient is flipped: it is the slope in the target",
        RISES,
    ),
    (
        "no-sign",
        pinball_with(slope=lambda low, q: np.where(low > 0, q, np.where(low < 0, 1 - q, 0.0))),
        "both slopes are positive",
        RISES,
    ),
    (
        "sum",
        pinball_with(loss_over=lambda low: 1, grad_over=lambda low: 1),
        "both belong to the sum, where the mean is asked for",
        "What should the loss of two equal batches together be, beside that of one?",
    ),
    (
        "sum-for-gradient",
        pinball_with(grad_over=lambda low: 1),
        "the gradient is that of the sum, while the loss is the mean",
        PRINTED,
    ),
    (
        "sum-printed",
        pinball_with(loss_over=lambda low: 1),
        "the loss is the sum, while the gradient is that of the mean",
        PRINTED,
    ),
    (
        "times-error",
        pinball_with(slope=lambda low, q: np.where(low > 0, -q * low, (q - 1) * low)),
        "the slope is multiplied by the error, as that of a square",
        STEEP,
    ),
    (
        "squares",
        pinball_with(
            cost=lambda low, q: np.where(low > 0, q, 1 - q) * low**2,
            slope=lambda low, q: -2 * np.where(low > 0, q, 1 - q) * low,
        ),
        "the errors are squared",
        STEEP,
    ),
    (
        "no-q",
        pinball_with(cost=lambda low, q: np.abs(low), slope=lambda low, q: -np.sign(low)),
        "q is not used: too low and too high cost the same",
        WHICH,
    ),
    (
        "half",
        both(lambda prediction, target, q: (prediction, target, 0.5)),
        "q is taken for one half",
        WHICH,
    ),
    (
        "one-side",
        pinball_with(
            cost=lambda low, q: q * np.maximum(low, 0.0),
            slope=lambda low, q: np.where(low > 0, -q, 0.0),
        ),
        "only predictions that are too low are charged",
        "What should a prediction cost that lies far above its target?",
    ),
    (
        "one-side-of-gradient",
        pinball_with(slope=lambda low, q: np.where(low > 0, -q, 0.0)),
        "in the gradient, predictions that are too high have no slope",
        "A prediction is too high and rises. Does the loss rise or fall?",
    ),
    (
        "negative-cost",
        pinball_with(cost=lambda low, q: np.where(low > 0, q, 1 - q) * low),
        "too high costs less than nothing",
        "Can a wrong prediction be cheaper than one that hits?",
    ),
    (
        "slope-at-hit-low",
        pinball_with(slope=lambda low, q: np.where(low >= 0, -q, 1 - q)),
        "a prediction that hits its target is treated as too low",
        ZERO,
    ),
    (
        "slope-at-hit-high",
        pinball_with(slope=lambda low, q: np.where(low > 0, -q, 1 - q)),
        "a prediction that hits its target is treated as too high",
        ZERO,
    ),
    (
        "constant-slope",
        pinball_with(slope=lambda low, q: np.full(len(low), -q)),
        "all predictions are pushed up, those that are too high as well",
        "A prediction is too high and rises. Does the loss rise or fall?",
    ),
)


def probe(prediction, target, q, smooth=True):
    return Probe((np.array(prediction), np.array(target), q), {"n": len(target)}, smooth=smooth)


def random_probe(n, q):
    return probe(*RNG.normal(size=(2, n)).round(1), q)


pinball_loss = Exercise(
    name="pinball_loss",
    points=3,
    minutes=12,
    grade="stretch",
    kind="implement",
    hints=(
        "Draw the cost of one prediction over the prediction itself, with the target fixed. How "
        "steep is it on the left of the target, and how steep on the right?",
        "`np.where` chooses entry by entry, and a second one inside of it makes three cases. What "
        "does the mean do to all slopes?",
    ),
    reference=lambda prediction, target, q: reference(prediction, target, q),
    accepted=(plain, by_the_larger, by_the_size, one_by_one),
    mistakes=tuple(Mistake(f"pinball.{id}", *rest) for id, *rest in PINBALL),
    probes=(
        probe([1.0, 5.0, 2.0], [3.0, 4.0, -1.0], 0.75),
        random_probe(5, 0.1),
        probe([0.4], [2.0], 0.3),
        probe([1.0, 2.0, -0.5, 3.0], [1.0, 1.0, 0.5, 3.0], 0.9, smooth=False),  # two hits
        random_probe(8, 0.95),
    ),
    plain=plain,
    outputs=("loss", "grad"),
    output_points=(1, 2),
    objective=lambda prediction, target, q: reference(prediction, target, q)[0],
    slope_of={"grad": "prediction"},
    praise="At the best line, how many of the slopes are negative, and why does that make q the "
    "share of the points below it?",
)
