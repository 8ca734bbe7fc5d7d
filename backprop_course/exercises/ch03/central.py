"""Implement: the central difference."""

from ...checking import Exercise, Mistake
from .probes import WITH_STEP


def difference_with(up=1.0, down=1.0, over=2.0):
    """(f(w + up h) - f(w - down h)) / (over h)"""
    return lambda f, w, h: (f(w + up * h) - f(w - down * h)) / (over * h)


reference = difference_with()
LINE = "What should come out for a straight line with slope 1? What comes out of yours?"


def plain(f, w, h):
    up = f(w + h)
    down = f(w - h)
    return (up - down) / (2 * h)


central_difference = Exercise(
    name="central_difference",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="implement",
    hints=(
        "At which two places is f computed, and how far are they apart?",
        "Where do the brackets have to stand, so that the whole difference is divided, and by the "
        "whole distance?",
    ),
    reference=lambda f, w, h: reference(f, w, h),
    accepted=(
        lambda f, w, h: f(w + h) / (2 * h) - f(w - h) / (2 * h),
        lambda f, w, h: ((f(w + h) - f(w)) / h + (f(w) - f(w - h)) / h) / 2,
    ),
    mistakes=(
        Mistake(
            "central.forward",
            difference_with(down=0.0, over=1.0),
            "this is the forward difference: it nudges one way",
            "Does your function compute f below w, too?",
        ),
        Mistake(
            "central.backward",
            difference_with(up=0.0, over=1.0),
            "this is the difference to the other side: it nudges one way",
            "Does your function compute f above w, too?",
        ),
        Mistake(
            "central.no-two",
            difference_with(over=1.0),
            "it is divided by h, while the two places are 2h apart",
            LINE,
        ),
        Mistake(
            "central.half-steps",
            difference_with(up=0.5, down=0.5),
            "the nudges are half as large as the distance that it is divided by",
            LINE,
        ),
        Mistake(
            "central.both-up",
            difference_with(up=2.0, down=0.0),
            "both places lie on the same side of w",
            "Is w in the middle of your two places?",
        ),
        Mistake(
            "central.sign",
            lambda f, w, h: -reference(f, w, h),
            "the two places are exchanged",
            LINE,
        ),
        Mistake(
            "central.brackets-around-difference",
            lambda f, w, h: f(w + h) - f(w - h) / (2 * h),
            "only the second value is divided: brackets around the difference are missing",
            "In which order does Python subtract and divide?",
        ),
        Mistake(
            "central.brackets-around-distance",
            lambda f, w, h: (f(w + h) - f(w - h)) / 2 * h,
            "it is multiplied by h at the end: brackets around the distance are missing",
            "From left to right, what does Python do with a / 2 * h?",
        ),
        Mistake(
            "central.not-divided",
            lambda f, w, h: f(w + h) - f(w - h),
            "the difference is not divided",
            LINE,
        ),
        Mistake(
            "central.sum",
            lambda f, w, h: (f(w + h) + f(w - h)) / (2 * h),
            "the two values are added",
            "What should come out for a constant function?",
        ),
        Mistake(
            "central.second-difference",
            lambda f, w, h: (f(w + h) - 2 * f(w) + f(w - h)) / h**2,
            "this measures the bend of the curve, the second derivative",
            LINE,
        ),
    ),
    probes=WITH_STEP,
    outputs=("slope",),
    plain=plain,
    praise="For which functions is it exact, whatever h is?",
)
