"""Data: small seeded sets made from formulas, and the real handwritten digits.

The digits are the test part of "Optical Recognition of Handwritten Digits" (E. Alpaydin and
C. Kaynak, UCI Machine Learning Repository, 1998, DOI 10.24432/C50P49, licence CC BY 4.0); the file
``digits.md`` beside ``digits.npz`` says how they came into this form.
"""

import numpy as np

from .arguments import generator, positive_int


def load_digits():
    """The handwritten digits, as (x_train, y_train), (x_test, y_test).

    Shapes: x (n, 64) float64 ink in 0..1, the 8 x 8 image read row by row; y (n,) int64 in 0..9.
    1,437 images to train on and 360 to test, every digit with the same share of both.

    >>> (x_train, y_train), (x_test, y_test) = load_digits()
    >>> x_train.shape, x_test.shape
    ((1437, 64), (360, 64))
    """
    from importlib.resources import files  # here, since it would slow down every import of data

    with (files(__package__) / "digits.npz").open("rb") as file, np.load(file) as stored:
        x = stored["images"].reshape(-1, 64) / 16.0
        y = stored["labels"].astype(np.int64)
        train, test = stored["train"], stored["test"]
    return (x[train], y[train]), (x[test], y[test])


def spirals(n, *, rng, classes=3, noise=0.15):
    """Points on ``classes`` arms that wind around each other.

    Shapes: x (n, 2), y (n,) labels; the radius runs from 0 to 1.

    >>> x, y = spirals(6, rng=np.random.default_rng(0))
    >>> x.shape, y.tolist()
    ((6, 2), [0, 1, 2, 0, 1, 2])
    """
    y = np.arange(_at_least_one(n)) % classes
    radius = np.sqrt(generator(rng).uniform(0.01, 1.0, size=n))
    turn = 2 * np.pi * y / classes + 4.0 * radius + noise * rng.normal(size=n)
    return radius[:, None] * np.column_stack([np.cos(turn), np.sin(turn)]), y


def moons(n, *, rng, noise=0.1):
    """Two half circles that reach into each other.  Shapes: x (n, 2), y (n,) labels 0 and 1.

    >>> x, y = moons(6, rng=np.random.default_rng(0))
    >>> x.shape, y.tolist()
    ((6, 2), [0, 1, 0, 1, 0, 1])
    """
    y = np.arange(_at_least_one(n)) % 2
    angle = generator(rng).uniform(0.0, np.pi, size=n)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    x = np.where(y[:, None] == 0, upper, np.array([1.0, 0.5]) - upper)
    return x + noise * rng.normal(size=(n, 2)), y


def xor(n, *, rng, noise=0.1):
    """Four clouds at the corners of a square; label 1 where the signs of x differ.

    Shapes: x (n, 2), y (n,) labels 0 and 1.

    >>> x, y = xor(4, rng=np.random.default_rng(0), noise=0.0)
    >>> x.tolist(), y.tolist()
    ([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]], [0, 1, 0, 1])
    """
    corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], dtype=float)
    corner = np.arange(_at_least_one(n)) % 4
    return corners[corner] + noise * generator(rng).normal(size=(n, 2)), corner % 2


def line(n, *, rng, slope=2.0, intercept=1.0, noise=0.1):
    """Points near y = slope x + intercept.  Shapes: x (n, 1), y (n, 1).

    >>> x, y = line(4, rng=np.random.default_rng(0), noise=0.0)
    >>> bool(np.allclose(y, 2.0 * x + 1.0))
    True
    """
    x = generator(rng).uniform(-1.0, 1.0, size=(_at_least_one(n), 1))
    return x, slope * x + intercept + noise * rng.normal(size=(n, 1))


def _at_least_one(n):
    return positive_int("n", n)
