"""Binary cross-entropy with a weight, done wrong: the usual mistakes of rare_loss."""

import numpy as np

from ...checking import Mistake, composed
from ...ops import sigmoid
from ..ch01.activation_parts import ACTIVATIONS
from .squares import PRINTED


def counted(y, w):
    """How often each label counts."""
    return np.where(y == 1, w, 1.0)


def charged(z, y):
    """Minus the logarithm of the probability that the true label got, and finite."""
    return np.logaddexp(0.0, np.where(y == 1, -z, z))


def rare_with(
    weights=counted,
    over=lambda y, w: len(y),
    charge=charged,
    activation=sigmoid,
    pull=lambda a, y: a - y,
):
    """Loss and gradient with some of their parts replaced.

    weights and over belong to both, charge to the loss alone, activation and pull to the gradient.
    """

    def answer(z, y, w):
        share = weights(y, w) / over(y, w)
        with np.errstate(all="ignore"):
            return float(np.sum(share * charge(z, y))), share * pull(activation(z), y)

    return answer


reference = rare_with()


def loss_with(loss):
    """Another loss, from (z, y, w), with the correct gradient."""

    def answer(z, y, w):
        with np.errstate(all="ignore"):
            return float(loss(z, y, w)), reference(z, y, w)[1]

    return answer


def gradient_with(gradient):
    """Another gradient of the mean, times n, from (a, y, w), with the correct loss."""

    def answer(z, y, w):
        with np.errstate(all="ignore"):
            return reference(z, y, w)[0], gradient(sigmoid(z), y, w) / len(z)

    return answer


def probability_of_truth(z, y):
    return np.where(y == 1, sigmoid(z), 1 - sigmoid(z))


def through_probability(small=0.0):
    """The charges by way of a, with a small number against the logarithm of 0."""
    return rare_with(charge=lambda z, y: -np.log(probability_of_truth(z, y) + small))


def as_written(z, y, w):
    a = sigmoid(z)
    return np.mean(-w * y * np.log(a) - (1 - y) * np.log(1 - a))


def label_alone(z, y, w):
    """Loss and gradient that belong together, with the weight on the label alone."""
    loss = np.mean(np.logaddexp(0.0, z) - w * y * z)
    return float(loss), (sigmoid(z) - w * y) / len(z)


def clipped_at(most):
    """The logits are cut off before they go into the loss."""
    return rare_with(charge=lambda z, y: charged(np.clip(z, -most, most), y))


WEIGH = "Double w. Which entries of the gradient should double?"
DIVIDES = "What does the loss of the task divide by?"
LARGE = "A label 0 at z = 1000 should cost about 1000. How does your line come to that?"
FADES = "How steep is the loss where a confident answer is wrong?"

CATALOGUE = (
    ("no-weight", rare_with(weights=lambda y, w: np.ones(len(y))), "w is not used", WEIGH),
    (
        "all-weighted",
        rare_with(weights=lambda y, w: np.full(len(y), w)),
        "both labels are weighted",
        WEIGH,
    ),
    (
        "other-label",
        rare_with(weights=lambda y, w: np.where(y == 1, 1.0, w)),
        "label 0 is weighted, where it should be label 1",
        WEIGH,
    ),
    (
        "weight-divides",
        rare_with(weights=lambda y, w: np.where(y == 1, 1 / w, 1.0)),
        "a larger w makes label 1 count less",
        WEIGH,
    ),
    (
        "weight-added",
        rare_with(weights=lambda y, w: 1 + w * y),
        "label 1 counts once more than w times",
        "For w = 1, should label 1 count more than label 0?",
    ),
    (
        "label-alone-weighted",
        gradient_with(lambda a, y, w: a - w * y),
        "in the gradient only the label is weighted, and the answer of that example is not",
        "At which logit is an example with label 1 pulled no further?",
    ),
    (
        "label-alone-in-both",
        label_alone,
        "only the terms with y z are weighted, in the loss and in the gradient, and not the "
        "rest of what a label 1 costs",
        "At which logit is an example with label 1 pulled no further?",
    ),
    (
        "label-missing",
        rare_with(pull=lambda a, y: a),
        "the gradient does not compare with the label",
        "At a label 1, should the logit be pushed up or down?",
    ),
    (
        "sum",
        rare_with(over=lambda y, w: 1),
        "both belong to the sum over the examples, where the mean is asked for",
        DIVIDES,
    ),
    (
        "sum-for-gradient",
        rare_with(pull=lambda a, y: len(y) * (a - y)),
        "the gradient is that of the sum, while the loss is the mean",
        PRINTED,
    ),
    (
        "sum-printed",
        rare_with(charge=lambda z, y: len(y) * charged(z, y)),
        "the loss is the sum, while the gradient is that of the mean",
        PRINTED,
    ),
    (
        "over-weights",
        rare_with(over=lambda y, w: counted(y, w).sum()),
        "both are divided by the sum of the weights",
        DIVIDES,
    ),
    (
        "over-ones",
        rare_with(over=lambda y, w: max(np.sum(y == 1), 1)),
        "both are divided by the number of labels 1",
        DIVIDES,
    ),
    (
        "each-its-mean",
        rare_with(over=lambda y, w: np.where(y == 1, np.sum(y == 1), np.sum(y != 1))),
        "each label has a mean of its own",
        DIVIDES,
    ),
    (
        "sign",
        rare_with(pull=lambda a, y: y - a),
        "the sign of the gradient is flipped",
        "Raise the logit of a label 1. Does the loss rise or fall?",
    ),
    (
        "labels-exchanged",
        rare_with(charge=lambda z, y: charged(-z, y), pull=lambda a, y: 1 - a - y),
        "a confident correct answer is charged, and a wrong one is not",
        "Which of the two labels wants a large logit?",
    ),
    (
        "sigmoid-slope",
        rare_with(pull=lambda a, y: (a - y) * a * (1 - a)),
        "the slope of the sigmoid comes in once more",
        FADES,
    ),
    (
        "squared-error",
        rare_with(pull=lambda a, y: 2 * (a - y) * a * (1 - a)),
        "the gradient is that of a squared error of a",
        FADES,
    ),
    (
        "in-the-probability",
        gradient_with(lambda a, y, w: np.where(y == 1, -w / a, 1 / (1 - a))),
        "the gradient is taken in a, not in z",
        "Which steps lie between z and the loss?",
    ),
    (
        "slopes-one-by-one",
        gradient_with(lambda a, y, w: (-w * y / a + (1 - y) / (1 - a)) * a * (1 - a)),
        "the slopes of the logarithm and of the sigmoid do not cancel on paper, and where a is 0 "
        "or 1 the computer divides by 0",
        "Which factors cancel before any number is put in?",
    ),
    (
        "logarithm-of-zero",
        through_probability(),
        "the loss takes the logarithm of a probability that has become 0",
        LARGE,
    ),
    (
        "as-written",
        loss_with(as_written),
        "the loss multiplies 0 by the logarithm of 0, or takes that logarithm itself",
        LARGE,
    ),
    (
        "overflow",
        rare_with(charge=lambda z, y: np.log(1 + np.exp(np.where(y == 1, -z, z)))),
        "the exponential in the loss overflows",
        LARGE,
    ),
    (
        "small-number",
        through_probability(1e-12),
        "a small number, added or as the lowest probability, keeps the loss finite, and wrong",
        LARGE,
    ),
    ("logits-clipped", clipped_at(500.0), "the logits are clipped", LARGE),
    ("logits-clipped-later", clipped_at(700.0), "the logits are clipped", LARGE),
    (
        "hinge",
        rare_with(charge=lambda z, y: np.maximum(np.where(y == 1, -z, z), 0.0)),
        "the loss keeps only the larger of the two exponents",
        "What should two exponents 0 cost? What do they cost in yours?",
    ),
    (
        "no-minus",
        rare_with(charge=lambda z, y: -charged(z, y)),
        "the minus of the loss is missing",
        "Can a loss be smaller than that of a perfect answer?",
    ),
)

RARE = (
    *(Mistake(f"rare.{id}", *rest) for id, *rest in CATALOGUE),
    *composed("rare", rare_with, activation=ACTIVATIONS, without=("relu", "step")),
)
