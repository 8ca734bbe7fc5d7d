"""Implement: the order of a difference, measured; then a picture of the V's."""

import math

import numpy as np

from ...checking import Exercise, Mistake, Probe
from .four_points import combined
from .probes import PLACES, SLOPES, wave


def forward(f, w, h):
    """lambda f, w, h: (f(w + h) - f(w)) / h"""
    return (f(w + h) - f(w)) / h


def central(f, w, h):
    """lambda f, w, h: (f(w + h) - f(w - h)) / (2 * h)"""
    return (f(w + h) - f(w - h)) / (2 * h)


def backward(f, w, h):
    """lambda f, w, h: (f(w) - f(w - h)) / h"""
    return (f(w) - f(w - h)) / h


def order_with(
    error=lambda nudged, slope: abs(nudged - slope),
    order=lambda first, second: math.log2(first / second),
    smaller=0.5,
):
    """The order from two errors, with some of it replaced."""

    def measured_order(difference, f, w, slope, h):
        steps = h, smaller * h
        first, second = [error(difference(f, w, step), slope) for step in steps]
        return order(first, second)

    return measured_order


def plain(difference, f, w, slope, h):
    first = abs(difference(f, w, h) - slope)
    second = abs(difference(f, w, h / 2) - slope)
    return math.log(first / second) / math.log(2)


def from_line(difference, f, w, slope, h):
    steps = np.array([h, h / 2])
    errors = [abs(difference(f, w, step) - slope) for step in steps]
    return np.polyfit(np.log(steps), np.log(errors), 1)[0]


def from_one_step(difference, f, w, slope, h):
    return math.log(abs(difference(f, w, h) - slope)) / math.log(h)


def over_larger(nudged, slope):
    return abs(nudged - slope) / max(abs(nudged), abs(slope))


HALVED = "When h is halved, an error with h^2 falls to a quarter. What comes out of yours then?"
WRONG = (
    (
        "ratio",
        order_with(order=lambda first, second: first / second),
        "this is how many times smaller the error becomes, not the power of h",
        HALVED,
    ),
    (
        "ratio-inverted",
        order_with(order=lambda first, second: second / first),
        "this is the share of the error that is left, not the power of h",
        HALVED,
    ),
    (
        "natural-log",
        order_with(order=lambda first, second: math.log(first / second)),
        "the logarithm of the ratio is correct, but its base is e",
        HALVED,
    ),
    (
        "log-10",
        order_with(order=lambda first, second: math.log10(first / second)),
        "the logarithm of the ratio is correct, but its base is 10",
        HALVED,
    ),
    (
        "turned-round",
        order_with(order=lambda first, second: math.log2(second / first)),
        "the two errors stand in each other's place",
        HALVED,
    ),
    (
        "logs-divided",
        order_with(order=lambda first, second: math.log(first) / math.log(second)),
        "the logarithms of the errors are divided",
        "How do you write the logarithm of a fraction?",
    ),
    (
        "gap-of-errors",
        order_with(order=lambda first, second: first - second),
        "the errors are subtracted",
        HALVED,
    ),
    (
        "square-root",
        order_with(order=lambda first, second: math.sqrt(first / second)),
        "a square root is taken where a logarithm belongs",
        HALVED,
    ),
    (
        "half-ratio",
        order_with(order=lambda first, second: first / second / 2),
        "the ratio is divided by 2",
        "For an error with the fourth power the ratio is 16. What comes out of yours then?",
    ),
    (
        "one-step",
        from_one_step,
        "one error alone cannot tell: it also holds an unknown factor",
        "If all errors were ten times as large, should the order change?",
    ),
    (
        "slope-unused",
        order_with(error=lambda nudged, slope: abs(nudged)),
        "the nudged slopes are compared with each other, where their errors should be",
        "What do you need the argument slope for?",
    ),
    (
        "tenth",
        order_with(order=lambda first, second: math.log10(first / second), smaller=0.1),
        "the second step is a tenth of the first, where the task wants a half",
        "Which two steps does the docstring name?",
    ),
    (
        "tenth-log-2",
        order_with(smaller=0.1),
        "the second step is a tenth of the first, and the logarithm has base 2",
        "Which two steps does the docstring name?",
    ),
    (
        "doubled",
        order_with(order=lambda first, second: math.log2(second / first), smaller=2.0),
        "the second step is twice the first, where the task wants a half",
        "Which two steps does the docstring name?",
    ),
    (
        "doubled-turned-round",
        order_with(smaller=2.0),
        "the step is doubled, and the ratio is taken the other way round",
        "Which two steps does the docstring name?",
    ),
    (
        "over-larger",
        order_with(error=over_larger),
        "the gaps are divided by something that changes with h, too",
        "Is the gap itself meant, or a relative error?",
    ),
)

WAYS = ((forward, 1.0), (central, 1.0), (central, 1.01), (backward, 1.0))  # 1.01: a bug

measured_order = Exercise(
    name="measured_order",
    points=2,
    minutes=8,
    grade="stretch",
    kind="implement",
    hints=(
        "If the error is c h^k, what is the error for h/2? And what is the one over the other?",
        "The unknown c has cancelled, and k stands in an exponent. Which function brings it down?",
    ),
    reference=order_with(),
    accepted=(plain, from_line),
    mistakes=tuple(Mistake(f"order.{id}", *rest) for id, *rest in WRONG),
    probes=(
        *(
            Probe((way, f, w, factor * slope, 0.1))
            for (way, factor), (f, w), slope in zip(WAYS, PLACES, SLOPES, strict=True)
        ),
        Probe((combined(), wave, 0.4, 3 * np.cos(1.2) + 1, 0.2), public=False),  # order 4
    ),
    plain=plain,
    outputs=("order",),
    praise="Which order has a bug, and which one has round-off?",
)
