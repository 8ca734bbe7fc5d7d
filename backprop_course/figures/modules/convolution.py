"""A convolution and its two gradients: three times a window slides over a table of numbers."""

from dataclasses import dataclass

import numpy as np

from ... import ops
from ..drawing import svg


@dataclass(frozen=True)
class Slide:
    """``window`` slides over ``ground`` and makes ``result``: one product and sum for each place.

    Each is a pair (name, array); ``padding`` zeros surround the numbers of the ground.
    """

    title: str
    ground: tuple
    window: tuple
    result: tuple
    padding: int = 0


def trace_sliding(x, W, grad_y):
    """The three slides of one image and one square filter.

    Shapes: x (height, width), W (size, size), grad_y as large as the places of W in x.
    """
    x, W, grad_y = (np.asarray(array, dtype=float) for array in (x, W, grad_y))
    images = [array[None, None] for array in (x, W, grad_y)]
    zero, edge = np.zeros(1), len(W) - 1
    y = ops.conv2d(images[0], images[1], zero)
    grad_x, grad_W, _ = ops.conv2d_vjp(images[2], images[0], images[1], zero)
    padded, rotated = np.pad(grad_y, edge), W[::-1, ::-1]
    return (
        Slide("forward: W slides over x", ("x", x), ("W", W), ("y", y[0, 0])),
        Slide(
            "back to W: grad_y slides over x",
            ("x", x),
            ("grad_y", grad_y),
            ("grad_W", grad_W[0, 0]),
        ),
        Slide(
            "back to x: W, rotated by 180 degrees, slides over grad_y with zeros around it",
            ("grad_y, padded", padded),
            ("W, rotated", rotated),
            ("grad_x", grad_x[0, 0]),
            edge,
        ),
    )


def describe_sliding(slides, places):
    """The picture in words: for each slide the framed sum."""
    return " ".join(
        f"{slide.title}; one entry of {slide.result[0]} is {window_sum(slide, place)}."
        for slide, place in zip(slides, places, strict=True)
    )


def window_sum(slide, place):
    """The products that make the entry of the result at this place, and their sum."""
    (_, ground), (_, window), (_, result) = slide.ground, slide.window, slide.result
    seen = ground[place[0] : place[0] + len(window), place[1] : place[1] + window.shape[1]]
    terms = zip(seen.ravel(), window.ravel(), strict=True)
    products = " + ".join(f"{svg.factor(one)}·{svg.factor(other)}" for one, other in terms)
    return f"{products} = {svg.written(result[place])}"
