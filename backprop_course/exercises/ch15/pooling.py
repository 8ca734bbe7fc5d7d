"""Implement: the backward pass of a max pooling over windows of 2 by 2."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops import max_pool2d_vjp
from .probes import POOLS


def spread(table):
    """Each entry four times, as a block of 2 by 2."""
    return np.kron(table, np.ones((2, 2)))


def blocks(x):
    """The same image as (rows of windows, 2, columns of windows, 2)."""
    return x.reshape(x.shape[0] // 2, 2, x.shape[1] // 2, 2)


def to_chosen(grad_y, x, choose=np.max, share=lambda is_chosen, x: is_chosen):
    """The gradient at the entries that ``choose`` picks from each window."""
    is_chosen = x == spread(choose(blocks(x), axis=(1, 3)))
    return spread(grad_y) * share(is_chosen, x)


def by_package(grad_y, x):
    return max_pool2d_vjp(grad_y[None, None], x[None, None], size=2)[0][0, 0]


def in_a_loop(grad_y, x):
    grad_x = np.zeros_like(x)
    for i, j in np.ndindex(grad_y.shape):
        window = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        row, column = np.unravel_index(window.argmax(), (2, 2))
        grad_x[2 * i + row, 2 * j + column] = grad_y[i, j]
    return grad_x


def one_apart(grad_y, x):
    grad_x = np.zeros_like(x)
    for i, j in np.ndindex(grad_y.shape):
        row, column = np.unravel_index(x[i : i + 2, j : j + 2].argmax(), (2, 2))
        grad_x[i + row, j + column] += grad_y[i, j]
    return grad_x


def to_corner(grad_y, x):
    grad_x = np.zeros_like(x)
    grad_x[::2, ::2] = grad_y
    return grad_x


def plain(grad_y, x):
    pooled = blocks(x).max(axis=(1, 3))
    is_chosen = x == spread(pooled)
    return spread(grad_y) * is_chosen


pool_backward = Exercise(
    name="pool_backward",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "If one pixel of a window grows a little, when does the window's largest entry grow?",
        "The pooled image tells the largest of each window. spread makes it as large as the image: "
        "which pixels are equal to it?",
    ),
    reference=lambda grad_y, x: to_chosen(grad_y, x),
    accepted=(by_package, in_a_loop),
    mistakes=(
        Mistake(
            "pool-back.everywhere",
            lambda grad_y, x: spread(grad_y),
            "every pixel of a window gets the whole gradient",
            "If a pixel grows that is not the largest, does the result change?",
        ),
        Mistake(
            "pool-back.evenly",
            lambda grad_y, x: spread(grad_y) / 4,
            "the gradient is divided among the four pixels, as for a mean",
            "If a pixel grows that is not the largest, does the result change?",
        ),
        Mistake(
            "pool-back.smallest",
            lambda grad_y, x: to_chosen(grad_y, x, choose=np.min),
            "the gradient goes to the smallest pixel",
            "Which pixel of a window reached the result?",
        ),
        Mistake(
            "pool-back.first-corner",
            to_corner,
            "the gradient goes to the first pixel of every window",
            "Which pixel of a window reached the result?",
        ),
        Mistake(
            "pool-back.slopes-alone",
            lambda grad_y, x: to_chosen(np.ones_like(grad_y), x),
            "these are slopes alone: the gradient that arrives is not used",
            "What should happen to your result when grad_y doubles?",
        ),
        Mistake(
            "pool-back.one-apart",
            one_apart,
            "the windows begin one pixel apart, where they should begin two apart",
            "At which pixel does the second window begin?",
        ),
        Mistake(
            "pool-back.times-value",
            lambda grad_y, x: to_chosen(grad_y, x, share=np.multiply),
            "the gradient is multiplied by the largest value",
            "If the largest pixel grows by 0.1, by how much does the result grow?",
        ),
    ),
    probes=POOLS,
    outputs=("grad_x",),
    plain=plain,
    praise="Which layer that you know works the same way, with a threshold in place of a largest?",
)
