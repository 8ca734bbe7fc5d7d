"""Implement: the gradients of one filter on one image."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops import conv2d_vjp
from .probes import GRADIENTS
from .sliding import slid


def around(grad_y, W):
    """grad_y with as many zeros around it as the filter can reach out."""
    height, width = W.shape
    return np.pad(grad_y, ((height - 1,) * 2, (width - 1,) * 2))


def gradients_with(
    rotated=lambda W: W[::-1, ::-1],
    slides=lambda grad_y: grad_y,
    bias=np.sum,
):
    """The three gradients with some of their parts replaced."""

    def answer(grad_y, x, W):
        grad_x = slid(around(grad_y, W), rotated(W))
        return grad_x, slid(x, slides(grad_y)), bias(grad_y)

    return answer


def by_package(grad_y, x, W):
    grad_x, grad_W, grad_b = conv2d_vjp(
        grad_y[None, None], x[None, None], W[None, None], np.zeros(1)
    )
    return grad_x[0, 0], grad_W[0, 0], grad_b[0]


def place_by_place(grad_y, x, W):
    grad_x, grad_W = np.zeros_like(x), np.zeros_like(W)
    height, width = W.shape
    for i, j in np.ndindex(grad_y.shape):
        grad_x[i : i + height, j : j + width] += grad_y[i, j] * W
        grad_W += grad_y[i, j] * x[i : i + height, j : j + width]
    return grad_x, grad_W, grad_y.sum()


def overwritten(grad_y, x, W):
    right, grad_x = gradients_with()(grad_y, x, W), np.zeros_like(x)
    height, width = W.shape
    for i, j in np.ndindex(grad_y.shape):
        grad_x[i : i + height, j : j + width] = grad_y[i, j] * W
    return grad_x, *right[1:]


def sends_ones(grad_y, x, W):
    return gradients_with()(np.ones_like(grad_y), x, W)


def forward(grad_y, x, W):
    """What the gradients are slopes of: the results, weighted by what arrives."""
    return float(np.sum(grad_y * slid(x, W)))


def plain(grad_y, x, W):
    padded = around(grad_y, W)
    grad_x = slid(padded, W[::-1, ::-1])
    grad_W = slid(x, grad_y)
    grad_b = np.sum(grad_y)
    return grad_x, grad_W, grad_b


filter_backward = Exercise(
    name="filter_backward",
    points=3,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "Which two small tables does `slide` take for each of the two gradients, and which of them "
        "is the window?",
        "How many zeros does grad_y need on each side, so that a filter of height 2 still touches "
        "the first row? np.pad takes a pair of numbers for each axis.",
        "W[::-1] reverses the rows of W. How do you reverse rows and columns?",
    ),
    reference=lambda grad_y, x, W: gradients_with()(grad_y, x, W),
    accepted=(by_package, place_by_place),
    mistakes=(
        Mistake(
            "filter-back.not-rotated",
            gradients_with(rotated=lambda W: W),
            "the filter slides over grad_y as it is",
            "With which weight did the middle pixel meet the first place, and with which the last?",
        ),
        Mistake(
            "filter-back.rows-only",
            gradients_with(rotated=lambda W: W[::-1]),
            "only the rows of the filter are reversed",
            "With which weight did a pixel meet the place to its left?",
        ),
        Mistake(
            "filter-back.columns-only",
            gradients_with(rotated=lambda W: W[:, ::-1]),
            "only the columns of the filter are reversed",
            "With which weight did a pixel meet the place above it?",
        ),
        Mistake(
            "filter-back.grad-rotated",
            gradients_with(slides=lambda grad_y: grad_y[::-1, ::-1]),
            "grad_y is rotated before it slides over the image",
            "Which pixel did W[0, 0] meet at the first place?",
        ),
        Mistake(
            "filter-back.overwritten",
            overwritten,
            "where windows overlap, a pixel keeps what the last of them sends, not the sum",
            "In how many windows does the middle pixel stand, and what do paths do?",
        ),
        Mistake(
            "filter-back.bias-averaged",
            gradients_with(bias=np.mean),
            "the gradient of the bias is averaged over the places",
            "Four uses are four paths. What do paths do?",
        ),
        Mistake(
            "filter-back.one-bias",
            gradients_with(bias=lambda grad_y: grad_y[0, 0]),
            "the bias gets the gradient of the first place alone",
            "At how many places was the bias added?",
        ),
        Mistake(
            "filter-back.slopes-alone",
            sends_ones,
            "these are slopes alone: the gradient that arrives is not used",
            "What should happen to your results when grad_y doubles?",
        ),
    ),
    probes=GRADIENTS,
    outputs=("grad_x", "grad_W", "grad_b"),
    objective=forward,
    slope_of={"grad_x": "x", "grad_W": "W"},
    plain=plain,
    praise="For which filters would it not matter if the rotation were forgotten?",
)
