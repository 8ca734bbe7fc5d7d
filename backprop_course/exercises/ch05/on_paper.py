"""Predict, on paper: softmax, its backward pass and the fused loss for the logits (ln 3, 0)."""

import numpy as np

from ...checking import Exercise, Mistake

LOGITS = np.log([3.0, 1.0])
P = np.array([0.75, 0.25])
ARRIVES = np.array([2.0, 6.0])
ONE_HOT = np.array([0.0, 1.0])  # true class 1


def wrong_numbers(id, values, cause, question):
    """The Mistake of an answer of several numbers."""
    return Mistake(id, lambda: tuple(map(float, values)), cause, question)


def softmax_and_slopes(p, own=lambda p: p * (1 - p), other=lambda p: -p[0] * p[1]):
    """The four numbers of exercise A from probabilities that may be wrong."""
    p = np.asarray(p)
    return (*p, own(p)[0], other(p))


A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What are the two numbers exp(z), and what do they add up to?",
        "The slope of a probability in its own logit is a product of two numbers that add up "
        "to 1. Which two?",
    ),
    reference=lambda: (0.75, 0.25, 3 / 16, -3 / 16),
    accepted=(lambda: (3 / 4, 1 / 4, 0.1875, -0.1875),),
    mistakes=(
        wrong_numbers(
            "paper-a.no-minus",
            softmax_and_slopes(P, other=lambda p: p[0] * p[1]),
            "the slope of the other logit has the wrong sign",
            "If logit 1 rises, does the probability of class 0 rise or fall?",
        ),
        wrong_numbers(
            "paper-a.no-other",
            softmax_and_slopes(P, other=lambda p: 0.0),
            "the other logit is taken to have no effect",
            "If logit 1 rises, can the probability of class 0 stay where it is?",
        ),
        wrong_numbers(
            "paper-a.squared",
            softmax_and_slopes(P, own=lambda p: p * p),
            "the own slope is p times p",
            "What do the slopes of one row add up to?",
        ),
        wrong_numbers(
            "paper-a.p-alone",
            softmax_and_slopes(P, own=lambda p: p),
            "the own slope is taken as p itself, as for exp alone",
            "When the logit rises, does the sum below stay as it was?",
        ),
        wrong_numbers(
            "paper-a.swapped",
            softmax_and_slopes(P[::-1]),
            "the two classes are exchanged",
            "Which of the two logits is larger?",
        ),
        wrong_numbers(
            "paper-a.sigmoids",
            softmax_and_slopes([0.75, 0.5], other=lambda p: 0.0),
            "each logit went through a sigmoid of its own",
            "What should the two probabilities add up to?",
        ),
        wrong_numbers(
            "paper-a.sigmoids-mixed",
            softmax_and_slopes([0.75, 0.5]),
            "each logit went through a sigmoid of its own, and the slopes are those of softmax",
            "What should the two probabilities add up to?",
        ),
        wrong_numbers(
            "paper-a.not-divided",
            softmax_and_slopes([3.0, 1.0], own=lambda p: p, other=lambda p: 0.0),
            "the exponentials are not divided by their sum",
            "What should the two probabilities add up to?",
        ),
        wrong_numbers(
            "paper-a.log-slopes",
            softmax_and_slopes(P, own=lambda p: 1 - p, other=lambda p: -p[1]),
            "these are the slopes of the logarithm of p",
            "How fast does ln p rise when p rises, and how fast does p itself?",
        ),
        wrong_numbers(
            "paper-a.other-squared",
            softmax_and_slopes(P, other=lambda p: -p[1] * p[1]),
            "the slope of the other logit is taken as minus its own probability squared",
            "What do the slopes of one row add up to?",
        ),
        wrong_numbers(
            "paper-a.this-squared",
            softmax_and_slopes(P, other=lambda p: -p[0] * p[0]),
            "the slope of the other logit is taken as minus the probability of class 0, squared",
            "What do the slopes of one row add up to?",
        ),
    ),
    outputs=("p of class 0", "p of class 1", "own slope", "slope of the other"),
    praise="What does each row of the Jacobian add up to?",
)


def back(mean, factor=P, sign=-1.0):
    """The two numbers of exercise B with some of their parts replaced."""
    return factor * (ARRIVES + sign * mean)


B = Exercise(
    name="B",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What is the mean of 2 and 6 when their weights are the probabilities?",
        "How far does each number lie from that mean, and on which side?",
    ),
    reference=lambda: (-0.75, 0.75),
    accepted=(lambda: (-3 / 4, 3 / 4),),
    mistakes=(
        wrong_numbers(
            "paper-b.plain-mean",
            back(4.0),
            "the mean is taken without weights",
            "Which numbers add up to 1, and so can be the weights of a mean?",
        ),
        wrong_numbers(
            "paper-b.no-mean",
            back(0.0),
            "nothing is subtracted",
            "What should the two numbers add up to?",
        ),
        wrong_numbers(
            "paper-b.diagonal",
            back(ARRIVES * P),
            "only the diagonal of the Jacobian is used",
            "What should the two numbers add up to?",
        ),
        wrong_numbers(
            "paper-b.no-factor",
            back(3.0, factor=1.0),
            "the distance from the mean is not multiplied by the probability",
            "What should the two numbers add up to?",
        ),
        wrong_numbers(
            "paper-b.sign",
            -back(3.0),
            "the differences are the wrong way round",
            "More of which probability would raise the loss faster? Should its logit's gradient be "
            "positive?",
        ),
        wrong_numbers(
            "paper-b.plus",
            back(3.0, sign=1.0),
            "the mean is added",
            "What should the two numbers add up to?",
        ),
        wrong_numbers(
            "paper-b.plain-sum",
            back(ARRIVES.sum()),
            "the sum of what arrives is subtracted, without weights",
            "Which numbers add up to 1, and so can be the weights of a mean?",
        ),
        wrong_numbers(
            "paper-b.weights-exchanged",
            back(ARRIVES @ P[::-1]),
            "the weights of the mean are exchanged",
            "Which of the two classes has the larger probability?",
        ),
        wrong_numbers(
            "paper-b.factors-exchanged",
            back(3.0, factor=P[::-1]),
            "each distance from the mean is multiplied by the other probability",
            "How much can a logit do whose own probability is almost 0?",
        ),
    ),
    outputs=("gradient of logit 0", "gradient of logit 1"),
    praise="Would the answer change if (102, 106) arrived?",
)


def fused(loss, gradient):
    """The three numbers of exercise C."""
    return (loss, *gradient)


C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Which probability does the true class get, and what is minus its logarithm?",
        "From which of the two probabilities is 1 subtracted?",
    ),
    reference=lambda: (np.log(4.0), 0.75, -0.75),
    accepted=(lambda: (1.386, 0.75, -0.75), lambda: (2 * np.log(2.0), 3 / 4, -3 / 4)),
    mistakes=(
        wrong_numbers(
            "paper-c.sign",
            fused(np.log(4), ONE_HOT - P),
            "the difference is the wrong way round",
            "Raise the true logit. Does the loss rise or fall?",
        ),
        wrong_numbers(
            "paper-c.other-class",
            fused(np.log(4 / 3), P - ONE_HOT[::-1]),
            "class 0 is taken for the true one",
            "Which class does the task call the true one?",
        ),
        wrong_numbers(
            "paper-c.slope-in-p",
            fused(np.log(4), -ONE_HOT / P),
            "this is the gradient with respect to the probabilities",
            "If logit 0 rises, does the loss stay as it is?",
        ),
        wrong_numbers(
            "paper-c.no-labels",
            fused(np.log(4), P),
            "nothing is subtracted at the true class",
            "What should the two numbers of the gradient add up to?",
        ),
        wrong_numbers(
            "paper-c.log-2",
            fused(2.0, P - ONE_HOT),
            "the logarithm has the base 2, where the lesson uses the natural one",
            "Which logarithm has the slope 1/p?",
        ),
        wrong_numbers(
            "paper-c.no-minus",
            fused(-np.log(4), P - ONE_HOT),
            "the minus of the loss is missing",
            "Can a loss be smaller than that of a perfect answer?",
        ),
        wrong_numbers(
            "paper-c.loss-of-other",
            fused(np.log(4 / 3), P - ONE_HOT),
            "the loss takes class 0 for the true one, the gradient class 1",
            "Which probability does the true class get?",
        ),
        wrong_numbers(
            "paper-c.gradient-of-other",
            fused(np.log(4), P - ONE_HOT[::-1]),
            "the loss takes class 1 for the true one, the gradient class 0",
            "At which class is 1 subtracted?",
        ),
        wrong_numbers(
            "paper-c.exchanged",
            fused(np.log(4), P[::-1] - ONE_HOT),
            "in the gradient the two probabilities are exchanged",
            "Which of the two logits is larger?",
        ),
        wrong_numbers(
            "paper-c.no-log",
            fused(P[1], P - ONE_HOT),
            "the loss is the probability itself: its logarithm is missing",
            "What should the loss of a certain and correct answer be?",
        ),
        wrong_numbers(
            "paper-c.lead",
            fused(np.log(3), P - ONE_HOT),
            "the loss is the lead of the other logit, not the logarithm of a probability",
            "What should the loss be when both logits are equal?",
        ),
        wrong_numbers(
            "paper-c.log-10",
            fused(np.log10(4), P - ONE_HOT),
            "the logarithm has the base 10, where the lesson uses the natural one",
            "Which logarithm has the slope 1/p?",
        ),
        wrong_numbers(
            "paper-c.mean-over-classes",
            fused(np.log(4) / 2, (P - ONE_HOT) / 2),
            "it is divided by the number of classes",
            "How many examples are there, over which the loss is a mean?",
        ),
    ),
    outputs=("loss", "gradient of logit 0", "gradient of logit 1"),
    tolerance=2.5e-4,  # three digits after the point, as one writes them down
    praise="By how much would a step with learning rate 1 change each logit?",
)
