"""Predict: how far Adam goes when one gradient is a hundred times as large as all before."""

from math import sqrt

from ...checking import Exercise, wrong_number

LARGE = 100.0


def step(m_before=1.0, v_before=1.0, shares=(0.1, 0.001), along_m=True, square=True, root=True):
    """The step in learning rates, with some parts of Adam replaced."""
    m = (1 - shares[0]) * m_before + shares[0] * LARGE
    v = (1 - shares[1]) * v_before + shares[1] * (LARGE**2 if square else LARGE)
    return (m if along_m else LARGE) / (sqrt(v) if root else v)


spike = Exercise(
    name="spike",
    points=1,
    minutes=5,
    grade="core",
    kind="predict",
    hints=(
        "After thousands of equal gradients, what are m and v, and is there anything to correct?",
        "What do 100 and its square add to the two averages, and with which shares?",
    ),
    reference=lambda: step(),
    accepted=(lambda: 3.29, lambda: 10.9 / 10.999**0.5),
    mistakes=(
        wrong_number(
            "spike.one",
            1.0,
            "one learning rate is the length of a step while the gradient stays the same",
            "Which of the two averages reacts faster to something new?",
        ),
        wrong_number(
            "spike.no-average",
            step(along_m=False),
            "the step goes along the gradient itself, as in RMSProp",
            "What does the running average make of the 100?",
        ),
        wrong_number(
            "spike.no-root",
            step(root=False),
            "it is divided by the average square, without its root",
            "If all gradients are ten times as large, how should the step change?",
        ),
        wrong_number(
            "spike.no-square",
            step(square=False),
            "the second average is that of the sizes of the gradients, not of their squares",
            "What does v average?",
        ),
        wrong_number(
            "spike.from-zero",
            step(m_before=0.0, v_before=0.0),
            "both averages start from 0, as if the training began here, and nothing is corrected",
            "What do both averages hold after thousands of gradients of 1?",
        ),
        wrong_number(
            "spike.divided-by-old",
            10.9,
            "the 100 has not entered the second average yet",
            "Does Adam divide by the v before this gradient, or after it?",
        ),
        wrong_number(
            "spike.same-shares",
            step(shares=(0.1, 0.1)),
            "both averages are given the share 0.1",
            "Which of the two averages remembers longer?",
        ),
        wrong_number(
            "spike.exchanged",
            step(shares=(0.001, 0.1)),
            "the two shares stand in each other's place",
            "Which of the two averages remembers longer?",
        ),
        wrong_number(
            "spike.sgd",
            LARGE,
            "this is the step of SGD",
            "By what does Adam divide?",
        ),
    ),
    tolerance=2e-3,
    praise="How long are the steps that follow, if every gradient is 1 again?",
)
