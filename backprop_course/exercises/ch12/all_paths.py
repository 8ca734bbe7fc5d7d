"""Implement: the gradient of batch norm, path by path along the graph."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops.normalization import standardize_vjp
from .probes import CENTRED


def sum_rows(array):
    return np.sum(array, axis=0, keepdims=True)


def backward_with(
    straight=lambda g, s: g / s,
    sign=-1.0,
    root=lambda s: 2 * s,
    deviation=1.0,
    mean=1.0,
    n=len,
    total=sum_rows,
    square=2.0,
    power=2,
):
    """The walk back with some of its parts replaced, or a path left out."""

    def answer(grad_z, c, s):
        grad_s = sign * total(grad_z * c / s**power)
        grad_c = straight(grad_z, s) + deviation * grad_s / root(s) * square * c / n(c)
        return grad_c - mean * total(grad_c) / n(c)

    return answer


def by_package(grad_z, c, s):
    return standardize_vjp(grad_z, c / s, s, 0)


def plain(grad_z, c, s):
    n = len(c)
    grad_s = -np.sum(grad_z * c / s**2, axis=0, keepdims=True)
    grad_v = grad_s / (2 * s)
    grad_c = grad_z / s + grad_v * 2 * c / n
    grad_m = -np.sum(grad_c, axis=0, keepdims=True)
    return grad_c + grad_m / n


backward_by_paths = Exercise(
    name="backward_by_paths",
    points=3,
    minutes=7,
    grade="core",
    kind="implement",
    hints=(
        "Go through the table line by line: which of its lines become sums over the examples? What "
        "shape do these have, and which argument of np.sum keeps it?",
        "c is used twice, so its gradient has two terms. Which two lines of the table bring them?",
        "x is used twice too. What do the last two lines bring to it?",
    ),
    reference=lambda grad_z, c, s: backward_with()(grad_z, c, s),
    accepted=(by_package, backward_with()),
    mistakes=(
        Mistake(
            "norm-paths.no-mean",
            backward_with(mean=0.0),
            "the path through the mean is missing",
            "Raise all numbers of a column together: no z changes. What should your column add up "
            "to?",
        ),
        Mistake(
            "norm-paths.no-deviation",
            backward_with(deviation=0.0),
            "the path through the deviation is missing",
            "Stretch a column: no z changes. What should the products with c add up to?",
        ),
        Mistake(
            "norm-paths.straight-alone",
            backward_with(mean=0.0, deviation=0.0),
            "only the straight path is taken",
            "If x_2 grows, does z_1 stay where it is?",
        ),
        Mistake(
            "norm-paths.no-straight",
            backward_with(straight=lambda g, s: 0.0 * g),
            "the straight path is missing",
            "Where does c go besides the variance?",
        ),
        Mistake(
            "norm-paths.sign",
            backward_with(sign=1.0),
            "the deviation's gradient has the wrong sign",
            "If the deviation grows, do the sizes of z grow or shrink?",
        ),
        Mistake(
            "norm-paths.root-forgotten",
            backward_with(root=lambda s: 1.0),
            "the slope of the square root is missing: the variance gets what the deviation gets",
            "What is the slope of the square root, told by its result?",
        ),
        Mistake(
            "norm-paths.square-forgotten",
            backward_with(square=1.0),
            "the slope of the square lacks its 2",
            "What is the slope of the square of c?",
        ),
        Mistake(
            "norm-paths.n-minus-1",
            backward_with(n=lambda c: len(c) - 1),
            "n - 1 stands where the forward pass divides by n",
            "By which number were the mean and the variance divided?",
        ),
        Mistake(
            "norm-paths.not-divided",
            backward_with(n=lambda c: 1),
            "the means are treated as sums: what they send is not divided by n",
            "How much does a mean change when one of n numbers grows by 1?",
        ),
        Mistake(
            "norm-paths.whole-array",
            backward_with(total=np.sum),
            "the sums run over the whole array, where each column needs its own",
            "Do two features share a mean in batch norm?",
        ),
        Mistake(
            "norm-paths.other-axis",
            backward_with(total=lambda a: np.sum(a, axis=1, keepdims=True), n=lambda c: c.shape[1]),
            "the sums run along the rows",
            "Which numbers share a mean in batch norm?",
        ),
        Mistake(
            "norm-paths.quotient",
            backward_with(power=1),
            "the slope of c/s in s has the wrong power of s",
            "What is the derivative of 1/s?",
        ),
    ),
    probes=CENTRED,
    plain=plain,
    outputs=("grad_x",),
    praise="What does each column of your result add up to?",
)
