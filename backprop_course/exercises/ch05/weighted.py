"""Implement: cross-entropy with targets that are probabilities, and examples that have weights."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ...ops import log_softmax, sigmoid, softmax

RNG = np.random.default_rng(55)


def weighted_with(difference=None, share=None):
    """The gradient from p - q and the weights, with one of the two replaced."""

    def gradient(z, q, w):
        error = difference(z, q, w) if difference else softmax(z) - q
        return (share or per_weight)(w)[:, None] * error

    return gradient


def per_weight(w):
    return w / w.sum()


def plain(z, q, w):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    shares = w / w.sum()
    return shares[:, None] * (p - q)


def row_by_row(z, q, w):
    grad = np.zeros(z.shape)
    for i, row in enumerate(z):
        e = np.exp(row - row.max())
        grad[i] = w[i] * (e / e.sum() - q[i]) / sum(w)
    return grad


def weighted_loss(z, q, w):
    return float(-np.sum(w[:, None] * q * log_softmax(z)) / w.sum())


def probe(n, classes, z=None):
    """Scores, targets and weights; rounded, so that they can be read."""
    z = RNG.normal(size=(n, classes)).round(2) if z is None else np.array(z)
    q = RNG.dirichlet(np.ones(classes), size=n).round(2)
    q[:, -1] = (1 - q[:, :-1].sum(axis=1)).round(2)
    w = RNG.integers(1, 6, size=n) / 2 + np.arange(n) / 4
    return Probe((z, q, w), {"n": n, "classes": classes})


WHOLE = "Which numbers does the mean divide by: how many examples there are, or what they weigh?"
EACH = "Give one example the weight 0. Which row of your gradient should change, and how?"

WEIGHTED = (
    (
        "no-weights",
        weighted_with(share=lambda w: np.full(len(w), 1 / len(w))),
        "the weights are not used",
        EACH,
    ),
    (
        "divided-by-count",
        weighted_with(share=lambda w: w / len(w)),
        "it is divided by the number of examples, not by the sum of the weights",
        WHOLE,
    ),
    (
        "not-divided",
        weighted_with(share=lambda w: w),
        "the sum of the weights is not divided out",
        WHOLE,
    ),
    (
        "largest-weight",
        weighted_with(share=lambda w: w / w.max()),
        "it is divided by the largest weight, not by their sum",
        WHOLE,
    ),
    (
        "divided-twice",
        weighted_with(share=lambda w: w / w.sum() / len(w)),
        "it is divided by the sum of the weights, and by the number of examples as well",
        WHOLE,
    ),
    (
        "weights-squared",
        weighted_with(share=lambda w: w**2 / np.sum(w**2)),
        "the weights are squared",
        EACH,
    ),
    (
        "sign",
        weighted_with(lambda z, q, w: q - softmax(z)),
        "the difference is the wrong way round",
        "Raise the score of a class with a high target. Does the loss rise or fall?",
    ),
    (
        "targets-missing",
        weighted_with(lambda z, q, w: softmax(z)),
        "the targets are not used",
        "What should a row of the gradient add up to?",
    ),
    (
        "softmax-missing",
        weighted_with(lambda z, q, w: z - q),
        "scores stand where probabilities belong: the softmax is missing",
        "What should a row of the gradient add up to?",
    ),
    (
        "hard-targets",
        weighted_with(lambda z, q, w: softmax(z) - np.eye(q.shape[1])[q.argmax(axis=1)]),
        "each target is rounded to one class",
        "When p equals q, what should the gradient be?",
    ),
    (
        "in-the-probabilities",
        weighted_with(lambda z, q, w: -q / softmax(z)),
        "this is the slope in the probabilities: the softmax is left out of the chain",
        "Raise the score of one class. Which probabilities move?",
    ),
    (
        "product",
        weighted_with(lambda z, q, w: q * (softmax(z) - 1)),
        "each class is seen alone: the sum under the softmax is forgotten",
        "Raise the score of one class. Which probabilities move?",
    ),
    (
        "other-axis",
        weighted_with(lambda z, q, w: softmax(z.T).T - q),
        "the softmax runs over the examples, where it should run over the classes",
        "Which of your sums are 1: those of the rows, or those of the columns?",
    ),
    (
        "whole-array",
        weighted_with(lambda z, q, w: np.exp(z - z.max()) / np.exp(z - z.max()).sum() - q),
        "the softmax runs over the whole array, where it should run over each row",
        "What should the probabilities of a row add up to?",
    ),
    (
        "sigmoids",
        weighted_with(lambda z, q, w: sigmoid(z) - q),
        "each score goes through a sigmoid of its own",
        "What should the probabilities of a row add up to?",
    ),
    (
        "weights-on-targets-alone",
        lambda z, q, w: (softmax(z) - w[:, None] * q) / w.sum(),
        "only the targets are weighted, and the probabilities are not",
        EACH,
    ),
    (
        "extra-two",
        weighted_with(lambda z, q, w: 2 * (softmax(z) - q)),
        "there is a 2, which belongs to a squared error",
        "Is anything squared in this loss?",
    ),
)

weighted_gradient = Exercise(
    name="weighted_gradient",
    points=2,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "Take one example of weight 1 first. The targets of a row add up to 1: which step of the "
        "derivation with one-hot labels needs more than that?",
        "The loss is a weighted mean. By how much does it move when the loss of example i moves "
        "by 0.01?",
        "The weights have the shape (n,), the differences (n, classes). How does one weight meet a "
        "whole row?",
    ),
    reference=weighted_with(),
    accepted=(plain, row_by_row, lambda z, q, w: np.diag(w) @ (softmax(z) - q) / np.sum(w)),
    mistakes=tuple(Mistake(f"weighted.{id}", *rest) for id, *rest in WEIGHTED),
    probes=(
        probe(2, 3, [[0.5, -1.0, 2.0], [1.5, 0.0, -0.5]]),
        probe(5, 4),
        probe(3, 6),
        probe(7, 2),
    ),
    plain=plain,
    outputs=("grad_z",),
    objective=weighted_loss,
    slope_of={"grad_z": "z"},
    praise="If all weights double, what happens to the gradient?",
)
