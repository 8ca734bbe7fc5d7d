"""Implement: the way back through a linear layer."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops import linear_vjp
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


bias_averaged = linear_with(grad_b=lambda grad_y, x, W: grad_y.mean(axis=0))
bias_not_summed = linear_with(grad_b=lambda grad_y, x, W: grad_y.copy())
bias_first_row = linear_with(grad_b=lambda grad_y, x, W: grad_y[0])
reshaped_weights = linear_with(grad_x=lambda grad_y, x, W: grad_y @ W.reshape(W.shape[::-1]))


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
    ),
    mistakes=(
        Mistake(
            "linear.bias-not-summed",
            bias_not_summed,
            "the bias gradient is not summed over the batch",
            "One bias is added in every row. Through how many rows does it reach the loss?",
        ),
        Mistake(
            "linear.bias-averaged",
            bias_averaged,
            "the bias gradient is a mean over the batch, where the rows should add up",
            "A loss that is a mean has its 1/n inside grad_y already. What do paths do: add, or "
            "share?",
        ),
        Mistake(
            "linear.bias-other-axis",
            linear_with(grad_b=lambda grad_y, x, W: grad_y.sum(axis=1)),
            "the bias gradient is summed along the other axis",
            "How many biases are there: one for each example, or one for each output?",
        ),
        Mistake(
            "linear.bias-one-number",
            linear_with(grad_b=lambda grad_y, x, W: grad_y.sum()),
            "the bias gradient is summed over everything",
            "How many biases does the layer have?",
        ),
        Mistake(
            "linear.bias-kept-axis",
            linear_with(grad_b=lambda grad_y, x, W: grad_y.sum(axis=0, keepdims=True)),
            "the sum keeps the axis that it summed over",
            "What shape has b itself?",
        ),
        Mistake(
            "linear.bias-first-row",
            bias_first_row,
            "the bias gradient looks at the first example only",
            "Through how many rows does one bias reach the loss?",
        ),
        Mistake(
            "linear.bias-without-upstream",
            linear_with(grad_b=lambda grad_y, x, W: np.full(W.shape[1], float(len(x)))),
            "the bias gradient adds up the slopes, which are 1, and forgets what comes from above",
            "If nothing above depends on y, grad_y is 0. What must grad_b be then?",
        ),
        Mistake(
            "linear.upstream-ignored",
            upstream_ignored,
            "these are the slopes of the layer alone: the gradient from above is ignored",
            "If nothing above depends on y, grad_y is 0. What do you return then?",
        ),
        Mistake(
            "linear.batch-divided-out",
            batch_divided_out,
            "the batch size is divided out here, a second time",
            "A loss that is a mean has its 1/n inside grad_y already. What is left to average?",
        ),
        Mistake(
            "linear.weights-transposed",
            linear_with(grad_W=lambda grad_y, x, W: grad_y.T @ x),
            "the weight gradient is transposed",
            "Which index stands first in W, the input's or the output's?",
        ),
        Mistake(
            "linear.weights-first-example",
            linear_with(grad_W=lambda grad_y, x, W: np.outer(x[0], grad_y[0])),
            "the weight gradient looks at the first example only",
            "In how many rows is one and the same weight used?",
        ),
        Mistake(
            "linear.weights-not-summed",
            linear_with(grad_W=lambda grad_y, x, W: x[:, :, None] * grad_y[:, None, :]),
            "each example has a weight gradient of its own: they are not summed over the batch",
            "One weight is used in every row. What do its gradients do?",
        ),
        Mistake(
            "linear.weights-reshaped",
            linear_with(grad_W=lambda grad_y, x, W: x.reshape(x.shape[::-1]) @ grad_y),
            "x is reshaped where it should be transposed: the shape is right, the places are not",
            "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?",
        ),
        Mistake(
            "linear.input-reshaped",
            reshaped_weights,
            "W is reshaped where it should be transposed: the shape is right, the places are not",
            "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?",
        ),
        Mistake(
            "linear.input-past-weights",
            linear_with(grad_x=lambda grad_y, x, W: grad_y.copy()),
            "the gradient goes past the weights",
            "If all weights are 0, does x reach the loss at all? What should grad_x be then?",
        ),
    ),
    probes=LAYERS,
    outputs=("grad_x", "grad_W", "grad_b"),
    output_points=(1, 1, 1),
    objective=lambda grad_y, x, W: float(np.sum(grad_y * (x @ W))),
    slope_of={"grad_x": "x", "grad_W": "W"},
    praise="Which of the three does the very first layer of a network not need?",
)
