"""Predict: how strongly the mean loss of a batch pulls at the score of a true class."""

import numpy as np

from ...checking import Exercise, wrong_number

pull = Exercise(
    name="pull",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "What are the three numbers exp(z), and which share of their sum has the true class?",
        "One example of the batch is asked for. What does the mean do to its gradient?",
    ),
    reference=lambda: -5 / 32,
    accepted=(lambda: -0.15625, lambda: np.float64((3 / 8 - 1) / 4)),
    mistakes=(
        wrong_number(
            "pull.no-mean",
            -5 / 8,
            "the mean over the batch is missing",
            "By how much does the mean of four losses move when one of them moves by 0.01?",
        ),
        wrong_number(
            "pull.sign",
            5 / 32,
            "the size is correct, and the sign is not",
            "Raise the score of the true class. Does the loss rise or fall?",
        ),
        wrong_number(
            "pull.no-labels",
            3 / 32,
            "the label is not used: this would be the gradient at a wrong class",
            "Which class is the true one, and what is different there?",
        ),
        wrong_number(
            "pull.mean-over-classes",
            -5 / 24,
            "it is divided by the number of classes",
            "How many losses does the mean add up?",
        ),
        wrong_number(
            "pull.in-the-probability",
            -2 / 3,
            "this is the slope in the probability of the true class, not in its score",
            "How does a probability move when its score moves?",
        ),
        wrong_number(
            "pull.slope-of-softmax",
            15 / 256,
            "this is the slope of the softmax alone: the logarithm is missing",
            "Which steps lie between the score and the loss?",
        ),
        wrong_number(
            "pull.probability",
            3 / 8,
            "this is the probability of the true class",
            "What does the loss do when that probability rises?",
        ),
        wrong_number(
            "pull.zero-left-out",
            -1 / 7,
            "the score 0 is left out of the sum",
            "What is exp(0)?",
        ),
        wrong_number(
            "pull.scores-as-shares",
            (np.log(3) / np.log(12) - 1) / 4,
            "shares of the scores stand where shares of their exponentials belong",
            "What makes a probability out of a score?",
        ),
        wrong_number(
            "pull.loss",
            -np.log(3 / 8) / 4,
            "this is a quarter of the loss itself, not a slope",
            "How much does the loss change when the score moves by 0.01?",
        ),
        wrong_number(
            "pull.mean-twice",
            -5 / 128,
            "the mean is taken twice",
            "How many times does 1/n stand in the loss?",
        ),
    ),
    praise="How large can this number become at most, however wrong the answer is?",
)
