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
            "half.quadrupled",
            1.2,
            "the factor went the wrong way, and was used twice",
            "Whose gradients are larger, the book's or ours, and who needs the smaller rate?",
        ),
        wrong_number(
            "half.negative",
            -0.15,
            "the size is correct; a negative rate walks uphill",
            "Which way does a step go when its learning rate is negative?",
        ),
        wrong_number(
            "half.added",
            0.8,
            "the factor was added to the rate",
            "A step is a product. What becomes of it when the gradient doubles?",
        ),
        wrong_number(
            "half.subtracted",
            -0.2,
            "the factor was subtracted from the rate",
            "A step is a product. What becomes of it when the gradient doubles?",
        ),
        wrong_number(
            "half.factor",
            0.5,
            "this is the factor in front of the book's loss, not a rate that makes up for it",
            "Which product should be the same for both losses?",
        ),
        wrong_number(
            "half.ratio",
            2.0,
            "this is the ratio of the two losses, not a learning rate",
            "Which product should be the same for both losses?",
        ),
        wrong_number(
            "half.inverse",
            1 / 0.3,
            "the inverse of the rate was taken",
            "Whose gradients are larger, the book's or ours, and by which factor?",
        ),
        wrong_number(
            "half.root",
            0.3**0.5,
            "the square root of the rate was taken",
            "Which part of the loss is squared, and is the learning rate inside it?",
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
