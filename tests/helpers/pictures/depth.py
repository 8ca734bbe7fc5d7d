"""Pictures of depth, as the tests draw them."""

import itertools
import math
from dataclasses import replace

import numpy as np

from backprop_course.figures.depth import charts
from backprop_course.figures.depth.ridge_picture import (
    draw_depth_ridge,
    draw_gains,
)
from backprop_course.figures.depth.strips_picture import draw_depth_strips
from backprop_course.labs import deep_nets

GRAD = np.array([8.0, 1.0])
FATES = {  # two that stay at a guess, one that learns, one that overflows
    "one": np.full(40, 2.3),
    "two": np.full(40, 2.25),
    "three": np.linspace(3.0, 0.5, 40),
    "four": [9e9, math.nan],
}
PATHS = {
    "not clipped": np.array([[4.65, -2.1], [4.5, -2.3], [6.7, 1.3]]),
    "clipped": np.array([[4.65, -2.1], [4.55, -2.2], [4.5, -2.3]]),
}
BY_NAME = {recipe.name: recipe for recipe in deep_nets.RECIPES}
EXPECTED = {  # what one layer does, and what becomes of the gradient
    "tanh, weights of size 0.01": (0.057, "vanishes"),
    "sigmoid, Xavier": (0.235, "vanishes"),
    "sigmoid, Xavier, layer norm": (0.38, "vanishes"),
    "ReLU, Xavier": (0.71, "vanishes"),
    "tanh, Xavier": (0.95, "stays"),
    "ReLU, He": (1.0, "stays"),
    "ReLU, He, residual × 1/√depth": (1.017, "stays"),
    "ReLU, He, residual unscaled": (1.41, "explodes"),
    "ReLU, twice He": (2.0, "explodes"),
}


def strips(names=tuple(EXPECTED), **settings):
    traces = [deep_nets.trace_recipe(BY_NAME[name], seeds=1, **settings) for name in names]
    return traces, draw_depth_strips(traces, subtitle="30 layers, one seed")


SIGNALS = [
    deep_nets.Recipe("", activation, gain, branch)
    for activation, gain, branch in itertools.product(
        deep_nets.ACTIVATIONS, (0.1, 4.0), deep_nets.BRANCHES
    )
]


def extreme_strips(layers, width):
    traces, drawing = strips(depth=layers, width=width)
    two_lines = replace(traces[0], name="yours: leaky ReLU, gain 3.95\nresidual × 1/√depth")
    return drawing, draw_depth_strips([*traces, two_lines], subtitle="one")


PICTURES = {
    "strips": lambda: strips()[1],
    "hills": lambda: draw_depth_ridge(deep_nets.trace_signal(SIGNALS[0])),
    "gains": lambda: draw_gains(
        [deep_nets.trace_signal(deep_nets.Recipe("", "tanh", g)) for g in (0.5, 1.0, 1.5, 3.0)]
    ),
    "fates": lambda: charts.draw_outcomes(FATES, chance=2.3),
    "clipping": lambda: charts.draw_clipping(GRAD, GRAD / 8.06, np.ones(2), 37.9),
    "through time": lambda: charts.draw_through_time(
        {3.0: np.logspace(7, 0, 50), 1.0: np.ones(50), 0.5: np.logspace(-14, 0, 50)}
    ),
    "cliff": lambda: charts.draw_cliff(
        np.linspace(4.3, 4.8, 5),
        np.linspace(-2.4, -2.0, 5),
        np.linspace(0.0, 0.3, 25).reshape(5, 5),
        PATHS,
        {"not clipped": [0.03, 0.09, 0.09], "clipped": [0.03, 0.01, 0.001]},
    ),
}
EXTREMES = {
    "strips": lambda: itertools.chain(
        *(extreme_strips(*sizes) for sizes in itertools.product((5, 12, 30, 33, 50), (16, 64)))
    ),
    "hills": lambda: (
        draw_depth_ridge(deep_nets.trace_signal(recipe, depth=layers), backward=backward)
        for recipe, layers, backward in itertools.product(SIGNALS, (5, 50), (False, True))
    ),
}
