"""A wall in the loss: one recurrent unit, fifty steps, and two parameters to learn.

The unit computes x <- w sigmoid(x) + b again and again, from x = 0.5 on, and sigmoid(x) should be
0.7 in the end.  Source: Pascanu, Mikolov & Bengio, 2013, figure 6.
"""

import numpy as np

from .. import ops

STEPS, START, TARGET = 50, 0.5, 0.7


def loss_and_gradient(w, b):
    """The loss, and its gradient (2,) with respect to w and b; w and b may be arrays of one shape.

    Both are used at every step, so their gradients are sums over the steps.
    """
    x = [np.full(np.shape(w), START)]
    for _ in range(STEPS):
        x.append(w * ops.sigmoid(x[-1]) + b)
    a = [ops.sigmoid(each) for each in x]
    grad_x = 2 * (a[-1] - TARGET) * a[-1] * (1 - a[-1])
    grad_w, grad_b = 0.0, 0.0
    for before in reversed(a[:-1]):
        grad_w, grad_b = grad_w + grad_x * before, grad_b + grad_x
        grad_x = grad_x * w * before * (1 - before)
    return (a[-1] - TARGET) ** 2, np.array([grad_w, grad_b])


def descend(start, *, lr, steps, max_norm=np.inf):
    """The path (steps + 1, 2) of (w, b) from ``start`` on, each gradient clipped by its norm."""
    path = [np.asarray(start, dtype=float)]
    for _ in range(steps):
        _, grad = loss_and_gradient(*path[-1])
        path.append(path[-1] - lr * grad * min(1.0, max_norm / np.linalg.norm(grad)))
    return np.array(path)
