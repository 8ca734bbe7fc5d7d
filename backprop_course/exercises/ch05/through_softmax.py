"""Implement: the backward pass of softmax, without a Jacobian."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import ARRIVING


def weighted_mean(grad_p, p):
    return np.sum(grad_p * p, axis=1, keepdims=True)


def backward_with(mean=weighted_mean, factor=lambda p: p, sign=-1.0):
    """The backward pass with some of its parts replaced."""

    def backward(grad_p, p):
        return factor(p) * (grad_p + sign * mean(grad_p, p))

    return backward


reference = backward_with()


def with_jacobians(grad_p, p):
    return np.array([g @ (np.diag(q) - np.outer(q, q)) for g, q in zip(grad_p, p, strict=True)])


def plain(grad_p, p):
    mean = np.sum(grad_p * p, axis=1, keepdims=True)
    return p * (grad_p - mean)


softmax_backward = Exercise(
    name="softmax_backward",
    points=2,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "The formula above is for one row. Which part of it is one number per row, and which is "
        "one number per entry?",
        "Along which axis do the entries of one example lie? Sum along it, and keep the axis, so "
        "that NumPy can subtract a column of shape (n, 1) from an array of shape (n, classes).",
    ),
    reference=lambda grad_p, p: reference(grad_p, p),
    accepted=(
        with_jacobians,
        lambda grad_p, p: p * grad_p - p * np.einsum("ij,ij->i", grad_p, p)[:, None],
    ),
    mistakes=(
        Mistake(
            "softmax-back.no-mean",
            backward_with(mean=lambda g, p: 0.0),
            "nothing is subtracted: the other probabilities, which a logit pushes down, are "
            "left out",
            "Raise all logits of a row together. What should the entries of your row add up to?",
        ),
        Mistake(
            "softmax-back.diagonal",
            backward_with(mean=lambda g, p: g * p),
            "only the diagonal of the Jacobian is used: each probability answers to its own logit",
            "Raise one logit. Do the other probabilities stay where they are?",
        ),
        Mistake(
            "softmax-back.plain-mean",
            backward_with(mean=lambda g, p: g.mean(axis=1, keepdims=True)),
            "the mean that is subtracted is a plain one, where each entry should have its weight",
            "Which numbers of a row add up to 1, and so can be the weights of a mean?",
        ),
        Mistake(
            "softmax-back.plain-sum",
            backward_with(mean=lambda g, p: g.sum(axis=1, keepdims=True)),
            "the entries of grad_p are summed without their weights",
            "Which numbers of a row add up to 1, and so can be the weights of a mean?",
        ),
        Mistake(
            "softmax-back.mean-of-products",
            backward_with(mean=lambda g, p: (g * p).mean(axis=1, keepdims=True)),
            "the weighted terms are averaged, where they should be summed: the weights already add "
            "up to 1",
            "If all entries of grad_p are 3, what is their weighted mean? What is yours?",
        ),
        Mistake(
            "softmax-back.whole-array",
            backward_with(mean=lambda g, p: np.sum(g * p)),
            "the sum runs over the whole batch, where each row needs its own",
            "Can the gradient of one example depend on another example?",
        ),
        Mistake(
            "softmax-back.other-axis",
            backward_with(mean=lambda g, p: np.sum(g * p, axis=0)),
            "the sum runs over the examples, where it should run over the classes",
            "Along which axis do the entries of one example lie?",
        ),
        Mistake(
            "softmax-back.no-factor",
            backward_with(factor=lambda p: 1.0),
            "the factor in front of the bracket is missing",
            "How much can a logit do whose own probability is almost 0?",
        ),
        Mistake(
            "softmax-back.sigmoid-factor",
            backward_with(factor=lambda p: p * (1 - p)),
            "the factor in front of the bracket is the slope of a sigmoid",
            "Which of the two factors has the bracket taken care of already?",
        ),
        Mistake(
            "softmax-back.plus",
            backward_with(sign=1.0),
            "the weighted mean is added",
            "If all entries of grad_p are equal, what should come out?",
        ),
        Mistake(
            "softmax-back.sign",
            lambda g, p: -reference(g, p),
            "the difference is the wrong way round",
            "If grad_p is positive at one class alone, should its logit be pushed up or down?",
        ),
        Mistake(
            "softmax-back.slopes-alone",
            lambda g, p: p * (1 - p),
            "these are slopes alone: the gradient that arrives is not used",
            "What should happen to your result when grad_p doubles?",
        ),
        Mistake(
            "softmax-back.batch-mean",
            lambda g, p: reference(g, p) / len(p),
            "it is divided by the number of examples, which has happened at the loss already",
            "Which function knows that the loss is a mean?",
        ),
    ),
    probes=ARRIVING,
    plain=plain,
    outputs=("grad_z",),
    praise="What do the entries of each row of your result add up to, whatever arrives?",
)
