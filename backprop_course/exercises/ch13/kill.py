"""Test the test: a check for functions that clip by norm."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted, refuses_everything


def norm_of(grads):
    return np.sqrt(sum(np.sum(grad**2) for grad in grads))


def clip_with(norm=norm_of, factor=lambda norm, limit: min(1.0, limit / norm)):
    """Clipping with some of its parts replaced."""
    return lambda grads, limit: [grad * factor(norm(grads), limit) for grad in grads]


correct = clip_with()


def as_one_vector(grads, limit):
    """Correct as well, by another way, so that the last digits differ."""
    length = np.linalg.norm(np.concatenate([grad.ravel() for grad in grads]))
    return list(grads) if length <= limit else [grad / (length / limit) for grad in grads]


PLANTED = (
    Planted(
        "each-alone",
        lambda grads, limit: [correct([grad], limit)[0] for grad in grads],
        "clips each array on its own",
    ),
    Planted(
        "by-value",
        lambda grads, limit: [np.clip(grad, -limit, limit) for grad in grads],
        "clips by value",
    ),
    Planted("lengthens", clip_with(factor=lambda n, limit: limit / n), "lengthens short gradients"),
    Planted(
        "limit-of-one",
        clip_with(factor=lambda n, limit: limit / max(n, 1.0)),
        "compares the norm with 1",
    ),
    Planted(
        "to-one",
        clip_with(factor=lambda n, limit: 1 / n if n > limit else 1.0),
        "shortens to 1, whatever the limit is",
    ),
    Planted(
        "no-root", clip_with(norm=lambda g: norm_of(g) ** 2), "leaves out the root of the norm"
    ),
    Planted(
        "sum-of-sizes",
        clip_with(norm=lambda grads: sum(np.sum(np.abs(grad)) for grad in grads)),
        "adds sizes in place of squares",
    ),
    Planted(
        "largest",
        clip_with(norm=lambda grads: max(np.max(np.abs(grad)) for grad in grads)),
        "takes the largest entry for the norm",
    ),
    Planted("last", clip_with(norm=lambda g: norm_of(g[-1:])), "takes the norm of the last array"),
    Planted("never", lambda grads, limit: list(grads), "never clips"),
)

PAIR = [np.array([[3.0, -4.0]]), np.array([12.0])]  # norm 13


def agrees(*cases):
    """A check of (gradients, limit) after (gradients, limit) against the formula."""

    def check(candidate):
        pairs = [
            (one, other)
            for grads, limit in cases
            for one, other in zip(candidate(grads, limit), correct(grads, limit), strict=True)
        ]
        return all(np.allclose(one, other) for one, other in pairs)

    return check


def by_properties(candidate):
    for limit in (0.5, 6.5, 20.0):
        clipped = candidate(PAIR, limit)
        ratio = clipped[0][0, 0] / PAIR[0][0, 0]
        same_way = all(np.allclose(c, ratio * g) for c, g in zip(clipped, PAIR, strict=True))
        if not (same_way and np.isclose(norm_of(clipped), min(limit, 13.0))):
            return False
    return True


def short_enough(candidate):
    return all(norm_of(candidate(PAIR, limit)) <= limit + 1e-9 for limit in (0.5, 6.5, 20.0))


def bit_by_bit(candidate):
    grads = [0.1 * grad + 0.2 for grad in PAIR]
    return all(
        bool(np.all(one == other))
        for limit in (0.3, 0.7, 20.0)
        for one, other in zip(candidate(grads, limit), correct(grads, limit), strict=True)
    )


clip_check = KillMatrix(
    name="clip_check",
    points=3,
    minutes=10,
    grade="core",
    hints=(
        "On which two sides of the limit can a norm lie, and what should come back on each?",
        "Which sizes of limit and gradient does each error need to show? How many arrays does your "
        "list hold, and is the limit ever anything but 1?",
    ),
    correct=(correct, as_one_vector),
    planted=PLANTED,
    reference=agrees((PAIR, 6.5), (PAIR, 20.0), (PAIR, 0.5)),
    accepted=(by_properties, agrees((PAIR, 15.0), (PAIR, 0.1))),
    mistakes=(
        Mistake(
            "clip-check.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        refuses_everything("clip-check.nothing"),
        Mistake(
            "clip-check.long-alone",
            agrees((PAIR, 6.5)),
            "it tries only gradients that are too long",
            "What should become of gradients that are short already?",
        ),
        Mistake(
            "clip-check.long-and-one",
            agrees((PAIR, 1.0)),
            "it tries one limit, 1, and a gradient that is longer",
            "What should become of gradients that are short already, and does the limit matter?",
        ),
        Mistake(
            "clip-check.short-alone",
            agrees((PAIR, 20.0)),
            "it tries only gradients that are short enough",
            "What is clipping for?",
        ),
        Mistake(
            "clip-check.limit-one",
            agrees((PAIR, 1.0), ([0.05 * grad for grad in PAIR], 1.0)),
            "the limit is always 1",
            "Which of the errors takes 1 for the limit?",
        ),
        Mistake(
            "clip-check.one-array",
            agrees((PAIR[:1], 2.5), (PAIR[:1], 9.0)),
            "its list holds one array alone",
            "Which of the errors needs a second array to show?",
        ),
        Mistake(
            "clip-check.one-number",
            agrees(([np.array([3.0])], 2.0), ([np.array([3.0])], 9.0)),
            "its gradient is a single number, and many norms of that are the same",
            "For which gradients do the sum of the sizes and the largest entry differ?",
        ),
        Mistake(
            "clip-check.short-enough",
            short_enough,
            "it looks at the length of what comes back, not at its direction, nor whether it is "
            "too short",
            "Would gradients of 0 pass your check?",
        ),
        Mistake(
            "clip-check.exact",
            bit_by_bit,
            "it asks for equality to the last digit, and another order of the same operations is "
            "rounded otherwise",
            "How far apart may two correct answers be?",
        ),
    ),
    praise="Could one call kill them all?",
)
