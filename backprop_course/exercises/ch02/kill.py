"""Test the test: a check for functions that come with a slope."""

import math

from ...checking import KillMatrix, Mistake, Planted


def chain(x):
    return math.sin(x * x) ** 2, 2 * math.sin(x * x) * math.cos(x * x) * 2 * x


def cubic(x):
    return x**3 - x, 3 * x**2 - 1


PLANTED = (
    Planted("half", lambda x: (x * x, x), "gives half the slope of a square"),
    Planted("sign", lambda x: (math.cos(x), math.sin(x)), "has the wrong sign"),
    Planted("constant", lambda x: (x * x, 2.0), "gives one slope for every x, correct at x = 1"),
    Planted(
        "at-output",
        lambda x: (math.sin(x * x), math.cos(math.sin(x * x)) * 2 * x),
        "takes a slope at the output of its step",
    ),
    Planted("size", lambda x: (x * abs(x), 2 * x), "is correct for positive x alone"),
    Planted(
        "path",
        lambda x: (x * x * math.sin(x), 2 * x * math.sin(x)),
        "forgets one of two paths",
    ),
    Planted("percent", lambda x: (math.exp(x), 1.01 * math.exp(x)), "is 1 % too steep"),
    Planted(
        "right-half",
        lambda x: (max(x, 0.0) ** 2, max(x, 0.0)),
        "is correct for negative x alone",
    ),
)
PLACES = (-1.3, -0.4, 0.7, 1.6)


def nudged(candidate, x, h=1e-5):
    return (candidate(x + h)[0] - candidate(x - h)[0]) / (2 * h)


def at(places, near=1e-6):
    """A check at some places."""

    def check(candidate):
        return all(abs(candidate(x)[1] - nudged(candidate, x)) < near for x in places)

    return check


def at_many(candidate):
    gaps = [abs(candidate(k / 7)[1] - nudged(candidate, k / 7)) for k in range(-9, 10)]
    return max(gaps) < 1e-5


def reference(candidate):
    return at(PLACES)(candidate)


slope_check = KillMatrix(
    name="slope_check",
    points=3,
    minutes=10,
    grade="stretch",
    hints=(
        "The candidate gives you its values, wherever you ask. What can two of them tell?",
        "At which x is a wrong slope correct by accident? How many places, of which signs, leave "
        "no such accident?",
    ),
    correct=(chain, cubic),
    planted=PLANTED,
    reference=reference,
    accepted=(
        at((-2.1, -0.9, 0.3, 1.1, 1.9), 1e-4),
        at_many,
    ),
    mistakes=(
        Mistake(
            "slope-check.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        Mistake(
            "slope-check.nothing",
            lambda candidate: False,
            "it returns False for every candidate, the correct ones among them; "
            "does it ask for more digits than nudges have?",
            "When should it return True?",
        ),
        Mistake(
            "slope-check.at-one",
            at((1.0,)),
            "one place is tried, and a wrong slope can be correct there",
            "Which of your candidates has the slope 2 at x = 1, and which one everywhere?",
        ),
        Mistake(
            "slope-check.positive",
            at((0.7, 1.6)),
            "only positive places are tried",
            "What could be different left of 0?",
        ),
        Mistake(
            "slope-check.negative",
            at((-1.3, -0.4)),
            "only negative places are tried, or one alone",
            "What could be different right of 0?",
        ),
        Mistake(
            "slope-check.at-zero",
            at((0.0,)),
            "only x = 0 is tried, where much is 0 by accident",
            "What is a wrong factor worth where it multiplies 0?",
        ),
        Mistake(
            "slope-check.loose",
            at(PLACES, 0.05),
            "a small error gets through: the two numbers may lie too far apart, or their "
            "difference keeps its sign",
            "How exact are nudges of 0.00001, and how exact does your check want them?",
        ),
    ),
    praise="Which planted error would be the hardest to see in a picture of the curve?",
)
