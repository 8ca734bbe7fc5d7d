"""Derive: the three local slopes of (sin(x^2))^2."""

import numpy as np

from ...checking import Exercise, Probe, WrongPart, composed
from ...ops import sin, square


def slopes_with(
    first=lambda x, u, v: 2 * x,
    second=lambda x, u, v: np.cos(u),
    third=lambda x, u, v: 2 * v,
):
    """The slopes of u = x^2, v = sin u and y = v^2, with some of them replaced."""

    def three_slopes(x):
        u = square(x)
        v = sin(u)
        return tuple(float(slope(x, u, v)) for slope in (first, second, third))

    return three_slopes


OWN_INPUT = "Which number goes into this step: x, u or v?"
FIRST = (
    WrongPart(
        "first-no-two",
        lambda x, u, v: x,
        "the 2 of x^2 is missing in du/dx",
        "How fast does x^2 grow at x = 1?",
    ),
    WrongPart(
        "first-value",
        lambda x, u, v: u,
        "u itself stands where its slope belongs",
        "At x = 0 the parabola is flat. What does your line give for x near 0?",
    ),
    WrongPart(
        "first-constant",
        lambda x, u, v: 2.0,
        "du/dx does not depend on x, as for a straight line",
        "Is x^2 equally steep everywhere?",
    ),
)
SECOND = (
    WrongPart(
        "second-at-x", lambda x, u, v: np.cos(x), "the slope of sin is taken at x", OWN_INPUT
    ),
    WrongPart(
        "second-at-output",
        lambda x, u, v: np.cos(v),
        "the slope of sin is taken at its output v",
        OWN_INPUT,
    ),
    WrongPart(
        "second-value",
        lambda x, u, v: v,
        "the value of sin stands where its slope belongs",
        "How steep is sin at 0, and what is its value there?",
    ),
    WrongPart(
        "second-sign",
        lambda x, u, v: -np.cos(u),
        "the slope of sin has the wrong sign",
        "At 0, does sin rise or fall?",
    ),
)
THIRD = (
    WrongPart(
        "third-no-two",
        lambda x, u, v: v,
        "the 2 of v^2 is missing in dy/dv",
        "How fast does v^2 grow at v = 1?",
    ),
    WrongPart(
        "third-value",
        lambda x, u, v: v**2,
        "y itself stands where its slope belongs",
        "At v = 0 the parabola is flat. And at v = 1, how steep is it?",
    ),
    WrongPart(
        "third-at-x", lambda x, u, v: 2 * x, "the slope of the last square is taken at x", OWN_INPUT
    ),
    WrongPart(
        "third-at-u", lambda x, u, v: 2 * u, "the slope of the last square is taken at u", OWN_INPUT
    ),
    WrongPart(
        "third-of-sin-x",
        lambda x, u, v: 2 * np.sin(x),
        "v is computed from x, not from u",
        OWN_INPUT,
    ),
    WrongPart(
        "third-with-inner",
        lambda x, u, v: 2 * v * np.cos(u),
        "dy/dv holds the slope of the step before it, too",
        "If v grows by 0.01 and nothing else is known, how much does y grow?",
    ),
)


def plain(x):
    u = x**2
    v = np.sin(u)
    du_dx = 2 * x
    dv_du = np.cos(u)
    dy_dv = 2 * v
    return du_dx, dv_du, dy_dv


three_slopes = Exercise(
    name="three_slopes",
    points=3,
    minutes=5,
    grade="core",
    kind="derive",
    hints=(
        "Each slope needs the input of its own step. Which of x, u, v is the input of sin?",
        "Compute u and v first, as in the forward pass.",
    ),
    reference=slopes_with(),
    accepted=(plain, lambda x: (x + x, np.sin(x * x + np.pi / 2), 2 * np.sin(x * x))),
    mistakes=composed("three-slopes", slopes_with, first=FIRST, second=SECOND, third=THIRD),
    probes=tuple(Probe((x,)) for x in (1.5, -0.8, 0.6, 2.3)),
    plain=plain,
    outputs=("du_dx", "dv_du", "dy_dv"),
    output_points=(1, 1, 1),
    uses=("ops.square", "ops.sin"),
    praise="Which of the three would change if the first step were x^3?",
)
