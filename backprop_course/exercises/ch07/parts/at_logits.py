"""The gradient at the logits done wrong, from (logits, labels)."""

import numpy as np

from ....checking import WrongPart
from ....ops import log_softmax, sigmoid, softmax
from ..softmaxes import (
    error_of_squares,
    loss_gradient,
    one_hot,
    softmax_twice,
    with_probabilities,
    without_mean,
)

SURE = "When the network is confidently wrong, should the gradient be small? Is yours?"
OTHERS = "Raise the score of a wrong class. Does the loss change?"
LARGE = "Which number can be subtracted from a whole row so that no quotient changes?"
ONE_OF = "The loss is a mean. Where does its 1/n go when you differentiate?"
NUMBERED = "What does a label say: how much, or which?"
ENTRIES = "How many entries should change, and which pair of indices names each of them?"


def shifted_exp(logits):
    return np.exp(logits - logits.max(axis=1, keepdims=True))


def unstable_softmax(logits):
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


def shifted_by(number_of):
    """A softmax that first subtracts ``number_of(logits)`` from all scores."""
    return lambda logits: unstable_softmax(logits - number_of(logits))


def whole_array_softmax(logits):
    e = np.exp(logits - logits.max())
    return e / e.sum()


def whole_columns(logits, labels):
    p = softmax(logits)
    p[:, labels] -= 1.0
    return p / len(logits)


def hard_prediction(p, y, logits):
    return one_hot(p.argmax(axis=1), p.shape[1]) - y


AT_LOGITS = (
    WrongPart(
        "no-mean",
        without_mean,
        "the mean is missing: this belongs to the sum over the batch",
        ONE_OF,
    ),
    WrongPart(
        "mean-over-classes",
        lambda logits, labels: without_mean(logits, labels) / logits.shape[1],
        "it is divided by the number of classes, where the number of examples belongs",
        "How many terms does the loss add up before it divides?",
    ),
    WrongPart(
        "mean-over-entries",
        lambda logits, labels: without_mean(logits, labels) / logits.size,
        "it is divided by the number of entries: classes times examples",
        "How many terms does one example give to the loss?",
    ),
    WrongPart(
        "mean-twice",
        lambda logits, labels: without_mean(logits, labels) / len(logits) ** 2,
        "the batch size is divided out twice",
        "How many times does 1/n stand in the loss?",
    ),
    WrongPart(
        "mean-of-probabilities",
        lambda logits, labels: softmax(logits) / len(logits) - one_hot(labels, logits.shape[1]),
        "only the probabilities are divided by n, not the 1 that is subtracted from them",
        "To which terms does the 1/n of the loss belong?",
    ),
    WrongPart(
        "sign",
        loss_gradient(lambda p, y, logits: y - p),
        "the difference at the logits is the wrong way round",
        "Raise the score of the true class. Does the loss rise or fall?",
    ),
    WrongPart(
        "labels-added",
        loss_gradient(lambda p, y, logits: p + y),
        "1 is added at the true class, where it should be subtracted",
        "Raise the score of the true class. Does the loss rise or fall?",
    ),
    WrongPart(
        "one-hot-missing",
        loss_gradient(lambda p, y, logits: p),
        "the labels are not used: nothing is subtracted from the probabilities",
        "Add up one row of the gradient. If all scores rise together, does the loss change?",
    ),
    WrongPart(
        "one-hot-alone",
        loss_gradient(lambda p, y, logits: -y),
        "only the score of the true class is seen: the sum under the softmax is forgotten",
        OTHERS,
    ),
    WrongPart(
        "label-numbers",
        lambda logits, labels: (softmax(logits) - labels[:, None]) / len(logits),
        "the number of the class is subtracted, where a 1 at its place is meant",
        NUMBERED,
    ),
    WrongPart(
        "label-beside",
        lambda logits, labels: loss_gradient(lambda p, y, logits: p - y)(logits, labels - 1),
        "1 is subtracted one class too far to the left: labels count from 0",
        "Which entry of a row belongs to label 0?",
    ),
    WrongPart(
        "label-after",
        lambda logits, labels: loss_gradient(lambda p, y, logits: p - y)(
            logits, (labels + 1) % logits.shape[1]
        ),
        "1 is subtracted one class too far to the right: labels count from 0",
        "Which entry of a row belongs to label 0?",
    ),
    WrongPart(
        "own-prediction-subtracted",
        loss_gradient(lambda p, y, logits: p - one_hot(logits.argmax(axis=1), p.shape[1])),
        "1 is subtracted at the most probable class, where it belongs to the true one",
        "Change the labels. Does your answer change?",
    ),
    WrongPart(
        "difference-squared",
        loss_gradient(lambda p, y, logits: (p - y) ** 2),
        "the difference is squared, as in a loss",
        "Can all entries of a row be positive?",
    ),
    WrongPart(
        "powers-of-two",
        with_probabilities(lambda logits: softmax(np.log(2.0) * logits)),
        "powers of 2 stand where powers of e belong",
        "What is the slope of 2^t in t?",
    ),
    WrongPart(
        "softmax-missing",
        loss_gradient(lambda p, y, logits: logits - y),
        "scores stand where probabilities belong: the softmax is missing",
        "What should a row of the gradient add up to?",
    ),
    WrongPart(
        "sum-missing",
        with_probabilities(np.exp),
        "the exponentials are not divided by their sum",
        "What should a row of the gradient add up to?",
    ),
    WrongPart(
        "exponential-missing",
        loss_gradient(lambda p, y, logits: logits / logits.sum(axis=1, keepdims=True) - y),
        "scores are divided by their sum without exp",
        "Can a probability be negative?",
    ),
    WrongPart(
        "log-probabilities",
        loss_gradient(lambda p, y, logits: log_softmax(logits) - y),
        "logarithms of the probabilities stand where the probabilities belong",
        "What should the gradient be when the true class has the probability 1?",
    ),
    WrongPart(
        "slope-in-p",
        loss_gradient(lambda p, y, logits: -y / p),
        "this is the slope in the probabilities: the softmax is left out of the chain",
        OTHERS,
    ),
    WrongPart(
        "true-entry-is-minus-one",
        loss_gradient(lambda p, y, logits: np.where(y == 1, -1.0, p)),
        "at the true class the probability is left out, and only the 1 is subtracted",
        "Add up one row of the gradient. If all scores rise together, does the loss change?",
    ),
    WrongPart(
        "diagonal",
        loss_gradient(lambda p, y, logits: -y * (1 - p)),
        "each probability is differentiated in its own score only",
        "Raise one score. Do the other probabilities of the row stay as they were?",
    ),
    WrongPart(
        "softmax-twice",
        softmax_twice,
        "the slopes of the softmax are multiplied in once more; they are in the difference already",
        SURE,
    ),
    WrongPart(
        "squared-error",
        error_of_squares,
        "this belongs to the squared error of the probabilities, not to the cross-entropy",
        "Does the loss of this task have a square or a logarithm?",
    ),
    WrongPart(
        "extra-two",
        loss_gradient(lambda p, y, logits: 2 * (p - y)),
        "there is a 2, which belongs to a squared error",
        "Is anything squared in this loss?",
    ),
    WrongPart(
        "sigmoid-factor",
        loss_gradient(lambda p, y, logits: (p - y) * p * (1 - p)),
        "a factor p (1 - p) is multiplied in, as for a sigmoid under a squared error",
        SURE,
    ),
    WrongPart(
        "probability-factor",
        loss_gradient(lambda p, y, logits: p * (p - y)),
        "the probabilities are multiplied in once more",
        SURE,
    ),
    WrongPart(
        "sigmoid-for-softmax",
        with_probabilities(sigmoid),
        "each score goes through a sigmoid of its own",
        "Do your probabilities of one example add up to 1?",
    ),
    WrongPart(
        "other-axis",
        with_probabilities(lambda logits: softmax(logits.T).T),
        "the softmax runs over the examples, where it should run over the classes",
        "Which of your sums are 1: those of the rows, or those of the columns?",
    ),
    WrongPart(
        "whole-array",
        with_probabilities(whole_array_softmax),
        "the softmax divides by the sum over the whole array",
        "Do the probabilities of each single example add up to 1?",
    ),
    WrongPart(
        "sums-of-columns",
        with_probabilities(lambda logits: shifted_exp(logits) / shifted_exp(logits).sum(axis=0)),
        "exp is divided by the sum over the examples, where the classes should be summed",
        "Which of your sums are 1: those of the rows, or those of the columns?",
    ),
    WrongPart(
        "sum-of-everything",
        with_probabilities(lambda logits: shifted_exp(logits) / shifted_exp(logits).sum()),
        "exp is divided by the sum over the whole array",
        "Do the probabilities of each single example add up to 1?",
    ),
    WrongPart(
        "whole-columns",
        whole_columns,
        "p[:, labels] picks whole columns, so that 1 is subtracted in every row",
        ENTRIES,
    ),
    WrongPart(
        "minus-one-everywhere",
        loss_gradient(lambda p, y, logits: p - 1),
        "1 is subtracted from every probability",
        "In a row, for which classes is the label correct?",
    ),
    WrongPart(
        "decimals-cut-off",
        loss_gradient(lambda p, y, logits: np.trunc(p - y)),
        "decimals are cut off on the way: an array of integers",
        "Which line makes an array, and of which dtype is it?",
    ),
    WrongPart(
        "hard-prediction",
        loss_gradient(hard_prediction),
        "the most probable class is taken as if it were certain",
        "Does a network that is correct with 51 % have nothing left to learn?",
    ),
)

OVERFLOWS = (  # correct for small scores; they show on extreme ones alone
    WrongPart(
        "overflow",
        with_probabilities(unstable_softmax),
        "the formula is correct, but exp of a large score is inf, and of a very low one 0",
        LARGE,
    ),
    WrongPart(
        "one-maximum",
        with_probabilities(shifted_by(np.max)),
        "the largest score of the whole array is subtracted; rows far below it then have only "
        "zeros",
        "Is the largest score of another example of any use to this row?",
    ),
    WrongPart(
        "smallest-subtracted",
        with_probabilities(shifted_by(lambda logits: logits.min(axis=1, keepdims=True))),
        "the smallest score of the row is subtracted, so that exp of the largest can overflow",
        LARGE,
    ),
    WrongPart(
        "column-maximum",
        with_probabilities(shifted_by(lambda logits: logits.max(axis=0))),
        "the largest score of each column is subtracted, not that of the row",
        LARGE,
    ),
    WrongPart(
        "mean-subtracted",
        with_probabilities(shifted_by(lambda logits: logits.mean(axis=1, keepdims=True))),
        "the mean score of the row is subtracted, so that exp of the largest can overflow",
        LARGE,
    ),
    WrongPart(
        "clipped",
        with_probabilities(lambda logits: unstable_softmax(np.clip(logits, -500.0, 500.0))),
        "scores beyond a bound are cut off, so that different scores become equal",
        LARGE,
    ),
)
