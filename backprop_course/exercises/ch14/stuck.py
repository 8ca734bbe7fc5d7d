"""Predict: the loss at which each of three bugs leaves a run."""

import numpy as np

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

GUESS = np.log(2)
SHARES = -(0.75 * np.log(0.75) + 0.25 * np.log(0.25))
SQUEEZED = np.log(1 + np.exp(-1))

stuck_losses = Exercise(
    name="stuck_losses",
    points=2,
    minutes=5,
    grade="warm-up",
    kind="predict",
    hints=(
        "What can a net whose weights stay 0 still learn with its last bias?",
        "With weights of 0 it says the same for all images: which probabilities are then the best? "
        "And how far apart can two outputs of a sigmoid be?",
    ),
    reference=lambda: (GUESS, SHARES, SQUEEZED),
    accepted=(lambda: (0.6931, 0.5623, 0.3133),),
    mistakes=(
        wrong_numbers(
            "stuck.no-bias",
            (GUESS, GUESS, SQUEEZED),
            "after training it is still the loss of a guess",
            "Which parameter of the last layer gets a gradient, though all weights are 0?",
        ),
        wrong_numbers(
            "stuck.tanh",
            (GUESS, SHARES, np.log(1 + np.exp(-2))),
            "the outputs are taken to lie between -1 and 1",
            "Between which numbers do the outputs of a sigmoid lie?",
        ),
        wrong_numbers(
            "stuck.perfect",
            (GUESS, SHARES, 0.0),
            "a perfect answer is taken to cost nothing",
            "What does the softmax make of the outputs 1 and 0?",
        ),
        wrong_numbers(
            "stuck.base-2",
            (1.0, SHARES / GUESS, SQUEEZED / GUESS),
            "the logarithm has base 2",
            "Which logarithm does cross-entropy use in this course?",
        ),
        wrong_numbers(
            "stuck.frequent-class",
            (GUESS, -np.log(0.75), SQUEEZED),
            "only the frequent class is counted",
            "What do the other quarter of the examples cost?",
        ),
        wrong_numbers(
            "stuck.rare-class",
            (GUESS, -0.25 * np.log(0.25), SQUEEZED),
            "only the quarter of the examples of class 1 is counted",
            "What do the other three quarters of the examples cost?",
        ),
    ),
    outputs=("first loss", "loss with weights of 0", "loss with a sigmoid"),
    tolerance=1.5e-4,  # four digits after the point, as one writes them down
    praise="Which check of the lesson tells the second case from the third?",
)
