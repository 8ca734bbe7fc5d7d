"""Predict, on paper: a central difference, its best step, and a verdict over h."""

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Square 1.1 twice and 0.9 twice. What is the difference of the two results?",
        "What is the slope of the fourth power at 1, and how far off is your number?",
    ),
    reference=lambda: (4.04, 0.04),
    accepted=(lambda: (0.808 / 0.2, 0.04),),
    mistakes=(
        wrong_numbers(
            "paper-03a.forward",
            (4.641, 0.641),
            "this is the forward difference",
            "Which two places does a central difference use?",
        ),
        wrong_numbers(
            "paper-03a.no-two",
            (8.08, 4.08),
            "it is divided by h, while the two places are 2h apart",
            "How far apart are 0.9 and 1.1?",
        ),
        wrong_numbers(
            "paper-03a.backward",
            (3.439, -0.561),
            "this is the difference to the lower side alone",
            "Which two places does a central difference use?",
        ),
        wrong_numbers(
            "paper-03a.h-squared",
            (4.01, 0.01),
            "the error is taken as h squared alone, as for the cube",
            "What is 1.1 to the fourth power?",
        ),
        wrong_numbers(
            "paper-03a.sign",
            (4.04, -0.04),
            "the sign of the error is flipped",
            "Is the nudged slope larger or smaller than the slope?",
        ),
        wrong_numbers(
            "paper-03a.relative",
            (4.04, 0.01),
            "this is the relative error",
            "Does the task ask for a difference or for a ratio?",
        ),
        wrong_numbers(
            "paper-03a.slope",
            (4.04, 4.0),
            "in place of the error stands the slope itself",
            "By how much does the first number miss the slope?",
        ),
        wrong_numbers(
            "paper-03a.not-divided",
            (0.808, -3.192),
            "nothing is divided: this is the change of the fourth power",
            "How far apart are 0.9 and 1.1?",
        ),
    ),
    outputs=("central difference", "its error"),
    praise="Which multiple of h squared is this error?",
)


def best_steps(forward, central):
    """The numbers of exercise B."""
    return forward, central


EPSILON = 1e-4

B = Exercise(
    name="B",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Set the truncation error h equal to the round-off. Which equation for h do you get?",
        "With h squared in place of h, which power of h is equal to epsilon?",
    ),
    reference=lambda: (1e-2, EPSILON ** (1 / 3)),
    accepted=(lambda: (0.01, 0.0464), lambda: (0.01, 0.046)),
    mistakes=(
        wrong_numbers(
            "paper-03b.exchanged",
            best_steps(EPSILON ** (1 / 3), 1e-2),
            "the two are exchanged",
            "Which of the two can afford the larger step?",
        ),
        wrong_numbers(
            "paper-03b.epsilon",
            best_steps(EPSILON, EPSILON),
            "these are epsilon itself: one gap between numbers",
            "How large is the round-off for a step of this size?",
        ),
        wrong_numbers(
            "paper-03b.same-root",
            best_steps(1e-2, 1e-2),
            "the square root is taken for both",
            "With which power of h does the central difference's truncation fall?",
        ),
        wrong_numbers(
            "paper-03b.fourth-root",
            best_steps(1e-2, 1e-1),
            "the fourth root is taken for the central difference",
            "Multiply both sides of your equation by h. Which power of h stands there?",
        ),
        wrong_numbers(
            "paper-03b.float64",
            best_steps(1.5e-8, 6e-6),
            "these are the steps for float64",
            "How large is epsilon in this task?",
        ),
    ),
    outputs=("forward", "central"),
    tolerance=1e-2,  # two digits, as the task asks
    praise="Which error does each of the two have at its best step, roughly?",
)

C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "What does the central difference of max(z, 0) give when both ends lie on the same side?",
        "When they do not, one end gives 0. What does the other one give?",
    ),
    reference=lambda: (1.0, 0.75, 0.5),
    accepted=(lambda: (1, 3 / 4, 1 / 2),),
    mistakes=(
        wrong_numbers(
            "paper-03c.slopes",
            (1.0, 1.0, 0.0),
            "these are the slopes of max(z, 0), not what a nudge says",
            "On which side of 0 do the two ends of the nudge lie?",
        ),
        wrong_numbers(
            "paper-03c.forward",
            (1.0, 1.0, 1.0),
            "this is the forward difference",
            "On which side of 0 does the lower end lie?",
        ),
        wrong_numbers(
            "paper-03c.no-two",
            (2.0, 1.5, 1.0),
            "it is divided by h, while the two ends are 2h apart",
            "What should come out far from the kink?",
        ),
        wrong_numbers(
            "paper-03c.share-of-z",
            (1.0, 0.5, 0.0),
            "z over h is taken, where the ends of the nudge decide",
            "What is the value of max(z, 0) at the upper end?",
        ),
        wrong_numbers(
            "paper-03c.zero-at-kink",
            (1.0, 0.75, 0.0),
            "at the kink itself the slope 0 is taken, where a nudge says something else",
            "What does the upper end give when z is 0, and the lower one?",
        ),
        wrong_numbers(
            "paper-03c.one-at-kink",
            (1.0, 0.75, 1.0),
            "at the kink itself the slope 1 is taken, where a nudge says something else",
            "What does the upper end give when z is 0, and the lower one?",
        ),
        wrong_numbers(
            "paper-03c.near-side",
            (1.0, 1.0, 0.5),
            "at z = h/2 the slope of the side is taken on which z lies",
            "On which side of 0 does the lower end lie?",
        ),
        wrong_numbers(
            "paper-03c.half-way",
            (1.0, 0.5, 0.5),
            "at z = h/2 both sides of the kink are taken to count alike",
            "How far does the upper end lie from 0, and how far the lower one?",
        ),
        wrong_numbers(
            "paper-03c.left-part",
            (1.0, 0.25, 0.5),
            "at z = h/2 this is the part of the way that lies left of 0",
            "How steep is max(z, 0) left of 0?",
        ),
    ),
    outputs=("z = 2h", "z = h/2", "z = 0"),
    praise="For which z do nudge and slope agree?",
)
