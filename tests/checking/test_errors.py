"""Errors that answers raise, in plain words: NumPy's own, and those of Python."""

import math

import numpy as np
import pytest

from backprop_course.checking import Exercise, Probe, judge
from backprop_course.checking.verdict import text

PRODUCT = Exercise(
    name="product",
    points=1,
    minutes=1,
    grade="warm-up",
    kind="implement",
    hints=("Which?",),
    reference=lambda x, W: x @ W,
    mistakes=(),
    probes=(Probe((np.ones((2, 3)), np.ones((3, 4)))),),
)


def helper(x, W):
    return x @ W.T


def by_name(x, W):
    return x @ W.T


def by_helper(x, W):
    y = helper(x, W)
    return y


def with_dot(x, W):
    return np.dot(W, x)


def entry_by_entry(x, W):
    return x * W


def sum_without_axis_kept(x, W):
    return x / x.sum(axis=1)


def own_max(x, W):
    return max(x, 0)


def with_if(x, W):
    if x > 0:
        return x
    return W


def caret(x, W):
    return x ^ 2


def axis_for_number(x, W):
    return np.max(np.max(x, 0), 1)


def index_beyond(x, W):
    return x[2]


def into_integers(x, W):
    y = np.zeros(3, dtype=int)
    y += 0.5
    return y


def brackets(x, W):
    return x(0)


def none_in_line(x, W):
    return print(x) + 1


def not_called(x, W):
    size = len
    return x * size


def tuple_in_line(x, W):
    shape = x.shape
    return 0.5 * shape


def tuple_beside_array(x, W):
    pair = x, W
    return x.T @ pair


def no_such_key(x, W):
    z, made = {1: x, 2: W}, {2: x}
    made[1] = z[0]
    return made


def two_layers(x, W):
    return x * (np.ones((2, 4)) > 0)


def sum_beside_a_product(x, W):
    return x * np.ones((3, 1)), x.sum(axis=0)


def of_math(x, W):
    return math.exp(x)


def unpacking(x, W):
    a, b, c = x
    return a


def not_given(x, W):
    y = y + x  # noqa: F821
    return y


RAISED = [
    (by_name, "product-shapes", "x has shape (2, 3) and W.T has shape (4, 3): x @ W.T needs"),
    (by_helper, "product-shapes", "in the line `return x @ W.T` of helper"),
    (with_dot, "product-shapes", "The shapes (3,4) and (2,3) do not fit"),
    (entry_by_entry, "unequal-shapes", "Is that meant, or a product of matrices?"),
    (
        sum_without_axis_kept,
        "unequal-shapes",
        "What shape does a sum or a maximum over an axis have?",
    ),
    (own_max, "truth-of-array", "Python's own max compares its arguments as wholes"),
    (with_if, "truth-of-array", "one yes or no of a whole array"),
    (caret, "caret", "exclusive or in Python, not a power"),
    (axis_for_number, "axis", "An array with 1 axis was asked for axis 1"),
    (index_beyond, "index", "Index 2 was asked for along an axis of length 2"),
    (into_integers, "integer-array", "Decimals cannot be put into an array"),
    (brackets, "not-callable", "is called like one"),
    (none_in_line, "none-in-line", "a function without a return gives"),
    (not_called, "function-itself", "computes with a function itself"),
    (tuple_in_line, "tuple", "shape is a tuple of 2, and a tuple cannot be computed with"),
    (tuple_beside_array, "tuple", "pair is a tuple of 2"),
    (no_such_key, "key", "z was asked for the key 0, and has 1, 2 alone"),
    (two_layers, "unequal-shapes", "do these belong to one layer?"),
    (sum_beside_a_product, "unequal-shapes", "Is that meant, or a product of matrices?"),
    (of_math, "one-number-only", "was given a whole array"),
    (unpacking, "unpacking", "differ in number"),
    (not_given, "UnboundLocalError", "Which line gives that name a value"),
]


@pytest.mark.parametrize("answer, tag, words", RAISED, ids=[case[0].__name__ for case in RAISED])
def test_an_error_in_plain_words(answer, tag, words):
    verdict = judge(PRODUCT, answer)
    said = " ".join(text(verdict).split())
    assert (verdict.outcome, verdict.tag) == ("wrong", f"raised.{tag}"), said
    assert words in said, said
    assert "gufunc" not in said


def test_a_product_of_things_without_a_name_is_told_without_shapes():
    verdict = judge(PRODUCT, lambda x, W: (x + 1) @ (W + 1).T)
    assert verdict.tag == "raised.product-shapes"
    assert "The two arrays of the product @ do not fit" in verdict.observed


def test_an_error_without_text_is_told_without_a_line():
    made = {}
    exec("def answer(x, W):\n    return x @ W.T", made)
    assert judge(PRODUCT, made["answer"]).tag == "raised.product-shapes"
