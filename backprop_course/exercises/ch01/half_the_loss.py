"""Predict: which learning rate undoes a factor 1/2 in front of the loss."""

import numpy as np

from ...checking import Exercise, wrong_number

matching_lr = Exercise(
    name="matching_lr",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "Which of the two losses is larger, and by what factor? What about their gradients?",
        "A step is a product of two numbers. If one of them is larger, what must the other be?",
    ),
    reference=lambda: 0.15,
    accepted=(lambda: 0.3 / 2, lambda: np.float64(0.15)),
    mistakes=(
        wrong_number(
            "half.turned-round",
            0.6,
            "the factor went the wrong way",
            "Whose gradients are larger, the book's or ours, and who needs the smaller rate?",
        ),
        wrong_number(
            "half.unchanged",
            0.3,
            "the rate was kept, although the gradients differ by a factor",
            "What happens to a gradient when its loss is multiplied by a constant?",
        ),
        wrong_number(
            "half.twice",
            0.075,
            "the factor was used twice, once for the loss and once for the square",
            "How many times does the 1/2 occur on the way from the loss to the gradient?",
        ),
        wrong_number(
            "half.squared",
            0.09,
            "the rate was squared",
            "Which part of the loss is squared, and is the learning rate inside it?",
        ),
    ),
    tolerance=1e-6,
    praise="Is one of the two conventions wrong, or is it enough to say which one is meant?",
)
