"""A ReLU layer whose backward pass holds one bug, another one for every seed.

It holds answers: `SUSPECTS` says them, and which seed has which is in `bug_of`.  The layer is
relu(x W + b), and a backward pass takes (grad, x, W, b) and returns (grad_x, grad_W, grad_b).
"""

import numpy as np

SUSPECTS = (
    "bias-from-one-row",
    "weight-gradient-transposed",
    "upstream-ignored",
    "mask-forgotten",
    "mask-of-gradient",
    "W-not-transposed",
)


def relu_layer_backward(grad, x, W, b, bug=None):
    """The three gradients; ``bug`` is one of SUSPECTS, or None for correct ones."""
    on = np.asarray(x) @ W + b > 0
    masks = {"mask-forgotten": 1.0, "mask-of-gradient": grad > 0}
    grad_z = np.where(masks.get(bug, on), 1.0 if bug == "upstream-ignored" else grad, 0.0)
    grad_W = grad_z.T @ x if bug == "weight-gradient-transposed" else x.T @ grad_z
    grad_b = grad_z[0] if bug == "bias-from-one-row" else grad_z.sum(axis=0)
    return grad_z @ (W if bug == "W-not-transposed" else W.T), grad_W, grad_b


def bug_of(seed):
    """The bug that a seed, a whole number of either sign, plants."""
    return SUSPECTS[int(np.random.default_rng([14, seed % 2**32]).integers(len(SUSPECTS)))]


def planted_layer(seed):
    """A backward pass with the bug of this seed: a function of (grad, x, W, b)."""
    bug = bug_of(seed)
    return lambda grad, x, W, b: relu_layer_backward(grad, x, W, b, bug)


def _arrays(*lists):
    return tuple(np.array(numbers, dtype=float) for numbers in lists)


def inputs_to_try():
    """Four inputs (grad, x, W, b), the most harmless first."""
    return (
        _arrays([[1, 1]], [[1, 1]], [[1, 1], [1, 1]], [0, 0]),
        _arrays([[2, 3]], [[1, 2]], [[1, 2], [2, 1]], [0, 0]),
        _arrays([[1, 1]], [[1, -1]], [[2, 1], [1, 3]], [0, 0]),
        _arrays([[2, -1], [3, 5]], [[1, 2], [-1, 3]], [[1, 2], [-1, 1]], [3, 1]),
    )
