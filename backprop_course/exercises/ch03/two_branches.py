"""Predict: the V of a computer that is known by one point of each branch."""

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

BENT, ROUGH, LOWEST = 0.002, 0.05, 1e-3  # 5 h^2 at 0.02, 5e-9 / h at 1e-7, where both are equal

two_branches = Exercise(
    name="two_branches",
    points=2,
    minutes=5,
    grade="warm-up",
    kind="predict",
    hints=(
        "How many times smaller than 0.1 is 0.02, and what does that do to the truncation error of "
        "a nudge both ways? And how does round-off change when h falls to a tenth?",
        "Write each of the two errors as a number times a power of h, and set them equal. Which "
        "power of h is left, when all of them stand on one side?",
    ),
    reference=lambda: (BENT, ROUGH, LOWEST),
    accepted=(lambda: (0.05 / 25, 10 * 0.005, (1e-9) ** (1 / 3)), lambda: (2e-3, 5e-2, 0.001)),
    mistakes=(
        wrong_numbers(
            "branches.as-one-way",
            (0.01, ROUGH, 1e-4),
            "truncation is taken to fall as h does, as for a nudge one way",
            "Which term of Taylor's formula does a nudge both ways leave over?",
        ),
        wrong_numbers(
            "branches.only-fivefold",
            (0.01, ROUGH, LOWEST),
            "truncation falls to a fifth, as h does",
            "With which power of h does the truncation of a nudge both ways fall?",
        ),
        wrong_numbers(
            "branches.square-alone",
            (0.0004, ROUGH, LOWEST),
            "the square of h is returned for the first one, without what stands before it",
            "What does the square of 0.1 give, and what does the task say for that h?",
        ),
        wrong_numbers(
            "branches.round-off-falls",
            (BENT, 0.0005, LOWEST),
            "round-off is taken to fall with h",
            "The two values keep their last digits, and their difference is divided by less. What "
            "becomes of the error?",
        ),
        wrong_numbers(
            "branches.round-off-flat",
            (BENT, 0.005, LOWEST),
            "round-off is taken to be the same for every h",
            "By which number is the difference of the two values divided?",
        ),
        wrong_numbers(
            "branches.round-off-squared",
            (BENT, 0.5, LOWEST),
            "round-off is taken to grow with the square of 1/h",
            "By which number is the difference of the two values divided?",
        ),
        wrong_numbers(
            "branches.middle",
            (BENT, ROUGH, 10**-3.5),
            "for the last one the middle between the two steps is taken, on a log scale",
            "Do both branches climb equally fast from their lowest point?",
        ),
        wrong_numbers(
            "branches.root-missing",
            (BENT, ROUGH, 1e-9),
            "the last one is a power of h, not h: its root is still to be taken",
            "If h were that small, would the round-off of this computer leave any digit?",
        ),
        wrong_numbers(
            "branches.fourth-root",
            (BENT, ROUGH, 1e-9**0.25),
            "for the last one a fourth root is taken: one power of h too many is left",
            "Multiply both sides of your equation by h. Which power of h stands there?",
        ),
        wrong_numbers(
            "branches.five-lost",
            (BENT, ROUGH, 5e-9 ** (1 / 3)),
            "in the equation for the last one, the number before the square of h is lost",
            "What does your first error give for h = 1?",
        ),
        wrong_numbers(
            "branches.five-multiplied",
            (BENT, ROUGH, 25e-9 ** (1 / 3)),
            "in the equation for the last one, a number is brought to the other side as a factor",
            "Put your h into both errors. Are they equal?",
        ),
        wrong_numbers(
            "branches.error-there",
            (BENT, ROUGH, 5e-6),
            "the last one is the error at the step that is asked for",
            "What does the task ask for: an error, or an h?",
        ),
        wrong_numbers(
            "branches.square-root",
            (BENT, ROUGH, 1e-9**0.5),
            "for the last one a square root is taken",
            "Multiply both sides of your equation by h. Which power of h stands there?",
        ),
    ),
    outputs=("error at 0.02", "error at 1e-7", "step where both are equal"),
    tolerance=2e-3,  # three digits are asked for
    praise="How large is the whole error at that step, and could another step do better?",
)
