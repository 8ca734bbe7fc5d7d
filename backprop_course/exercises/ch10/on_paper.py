"""Predict, on paper: a cliff, two steps of Adam, and Nesterov's momentum."""

from math import sqrt

from ...checking import Exercise
from ..ch05.on_paper import wrong_numbers

FLAT, STEEP = 2.0, 50.0


def cliff_and_factor(cliff=2 / STEEP, rate=None, curvature=FLAT):
    """The two numbers of exercise A; ``rate`` is the half of the cliff where it is None."""
    rate = cliff / 2 if rate is None else rate
    return cliff, 1 - rate * curvature


A = Exercise(
    name="A",
    points=1,
    minutes=3,
    grade="warm-up",
    kind="predict",
    hints=(
        "Which of the two directions blows up first when the learning rate grows?",
        "By which factor does one step multiply the distance, for a curvature and a learning rate?",
    ),
    reference=lambda: (0.04, 0.96),
    accepted=(lambda: (2 / 50, 1 - 0.02 * 2),),
    mistakes=(
        wrong_numbers(
            "step-a.flat-cliff",
            cliff_and_factor(cliff=2 / FLAT),
            "the cliff is taken from the flat direction",
            "At your learning rate, what becomes of the steep direction?",
        ),
        wrong_numbers(
            "step-a.arrives",
            cliff_and_factor(cliff=1 / STEEP),
            "this is the rate that arrives at once along the steep direction",
            "At which factor does the distance stop shrinking?",
        ),
        wrong_numbers(
            "step-a.at-the-cliff",
            cliff_and_factor(rate=2 / STEEP),
            "the factor is that at the cliff itself",
            "At which learning rate does the task ask for the factor?",
        ),
        wrong_numbers(
            "step-a.steep-factor",
            cliff_and_factor(curvature=STEEP),
            "the factor is that of the steep direction",
            "Which curvature does the flat direction have?",
        ),
        wrong_numbers(
            "step-a.what-is-lost",
            (2 / STEEP, FLAT / STEEP),
            "this is the share of the distance that one step removes",
            "How much of the distance is left after one step?",
        ),
    ),
    outputs=("cliff", "factor"),
    praise="How many steps does the flat direction need to come ten times closer?",
)


def adam_places(second_t=2, corrects=(True, True), sign=-1.0, along_m=True):
    """The two places of exercise B with some parts of Adam replaced."""
    w = m = v = 0.0
    places = []
    for t, g in ((1, 1.0), (second_t, -1.0)):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        m_hat = m / (1 - 0.9**t) if corrects[0] else m
        v_hat = v / (1 - 0.999**t) if corrects[1] else v
        w += sign * (m_hat if along_m else g) / sqrt(v_hat)
        places.append(w)
    return tuple(places)


B = Exercise(
    name="B",
    points=1,
    minutes=4,
    grade="core",
    kind="predict",
    hints=(
        "How long is every first step of Adam?",
        "What is left of the average gradient after 1 and then -1, and by what is it divided?",
        "Both squares are 1. What is the corrected average of two ones?",
    ),
    reference=lambda: adam_places(),
    accepted=(lambda: (-1, -0.947), lambda: (-1.0, -1 + 0.01 / 0.19)),
    mistakes=(
        wrong_numbers(
            "step-b.no-correction",
            adam_places(corrects=(False, False)),
            "neither average is corrected",
            "How long is every first step of Adam?",
        ),
        wrong_numbers(
            "step-b.only-v",
            adam_places(corrects=(False, True)),
            "the average gradient is not corrected",
            "How long is every first step of Adam?",
        ),
        wrong_numbers(
            "step-b.t-stays",
            adam_places(second_t=1),
            "the second step uses the corrections of the first",
            "Which t does the second step have?",
        ),
        wrong_numbers(
            "step-b.no-memory",
            adam_places(along_m=False),
            "the second step goes along the second gradient alone",
            "What does the average gradient still know of the first step?",
        ),
        wrong_numbers(
            "step-b.up",
            adam_places(sign=1.0),
            "the steps go up",
            "If the gradient is positive, where does w go?",
        ),
    ),
    outputs=("w after 1 step", "w after 2 steps"),
    tolerance=5e-4,  # three digits after the point, as one writes them down
    praise="Two opposite gradients, and the second step is 19 times shorter. Why is that wise?",
)


def directions(brings=1.0, looks=0.5, keeps=0.5, shrinks=1.0):
    """Two directions of exercise C: g brings to the velocity, and the step looks ahead along it."""
    v, found = 0.0, []
    for _ in range(2):
        v = keeps * v + brings * 4.0
        found.append(shrinks * (4.0 + looks * v))
    return tuple(found)


C = Exercise(
    name="C",
    points=1,
    minutes=3,
    grade="core",
    kind="predict",
    hints=(
        "What are the two velocities?",
        "What is half of each velocity, and to what is it added?",
    ),
    reference=lambda: (6.0, 7.0),
    accepted=(lambda: (4 + 2, 4 + 3),),
    mistakes=(
        wrong_numbers(
            "step-c.plain",
            (4.0, 6.0),
            "these are the velocities, so the directions of plain momentum",
            "Along what does Nesterov's step go?",
        ),
        wrong_numbers(
            "step-c.whole-velocity",
            directions(looks=1.0),
            "the whole velocity is added to the gradient",
            "Which share of the velocity is added?",
        ),
        wrong_numbers(
            "step-c.average",
            directions(brings=0.5),
            "the velocity is a running average here, where it should be a running sum",
            "With which factor does the gradient enter the velocity?",
        ),
        wrong_numbers(
            "step-c.forgets",
            directions(keeps=0.0),
            "the second velocity has forgotten the first",
            "What is left of the first velocity when the second gradient comes?",
        ),
        wrong_numbers(
            "step-c.all-shrinks",
            directions(shrinks=0.5, looks=1.0),
            "the gradient is halved too",
            "Which of the two terms does the share stand at?",
        ),
    ),
    outputs=("first direction", "second direction"),
    praise="Where does this series of directions end if g stays 4?",
)
