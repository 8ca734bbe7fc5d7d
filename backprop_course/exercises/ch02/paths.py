"""Derive: the slope of x^2 sin x along each of its two paths."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, WrongPart, composed


def paths_with(
    gate=lambda u, v: (v, u),
    first=lambda x, u: 2 * x,
    second=lambda x, v: np.cos(x),
    join=lambda outer, inner: outer * inner,
):
    """The slopes of y = u v through u = x^2 and through v = sin x, with some parts replaced."""

    def two_paths(x):
        u, v = x**2, np.sin(x)
        at_u, at_v = gate(u, v)
        return join(at_u, first(x, u)), join(at_v, second(x, v))

    return two_paths


def both_added(x):
    total = float(sum(paths_with()(x)))
    return total, total


HELD = "While u is nudged and v is held, how much does u v change?"
GATES = (
    WrongPart(
        "own-value", lambda u, v: (u, v), "each factor was multiplied by its own value", HELD
    ),
    WrongPart(
        "gate-missing", lambda u, v: (1.0, 1.0), "the slopes of the product are left out", HELD
    ),
    WrongPart(
        "product-at-gate",
        lambda u, v: (u * v, u * v),
        "the value of the product stands where its slopes belong",
        HELD,
    ),
)
FIRSTS = (
    WrongPart(
        "square-no-two",
        lambda x, u: x,
        "the 2 of x^2 is missing",
        "How fast does x^2 grow at x = 1?",
    ),
    WrongPart(
        "square-missing",
        lambda x, u: 1.0,
        "the path through u ends at u: the slope of x^2 is left out",
        "How much does u move when x moves by 0.01?",
    ),
    WrongPart(
        "square-value",
        lambda x, u: u,
        "x^2 stands where its slope belongs",
        "At x = 0 the parabola is flat. What does your line give for x near 0?",
    ),
)
SECONDS = (
    WrongPart(
        "sine-sign",
        lambda x, v: -np.cos(x),
        "the slope of sin has the wrong sign",
        "At 0, does sin rise or fall?",
    ),
    WrongPart(
        "sine-missing",
        lambda x, v: 1.0,
        "the path through v ends at v: the slope of sin is left out",
        "How much does v move when x moves by 0.01?",
    ),
    WrongPart(
        "sine-value",
        lambda x, v: v,
        "sin stands where its slope belongs",
        "How steep is sin at 0, and what is its value there?",
    ),
    WrongPart(
        "sine-at-value",
        lambda x, v: np.cos(v),
        "the slope of sin is taken at its output",
        "Which number goes into sin, and which comes out?",
    ),
    WrongPart(
        "sine-at-square",
        lambda x, v: np.cos(x**2),
        "the slope of sin is taken at u",
        "Is u on the path through v?",
    ),
)
JOINS = (
    WrongPart(
        "slopes-added",
        lambda outer, inner: outer + inner,
        "the slopes along a path are added",
        "If a step doubles a change and the next one triples it, what do the two do together?",
    ),
)


def plain(x):
    u = x**2
    v = np.sin(x)
    through_u = v * 2 * x
    through_v = u * np.cos(x)
    return through_u, through_v


two_paths = Exercise(
    name="two_paths",
    points=2,
    minutes=5,
    grade="core",
    kind="derive",
    hints=(
        "Through u: which two slopes does a change of x meet on this path, and what is v doing?",
        "For a product of two numbers, what is its slope in the first when the second is held?",
    ),
    reference=paths_with(),
    accepted=(plain, lambda x: (2 * x * np.sin(x), x * x * np.cos(x))),
    mistakes=(
        *composed("paths", paths_with, gate=GATES, first=FIRSTS, second=SECONDS, join=JOINS),
        Mistake(
            "paths.sum-in-both",
            both_added,
            "both numbers are the sum of the two paths",
            "How much does y change through u alone, while v is held?",
        ),
    ),
    probes=tuple(Probe((x,)) for x in (2.5, -1.4, 0.7, 3.9)),
    plain=plain,
    outputs=("through_u", "through_v"),
    output_points=(1, 1),
    uses=("ops.square", "ops.sin"),
    praise="For which x does the path through v carry nothing?",
)
