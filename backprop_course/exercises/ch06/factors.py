"""Implement: one step that fits a product of two thin matrices, and a shift of each row."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, composed
from ..ch01.one_step import stay
from ..ch07.one_step import downhill
from .factor_parts import ERRORS, FOR_R, FOR_U, FOR_V, along_rows

RNG = np.random.default_rng(65)


def product(U, V, r):
    return U @ V + r


def towards(y, target):
    """The gradient of half the squares."""
    return y - target


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
    moved, _, r_new = reference(target, U, V, r, lr)
    return moved, V - lr * moved.T @ (product(U, V, r) - target), r_new


def with_new_V(target, U, V, r, lr):
    _, moved, r_new = reference(target, U, V, r, lr)
    return U - lr * (product(U, V, r) - target) @ moved.T, moved, r_new


def forward_again(target, U, V, r, lr):
    U = reference(target, U, V, r, lr)[0]
    return U, *reference(target, U, V, r, lr)[1:]


def r_first(target, U, V, r, lr):
    r = reference(target, U, V, r, lr)[2]
    return *reference(target, U, V, r, lr)[:2], r


DOWN = "After one small step, should the loss be lower or higher?"
OLD = "Of which U and which y is this the gradient: those before the step, or after it?"

STEPS = (
    (
        "new-U",
        with_new_U,
        "the gradient of V is taken with U as it is after the step",
        OLD,
    ),
    (
        "new-V",
        with_new_V,
        "the gradient of U is taken with V as it is after the step",
        OLD,
    ),
    (
        "r-first",
        r_first,
        "r moves first, and U and V then see another y",
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
