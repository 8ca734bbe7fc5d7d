"""Test the test: a check that is not misled by the errors of its own nudges."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted


def small(w):
    return 1e-9 * np.sin(3 * w), 3e-9 * np.cos(3 * w)


def high(w):
    return 1e6 + np.exp(w), np.exp(w)


def kinked(w):
    value = np.maximum(w, 0.2 * w) + np.maximum(w - 1, 1 - w) / 2 + 2 * w
    return value, np.where(w > 0, 1.0, 0.2) + np.where(w > 1, 0.5, -0.5) + 2


def changed(candidate, change):
    """The candidate with another slope, made from the place and its own."""

    def wrong(w):
        value, slope = candidate(w)
        return value, change(w, slope)

    return wrong


def cubic(w):
    return w**3 - w, 3 * w**2 - 1


PLANTED = (
    Planted(
        "thousandth",
        changed(cubic, lambda w, slope: 1.001 * slope),
        "is too steep by a thousandth",
    ),
    Planted(
        "small-twice",
        changed(small, lambda w, slope: 2 * slope),
        "has tiny values, and twice their slope",
    ),
    Planted(
        "high-percent",
        changed(high, lambda w, slope: 1.01 * slope),
        "has values near a million, and a slope that is 1 % too large",
    ),
    Planted("sign", changed(high, lambda w, slope: -slope), "has the wrong sign"),
    Planted("size", changed(cubic, lambda w, slope: np.abs(slope)), "loses the sign of the slope"),
    Planted(
        "kink-side",
        changed(kinked, lambda w, slope: np.where(w > 0, slope, slope - 0.2)),
        "has a kink at 0, and left of it takes a small slope for none",
    ),
    Planted(
        "far",
        changed(cubic, lambda w, slope: np.where(w > 1.5, 5.75, slope)),
        "gives one slope for every w above 1.5",
    ),
    Planted(
        "shifted",
        changed(cubic, lambda w, slope: slope + 0.001),
        "has a slope that is too large by 0.001 everywhere",
    ),
)

PLACES = (-1.7, -0.4, 0.3, 1.2, 1.8)


def nudged(candidate, w, h):
    return (candidate(w + h)[0] - candidate(w - h)[0]) / (2 * h)


def relative(one, other):
    return abs(one - other) / max(abs(one), abs(other), 1e-300)


def check_with(places=PLACES, steps=(1e-3,), near=1e-4, gap=relative, difference=nudged):
    """A check at some places, with the step that does best there."""

    def check(candidate):
        return all(
            min(gap(candidate(w)[1], difference(candidate, w, h)) for h in steps) < near
            for w in places
        )

    return check


def reference(candidate):
    return check_with(steps=(1e-2, 1e-3, 1e-4, 1e-5))(candidate)


def half_may_fail(candidate):
    places = np.linspace(-1.93, 1.91, 40)
    errors = [relative(candidate(w)[1], nudged(candidate, w, 1e-3)) for w in places]
    return sum(error > 1e-4 for error in errors) < 3  # a kink may lie near one or two


slope_verdict = KillMatrix(
    name="slope_verdict",
    points=3,
    minutes=12,
    grade="core",
    hints=(
        "Which of the two errors of a nudge is large where the values are near a million, and "
        "which h keeps it small? And what is a gap of 0.000001 worth beside a slope near a "
        "billionth?",
        "Where a check fails, change h. If one of several steps brings the two numbers together, "
        "is there a bug? And at which places could a kink lie between your nudges?",
    ),
    correct=(small, high, kinked),
    planted=PLANTED,
    reference=reference,
    accepted=(check_with(), half_may_fail),
    mistakes=(
        Mistake(
            "verdict.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        Mistake(
            "verdict.nothing",
            lambda candidate: False,
            "it returns False for every candidate, the correct ones among them",
            "When should it return True?",
        ),
        Mistake(
            "verdict.tiny-step",
            check_with(steps=(1e-6,), near=1e-5),
            "the step is too small for values near a million: round-off is taken for a bug",
            "How large is a gap between two numbers near a million, and how large is it over h?",
        ),
        Mistake(
            "verdict.one-tolerance",
            check_with(steps=(1e-5,), near=1e-6, gap=lambda one, other: abs(one - other)),
            "the gap itself is compared with one tolerance for all: too narrow for values near a "
            "million, too wide for those near a billionth",
            "How exact can a nudged slope be, when the values are near a million?",
        ),
        Mistake(
            "verdict.absolute",
            check_with(gap=lambda one, other: abs(one - other)),
            "the gap itself is compared with a tolerance, and tiny slopes always pass",
            "Is a gap of 3e-9 small beside a slope of 3e-9?",
        ),
        Mistake(
            "verdict.loose",
            check_with(near=0.05),
            "the two numbers may lie so far apart that a small error gets through",
            "How exact are nudges of 0.001, and how exact does your check want them?",
        ),
        Mistake(
            "verdict.at-kinks",
            check_with(places=(-1.0, 0.0, 1.0, 2.0), near=5e-4),
            "it asks at whole numbers, and a correct function with a kink there fails",
            "What does a nudge both ways say at a kink?",
        ),
        Mistake(
            "verdict.sizes",
            check_with(gap=lambda one, other: relative(abs(one), abs(other))),
            "the sizes are compared, so a wrong sign passes",
            "How far are -1 and 1 apart?",
        ),
        Mistake(
            "verdict.positive",
            check_with(places=(0.3, 1.2, 1.8)),
            "only positive places are tried",
            "What could be different left of 0?",
        ),
        Mistake(
            "verdict.one-agrees",
            lambda candidate: any(check_with(places=[w])(candidate) for w in PLACES),
            "one place at which the two numbers agree is enough for it",
            "After which place can your check be sure, and return True?",
        ),
        Mistake(
            "verdict.near-zero",
            check_with(places=(-0.4, 0.3, 0.7)),
            "only places near 0 are tried",
            "From where to where may a candidate be asked?",
        ),
        Mistake(
            "verdict.truncation",
            check_with(difference=lambda f, w, h: (f(w + h)[0] - f(w)[0]) / h),
            "correct functions that bend are refused: the truncation error of some nudge is larger "
            "than what is allowed",
            "How large is the truncation error of each of your nudges, and can one that misleads "
            "decide alone?",
        ),
    ),
    praise="Which of the three correct functions would need another check, if h had to stay 1e-5?",
)
