"""Pictures of linear layer, as the tests draw them."""

import itertools

import numpy as np

from backprop_course.figures.linear_layer.broadcasting import trace_copies
from backprop_course.figures.linear_layer.broadcasting_picture import draw_copies
from backprop_course.figures.linear_layer.conventions import trace_conventions
from backprop_course.figures.linear_layer.conventions_picture import draw_conventions
from backprop_course.figures.linear_layer.forward_against_reverse_picture import draw_costs
from backprop_course.figures.linear_layer.linear_map_picture import draw_linear_map
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
SIZES = [1, 10, 100, 1000]
WALK = [50 * n + 2550 for n in SIZES]
WALKS = [n * walk for n, walk in zip(SIZES, WALK, strict=True)]
ARROWS = {"g": (2.0, 0.5), "h": (-0.5, 1.5), "g + h": (1.5, 2.0)}


def costs():
    return draw_costs(
        {"size": SIZES, "forward": WALKS, "reverse": WALK},
        {"size": SIZES, "forward": WALK, "reverse": WALKS},
    )


def linear_map(scale=1.0):
    turned = {name: (scale * (x - y), scale * (x + y)) for name, (x, y) in ARROWS.items()}
    return draw_linear_map(ARROWS, turned)


CHARTS = {
    "costs": costs,
    "linear map": linear_map,
    "small": lambda: linear_map(0.01),
    "turned": lambda: linear_map(-3.0),
}

SLIPS = ("W not transposed", "bias not summed")


def layer(*sizes):
    return trace_shapes(*sizes, rng=np.random.default_rng(0))


PICTURES = (
    DRAWINGS
    | CHARTS
    | {
        "shapes": lambda: draw_shapes(layer(4, 3, 2)),
        "slips": lambda: draw_slips(layer(4, 3, 2), SLIPS),
    }
)
EXTREMES = {
    "shapes": lambda: (
        draw_shapes(layer(*sizes), broken)
        for sizes, broken in itertools.product(
            itertools.product((1, 3, 6), repeat=3), (None, *BROKEN)
        )
    ),
}
