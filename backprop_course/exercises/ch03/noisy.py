"""Derive: the best step for a loss whose values are noisy."""

import numpy as np

from ...checking import Exercise, Mistake, Probe


def bound(noise, third, h, truncation=6.0, values=1.0):
    """How far off a central difference is at most."""
    return abs(third) * h**2 / truncation + values * noise / h


def step_with(cubed=lambda n, t: 3 * n / t, root=1 / 3, then=bound):
    """(h, bound) from a wrong power of h, a wrong root or a wrong bound."""

    def best_step(noise, third):
        h = cubed(noise, abs(third)) ** root
        return h, then(noise, third, h)

    return best_step


def plain(noise, third):
    cubed = 3 * noise / abs(third)
    h = cubed ** (1 / 3)
    truncation = abs(third) * h**2 / 6
    return h, truncation + noise / h


def sign_kept(noise, third):
    h = np.cbrt(3 * noise / third)
    return h, third * h**2 / 6 + noise / h


LOWEST = "What is the slope of the bound in h where the bound is lowest?"
WRONG = (
    (
        "made-equal",
        step_with(lambda n, t: 6 * n / t),
        "the two errors are made equal, or a 2 is lost in the slope of h squared: the bound is "
        "lowest elsewhere",
        LOWEST,
    ),
    (
        "size-ignored",
        step_with(lambda n, t: n),
        "this is the lesson's rough rule: how strongly the curve bends is not used",
        "If the third derivative were 0, how large could the step be?",
    ),
    (
        "factor-lost",
        step_with(lambda n, t: n / t),
        "the numbers of the bound are left out, and only its letters are kept",
        LOWEST,
    ),
    (
        "square-root",
        step_with(root=1 / 2),
        "a square root is taken",
        "Which power of h is left, when the slope of the bound is set to 0?",
    ),
    (
        "no-root",
        step_with(root=1.0),
        "a power of h is returned for h: its root is still to be taken",
        "Which power of h is left, when the slope of the bound is set to 0?",
    ),
    (
        "brackets-of-root",
        step_with(lambda n, t: n / t, root=1.0),
        "no root is taken, and the power of h is divided by 3: brackets around the exponent are "
        "missing",
        "From left to right, what does Python do with a ** 1 / 3?",
    ),
    (
        "fourth-root",
        step_with(root=1 / 4),
        "a fourth root is taken",
        "What is the slope of 1/h in h?",
    ),
    (
        "turned-round",
        step_with(lambda n, t: t / (3 * n)),
        "the fraction is turned round",
        "Does more noise need a longer step, or a shorter one?",
    ),
    (
        "third-multiplied",
        step_with(lambda n, t: 3 * n * t),
        "the third derivative is multiplied in, where it should divide",
        "Does a curve that bends more strongly need a longer step, or a shorter one?",
    ),
    (
        "three-divides",
        step_with(lambda n, t: n / (3 * t)),
        "the 3 stands on the wrong side",
        LOWEST,
    ),
    (
        "noise-twice",
        step_with(lambda n, t: 6 * n / t, then=lambda n, t, h: bound(n, t, h, values=2.0)),
        "the noise of both values is divided by h, and the two places are 2h apart",
        "Two values, each off by the noise: how far off is their difference over 2h?",
    ),
    (
        "one-way",
        step_with(lambda n, t: 4 * n / t, 1 / 2, lambda n, t, h: abs(t) * h / 2 + 2 * n / h),
        "this is the step of a nudge one way",
        "Which term of Taylor's formula does a nudge both ways leave over?",
    ),
    (
        "sign-kept",
        sign_kept,
        "the sign of the third derivative is kept, where its size counts",
        "Can a step, or the bound of an error, be below 0?",
    ),
    (
        "made-equal-one-of-two",
        step_with(lambda n, t: 6 * n / t, then=lambda n, t, h: n / h),
        "the two errors are made equal, and one of them alone is returned as the bound",
        LOWEST,
    ),
    (
        "noise-twice-in-bound",
        step_with(then=lambda n, t, h: bound(n, t, h, values=2.0)),
        "in the bound the noise of both values is divided by h, and the two places are 2h apart",
        "Two values, each off by the noise: how far off is their difference over 2h?",
    ),
    (
        "third-not-in-bound",
        step_with(then=lambda n, t, h: h**2 / 6 + n / h),
        "the third derivative is left out of the bound",
        "What stands in the first term of the bound?",
    ),
    (
        "truncation-alone",
        step_with(then=lambda n, t, h: abs(t) * h**2 / 6),
        "the truncation error alone is returned as the bound",
        "How many errors does a nudged slope have?",
    ),
    (
        "noise-alone",
        step_with(then=lambda n, t, h: n / h),
        "the error from the noise alone is returned as the bound",
        "How many errors does a nudged slope have?",
    ),
    (
        "bound-twice-noise",
        step_with(then=lambda n, t, h: 2 * n / h),
        "the truncation error is taken to be as large as that from the noise",
        "Put your step into both terms. Are they equal?",
    ),
)

best_step = Exercise(
    name="best_step",
    points=2,
    minutes=8,
    grade="core",
    kind="derive",
    hints=(
        "For small h the bound falls with h, for large h it grows. What is its slope in h in "
        "between, where it is lowest?",
        "Differentiate both terms in h; one slope is positive, the other negative. When do they "
        "cancel? Multiply by h twice.",
    ),
    reference=step_with(),
    accepted=(
        plain,
        lambda noise, third: (
            float(np.cbrt(3 * noise / abs(third))),
            1.5 * noise / float(np.cbrt(3 * noise / abs(third))),
        ),
    ),
    mistakes=tuple(Mistake(f"best-step.{id}", *rest) for id, *rest in WRONG),
    probes=tuple(
        Probe(pair) for pair in ((0.001, 3.0), (1e-6, -0.2), (0.02, 5.0), (3e-4, -40.0), (0.5, 0.7))
    ),
    plain=plain,
    outputs=("h", "bound"),
    output_points=(1, 1),
    praise="Which of the two errors is the larger one at the best step, and by which factor?",
)
