"""The gradients of a linear layer done wrong, each from (grad_y, x, W)."""

import numpy as np

from ....checking import WrongPart

PATHS = "One bias is added in every row. Through how many rows does it reach the loss?"
SUMMED = "A loss that is a mean has its 1/n inside grad_y already. What is left to average?"
ROWS = "In how many rows is one and the same weight used?"
FROM_ABOVE = "If nothing above depends on y, grad_y is 0. What must this gradient be then?"
RESHAPED = "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?"
LOOP_END = "Which is the last example that your loop visits?"
KEPT = "Does each round add to the sum, or does it begin a new one?"

GRAD_X = (
    WrongPart(
        "input-past-weights",
        lambda grad_y, x, W: grad_y.copy(),
        "the gradient goes past the weights",
        "If all weights are 0, does x reach the loss at all? What should grad_x be then?",
    ),
    WrongPart(
        "input-reshaped",
        lambda grad_y, x, W: grad_y @ W.reshape(W.shape[::-1]),
        "W is reshaped where it should be transposed: the shape is correct, the places are not",
        RESHAPED,
    ),
    WrongPart(
        "input-without-upstream",
        lambda grad_y, x, W: np.ones_like(grad_y) @ W.T,
        "the gradient of the input forgets what comes from above",
        FROM_ABOVE,
    ),
    WrongPart(
        "input-averaged",
        lambda grad_y, x, W: grad_y @ W.T / len(x),
        "the gradient of the input is divided by the batch size",
        SUMMED,
    ),
    WrongPart(
        "input-sign",
        lambda grad_y, x, W: -grad_y @ W.T,
        "the sign of the gradient of the input is flipped",
        "If a weight is positive and x grows, does y grow or fall?",
    ),
    WrongPart(
        "input-summed",
        lambda grad_y, x, W: (grad_y @ W.T).sum(axis=0),
        "the gradient of the input is summed over the batch",
        "Is x shared by the rows, as a weight is?",
    ),
    WrongPart(
        "input-turned",
        lambda grad_y, x, W: W @ grad_y.T,
        "the gradient of the input is transposed: its rows are no longer the examples",
        "What shape does x have?",
    ),
)

GRAD_W = (
    WrongPart(
        "weights-transposed",
        lambda grad_y, x, W: grad_y.T @ x,
        "the weight gradient is transposed",
        "Which index stands first in W, the input's or the output's?",
    ),
    WrongPart(
        "weights-averaged",
        lambda grad_y, x, W: x.T @ grad_y / len(x),
        "the weight gradient is a mean over the batch, where the rows should add up",
        SUMMED,
    ),
    WrongPart(
        "weights-without-upstream",
        lambda grad_y, x, W: x.T @ np.ones_like(grad_y),
        "the weight gradient forgets what comes from above",
        FROM_ABOVE,
    ),
    WrongPart(
        "weights-first-example",
        lambda grad_y, x, W: np.outer(x[0], grad_y[0]),
        "the weight gradient looks at the first example only",
        ROWS,
    ),
    WrongPart(
        "weights-last-example",
        lambda grad_y, x, W: np.outer(x[-1], grad_y[-1]),
        "the weight gradient looks at the last example only",
        KEPT,
    ),
    WrongPart(
        "weights-not-summed",
        lambda grad_y, x, W: x[:, :, None] * grad_y[:, None, :],
        "each example has a weight gradient of its own: they are not summed over the batch",
        "One weight is used in every row. What do its gradients do?",
    ),
    WrongPart(
        "weights-reshaped",
        lambda grad_y, x, W: x.reshape(x.shape[::-1]) @ grad_y,
        "x is reshaped where it should be transposed: the shape is correct, the places are not",
        RESHAPED,
    ),
    WrongPart(
        "weights-times-upstream",
        lambda grad_y, x, W: W * grad_y.sum(axis=0),
        "W stands where x belongs in the weight gradient",
        "How much does y move when a weight moves by 0.01, and on what does that depend?",
    ),
    WrongPart(
        "weights-sign",
        lambda grad_y, x, W: -x.T @ grad_y,
        "the sign of the weight gradient is flipped",
        "If x is positive and a weight grows, does y grow or fall?",
    ),
    WrongPart(
        "weights-size-of-upstream",
        lambda grad_y, x, W: x.T @ np.abs(grad_y),
        "the signs of the gradient from above are lost in the weight gradient",
        "What does a negative entry of grad_y say?",
    ),
)

GRAD_B = (
    WrongPart(
        "bias-not-summed",
        lambda grad_y, x, W: grad_y.copy(),
        "the bias gradient is not summed over the batch",
        PATHS,
    ),
    WrongPart(
        "bias-averaged",
        lambda grad_y, x, W: grad_y.mean(axis=0),
        "the bias gradient is a mean over the batch, where the rows should add up",
        "A loss that is a mean has its 1/n inside grad_y already. What do paths do: add, or share?",
    ),
    WrongPart(
        "bias-other-axis",
        lambda grad_y, x, W: grad_y.sum(axis=1),
        "the bias gradient is summed along the other axis",
        "How many biases are there: one for each example, or one for each output?",
    ),
    WrongPart(
        "bias-one-number",
        lambda grad_y, x, W: grad_y.sum(),
        "the bias gradient is summed over everything",
        "How many biases does the layer have?",
    ),
    WrongPart(
        "bias-kept-axis",
        lambda grad_y, x, W: grad_y.sum(axis=0, keepdims=True),
        "the sum keeps the axis that it summed over",
        "What shape does b itself have?",
    ),
    WrongPart(
        "bias-as-column",
        lambda grad_y, x, W: grad_y.sum(axis=0).reshape(-1, 1),
        "the bias gradient is a column",
        "What shape does b itself have?",
    ),
    WrongPart(
        "bias-first-row",
        lambda grad_y, x, W: grad_y[0],
        "the bias gradient looks at the first example only",
        PATHS,
    ),
    WrongPart(
        "bias-last-row",
        lambda grad_y, x, W: grad_y[-1],
        "the bias gradient looks at the last example only",
        KEPT,
    ),
    WrongPart(
        "bias-largest",
        lambda grad_y, x, W: grad_y.max(axis=0),
        "the bias gradient takes the largest entry of each column, not their sum",
        PATHS,
    ),
    WrongPart(
        "bias-without-upstream",
        lambda grad_y, x, W: np.full(W.shape[1], float(len(x))),
        "the bias gradient adds up the slopes, which are 1, and forgets what comes from above",
        FROM_ABOVE,
    ),
    WrongPart(
        "bias-slope-alone",
        lambda grad_y, x, W: np.ones(W.shape[1]),
        "the bias gradient is the slope of one row, which is 1, and forgets what comes from above",
        FROM_ABOVE,
    ),
    WrongPart(
        "bias-zero",
        lambda grad_y, x, W: np.zeros(W.shape[1]),
        "the bias gradient is 0, as if the bias were a constant",
        "How much does y move when a bias moves by 0.01?",
    ),
    WrongPart(
        "bias-sign",
        lambda grad_y, x, W: -grad_y.sum(axis=0),
        "the sign of the bias gradient is flipped",
        "If a bias grows, does y grow or fall?",
    ),
)

LEFT_OUT_W = (  # of a loop or a sum over the examples
    WrongPart(
        "weights-summed-first",
        lambda grad_y, x, W: np.outer(x.sum(axis=0), grad_y.sum(axis=0)),
        "both arrays are summed over the examples before they are multiplied",
        "Two examples have x = 1 and x = -1. What do the two give together, and what do sums give?",
    ),
    WrongPart(
        "weights-first-missing",
        lambda grad_y, x, W: x[1:].T @ grad_y[1:],
        "the weight gradient leaves the first example out",
        "Which is the first example that your loop visits?",
    ),
    WrongPart(
        "weights-last-missing",
        lambda grad_y, x, W: x[:-1].T @ grad_y[:-1],
        "the weight gradient leaves the last example out",
        LOOP_END,
    ),
)

LEFT_OUT_B = (
    WrongPart(
        "bias-first-missing",
        lambda grad_y, x, W: grad_y[1:].sum(axis=0),
        "the bias gradient leaves the first example out",
        "Which is the first example that your loop visits?",
    ),
    WrongPart(
        "bias-last-missing",
        lambda grad_y, x, W: grad_y[:-1].sum(axis=0),
        "the bias gradient leaves the last example out",
        LOOP_END,
    ),
)
