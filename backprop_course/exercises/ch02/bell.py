"""Derive: both gradients of a bell curve."""

import numpy as np

from ...checking import Exercise, Mistake, Probe


def bell(x, m):
    return float(np.exp(-((x - m) ** 2) / 2))


def bell_reference(x, m):
    slope = -(x - m) * bell(x, m)
    return slope, -slope


def plain(x, m):
    u = x - m
    v = u**2
    y = np.exp(-v / 2)
    grad_v = -y / 2
    grad_u = grad_v * 2 * u
    grad_x = grad_u
    grad_m = -grad_u
    return grad_x, grad_m


def in_factors(x, m):
    y = np.exp(-(x * x) / 2) * np.exp(x * m) * np.exp(-(m * m) / 2)
    return y * (m - x), y * (x - m)


def bell_with(slope, of_m=-1.0):
    """Both gradients from a wrong slope in u = x - m, a function of (u, y)."""

    def gradients(x, m):
        grad_u = slope(x - m, bell(x, m))
        return grad_u, of_m * grad_u

    return gradients


TOP = "At x = m the curve has its top. And right of it, does it rise or fall?"
WRONG = (
    (
        "same-for-both",
        bell_with(lambda u, y: -u * y, of_m=1.0),
        "m got the gradient of x: its own slope in the difference is missing",
        "If m grows and x stays, does the difference x - m grow or fall?",
    ),
    ("sign", bell_with(lambda u, y: u * y), "the signs are flipped", TOP),
    (
        "half-kept",
        bell_with(lambda u, y: -u * y / 2),
        "a factor 1/2 is left over: the slope of the square brings a 2",
        "What is the slope of u^2 / 2?",
    ),
    (
        "half-missing",
        bell_with(lambda u, y: -2 * u * y),
        "the 1/2 in the exponent is forgotten",
        "What is the slope of u^2 / 2?",
    ),
    (
        "curve-missing",
        bell_with(lambda u, y: -u),
        "the slope of exp is left out: this is the slope of the exponent",
        "What is the slope of e^t, and at which t?",
    ),
    (
        "exponent-missing",
        bell_with(lambda u, y: y),
        "this is the curve itself: the slope of its exponent is left out",
        TOP,
    ),
    (
        "minus-of-exponent",
        bell_with(lambda u, y: -u / y),
        "the curve in the slope has a plus in its exponent",
        "Far from m the curve is flat. Is your number nearly 0 there?",
    ),
    (
        "square-kept",
        bell_with(lambda u, y: -(u**2) * y),
        "the difference is still squared in the slope",
        TOP,
    ),
    (
        "power-rule",
        bell_with(lambda u, y: -(u**2) / 2 * np.exp(-(u**2) / 2 - 1)),
        "exp is treated as a power: its exponent came down, and was made smaller by 1",
        "What is the slope of e^t in t?",
    ),
    (
        "second-ignored",
        bell_with(lambda u, y: -u * y, of_m=0.0),
        "m is treated as a constant",
        "Move m a little. Does y stay where it was?",
    ),
    (
        "x-for-difference",
        lambda x, m: (-x * bell(x, m), x * bell(x, m)),
        "x stands where the difference x - m belongs",
        TOP,
    ),
)

bell_gradients = Exercise(
    name="bell_gradients",
    points=2,
    minutes=8,
    grade="core",
    kind="derive",
    hints=(
        "Give each step a name: the difference, its square, the curve. What is the slope of each "
        "step, at its own input?",
        "The difference has two inputs. What are its two slopes?",
    ),
    reference=bell_reference,
    accepted=(plain, in_factors),
    mistakes=tuple(Mistake(f"bell.{id}", *rest) for id, *rest in WRONG),
    probes=tuple(
        Probe(pair) for pair in ((2.0, 1.0), (-0.5, 0.7), (1.3, -0.4), (0.25, 2.0), (0.6, 0.6))
    ),
    plain=plain,
    outputs=("grad_x", "grad_m"),
    output_points=(1, 1),
    objective=bell,
    slope_of={"grad_x": "x", "grad_m": "m"},
    praise="Where is the curve steepest?",
)
