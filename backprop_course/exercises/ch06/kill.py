"""Test the test: a check for the backward pass of a factor that belongs to a row."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted


def correct(grad_y, x, s):
    return grad_y * s, np.sum(grad_y * x, axis=1, keepdims=True)


def column_by_column(grad_y, x, s):
    """Correct as well, the columns in another order, so that the last digits differ."""
    sums = np.zeros_like(s)
    for column in reversed(range(x.shape[1])):
        sums[:, 0] += x[:, column] * grad_y[:, column]
    return s * grad_y, sums


def with_x(grad_x):
    return lambda grad_y, x, s: (grad_x(grad_y, x, s), correct(grad_y, x, s)[1])


def with_s(grad_s):
    return lambda grad_y, x, s: (grad_y * s, grad_s(grad_y, x, s))


def each_row(add, a):
    return add(a, axis=1, keepdims=True)


PLANTED = (
    Planted("no-factor", with_x(lambda g, x, s: g.copy()), "sends grad_y to x without the factor"),
    Planted("input", with_x(lambda g, x, s: g * x), "sends grad_y times x to x"),
    Planted("sign-lost", with_x(lambda g, x, s: g * np.abs(s)), "loses the sign of the factor"),
    Planted(
        "own-input",
        with_s(lambda g, x, s: each_row(np.sum, g)),
        "leaves x out of the gradient of s",
    ),
    Planted(
        "no-upstream",
        with_s(lambda g, x, s: each_row(np.sum, x)),
        "leaves grad_y out of the gradient of s",
    ),
    Planted(
        "mean",
        with_s(lambda g, x, s: each_row(np.mean, g * x)),
        "averages the copies of s",
    ),
    Planted("one-copy", with_s(lambda g, x, s: (g * x)[:, :1]), "uses the first copy of s alone"),
    Planted(
        "sums-apart",
        with_s(lambda g, x, s: each_row(np.sum, g) * each_row(np.sum, x)),
        "multiplies two sums for s, where products should be added",
    ),
    Planted(
        "whole-batch",
        with_s(lambda g, x, s: np.full_like(s, np.sum(g * x))),
        "sums over the rows as well, and so gives each s the same number",
    ),
    Planted(
        "divided",
        with_s(lambda g, x, s: each_row(np.sum, g * x) / len(x)),
        "divides the gradient of s by the number of rows",
    ),
    Planted(
        "x-rows-turned",
        with_x(lambda g, x, s: (g * s)[::-1]),
        "gives each row of x what belongs to another row",
    ),
    Planted(
        "s-rows-turned",
        with_s(lambda g, x, s: each_row(np.sum, g * x)[::-1]),
        "gives each s what belongs to another row",
    ),
)


def numbers(n=4, features=3):
    """An arriving gradient, inputs and factors, of both signs."""
    rng = np.random.default_rng(6)
    return (rng.normal(size=(n, size)) for size in (features, features, 1))


def close(found, wanted):
    return all(np.allclose(*pair) for pair in zip(found, wanted, strict=True))


def check_on(*given, same=close):
    """A check that compares with a correct answer on one input."""
    given = given or tuple(numbers())
    return lambda candidate: same(candidate(*given), correct(*given))


def by_both_ends(candidate):
    """The dot-product test, with directions for both arrays."""
    rng = np.random.default_rng(7)
    grad_y, x, s = numbers()
    for v, u in ((rng.normal(size=x.shape), 0 * s), (0 * x, rng.normal(size=s.shape))):
        output = np.sum(grad_y * (v * s + x * u))
        grad_x, grad_s = candidate(grad_y, x, s)
        if abs(output - np.sum(grad_x * v) - np.sum(grad_s * u)) > 1e-9:
            return False
    return True


def by_nudges(candidate):
    grad_y, x, s = numbers(3, 4)
    given, h = candidate(grad_y, x, s), 1e-5
    for found, array in zip(given, (x, s), strict=True):
        for i in np.ndindex(array.shape):
            old, ends = array[i], []
            for array[i] in (old + h, old - h):
                ends.append(np.sum(grad_y * x * s))
            array[i] = old
            if abs(found[i] - (ends[0] - ends[1]) / (2 * h)) > 1e-6:
                return False
    return True


def one_output(number):
    """A check that looks at one of the two gradients alone."""
    return check_on(same=lambda found, wanted: bool(np.allclose(found[number], wanted[number])))


def same_sums(found, wanted):
    return all(bool(np.isclose(np.sum(a), np.sum(b))) for a, b in zip(found, wanted, strict=True))


def same_shapes(found, wanted):
    return all(np.shape(a) == np.shape(b) for a, b in zip(found, wanted, strict=True))


def exactly_equal(found, wanted):
    return all(bool(np.all(a == b)) for a, b in zip(found, wanted, strict=True))


GRAD_Y, X, S = numbers()
NEGATIVE = slice(np.argmin(S), np.argmin(S) + 1)  # a row whose factor is below 0

row_scale_check = KillMatrix(
    name="row_scale_check",
    points=3,
    minutes=12,
    grade="core",
    hints=(
        "Where can you get numbers that a correct answer must agree with? You know nudges, the "
        "dot-product test, and the backward pass itself.",
        "Which inputs make a wrong answer correct by accident? Think of how many rows and columns, "
        "of signs, and of ones.",
    ),
    correct=(correct, column_by_column),
    planted=PLANTED,
    reference=lambda candidate: check_on()(candidate),
    accepted=(by_both_ends, by_nudges, check_on(*numbers(5, 2))),
    mistakes=(
        Mistake(
            "row-scale-check.nothing",
            lambda candidate: False,
            "it returns False for every candidate, the correct ones among them",
            "When should it return True? And which shapes do the arrays have that it compares?",
        ),
        Mistake(
            "row-scale-check.shapes",
            check_on(same=same_shapes),
            "it returns True for every candidate: no number decides, or one gradient that is "
            "correct is enough",
            "Which numbers do you know that a correct answer must return?",
        ),
        Mistake(
            "row-scale-check.sums",
            check_on(same=same_sums),
            "it compares sums alone, and a sum does not see which entry is which",
            "Which wrong answers hold the correct numbers in other places?",
        ),
        Mistake(
            "row-scale-check.x-alone",
            one_output(0),
            "it looks at the gradient of x alone",
            "How many arrays does a candidate return?",
        ),
        Mistake(
            "row-scale-check.s-alone",
            one_output(1),
            "it looks at the gradient of s alone",
            "How many arrays does a candidate return?",
        ),
        Mistake(
            "row-scale-check.one-row",
            check_on(*(array[NEGATIVE] for array in (GRAD_Y, X, S))),
            "it tries one row alone, so that an error in the batch cannot show",
            "What is different for the second row?",
        ),
        Mistake(
            "row-scale-check.example",
            check_on(np.array([[1.0, 2.0]]), np.array([[3.0, -1.0]]), np.array([[10.0]])),
            "it tries one row alone, with a positive factor, as in the docstring",
            "What could be different for a second row, and for a factor below 0?",
        ),
        Mistake(
            "row-scale-check.one-column",
            check_on(*numbers(features=1)),
            "it tries a single column, so that no factor has more than one copy",
            "What is the mean of one number?",
        ),
        Mistake(
            "row-scale-check.ones-arrive",
            check_on(np.ones_like(X), X, S),
            "a gradient of ones arrives, and whoever leaves it out is correct by accident",
            "Which grad_y can hide nothing?",
        ),
        Mistake(
            "row-scale-check.inputs-of-ones",
            check_on(GRAD_Y, np.ones_like(X), S),
            "all inputs are 1, and whoever leaves them out is correct by accident",
            "Which x can hide nothing?",
        ),
        Mistake(
            "row-scale-check.factors-of-one",
            check_on(GRAD_Y, X, np.ones_like(S)),
            "all factors are 1, and whoever leaves them out is correct by accident",
            "Which s can hide nothing?",
        ),
        Mistake(
            "row-scale-check.positive",
            check_on(np.abs(GRAD_Y), np.abs(X), np.abs(S)),
            "all factors are positive, so that a lost sign cannot show",
            "What is the size of a number that is positive?",
        ),
        Mistake(
            "row-scale-check.ones-and-positive",
            check_on(np.ones_like(X), np.abs(X), np.abs(S)),
            "a gradient of ones arrives, and all factors are positive",
            "Which wrong answers are correct by accident where nothing is negative, or all is 1?",
        ),
        Mistake(
            "row-scale-check.exact",
            check_on(same=exactly_equal),
            "it asks for equality to the last digit, and another order of the same sums is "
            "rounded otherwise",
            "How far apart may two correct answers be?",
        ),
    ),
    praise="Which of the planted errors would a dot-product test find that moves x alone?",
)
