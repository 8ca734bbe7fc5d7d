"""Predict, on paper: half of a sum, the factor of a mean, and a charge for two classes."""

import numpy as np

from ...checking import Exercise, wrong_number
from ..ch05.on_paper import wrong_numbers

ERROR = np.array([2.0, 0.0])


def half_of_a_sum(loss, slope):
    """The numbers of exercise A: a loss, and a factor times the errors."""
    return (loss, *(slope * ERROR))


A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What are the two errors, and what do their squares add up to?",
        "What does the half do to the 2 that comes from the square?",
    ),
    reference=lambda: (2.0, 2.0, 0.0),
    accepted=(lambda: (2, 2, 0),),
    mistakes=(
        wrong_numbers(
            "paper-04a.no-half",
            half_of_a_sum(4.0, 2.0),
            "this belongs to the whole sum: the half is missing",
            "Which number is printed?",
        ),
        wrong_numbers(
            "paper-04a.half-in-loss-alone",
            half_of_a_sum(2.0, 2.0),
            "the half is in the loss and not in the gradient",
            "If the first prediction grows by 0.01, how much does the printed number grow?",
        ),
        wrong_numbers(
            "paper-04a.half-in-gradient-alone",
            half_of_a_sum(4.0, 1.0),
            "the half is in the gradient and not in the loss",
            "Which number is printed?",
        ),
        wrong_numbers(
            "paper-04a.mean",
            half_of_a_sum(1.0, 0.5),
            "this belongs to half of the mean",
            "Does the task ask for a mean or for a sum?",
        ),
        wrong_numbers(
            "paper-04a.sign",
            half_of_a_sum(2.0, -1.0),
            "the sign of the gradient is flipped",
            "If the first prediction grows, does the loss rise or fall?",
        ),
    ),
    outputs=("loss", "gradient, entry 0", "gradient, entry 1"),
    praise="Why do many books like this half?",
)

B = Exercise(
    name="B",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "How many squares are there in this batch?",
        "Which number does the square bring, and by which number does the mean divide?",
    ),
    reference=lambda: 0.2,
    accepted=(lambda: 2 / 10, lambda: np.float64(0.2)),
    mistakes=(
        wrong_number(
            "paper-04b.no-two",
            0.1,
            "the 2 of the square is missing",
            "How fast does e^2 grow at e = 3?",
        ),
        wrong_number(
            "paper-04b.over-examples",
            0.4,
            "it is divided by the number of examples",
            "How many squares does the mean divide by?",
        ),
        wrong_number(
            "paper-04b.over-outputs",
            1.0,
            "it is divided by the number of outputs",
            "How many squares does the mean divide by?",
        ),
        wrong_number(
            "paper-04b.sum",
            2.0,
            "this is the factor of the sum",
            "What does a mean do to every one of its terms?",
        ),
        wrong_number(
            "paper-04b.entries",
            10.0,
            "this is the number of entries",
            "Does the factor grow or fall with the batch?",
        ),
    ),
    outputs=("factor",),
    praise="For how many examples does a per-example-sum have this factor?",
)


def charge(loss, *gradient):
    """The numbers of exercise C."""
    return (loss, *gradient)


C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Which of the two probabilities belongs to the label?",
        "What is the slope of the logarithm at 0.2, and which sign does the charge give it?",
    ),
    reference=lambda: (-np.log(0.2), -5.0, 0.0),
    accepted=(lambda: (1.609, -5, 0), lambda: (np.log(5.0), -5, 0)),
    mistakes=(
        wrong_numbers(
            "paper-04c.other-class",
            charge(-np.log(0.8), 0.0, -1.25),
            "class 1 is taken for the true one",
            "Which class does label 0 name?",
        ),
        wrong_numbers(
            "paper-04c.sign",
            charge(-np.log(0.2), 5.0, 0.0),
            "the sign of the gradient is flipped",
            "If the probability of the true class grows, does the loss rise or fall?",
        ),
        wrong_numbers(
            "paper-04c.no-minus",
            charge(np.log(0.2), -5.0, 0.0),
            "the minus of the loss is missing",
            "Can a loss be smaller than that of a perfect answer?",
        ),
        wrong_numbers(
            "paper-04c.both",
            charge(-np.log(0.2), -5.0, -1.25),
            "the wrong class has a slope too",
            "Which probabilities does the loss read?",
        ),
        wrong_numbers(
            "paper-04c.binary",
            charge(-np.log(0.2), -5.0, 5.0),
            "the second probability is taken for 1 minus the first",
            "Which probabilities does the loss read?",
        ),
        wrong_numbers(
            "paper-04c.p-minus-y",
            charge(-np.log(0.2), -0.8, 0.8),
            "this is the gradient one step earlier, before the probabilities are made",
            "With respect to what does the task ask for the gradient?",
        ),
        wrong_numbers(
            "paper-04c.log-10",
            charge(-np.log10(0.2), -5.0, 0.0),
            "the logarithm has the base 10, where the lesson uses the natural one",
            "Which logarithm has the slope 1/x?",
        ),
        wrong_numbers(
            "paper-04c.log-2",
            charge(-np.log2(0.2), -5.0, 0.0),
            "the logarithm has the base 2, where the lesson uses the natural one",
            "Which logarithm has the slope 1/x?",
        ),
        wrong_numbers(
            "paper-04c.no-log",
            charge(0.2, -5.0, 0.0),
            "the loss is the probability itself: its logarithm is missing",
            "What should the loss of a certain and correct answer be?",
        ),
        wrong_numbers(
            "paper-04c.mean-over-classes",
            charge(-np.log(0.2) / 2, -2.5, 0.0),
            "it is divided by the number of classes",
            "How many terms does the loss of one example have?",
        ),
        wrong_numbers(
            "paper-04c.probability-as-slope",
            charge(-np.log(0.2), -0.2, 0.0),
            "minus the probability stands where its slope belongs",
            "What is the slope of the logarithm at 0.2?",
        ),
    ),
    outputs=("loss", "gradient, entry 0", "gradient, entry 1"),
    tolerance=5e-4,  # three digits after the point, as one writes them down
    praise="How large would the slope be at 0.02?",
)
