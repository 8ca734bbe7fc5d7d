"""Derive: the backward pass where the variance was divided by n - 1."""

import numpy as np

from ...checking import Exercise, Mistake, Probe

RNG = np.random.default_rng(120)


def backward_with(
    forward=lambda n: n - 1,
    products=lambda n: n - 1,
    plain_mean=lambda n: n,
    mean=1.0,
    along=1.0,
    divide=lambda s: s,
    z_at=lambda c, s: c / s,
):
    """The gradient with some of its parts replaced."""

    def answer(grad_z, x):
        n, c = len(x), x - x.mean()
        s = np.sqrt(np.sum(c**2) / forward(n))
        z = z_at(c, s)
        towards_z = along * z * np.sum(grad_z * z) / products(n)
        return (grad_z - mean * np.sum(grad_z) / plain_mean(n) - towards_z) / divide(s)

    return answer


backward = backward_with()


def plain(grad_z, x):
    n = len(x)
    c = x - x.mean()
    s = np.sqrt(np.sum(c**2) / (n - 1))
    z = c / s
    return (grad_z - grad_z.mean() - z * np.sum(grad_z * z) / (n - 1)) / s


def by_paths(grad_z, x):
    n, c, s = len(x), x - x.mean(), np.std(x, ddof=1)
    grad_v = -np.sum(grad_z * c) / s**2 / (2 * s)
    grad_c = grad_z / s + grad_v * 2 * c / (n - 1)
    return grad_c - grad_c.mean()


def loss(grad_z, x):
    return float(np.sum(grad_z * (x - x.mean()) / np.std(x, ddof=1)))


COUNT = "Which of the two means in the forward pass has n - 1, and which path leads through it?"

unbiased_backward = Exercise(
    name="unbiased_backward",
    points=2,
    minutes=10,
    grade="core",
    kind="derive",
    hints=(
        "Which line of the table of paths changes, and which lines stay as they are?",
        "What is the sum of z times z now? Whatever lies along z must be taken away whole.",
    ),
    reference=lambda grad_z, x: backward(grad_z, x),
    accepted=(plain, by_paths),
    mistakes=(
        Mistake(
            "unbiased.n-behind",
            backward_with(products=lambda n: n),
            "the products with z are divided by n, where the deviation was made with n - 1",
            COUNT,
        ),
        Mistake(
            "unbiased.n-everywhere",
            backward_with(forward=lambda n: n, products=lambda n: n),
            "everything is divided by n: this is the backward pass of the lesson",
            "By what did the forward pass of this task divide the sum of the squares?",
        ),
        Mistake(
            "unbiased.n-in-deviation",
            backward_with(forward=lambda n: n),
            "the deviation is made with n",
            "By what does NumPy's std divide, if it is not told otherwise?",
        ),
        Mistake(
            "unbiased.mean-too",
            backward_with(plain_mean=lambda n: n - 1),
            "the mean of what arrives is divided by n - 1, too",
            COUNT,
        ),
        Mistake(
            "unbiased.mean-alone",
            backward_with(plain_mean=lambda n: n - 1, products=lambda n: n),
            "n and n - 1 stand in each other's place",
            COUNT,
        ),
        Mistake(
            "unbiased.no-mean",
            backward_with(mean=0.0),
            "the path through the mean is missing",
            "If the same number arrives everywhere, what should come back?",
        ),
        Mistake(
            "unbiased.no-deviation",
            backward_with(along=0.0),
            "the path through the deviation is missing",
            "If z itself arrives, what should come back?",
        ),
        Mistake(
            "unbiased.plus",
            backward_with(along=-1.0),
            "the term along z is added",
            "If z itself arrives, what should come back?",
        ),
        Mistake(
            "unbiased.straight-alone",
            backward_with(mean=0.0, along=0.0),
            "only the straight path is taken",
            "If x_2 grows, does z_1 stay where it is?",
        ),
        Mistake(
            "unbiased.sum-of-products",
            backward_with(products=lambda n: 1),
            "the products with z are not divided by anything",
            "What is the sum of z times z, and what should come back if z arrives?",
        ),
        Mistake(
            "unbiased.variance",
            backward_with(divide=lambda s: s**2),
            "it is divided by the variance",
            "x is stretched by 2, and z stays. How does the gradient of x change?",
        ),
        Mistake(
            "unbiased.not-divided",
            backward_with(divide=lambda s: 1.0),
            "it is not divided by the deviation",
            "x is stretched by 2, and z stays. How does the gradient of x change?",
        ),
        Mistake(
            "unbiased.centred-for-z",
            backward_with(z_at=lambda c, s: c),
            "the centred numbers stand where the normalized ones belong",
            "If all numbers are stretched, does what lies along z change?",
        ),
    ),
    probes=(
        Probe((np.array([6.0, 0.0, 3.0]), np.array([1.0, -2.0, 4.0])), {"n": 3}),
        *(
            Probe((np.round(RNG.normal(size=n), 2), np.round(RNG.normal(2, 3, n), 2)), {"n": n})
            for n in (4, 6, 9)
        ),
    ),
    plain=plain,
    outputs=("grad_x",),
    objective=loss,
    slope_of={"grad_x": "x"},
    praise="What comes back now for a batch of two numbers?",
)
