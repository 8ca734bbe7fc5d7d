"""Bug hunt: a gradient of softmax and cross-entropy that is correct for one example."""

import numpy as np

from ...checking import BugHunt, Suspect, part
from ..ch07.parts import AT_LOGITS, ENTRIES
from ..ch07.softmaxes import logits_reference, without_mean


def planted_gradient(z, labels):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    grad = e / e.sum(axis=1, keepdims=True)
    grad[:, labels] -= 1.0
    return grad / len(z)


find_the_column = BugHunt(
    name="find_the_column",
    name_points=1,
    input_points=1,
    minutes=8,
    grade="core",
    hints=(
        "Run it by hand on two rows with different labels. What should each row of the gradient "
        "add up to, and what does it add up to here?",
        "Which of the suspects would have shown on the friend's single example already?",
    ),
    right=lambda z, labels: logits_reference(z, labels),
    suspects=(
        Suspect(
            "no-mean",
            without_mean,
            "the mean over the examples is missing",
            "By which line does the function divide by n?",
        ),
        Suspect(
            "mean-over-classes",
            part(AT_LOGITS, "mean-over-classes"),
            "it divides by the number of classes",
            "Would that have shown on the single example?",
        ),
        Suspect(
            "other-axis",
            part(AT_LOGITS, "other-axis"),
            "the softmax runs over the examples",
            "Which of its sums are 1: those of the rows, or those of the columns?",
        ),
        Suspect(
            "whole-columns",
            planted_gradient,
            "1 is subtracted in whole columns",
            ENTRIES,
        ),
        Suspect(
            "labels-shifted",
            part(AT_LOGITS, "label-after"),
            "1 is subtracted one class too far to the right",
            "Would that have shown on the single example?",
        ),
    ),
    bug="whole-columns",
    exposing=(np.array([[0.0, 1.0, 2.0], [1.0, 0.0, -1.0]]), np.array([0, 2])),
    blind=(np.array([[0.0, 1.0, 2.0]]), np.array([2])),
    more_exposing=((np.zeros((2, 2)), np.array([0, 1])), (np.zeros((3, 4)), np.array([1, 1, 2]))),
    outputs=("grad_z",),
    praise="Two rows with the same label hide this bug, too. Why?",
)
