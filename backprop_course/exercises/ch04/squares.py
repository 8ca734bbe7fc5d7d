"""Implement: the mean squared error and its gradient."""

import numpy as np

from ...checking import Exercise, Mistake
from ...losses import mse as reference_mse
from .probes import ANSWERS


def mse_with(loss=np.mean, factor=lambda error: 2 / error.size, difference=np.subtract):
    """Loss and gradient with some of their parts replaced."""

    def answer(prediction, target):
        error = difference(prediction, target)
        return float(loss(error**2)), factor(error) * error

    return answer


def entry_by_entry(prediction, target):
    total, grad = 0.0, np.zeros(prediction.shape)
    for place, value in np.ndenumerate(prediction):
        error = value - target[place]
        total += error**2 / prediction.size
        grad[place] = 2 * error / prediction.size
    return total, grad


PRINTED = "Which number is printed: a sum, or a mean? And by how much does it grow with one entry?"
SQUARE = "How fast does the square of 3 grow when 3 grows?"


def plain(prediction, target):
    error = prediction - target
    loss = np.mean(error**2)
    grad = 2 * error / error.size
    return loss, grad


mse = Exercise(
    name="mse",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "First make the table of errors. What is done to it for the loss, and what for the "
        "gradient?",
        "One entry is squared, and then shares in a mean. Which two numbers does that bring to its "
        "slope?",
    ),
    reference=lambda prediction, target: reference_mse(prediction, target),
    accepted=(mse_with(), entry_by_entry),
    mistakes=(
        Mistake(
            "squares.sum-for-gradient",
            mse_with(factor=lambda error: 2.0),
            "the gradient is that of the sum, while the loss is the mean",
            PRINTED,
        ),
        Mistake(
            "squares.no-two",
            mse_with(factor=lambda error: 1 / error.size),
            "a factor 2 is missing in the gradient",
            SQUARE,
        ),
        Mistake(
            "squares.over-examples",
            mse_with(factor=lambda error: 2 / len(error)),
            "the gradient is divided by the number of examples, while the mean is over all entries",
            "How many squares does the mean divide by?",
        ),
        Mistake(
            "squares.over-outputs",
            mse_with(factor=lambda error: 2 / error.shape[1]),
            "the gradient is divided by the number of outputs, while the mean is over all entries",
            "How many squares does the mean divide by?",
        ),
        Mistake(
            "squares.sum",
            mse_with(loss=np.sum, factor=lambda error: 2.0),
            "both belong to the sum of the squares, where the mean is asked for",
            "What should the loss of two equal batches together be, beside that of one?",
        ),
        Mistake(
            "squares.sum-printed",
            mse_with(loss=np.sum),
            "the loss is the sum, while the gradient is that of the mean",
            PRINTED,
        ),
        Mistake(
            "squares.per-example-sum",
            mse_with(loss=lambda s: s.sum() / len(s), factor=lambda error: 2 / len(error)),
            "both belong to the sum inside each example, averaged over the examples",
            "How many squares does the mean divide by?",
        ),
        Mistake(
            "squares.half",
            mse_with(loss=lambda s: s.mean() / 2, factor=lambda error: 1 / error.size),
            "both belong to half of the mean",
            "Is there a half in the loss that the task names?",
        ),
        Mistake(
            "squares.sign",
            mse_with(factor=lambda error: -2 / error.size),
            "the sign of the gradient is flipped",
            "If a prediction is too large and grows, does the loss rise or fall?",
        ),
        Mistake(
            "squares.absolute",
            lambda prediction, target: (
                float(np.mean(np.abs(prediction - target))),
                np.sign(prediction - target) / prediction.size,
            ),
            "the errors are not squared: their sizes are averaged",
            "What does an error of 3 cost when it is squared?",
        ),
        Mistake(
            "squares.root",
            lambda prediction, target: (
                float(np.sqrt(np.mean((prediction - target) ** 2))),
                reference_mse(prediction, target)[1],
            ),
            "a root is taken of the loss, and not in the gradient",
            PRINTED,
        ),
    ),
    probes=ANSWERS,
    plain=plain,
    outputs=("loss", "grad"),
    output_points=(1, 1),
    praise="By which factor would the gradient change if the sum were printed?",
)
