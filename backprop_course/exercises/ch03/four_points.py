"""Derive: two central differences whose errors cancel."""

from ...checking import Exercise, Mistake
from .central import LINE, difference_with
from .imaginary import reference as complex_step
from .probes import WITH_STEP

central, one_way = difference_with(), difference_with(down=0.0, over=1.0)


def combined(near=4 / 3, far=-1 / 3, difference=central, wide=None, steps=(1.0, 2.0)):
    """near times the difference with h and far times that with 2h, with some of it replaced."""

    def four_points(f, w, h):
        short, long = steps[0] * h, steps[1] * h
        return near * difference(f, w, short) + far * (wide or difference)(f, w, long)

    return four_points


def plain(f, w, h):
    near = f(w + h) - f(w - h)
    far = f(w + 2 * h) - f(w - 2 * h)
    return (8 * near - far) / (12 * h)


def corrected(f, w, h):
    short, long = central(f, w, h), central(f, w, 2 * h)
    return short + (short - long) / 3


CANCEL = "Put the errors c h^2 and 4 c h^2 into your combination. What is left of c?"
TRUE = "If both differences were exact, what would your combination give?"
WRONG = (
    (
        "central",
        central,
        "this is the central difference with h alone",
        "What does the second difference know about the error of the first?",
    ),
    (
        "central-wide",
        combined(0.0, 1.0),
        "this is the central difference with 2h alone",
        "Which of the two differences is the more exact one?",
    ),
    ("mean", combined(0.5, 0.5), "the mean of the two differences is taken", CANCEL),
    (
        "weights-exchanged",
        combined(-1 / 3, 4 / 3),
        "the two weights stand in each other's place",
        CANCEL,
    ),
    (
        "linear",
        combined(2.0, -1.0),
        "the error is taken to double when h doubles",
        "With which power of h does the error of a central difference grow?",
    ),
    (
        "added",
        combined(0.8, 0.2),
        "the two differences are added, so their errors add, too",
        CANCEL,
    ),
    (
        "correction-sign",
        combined(2 / 3, 1 / 3),
        "the correction has the wrong sign: the result moves towards the worse of the two",
        CANCEL,
    ),
    (
        "fourth-power",
        combined(16 / 15, -1 / 15),
        "the weights would cancel an error with the fourth power of h",
        CANCEL,
    ),
    ("not-divided", combined(4.0, -1.0), "the weights do not add up to 1", TRUE),
    ("sum-over-three", combined(4 / 3, 1 / 3), "a minus between the two differences is lost", TRUE),
    ("correction-alone", combined(1 / 3, -1 / 3), "this is the correction alone", TRUE),
    (
        "twice",
        combined(8 / 3, -2 / 3),
        "it is twice the slope: what it is divided by is half of what it should be",
        LINE,
    ),
    (
        "half-of-it",
        combined(2 / 3, -1 / 6),
        "it is half the slope: what it is divided by is twice what it should be",
        LINE,
    ),
    ("gap", combined(1.0, -1.0), "this is the gap between the two differences", TRUE),
    (
        "far-divided",
        combined(4.0, -1 / 3),
        "only the second difference is divided: brackets are missing",
        "In which order does Python subtract and divide?",
    ),
    (
        "equal-weights",
        combined(1 / 3, 2 / 3),
        "all four places are added with equal weights, over the sum of their distances",
        CANCEL,
    ),
    (
        "true-slope",
        lambda f, w, h: complex_step(f, w),
        "this is the slope itself; what the four places give is wanted, its small error included",
        "What do you use h for?",
    ),
    (
        "wide-distance",
        combined(wide=lambda f, w, h: 2 * central(f, w, h)),
        "the outer two places are 4h apart, and their difference is divided by 2h",
        LINE,
    ),
    (
        "one-way",
        combined(difference=one_way),
        "the differences are forward differences, and their errors begin with h",
        "Does your function compute f below w, too?",
    ),
    (
        "half",
        combined(steps=(0.5, 1.0)),
        "the steps are h/2 and h, where the task wants h and 2h",
        "At which four places should f be computed?",
    ),
)

four_points = Exercise(
    name="four_points",
    points=2,
    minutes=10,
    grade="core",
    kind="derive",
    hints=(
        "Say D(h) is off by c h^2. By how much is D(2h) off, with the same c?",
        "Take a times D(h) and b times D(2h). Which two equations must a and b fulfil: one for the "
        "slope itself, one for c?",
    ),
    reference=combined(),
    accepted=(plain, corrected),
    mistakes=tuple(Mistake(f"four-points.{id}", *rest) for id, *rest in WRONG),
    probes=WITH_STEP,
    plain=plain,
    outputs=("slope",),
    praise="Cubes and fourth powers come out exactly. Which power is the first that does not?",
)
