"""Implement: complex steps for a function of an array."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from .imaginary import BY_HAND, STEP


def product(x):
    """lambda x: x[0] * x[1]**2"""
    return x[0] * x[1] ** 2


def waves(x):
    """lambda x: np.sum(np.sin(x) * x[::-1])"""
    return np.sum(np.sin(x) * x[::-1])


def high(x):
    """lambda x: 1e16 + np.exp(x[0] - x[1]) * x[2]"""
    return 1e16 + np.exp(x[0] - x[1]) * x[2]


def squares(x):
    """lambda x: x[0] * x[1] / (x[2] + 0.5) + np.sum(x**3) + x[3] * x[4]"""
    return x[0] * x[1] / (x[2] + 0.5) + np.sum(x**3) + x[3] * x[4]


def slopes_with(
    nudge=lambda x, k, step: x + 1j * step * (np.arange(len(x)) == k),
    part=lambda value: value.imag,
    step=STEP,
    over=None,
    finish=lambda grad, x: grad,
):
    """A nudge of each entry, some part of what comes out, over the step."""

    def complex_gradient(f, x):
        values = [part(f(nudge(x, k, step))) for k in range(len(x))]
        return finish(np.array(values) / (step if over is None else over), x)

    return complex_gradient


def plain(f, x):
    grad = np.zeros(len(x))
    for k in range(len(x)):
        z = x.astype(complex)
        z[k] += 1e-20j
        grad[k] = f(z).imag / 1e-20
    return grad


def by_rows(f, x):
    rows = x + 1e-30j * np.eye(len(x))
    return np.array([f(row).imag / 1e-30 for row in rows])


def both_ways(f, x):
    units = 1e-5 * np.eye(len(x))
    return np.array([(f(x + unit) - f(x - unit)) / 2e-5 for unit in units])


def slopes_of_difference(f, x):
    """The length of f(x + i step) - f(x), over the step."""
    return slopes_with(part=lambda value: abs(value - f(x)))(f, x)


def last_missing(grad, x):
    grad[-1] = 0.0
    return grad


EACH = "While one entry is nudged, what should the others hold?"
WRONG = (
    (
        "all-at-once",
        slopes_with(lambda x, k, step: x + 1j * step),
        "all entries are nudged at once, so every slope is the sum of all of them",
        EACH,
    ),
    (
        "not-put-back",
        slopes_with(lambda x, k, step: x + 1j * step * (np.arange(len(x)) <= k)),
        "an entry stays nudged while the later ones are measured",
        EACH,
    ),
    (
        "nothing-left",
        slopes_with(over=1.0),
        "nearly nothing is left: either the nudge was put into an array of real numbers, which "
        "drops the imaginary part, or the result is not divided by the step",
        "What do you find in the entry after you have nudged it?",
    ),
    (
        "real-part",
        slopes_with(part=lambda value: value.real, over=1.0),
        "the real part is returned, which holds the value of f",
        BY_HAND,
    ),
    (
        "length",
        slopes_with(part=abs, over=1.0),
        "the length of the complex number is returned, which is nearly the value of f",
        BY_HAND,
    ),
    (
        "length-over-step",
        slopes_with(part=abs),
        "the length of the complex number is taken, where its imaginary part belongs",
        BY_HAND,
    ),
    (
        "real-part-over-step",
        slopes_with(part=lambda value: value.real),
        "the real part is taken, where the imaginary part belongs",
        BY_HAND,
    ),
    (
        "length-of-difference",
        slopes_of_difference,
        "the length of the difference is taken: it has no sign",
        "Which slopes can no length ever be?",
    ),
    (
        "divided-by-two",
        slopes_with(over=2 * STEP),
        "it is divided by twice the step, as for a nudge both ways",
        "How many nudges does your function make for one entry?",
    ),
    (
        "sign",
        slopes_with(step=-STEP, over=STEP),
        "the nudge points the other way, and the sign is flipped",
        BY_HAND,
    ),
    (
        "large-step",
        slopes_with(step=0.1),
        "the step is so long that the truncation error is seen",
        "What keeps you from a step of 1e-20?",
    ),
    (
        "real-nudges",
        both_ways,
        "the nudges are real, both ways: where f is large, digits cancel",
        "On which input does it fail, and how large is f there?",
    ),
    (
        "whole-numbers",
        slopes_with(finish=lambda grad, x: grad.astype(x.dtype)),
        "where x holds whole numbers, so does your gradient, and it loses its decimals",
        "What kind of numbers does the array hold that you fill, and from where has it got that?",
    ),
    (
        "last-missing",
        slopes_with(finish=last_missing),
        "the last entry is left out: it stays 0",
        "Over which numbers does your loop run when x has three entries?",
    ),
    (
        "reversed",
        slopes_with(finish=lambda grad, x: grad[::-1].copy()),
        "the slopes stand in reversed order",
        "Which entry of x does the first slope belong to?",
    ),
)

complex_gradient = Exercise(
    name="complex_gradient",
    points=2,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "For one entry it is the complex step of the lesson. What should the other entries hold "
        "meanwhile?",
        "An array of real numbers cannot hold an imaginary part. How do you get a complex copy of "
        "x, a fresh one for each entry? And what should the array of slopes hold?",
    ),
    reference=slopes_with(),
    accepted=(plain, by_rows),
    mistakes=tuple(Mistake(f"many-slopes.{id}", *rest) for id, *rest in WRONG),
    probes=(
        Probe((product, np.array([3.0, 2.0])), sizes={"n": 2}),
        Probe((waves, np.array([0.4, -1.3, 2.2, 0.9])), sizes={"n": 4}),
        Probe((high, np.array([0.5, -0.2, 1.5])), sizes={"n": 3}),
        Probe((squares, np.array([3, -2, 1, 4, -1])), sizes={"n": 5}),
    ),
    plain=plain,
    tolerance=1e-12,
    outputs=("gradient",),
    praise="How often does your function call f for a network with a million weights?",
)
