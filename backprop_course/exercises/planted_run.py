"""Two steps of a training, with one bug in data, first weights, loss, layers or steps.

It holds answers: SUSPECTS says them, and which seed has which is in ``bug_of``.  The net is
tanh(x W1) W2, the loss the mean over the examples of their squared distances, summed over outputs.
A run takes (x, y, W1, W2) and returns the weights (W1, W2) after two steps of size RATE.
"""

import numpy as np

RATE = 0.1
SUSPECTS = (
    "labels-shifted",
    "units-start-alike",
    "mean-forgotten",
    "slope-forgotten",
    "W2-not-transposed",
    "W2-too-early",
    "gradient-kept",
)


def two_steps(x, y, W1, W2, bug=None):
    """The weights after two steps; ``bug`` is one of SUSPECTS, or None for correct ones."""
    if bug == "labels-shifted":
        y = np.roll(y, 1, axis=0)
    if bug == "units-start-alike":
        W1 = np.repeat(W1[:, :1], W1.shape[1], axis=1)
    kept = (0.0, 0.0)
    for _ in range(2):
        grads = gradients(x, y, W1, W2, bug)
        steps = [old + new for old, new in zip(kept, grads, strict=True)]
        kept = grads if bug == "gradient-kept" else kept
        W1, W2 = W1 - RATE * steps[0], W2 - RATE * steps[1]
    return W1, W2


def gradients(x, y, W1, W2, bug=None):
    """The gradients of W1 and W2."""
    h = np.tanh(x @ W1)
    grad_y = 2 * (h @ W2 - y) / (1 if bug == "mean-forgotten" else len(x))
    grad_W2 = h.T @ grad_y
    way = W2 - RATE * grad_W2 if bug == "W2-too-early" else W2
    grad_h = grad_y @ (way if bug == "W2-not-transposed" else way.T)
    grad_z = grad_h if bug == "slope-forgotten" else grad_h * (1 - h**2)
    return x.T @ grad_z, grad_W2


def bug_of(seed):
    """The bug that a seed, a whole number of either sign, plants."""
    return SUSPECTS[int(np.random.default_rng([41, seed % 2**32]).integers(len(SUSPECTS)))]


def planted_run(seed):
    """Two steps with the bug of this seed: a function of (x, y, W1, W2)."""
    bug = bug_of(seed)
    return lambda x, y, W1, W2: two_steps(x, y, W1, W2, bug)


def _arrays(*lists):
    return tuple(np.array(numbers, dtype=float) for numbers in lists)


def runs_to_try():
    """Four inputs (x, y, W1, W2), the most harmless first."""
    return (
        _arrays([[0, 0]], [[1, 2]], [[1, 1], [1, 1]], [[1, 0], [0, 1]]),
        _arrays([[1, -0.5]], [[0, 1]], [[0.5, 0.5], [1, 1]], [[1, -1], [2, 1]]),
        _arrays([[1, 2], [-1, 0.5]], [[1, 0], [1, 0]], [[0.5, -1], [0, 0.5]], [[1, 0], [0, 1]]),
        _arrays([[1, 2], [-1, 0.5]], [[1, 0], [0, 2]], [[0.5, -1], [0, 0.5]], [[1, 2], [-1, 1]]),
    )
