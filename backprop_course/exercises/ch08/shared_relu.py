"""Predict: one ReLU object that stands behind two layers."""

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

FIRST, SECOND = (1, 0), (0, 1)  # which units are on
W1, W2, LAST = (2, -1), ((-1, 1), (3, 5)), (4, 3)


def reaches(mask_1, mask_2):
    """What reaches x through two hidden layers with these masks."""
    grad_z2 = [w * on for w, on in zip(LAST, mask_2, strict=True)]
    grad_h = [sum(w * g for w, g in zip(row, grad_z2, strict=True)) for row in W2]
    return sum(w * g * on for w, g, on in zip(W1, grad_h, mask_1, strict=True))


TRUE = reaches(FIRST, SECOND)

shared_relu = Exercise(
    name="shared_relu",
    points=1,
    minutes=6,
    grade="warm-up",
    kind="predict",
    hints=(
        "Which units are on behind the first layer, and which behind the second?",
        "Whichever use asks, the object looks at the input that it saw last.",
    ),
    reference=lambda: (-15.0, 6.0),
    accepted=(lambda: (reaches(SECOND, SECOND), TRUE),),
    mistakes=(
        wrong_numbers(
            "shared-relu.own-masks",
            (TRUE, TRUE),
            "each use is taken to remember its own input",
            "How many inputs does one object remember?",
        ),
        wrong_numbers(
            "shared-relu.exchanged",
            (TRUE, reaches(SECOND, SECOND)),
            "the two numbers are exchanged",
            "Which number does the docstring ask for first?",
        ),
        wrong_numbers(
            "shared-relu.first-kept",
            (reaches(FIRST, FIRST), TRUE),
            "the object is taken to keep the first input",
            "Which input came last?",
        ),
        wrong_numbers(
            "shared-relu.no-mask",
            (reaches((1, 1), SECOND), TRUE),
            "the first use is taken to let everything through",
            "What does the object do when it is asked for the second time?",
        ),
        wrong_numbers(
            "shared-relu.both-masks",
            (0, TRUE),
            "both masks are applied at the first use",
            "How many masks can the object still know?",
        ),
    ),
    outputs=("with one object", "true slope"),
    praise="On which inputs would nobody notice that the object is shared?",
)
