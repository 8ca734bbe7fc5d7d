"""Predict: the one logit with which a model that knows nothing fares best, and its loss."""

import numpy as np

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

SHARE = 0.1  # of the examples have the label 1


def best_logit(share=SHARE, log=np.log):
    return log(share) - log(1 - share)


def best_loss(share=SHARE, log=np.log):
    return -share * log(share) - (1 - share) * log(1 - share)


EVERY_TEN = "Of ten examples, how many are charged by the one logarithm, and how many by the other?"
SIGMOID = "What does the sigmoid make of your b?"

silent_detector = Exercise(
    name="silent_detector",
    points=2,
    minutes=6,
    grade="warm-up",
    kind="predict",
    hints=(
        "At the best b, nudges change nothing. What does the gradient of the mean loss in b add up "
        "to over ten examples?",
        "So the answer a is known. Which b does the sigmoid turn into it, and what are nine labels "
        "0 and one label 1 charged for it?",
    ),
    reference=lambda: (best_logit(), best_loss()),
    accepted=(lambda: (-2.197, 0.325), lambda: (-np.log(9), np.log(10) - 0.9 * np.log(9))),
    mistakes=(
        wrong_numbers(
            "silent.probability",
            (SHARE, best_loss()),
            "b is the probability, where the logit belongs",
            SIGMOID,
        ),
        wrong_numbers(
            "silent.sign",
            (-best_logit(), best_loss()),
            "the sign of b is flipped: the detector would say 1 nine times out of ten",
            SIGMOID,
        ),
        wrong_numbers(
            "silent.log-of-probability",
            (np.log(SHARE), best_loss()),
            "b is the logarithm of the probability",
            SIGMOID,
        ),
        wrong_numbers(
            "silent.odds",
            (SHARE / (1 - SHARE), best_loss()),
            "b is a ratio, and its logarithm is not taken",
            "What would be b for a share of one half?",
        ),
        wrong_numbers(
            "silent.through-the-sigmoid",
            (1 / (1 + np.exp(-SHARE)), best_loss()),
            "the share went through the sigmoid, where the inverse is asked for",
            "Which of the two, b or the answer, goes into the sigmoid?",
        ),
        wrong_numbers(
            "silent.zero",
            (0.0, np.log(2)),
            "this belongs to the answer 0.5, as if both labels were equally frequent",
            "Nine of ten examples say 0. Does the mean gradient at b = 0 vanish?",
        ),
        wrong_numbers(
            "silent.loss-of-zero",
            (best_logit(), np.log(2)),
            "the loss is that of b = 0, not that of your b",
            "What does an example with label 0 pay for your answer, and what one with label 1?",
        ),
        wrong_numbers(
            "silent.decimal",
            (best_logit(log=np.log10), best_loss(log=np.log10)),
            "the logarithms are those to the base 10",
            "Which logarithm has the slope 1/x?",
        ),
        wrong_numbers(
            "silent.binary",
            (best_logit(log=np.log2), best_loss(log=np.log2)),
            "the logarithms are those to the base 2",
            "Which logarithm has the slope 1/x?",
        ),
        wrong_numbers(
            "silent.loss-of-ones",
            (best_logit(), -np.log(SHARE)),
            "the loss is that of an example with label 1 alone",
            EVERY_TEN,
        ),
        wrong_numbers(
            "silent.loss-of-zeros",
            (best_logit(), -np.log(1 - SHARE)),
            "the loss is that of an example with label 0 alone",
            EVERY_TEN,
        ),
        wrong_numbers(
            "silent.both-charged",
            (best_logit(), -np.log(SHARE) - np.log(1 - SHARE)),
            "each example is charged for both labels",
            EVERY_TEN,
        ),
        wrong_numbers(
            "silent.plain-mean",
            (best_logit(), -(np.log(SHARE) + np.log(1 - SHARE)) / 2),
            "both charges count alike, as if both labels were equally frequent",
            EVERY_TEN,
        ),
        wrong_numbers(
            "silent.charges-exchanged",
            (best_logit(), -(1 - SHARE) * np.log(SHARE) - SHARE * np.log(1 - SHARE)),
            "the loss charges the frequent label for the answer to the rare one",
            EVERY_TEN,
        ),
        wrong_numbers(
            "silent.ones-alone",
            (best_logit(), -SHARE * np.log(SHARE)),
            "in the mean loss the examples with label 0 are left out",
            EVERY_TEN,
        ),
        wrong_numbers(
            "silent.no-minus",
            (best_logit(), -best_loss()),
            "the minus of the loss is missing",
            "Can a loss be smaller than that of a perfect answer?",
        ),
    ),
    outputs=("b", "loss"),
    output_points=(1, 1),
    tolerance=3e-4,  # three digits after the point, as one writes them down
    praise="What would you think of a trained detector whose loss is 0.32?",
)
