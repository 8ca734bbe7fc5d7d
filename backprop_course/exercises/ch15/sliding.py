"""Implement: a window slides over an image."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ...checking import Exercise, Mistake
from .probes import SLIDES


def slide_with(seen=lambda W: W, join=np.sum, combine=np.multiply):
    """A slide with some of its parts replaced."""

    def answer(image, window):
        places = sliding_window_view(image, window.shape)
        return join(combine(places, seen(window)), axis=(2, 3))

    return answer


slid = slide_with()


def in_loops(image, window):
    height, width = window.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            result[i, j] = np.sum(image[i : i + height, j : j + width] * window)
    return result


def without_last(image, window):
    return np.zeros_like(slid(image, window)) + np.pad(
        slid(image, window)[:-1, :-1], ((0, 1), (0, 1))
    )


def plain(image, window):
    height, width = window.shape
    rows = image.shape[0] - height + 1
    columns = image.shape[1] - width + 1
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            y[i, j] = np.sum(image[i : i + height, j : j + width] * window)
    return y


slide = Exercise(
    name="slide",
    points=2,
    minutes=5,
    grade="warm-up",
    kind="implement",
    hints=(
        "At how many places does the window fit, downwards and across?",
        "The array of all windows has four axes, and the first two are the places. Which axes have "
        "to disappear?",
    ),
    reference=lambda image, window: slid(image, window),
    accepted=(
        in_loops,
        lambda image, window: np.einsum(
            "ijkl,kl->ij", sliding_window_view(image, window.shape), window
        ),
    ),
    mistakes=(
        Mistake(
            "slide.rotated",
            slide_with(seen=lambda W: W[::-1, ::-1]),
            "the window is rotated before it slides",
            "Which entry of the image meets the first entry of the window at the first place?",
        ),
        Mistake(
            "slide.mean",
            slide_with(join=np.mean),
            "the products are averaged",
            "What does the task do with the products of one place?",
        ),
        Mistake(
            "slide.largest",
            slide_with(join=np.max),
            "only the largest product of each place is kept",
            "What does the task do with the products of one place?",
        ),
        Mistake(
            "slide.added",
            slide_with(combine=np.add),
            "image and window are added, entry by entry",
            "What does a weight do with what it meets?",
        ),
        Mistake(
            "slide.last-places",
            without_last,
            "the last row and the last column of places are missing",
            "At how many places does a window of 2 fit into 3 pixels?",
        ),
    ),
    probes=SLIDES,
    plain=plain,
    outputs=("y",),
    praise="How many multiplications does one place cost, and how many places are there?",
)
