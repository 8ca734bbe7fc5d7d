"""Pictures of linear layer, as the tests draw them."""

import itertools

import numpy as np

from backprop_course.figures.linear_layer.broadcasting import trace_copies
from backprop_course.figures.linear_layer.broadcasting_picture import draw_copies
from backprop_course.figures.linear_layer.conventions import trace_conventions
from backprop_course.figures.linear_layer.conventions_picture import draw_conventions
from backprop_course.figures.linear_layer.shapes import (
    BROKEN,
    trace_shapes,
)
from backprop_course.figures.linear_layer.shapes_picture import draw_shapes, draw_slips

GRAD = np.array([[3.0, -2.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]])
INPUTS = {"b": np.array([1.0, -1.0]), "s": np.array([[0.5], [1.0], [2.0], [-1.0]])}
DRAWINGS = {
    "conventions": lambda: draw_conventions(trace_conventions(4, 3, 2)),
    "other sizes": lambda: draw_conventions(trace_conventions(2, 4, 3)),
    "copies": lambda: draw_copies(trace_copies(INPUTS, GRAD)),
    "long numbers": lambda: draw_copies(trace_copies(INPUTS, -1.23456e-3 * GRAD)),
}
SLIPS = ("W not transposed", "bias not summed")


def layer(*sizes):
    return trace_shapes(*sizes, rng=np.random.default_rng(0))


PICTURES = DRAWINGS | {
    "shapes": lambda: draw_shapes(layer(4, 3, 2)),
    "slips": lambda: draw_slips(layer(4, 3, 2), SLIPS),
}
EXTREMES = {
    "shapes": lambda: (
        draw_shapes(layer(*sizes), broken)
        for sizes, broken in itertools.product(
            itertools.product((1, 3, 6), repeat=3), (None, *BROKEN)
        )
    ),
}
