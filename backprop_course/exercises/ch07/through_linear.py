"""Implement: back through a linear layer."""

import numpy as np

from ...checking import Exercise, Mistake, WrongPart, composed
from ...ops import linear_vjp
from .parts import BATCHES, FROM_ABOVE, GRAD_B, GRAD_W, GRAD_X, LEFT_OUT_B, LEFT_OUT_W, SUMMED
from .probes import LAYERS


def linear_reference(grad_y, x, W):
    return linear_vjp(grad_y, x, W, np.zeros(W.shape[1]))


def linear_with(grad_x=None, grad_W=None, grad_b=None):
    """The backward pass of a layer, with those given replaced by functions of (grad_y, x, W)."""

    def backward(grad_y, x, W):
        wrong = (f and f(grad_y, x, W) for f in (grad_x, grad_W, grad_b))
        right = linear_reference(grad_y, x, W)
        return tuple(good if bad is None else bad for good, bad in zip(right, wrong, strict=True))

    return backward


def sum_of_outer_products(grad_y, x, W):
    return sum(np.outer(row, grad) for row, grad in zip(x, grad_y, strict=True))


def upstream_ignored(grad_y, x, W):
    return linear_reference(np.ones_like(grad_y), x, W)


def batch_divided_out(grad_y, x, W):
    grad_x, grad_W, grad_b = linear_reference(grad_y, x, W)
    return grad_x, grad_W / len(x), grad_b / len(x)


def of_rows(chosen):
    """The gradients of weights and biases from some of the rows alone."""

    def backward(grad_y, x, W):
        some = chosen(grad_y), chosen(x), W
        return linear_reference(grad_y, x, W)[0], *linear_reference(*some)[1:]

    return backward


WHOLE = (
    WrongPart(
        "upstream-ignored",
        upstream_ignored,
        "these are the slopes of the layer alone: the gradient from above is ignored",
        FROM_ABOVE,
    ),
    WrongPart(
        "batch-divided-out",
        batch_divided_out,
        "the batch size is divided out in the layer, a second time",
        SUMMED,
    ),
    WrongPart(
        "all-divided-by-batch",
        lambda grad_y, x, W: linear_reference(grad_y / len(x), x, W),
        "the batch size is divided out of all three gradients of the layer, a second time",
        SUMMED,
    ),
)
LOOPS = tuple(WrongPart(one.id, of_rows(one.function), one.cause, one.question) for one in BATCHES)


def plain(grad_y, x, W):
    grad_x = grad_y @ W.T
    grad_W = x.T @ grad_y
    grad_b = grad_y.sum(axis=0)
    return grad_x, grad_W, grad_b


linear_backward = Exercise(
    name="linear_backward",
    points=3,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "What shape must each of the three gradients have? Which products of the arrays at hand "
        "have that shape?",
        "Follow one entry at a time. Which entries of y does x[i, j] reach, and with which slopes? "
        "Which ones does W[j, k] reach, and in how many rows? And b[k]?",
        "Where one number reaches y by several paths, its gradients add. A matrix product is a "
        "table of such sums; over which index should each of yours run?",
    ),
    reference=linear_reference,
    accepted=(
        linear_with(
            lambda grad_y, x, W: np.einsum("ik,jk->ij", grad_y, W),
            lambda grad_y, x, W: np.einsum("ij,ik->jk", x, grad_y),
            lambda grad_y, x, W: np.ones(len(x)) @ grad_y,
        ),
        linear_with(
            lambda grad_y, x, W: np.array([W @ grad for grad in grad_y]),
            sum_of_outer_products,
            lambda grad_y, x, W: np.array([sum(column) for column in grad_y.T]),
        ),
        linear_with(grad_W=lambda grad_y, x, W: (grad_y.T @ x).T),
        plain,
    ),
    mistakes=(
        *composed("linear", linear_with, grad_x=GRAD_X, grad_W=GRAD_W, grad_b=GRAD_B),
        *composed("linear", linear_with, grad_W=LEFT_OUT_W, grad_b=LEFT_OUT_B),
        *composed("linear", lambda layer: layer, layer=(*WHOLE, *LOOPS)),
        Mistake(
            "linear.last-row-missing",
            lambda grad_y, x, W: (
                np.vstack([grad_y[:-1] @ W.T, np.zeros(len(W))]),
                *of_rows(BATCHES[0].function)(grad_y, x, W)[1:],
            ),
            "the last example is left out of everything",
            BATCHES[0].question,
        ),
    ),
    probes=LAYERS,
    plain=plain,
    outputs=("grad_x", "grad_W", "grad_b"),
    output_points=(1, 1, 1),
    objective=lambda grad_y, x, W: float(np.sum(grad_y * (x @ W))),
    slope_of={"grad_x": "x", "grad_W": "W"},
    praise="Which of the three does the very first layer of a network not need?",
)
