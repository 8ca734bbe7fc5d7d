"""Test the test: a check for backward passes of a matrix product and tanh."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted, refuses_everything


def backward_with(
    arrives=lambda g: g,
    slope=lambda z: 1 - np.tanh(z) ** 2,
    after_x=lambda grad_x: grad_x,
    after_W=lambda grad_W, x: grad_W,
):
    """The backward pass of y = tanh(x @ W) with one of its parts replaced."""

    def candidate(grad_y, x, W):
        grad_z = arrives(grad_y) * slope(x @ W)
        return after_x(grad_z @ W.T), after_W(x.T @ grad_z, x)

    return candidate


correct = backward_with()


def by_examples(grad_y, x, W):
    """Correct as well, by another slope and one example at a time, so the last digits differ."""
    grad_x, grad_W = np.zeros_like(x), np.zeros_like(W)
    for i in reversed(range(len(x))):
        grad_z = grad_y[i] / np.cosh(x[i] @ W) ** 2
        grad_x[i] = W @ grad_z
        grad_W += np.outer(x[i], grad_z)
    return grad_x, grad_W


def overwrites(grad_y, x, W):
    grad_y *= 1 - np.tanh(x @ W) ** 2
    return grad_y @ W.T, x.T @ grad_y


def last_entry_off(grad_W, x):
    grad_W[-1, -1] *= 1.001
    return grad_W


PLANTED = (
    Planted("ignored", backward_with(np.ones_like), "ignores grad_y"),
    Planted("no-slope", backward_with(slope=np.ones_like), "forgets the slope of tanh"),
    Planted("slope-of-z", backward_with(slope=lambda z: 1 - z**2), "computes the slope from z"),
    Planted(
        "saturated",
        backward_with(slope=lambda z: np.where(np.abs(z) < 2, 1 - np.tanh(z) ** 2, 0.0)),
        "takes the slope for 0 where z is larger than 2 in size",
    ),
    Planted(
        "averaged",
        backward_with(after_W=lambda grad_W, x: grad_W / len(x)),
        "averages grad_W over the examples",
    ),
    Planted(
        "reversed",
        backward_with(after_x=lambda grad_x: grad_x[::-1]),
        "returns the rows of grad_x in reversed order",
    ),
    Planted(
        "one-entry",
        backward_with(after_W=last_entry_off),
        "has one entry of grad_W wrong, by a thousandth",
    ),
    Planted("overwrites", overwrites, "returns the correct numbers and changes grad_y"),
)


def numbers(n=4, size=1.5):
    """An upstream gradient, inputs and weights."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(n, 2)), size * rng.normal(size=(n, 3)), rng.normal(size=(3, 2))


def close(ours, theirs):
    return all(np.allclose(a, b, rtol=1e-7, atol=1e-12) for a, b in zip(ours, theirs, strict=True))


def agrees(candidate, given, same=close):
    """Whether the numbers are the same, and the arguments afterwards as they were."""
    kept = [array.copy() for array in given]
    expected = by_examples(*kept)
    return bool(same(candidate(*given), expected) and close(given, kept))


def reference(candidate):
    return agrees(candidate, numbers())


def value(grad_y, x, W):
    return np.sum(grad_y * np.tanh(x @ W))


def by_probe(candidate):
    """Two slopes, each along a random direction, by complex steps."""
    rng, given = np.random.default_rng(1), numbers()
    kept = [array.copy() for array in given]
    grad_x, grad_W = candidate(*given)
    grad_y, x, W = kept
    u_x, u_W = rng.uniform(0.5, 1, x.shape), rng.uniform(0.5, 1, W.shape)
    slope_x = value(grad_y, x + 1e-30j * u_x, W).imag / 1e-30
    slope_W = value(grad_y, x, W + 1e-30j * u_W).imag / 1e-30
    fine = np.allclose([np.sum(grad_x * u_x), np.sum(grad_W * u_W)], [slope_x, slope_W], rtol=1e-9)
    return bool(fine and np.array_equal(given[0], grad_y))


def by_nudges(candidate):
    given, h = numbers(5), 1e-5
    kept = [array.copy() for array in given]
    made = candidate(*given)
    for grad, which in zip(made, (1, 2), strict=True):
        for i in np.ndindex(kept[which].shape):
            up, down = [a.copy() for a in kept], [a.copy() for a in kept]
            up[which][i] += h
            down[which][i] -= h
            slope = (value(*up) - value(*down)) / (2 * h)
            if abs(grad[i] - slope) > 1e-6 * max(abs(slope), 1e-3):
                return False
    return close(given, kept)


def all_ones_arrive(candidate):
    grad_y, x, W = numbers()
    return agrees(candidate, (np.ones_like(grad_y), x, W))


def exactly_equal(candidate):
    return agrees(candidate, numbers(), lambda a, b: all(map(np.array_equal, a, b)))


def numbers_alone(candidate):
    given = numbers()
    return bool(close(candidate(*(array.copy() for array in given)), by_examples(*given)))


def only(which):
    return lambda candidate: agrees(
        candidate, numbers(), lambda a, b: close([a[which]], [b[which]])
    )


def within_a_hundredth(candidate):
    return agrees(
        candidate,
        numbers(),
        lambda a, b: all(
            np.allclose(p, q, atol=0.01, rtol=0.01) for p, q in zip(a, b, strict=True)
        ),
    )


backward_check = KillMatrix(
    name="backward_check",
    points=4,
    minutes=15,
    grade="core",
    hints=(
        "Which number L has the upstream gradient grad_y, and how do you get its slopes without "
        "asking the candidate?",
        "Choose inputs on which nothing is special: several examples, a random upstream gradient, "
        "values of x @ W near 0 and far from it. And look at your arguments afterwards.",
    ),
    correct=(correct, by_examples),
    planted=PLANTED,
    reference=reference,
    accepted=(by_probe, by_nudges),
    mistakes=(
        Mistake(
            "backward-check.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        refuses_everything("backward-check.nothing"),
        Mistake(
            "backward-check.ones",
            all_ones_arrive,
            "a gradient of ones arrives, and whoever ignores it is correct by accident",
            "Which grad_y can hide nothing?",
        ),
        Mistake(
            "backward-check.one-example",
            lambda candidate: agrees(candidate, numbers(1)),
            "it tries a batch of one example",
            "What is a mean over one example, and its rows in reversed order?",
        ),
        Mistake(
            "backward-check.small",
            lambda candidate: agrees(candidate, numbers(size=0.1)),
            "all values before tanh are near 0, and no unit saturates",
            "For which z are the slopes of tanh smaller than a tenth?",
        ),
        Mistake(
            "backward-check.exact",
            exactly_equal,
            "it asks for equality to the last digit, and another order of the same sums is "
            "rounded otherwise",
            "How far apart may two correct answers be?",
        ),
        Mistake(
            "backward-check.arguments",
            numbers_alone,
            "it looks at what is returned, and not at what became of the arguments",
            "Which arrays could a careless backward pass change?",
        ),
        Mistake(
            "backward-check.only-x",
            only(0),
            "it looks at grad_x alone",
            "How many arrays does the candidate return?",
        ),
        Mistake(
            "backward-check.only-W",
            only(1),
            "it looks at grad_W alone",
            "How many arrays does the candidate return?",
        ),
        Mistake(
            "backward-check.loose",
            within_a_hundredth,
            "the tolerance is so wide that a small error fits into it",
            "How far apart does round-off bring two correct answers: a hundredth?",
        ),
    ),
    praise="Which of the planted errors would train a network all the same?",
)
