"""Implement: one step that fits a product of two thin matrices, and a shift of each row."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, WrongPart, composed, part
from ..ch01.one_step import stay
from ..ch07.one_step import downhill
from ..ch07.parts import GRAD_W, GRAD_X

RNG = np.random.default_rng(65)


def product(U, V, r):
    return U @ V + r


def towards(y, target):
    """The gradient of half the squares."""
    return y - target


def along_rows(error):
    return error.sum(axis=1, keepdims=True)


def step_with(
    y=product,
    error=towards,
    grad_U=lambda error, U, V: error @ V.T,
    grad_V=lambda error, U, V: U.T @ error,
    grad_r=along_rows,
    moves=(downhill, downhill, downhill),
):
    """One step of U, V and r, with some of its parts replaced."""

    def step(target, U, V, r, lr):
        e = error(y(U, V, r), target)
        grads = grad_U(e, U, V), grad_V(e, U, V), grad_r(e)
        return tuple(
            move(old, grad, lr) for move, old, grad in zip(moves, (U, V, r), grads, strict=True)
        )

    return step


reference = step_with()


def plain(target, U, V, r, lr):
    y = U @ V + r
    grad_y = y - target
    grad_U = grad_y @ V.T
    grad_V = U.T @ grad_y
    grad_r = grad_y.sum(axis=1, keepdims=True)
    U_new = U - lr * grad_U
    V_new = V - lr * grad_V
    r_new = r - lr * grad_r
    return U_new, V_new, r_new


def pixel_by_pixel(target, U, V, r, lr):
    grad_U, grad_V, grad_r = np.zeros(U.shape), np.zeros(V.shape), np.zeros(r.shape)
    for i, j in np.ndindex(target.shape):
        error = U[i] @ V[:, j] + r[i, 0] - target[i, j]
        grad_U[i] += error * V[:, j]
        grad_V[:, j] += error * U[i]
        grad_r[i] += error
    return U - lr * grad_U, V - lr * grad_V, r - lr * grad_r


def as_one_product(target, U, V, r, lr):
    """r as one more column of U, which meets a row of ones in V."""
    wide, tall = np.hstack([U, r]), np.vstack([V, np.ones((1, V.shape[1]))])
    error = wide @ tall - target
    moved = wide - lr * error @ tall.T
    return moved[:, :-1], V - lr * (U.T @ error), moved[:, -1:]


def with_new_U(target, U, V, r, lr):
    error = product(U, V, r) - target
    moved = U - lr * error @ V.T
    return moved, V - lr * moved.T @ error, r - lr * along_rows(error)


def forward_again(target, U, V, r, lr):
    U = reference(target, U, V, r, lr)[0]
    return U, *reference(target, U, V, r, lr)[1:]


DOWN = "After one small step, should the loss be lower or higher?"
HALF = "Differentiate 1/2 times a square, for a sum of them. Which factor is left?"
COPIES = "r is copied along each row of the picture. What do the gradients of copies do?"
OLD = "Of which U and which y is this the gradient: those before the step, or after it?"
PLACES = "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?"
MEETS = "With which numbers is one entry of this matrix multiplied on its way to the picture?"

ERRORS = (
    WrongPart("extra-two", lambda y, t: 2 * (y - t), "there is a factor 2 at the error", HALF),
    WrongPart(
        "mean-square",
        lambda y, t: 2 * (y - t) / y.size,
        "this belongs to the mean of the squares, not to half their sum",
        "Which loss does the task name?",
    ),
    WrongPart(
        "mean",
        lambda y, t: (y - t) / y.size,
        "it is divided by the number of pixels, where the loss is a sum",
        HALF,
    ),
    WrongPart(
        "mean-of-rows",
        lambda y, t: (y - t) / len(y),
        "it is divided by the number of rows, where the loss is a sum",
        HALF,
    ),
    WrongPart(
        "half",
        lambda y, t: (y - t) / 2,
        "the 1/2 of the loss stands at the error, without the 2 of the square",
        HALF,
    ),
    WrongPart(
        "error-squared",
        lambda y, t: (y - t) ** 2 / 2,
        "the loss of each pixel goes backward, where its slope should",
        "If a pixel is too dark by 1 or too light by 1, should the step be the same?",
    ),
    WrongPart(
        "no-target",
        lambda y, t: y,
        "y itself goes backward: the target is not used",
        "At which y should the step be 0?",
    ),
)
FOR_U = (
    WrongPart(
        "U-reshaped",
        part(GRAD_X, "input-reshaped"),
        "V is reshaped where it should be transposed: the shape is correct, the places are not",
        PLACES,
    ),
    WrongPart(
        "U-without-error",
        part(GRAD_X, "input-without-upstream"),
        "the gradient of U forgets the error",
        "When the picture fits, what should become of U?",
    ),
    WrongPart(
        "U-own-value",
        lambda error, U, V: U * along_rows(error),
        "the gradient of U multiplies by U itself, where V belongs",
        MEETS,
    ),
)
FOR_V = (
    WrongPart(
        "V-reshaped",
        part(GRAD_W, "weights-reshaped"),
        "U is reshaped where it should be transposed: the shape is correct, the places are not",
        PLACES,
    ),
    WrongPart(
        "V-without-error",
        part(GRAD_W, "weights-without-upstream"),
        "the gradient of V forgets the error",
        "When the picture fits, what should become of V?",
    ),
    WrongPart(
        "V-own-value",
        part(GRAD_W, "weights-times-upstream"),
        "the gradient of V multiplies by V itself, where U belongs",
        MEETS,
    ),
    WrongPart(
        "V-averaged",
        part(GRAD_W, "weights-averaged"),
        "the gradient of V is a mean over the rows of the picture, where they should add up",
        "In how many rows of the picture is one entry of V used?",
    ),
)
FOR_R = (
    WrongPart(
        "r-not-summed",
        lambda error: error,
        "the gradient of r is not summed along the rows, and r becomes as wide as the picture",
        COPIES,
    ),
    WrongPart(
        "r-other-axis",
        lambda error: error.sum(axis=0),
        "the gradient of r is summed along the other axis",
        COPIES,
    ),
    WrongPart(
        "r-averaged",
        lambda error: error.mean(axis=1, keepdims=True),
        "the gradient of r is a mean along the rows",
        COPIES,
    ),
    WrongPart(
        "r-axis-lost",
        lambda error: error.sum(axis=1),
        "the sum takes its axis away, so that r becomes a square",
        "What shape is (3, 1) minus (3,)?",
    ),
    WrongPart(
        "r-one-number",
        np.sum,
        "the gradient of r is summed over everything, as if all rows shared one number",
        COPIES,
    ),
    WrongPart(
        "r-mean-of-all",
        np.mean,
        "the gradient of r is a mean over everything, as if all rows shared one number",
        COPIES,
    ),
    WrongPart(
        "r-first-copy",
        lambda error: error[:, :1],
        "the gradient of r looks at the first column of the picture alone",
        COPIES,
    ),
)
STEPS = (
    (
        "new-U",
        with_new_U,
        "the gradient of V is taken with U as it is after the step",
        OLD,
    ),
    (
        "forward-again",
        forward_again,
        "U moves first, and V and r then see another y",
        OLD,
    ),
    (
        "uphill",
        step_with(error=lambda y, t: t - y),
        "the step goes uphill: one sign is flipped, of the error or of the step",
        DOWN,
    ),
    (
        "no-rate",
        step_with(moves=(lambda v, g, lr: v - g,) * 3),
        "the learning rate is not used",
        "Double lr. Does your step double?",
    ),
    (
        "gradients",
        step_with(moves=(lambda v, g, lr: g,) * 3),
        "these are the gradients: no step is taken",
        "At which U does the next step begin?",
    ),
    (
        "step-only",
        step_with(moves=(lambda v, g, lr: -lr * g,) * 3),
        "this is the step, not the place one arrives at",
        "At which U does the next step begin?",
    ),
    (
        "r-left-out",
        step_with(y=lambda U, V, r: U @ V),
        "r is left out of the forward pass",
        "If r grows, does the picture change?",
    ),
    (
        "r-kept",
        step_with(moves=(downhill, downhill, stay)),
        "r stays where it was",
        "Which arrays does training change?",
    ),
    (
        "V-kept",
        step_with(moves=(downhill, stay, downhill)),
        "V stays where it was",
        "Which arrays does training change?",
    ),
    (
        "U-kept",
        step_with(moves=(stay, downhill, downhill)),
        "U stays where it was",
        "Which arrays does training change?",
    ),
    (
        "nothing-moved",
        step_with(moves=(stay, stay, stay)),
        "nothing has moved: the old values come back",
        "Which names hold the new values?",
    ),
)


def probe(height, width, k, lr):
    shapes = (height, width), (height, k), (k, width), (height, 1)
    arrays = (RNG.normal(size=shape).round(1) for shape in shapes)
    return Probe((*arrays, lr), {"height": height, "width": width, "k": k})


factor_step = Exercise(
    name="factor_step",
    points=3,
    minutes=12,
    grade="stretch",
    kind="implement",
    hints=(
        "What arrives at y? Then y is a sum of two things: what does a sum send back to each of "
        "them?",
        "U @ V is a product of two matrices, as x @ W was. Which of the two stands where x stood?",
        "r is (height, 1), and y has width columns. How many copies are there of each number, and "
        "which shape must its gradient have?",
    ),
    reference=lambda target, U, V, r, lr: reference(target, U, V, r, lr),
    accepted=(plain, pixel_by_pixel, as_one_product),
    mistakes=(
        *(Mistake(f"factors.{id}", *rest) for id, *rest in STEPS),
        *composed("factors", step_with, error=ERRORS, grad_U=FOR_U, grad_V=FOR_V, grad_r=FOR_R),
    ),
    probes=(probe(2, 3, 1, 0.1), probe(5, 4, 3, 0.5), probe(4, 6, 2, 0.3), probe(3, 2, 5, 1.0)),
    plain=plain,
    outputs=("U", "V", "r"),
    output_points=(1, 1, 1),
    praise="If U and V both start at zeros, which of the three arrays ever moves?",
)
