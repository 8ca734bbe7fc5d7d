"""Pictures of mlp, as the tests draw them."""

import numpy as np

from backprop_course.figures.mlp import charts
from backprop_course.figures.mlp.network import small_network, trace_mlp
from backprop_course.figures.mlp.network_picture import draw_mlp
from backprop_course.figures.mlp.overview_picture import draw_mlp_overview
from backprop_course.figures.mlp.two_layers_picture import (
    draw_two_layers,
)

LOSS = {"training": [1.0, 0.1, 0.01], "test": [1.1, 0.3, 0.2]}
ACCURACY = {"training": [0.5, 0.9, 1.0], "test": [0.5, 0.8, 0.98]}
POINTS = np.array([[-0.5, 0.1], [0.5, 0.1], [0.2, -0.4], [0.3, 0.6], [0.1, 0.2]])
LABELS = np.array([0, 1, 2, 0, 2])


def learning_curves(loss=LOSS, accuracy=ACCURACY):
    return charts.draw_learning_curves(loss, accuracy, title="Does it learn?")


def decision_regions():
    plane = charts.plane_points(1.0, 20)
    regions = {"before": np.zeros(400, dtype=int), "after": 1 * (plane[:, 0] > 0)}
    return charts.draw_decision_regions(POINTS, LABELS, regions, limit=1.0, title="Parted?")


def images(n=6):
    pixels = np.random.default_rng(0).uniform(size=(n, 8, 8))
    return charts.draw_images(pixels, ["5 read as 9"] * n, title="Right?")


WEIGHTS = [(1, i, j) for i in (0, 1) for j in (0, 1, 2)] + [(2, i, 0) for i in (0, 1, 2)]


def trace(**typed):
    """The small network with some weights typed anew, such as W1_02=0.5."""
    net, x, y = small_network()
    for name, value in typed.items():
        net.W[int(name[1])].value[int(name[3]), int(name[4])] = value
    return trace_mlp(net, x, y)


LONG = {"W1_02": 1.2345, "W2_00": -2.9876, "W1_10": 0.0012}

SHAPES = {"x": (4, 2), "W1": (2, 3), "b1": (3,), "z1": (4, 3), "a1": (4, 3)} | {
    "W2": (3, 2),
    "b2": (2,),
    "logits": (4, 2),
}
VALUES = {name: np.zeros(shape) for name, shape in SHAPES.items()}
GRADS = {name: np.full(shape, -0.25) for name, shape in SHAPES.items() if name != "x"}

PICTURES = {
    "network, wires": lambda: draw_mlp(trace(), 1, 3, "wires"),
    "network, matrices": lambda: draw_mlp(trace(), 1, 3, "matrices"),
    "overview": lambda: draw_mlp_overview(trace(), 3),
    "two layers": lambda: draw_two_layers(VALUES, GRADS),
    "learning curves": learning_curves,
    "one panel": lambda: learning_curves(accuracy=None),
    "curves that meet": lambda: learning_curves({"right": [2.0, 1.0], "other": [1.0, 1.0]}, None),
    "decision regions": decision_regions,
    "images": images,
}
