"""Implement: the complex step."""

from ...checking import Exercise, Mistake
from .probes import WITHOUT

STEP = 1e-20


def step_with(part=lambda value: value.imag, h=STEP, over=None, direction=1j):
    """Some part of f(w + h i), over h."""

    def answer(f, w):
        return float(part(f(w + direction * h)) / (h if over is None else over))

    return answer


reference = step_with()
BY_HAND = "For w^3 at 1 the lesson has the result by hand. What does yours give?"


def plain(f, w):
    h = 1e-20
    value = f(w + 1j * h)
    return value.imag / h


complex_step = Exercise(
    name="complex_step",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="implement",
    hints=(
        "In Python, `1j` is the imaginary unit. How do you write w plus h times i?",
        "A complex number z has two parts, `z.real` and `z.imag`. In which one has the nudge "
        "travelled, and how large was it at the start?",
    ),
    reference=lambda f, w: reference(f, w),
    accepted=(step_with(h=1e-30), step_with(h=1e-8)),
    mistakes=(
        Mistake(
            "imaginary.real-part",
            step_with(part=lambda value: value.real, over=1.0),
            "the real part is returned, which holds the value of f",
            BY_HAND,
        ),
        Mistake(
            "imaginary.real-part-divided",
            step_with(part=lambda value: value.real, h=1e-3),
            "the real part is used, which holds the value of f",
            BY_HAND,
        ),
        Mistake(
            "imaginary.not-divided",
            step_with(over=1.0),
            "nearly nothing is left: the imaginary part is not divided by the step, or the step is "
            "real and gets lost, since 1 + 1e-20 is 1",
            "If the step were twice as long, what would your result be?",
        ),
        Mistake(
            "imaginary.large-step",
            step_with(h=0.1),
            "the step is so long that the truncation error is seen",
            "What keeps you from a step of 1e-20?",
        ),
        Mistake(
            "imaginary.divided-by-two",
            step_with(over=2 * STEP),
            "it is divided by twice the step, as for a nudge both ways",
            "How many nudges does your function make?",
        ),
        Mistake(
            "imaginary.sign",
            step_with(direction=-1j),
            "the nudge points the other way, and the sign is flipped",
            BY_HAND,
        ),
    ),
    probes=WITHOUT,
    outputs=("slope",),
    plain=plain,
    praise="Which step of your function could cancel digits?",
)
