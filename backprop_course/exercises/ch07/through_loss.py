"""Implement: the way back through softmax and cross-entropy, to the logits."""

import numpy as np

from ...checking import Exercise, Mistake
from ...losses import softmax_cross_entropy
from ...ops import log_softmax, sigmoid, softmax, softmax_vjp
from .probes import SCORES


def logits_reference(logits, labels):
    return softmax_cross_entropy(logits, labels)[1]


def one_hot(labels, classes):
    return np.eye(classes)[labels]


def loss_gradient(of):
    """A gradient from a function of (probabilities, one-hot labels, logits), divided by n."""

    def gradient(logits, labels):
        y = one_hot(labels, logits.shape[1])
        return of(softmax(logits), y, logits) / len(logits)

    return gradient


def with_probabilities(softmax):
    """The right gradient, but for how the probabilities are computed."""
    return loss_gradient(lambda p, y, logits: softmax(logits) - y)


def unstable_softmax(logits):
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


def one_maximum_softmax(logits):
    return unstable_softmax(logits - logits.max())


def whole_array_softmax(logits):
    e = np.exp(logits - logits.max())
    return e / e.sum()


def no_mean(logits, labels):
    return logits_reference(logits, labels) * len(logits)


def mean_over_classes(logits, labels):
    return no_mean(logits, labels) / logits.shape[1]


def mean_twice(logits, labels):
    return logits_reference(logits, labels) / len(logits)


def softmax_twice(logits, labels):
    return softmax_vjp(logits_reference(logits, labels), logits)[0]


def whole_columns(logits, labels):
    p = softmax(logits)
    p[:, labels] -= 1.0
    return p / len(logits)


def hard_prediction(p, y, logits):
    return one_hot(p.argmax(axis=1), p.shape[1]) - y


def at_the_true_class(logits, labels):
    p = np.exp(log_softmax(logits))
    p[np.arange(len(p)), labels] -= 1.0
    return p / len(p)


def loss_row_by_row(logits, labels):
    rows = []
    for row, label in zip(logits, labels, strict=True):
        e = np.exp(row - np.max(row))
        rows.append([e[k] / sum(e) - (k == label) for k in range(len(row))])
    return np.array(rows) / len(rows)


sign_turned = loss_gradient(lambda p, y, logits: y - p)
one_hot_missing = loss_gradient(lambda p, y, logits: p)
fade_twice = loss_gradient(lambda p, y, logits: (p - y) * p * (1 - p))

logits_backward = Exercise(
    name="logits_backward",
    points=2,
    minutes=12,
    grade="core",
    kind="implement",
    hints=(
        "Raise one score of one example. Which probabilities of that example rise, and which "
        "fall? What does the loss do if it was the true class?",
        "The probabilities are almost the answer. At one place in each row they need a correction; "
        "and what does the mean over the examples do to every slope?",
        "If inf or nan comes out: does the quotient change when the same number is subtracted from "
        "all scores of a row? Which number would keep exp small?",
    ),
    reference=logits_reference,
    accepted=(
        at_the_true_class,
        with_probabilities(softmax),
        loss_row_by_row,
        loss_gradient(lambda p, y, logits: softmax_vjp(-y / p, logits)[0]),
    ),
    mistakes=(
        Mistake(
            "logits.no-mean",
            no_mean,
            "the mean is missing: this is the gradient of the sum over the batch",
            "The loss is a mean. Where does its 1/n go when you differentiate?",
        ),
        Mistake(
            "logits.mean-over-classes",
            mean_over_classes,
            "it is divided by the number of classes, where the number of examples belongs",
            "How many terms does the loss add up before it divides?",
        ),
        Mistake(
            "logits.mean-over-entries",
            lambda logits, labels: mean_over_classes(logits, labels) / len(logits),
            "it is divided by the number of entries: classes times examples",
            "How many terms does one example give to the loss?",
        ),
        Mistake(
            "logits.mean-twice",
            mean_twice,
            "the batch size is divided out twice",
            "How many times does 1/n stand in the loss?",
        ),
        Mistake(
            "logits.sign",
            sign_turned,
            "the difference is the wrong way round",
            "Raise the score of the true class. Does the loss rise or fall?",
        ),
        Mistake(
            "logits.one-hot-missing",
            one_hot_missing,
            "the true classes are left out: nothing is subtracted from the probabilities",
            "Add up one row of the gradient. If all scores rise together, does the loss change?",
        ),
        Mistake(
            "logits.one-hot-alone",
            loss_gradient(lambda p, y, logits: -y),
            "only the score of the true class is seen: the sum under the softmax is forgotten",
            "Raise the score of a wrong class. Does the loss change?",
        ),
        Mistake(
            "logits.softmax-missing",
            loss_gradient(lambda p, y, logits: logits - y),
            "scores stand where probabilities belong: the softmax is missing",
            "What should a row of the gradient add up to?",
        ),
        Mistake(
            "logits.log-probabilities",
            loss_gradient(lambda p, y, logits: log_softmax(logits) - y),
            "logarithms of the probabilities stand where the probabilities belong",
            "What should the gradient be when the true class has the probability 1?",
        ),
        Mistake(
            "logits.slope-in-p",
            loss_gradient(lambda p, y, logits: -y / p),
            "this is the slope in the probabilities: the way through the softmax is missing",
            "Raise the score of a wrong class. Does the loss change?",
        ),
        Mistake(
            "logits.diagonal",
            loss_gradient(lambda p, y, logits: -y * (1 - p)),
            "each probability is differentiated in its own score only",
            "Raise one score. Do the other probabilities of the row stay as they were?",
        ),
        Mistake(
            "logits.softmax-twice",
            softmax_twice,
            "the slopes of the softmax are multiplied in once more; they are in the difference "
            "already",
            "When the network is surely wrong, should the gradient be small? Is yours?",
        ),
        Mistake(
            "logits.sigmoid-slope",
            fade_twice,
            "a factor p (1 - p) is multiplied in, as for a sigmoid under a squared error",
            "When the network is surely wrong, should the gradient be small? Is yours?",
        ),
        Mistake(
            "logits.sigmoid",
            with_probabilities(sigmoid),
            "each score goes through a sigmoid of its own",
            "Do your probabilities of one example add up to 1?",
        ),
        Mistake(
            "logits.other-axis",
            with_probabilities(lambda logits: softmax(logits.T).T),
            "the softmax runs over the examples, where it should run over the classes",
            "Which of your sums are 1: those of the rows, or those of the columns?",
        ),
        Mistake(
            "logits.whole-array",
            with_probabilities(whole_array_softmax),
            "the softmax divides by the sum over the whole array",
            "Do the probabilities of each single example add up to 1?",
        ),
        Mistake(
            "logits.whole-columns",
            whole_columns,
            "p[:, labels] picks whole columns, so that 1 is subtracted in every row",
            "How many entries should change, and which pair of indices names each of them?",
        ),
        Mistake(
            "logits.minus-one-everywhere",
            loss_gradient(lambda p, y, logits: p - 1),
            "1 is subtracted from every probability",
            "In a row, for which classes is the label right?",
        ),
        Mistake(
            "logits.hard-prediction",
            loss_gradient(hard_prediction),
            "the most probable class is taken as if it were certain",
            "Does a network that is right with 51 % have nothing left to learn?",
        ),
        Mistake(
            "logits.overflow",
            with_probabilities(unstable_softmax),
            "the formula is right, but exp of a large score is inf, and of a very low one 0",
            "Which number can be subtracted from a whole row so that no quotient changes?",
        ),
        Mistake(
            "logits.one-maximum",
            with_probabilities(one_maximum_softmax),
            "the largest score of the whole array is subtracted; rows far below it then have only "
            "zeros",
            "Is the largest score of another example of any use to this row?",
        ),
    ),
    probes=SCORES,
    outputs=("grad_logits",),
    objective=lambda logits, labels: softmax_cross_entropy(logits, labels)[0],
    slope_of={"grad_logits": "logits"},
    praise="Between which two numbers do the entries lie, whatever the scores are?",
)
