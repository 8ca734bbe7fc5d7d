"""Implement: the gradient of cross-entropy at rows of probabilities."""

import numpy as np

from ...checking import Exercise, Mistake
from ...losses import cross_entropy
from .probes import GUESSES


def one_hot(labels, classes):
    return np.eye(classes)[labels]


def charge_with(slope=lambda p, y: -y / p, over=lambda p: len(p)):
    """The gradient with some of its parts replaced."""

    def answer(p, labels):
        return slope(p, one_hot(labels, p.shape[1])) / over(p)

    return answer


def by_indices(p, labels):
    grad = np.zeros_like(p)
    rows = np.arange(len(p))
    grad[rows, labels] = -1 / (p[rows, labels] * len(p))
    return grad


def in_a_loop(p, labels):
    grad = np.zeros_like(p)
    for i, label in enumerate(labels):
        grad[i, label] = -1 / p[i, label] / len(p)
    return grad


def whole_columns(p, labels):
    grad = np.zeros_like(p)
    grad[:, labels] = -1 / p[:, labels]
    return grad / len(p)


READS = "Which probabilities of a row does the loss read at all?"


def plain(p, labels):
    n = len(p)
    y = np.eye(p.shape[1])[labels]
    slope = -y / p
    return slope / n


cross_entropy_gradient = Exercise(
    name="cross_entropy_gradient",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Start with an array of zeros. Which entry of each row is not 0?",
        "`grad[rows, labels]` takes one entry in each row if both are lists of the same length. "
        "Which list of numbers is `rows`?",
        "What is the slope of a charge in p, and what does the mean over the batch do to it?",
    ),
    reference=lambda p, labels: cross_entropy(p, labels)[1],
    accepted=(charge_with(), by_indices, in_a_loop),
    mistakes=(
        Mistake(
            "charges.no-mean",
            charge_with(over=lambda p: 1),
            "the mean over the batch is missing",
            "The loss is a mean over the examples. What does that do to the slope of one of them?",
        ),
        Mistake(
            "charges.over-entries",
            charge_with(over=lambda p: p.size),
            "it is divided by the number of entries, where each example has one charge",
            "How many charges does a batch have?",
        ),
        Mistake(
            "charges.over-classes",
            charge_with(over=lambda p: p.shape[1]),
            "it is divided by the number of classes",
            "How many charges does a batch have?",
        ),
        Mistake(
            "charges.sign",
            charge_with(slope=lambda p, y: y / p),
            "the sign is flipped",
            "If the probability of the true class grows, does the loss rise or fall?",
        ),
        Mistake(
            "charges.every-class",
            charge_with(slope=lambda p, y: -1 / p),
            "every class has a slope, not only the true one",
            READS,
        ),
        Mistake(
            "charges.times-p",
            charge_with(slope=lambda p, y: -y * p),
            "it is multiplied by the probability, where it should be divided",
            "Is the logarithm steeper at 0.1 or at 0.9?",
        ),
        Mistake(
            "charges.charge-itself",
            charge_with(slope=lambda p, y: -y * np.log(p)),
            "this is the charge itself, not its slope",
            "What is the slope of the logarithm at 0.5?",
        ),
        Mistake(
            "charges.p-minus-y",
            charge_with(slope=lambda p, y: p - y),
            "this is the gradient one step earlier, before the probabilities are made",
            READS,
        ),
        Mistake(
            "charges.others-too",
            charge_with(slope=lambda p, y: -y / p + (1 - y) / (1 - p)),
            "the wrong classes are charged too, as in the binary form",
            READS,
        ),
        Mistake(
            "charges.ones",
            charge_with(slope=lambda p, y: -y),
            "the size of the probability is not used",
            "Which answer is corrected harder: 0.1 or 0.9 for the true class?",
        ),
        Mistake(
            "charges.whole-columns",
            whole_columns,
            "whole columns are filled: every example is charged for every label of the batch",
            "How many entries does `grad[:, labels]` take?",
        ),
        Mistake(
            "charges.largest",
            lambda p, labels: charge_with()(p, p.argmax(axis=1)),
            "the most probable class is charged, where the true one should be",
            "Where do the labels come into your function?",
        ),
    ),
    probes=GUESSES,
    outputs=("grad_p",),
    plain=plain,
    praise="What would happen to the largest entry if the model gave the true class 0.001?",
)
