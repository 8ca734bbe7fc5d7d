"""Pictures of neuron, as the tests draw them."""

import itertools

import numpy as np

from backprop_course.figures.neuron.charts import (
    draw_logistic_fit,
    draw_middles,
    draw_slopes_of_losses,
    draw_tangent,
    draw_training,
)
from backprop_course.figures.neuron.circuit import trace_neuron
from backprop_course.figures.neuron.circuit_picture import (
    LAST_STEP,
    draw_neuron,
)

WORKED = (0.5, 2.0, -1.0, 1.0)
CORNERS = list(itertools.product((-9.9, -0.1, 9.7), repeat=4))
LONG = [
    (9.7, -1.1, -9.4, 0.0),
    (-9.7, 2.3, -7.7, 0.0),
    (3.7, 2.3, 9.9, 1.0),
    (-9.9, 9.9, -9.9, 0.1),
]

Z = np.linspace(-4, 4, 9)
IMAGES = np.linspace(0, 1, 6 * 8 * 8).reshape(6, 8, 8)


def at_random():
    rng = np.random.default_rng(0)
    return [tuple(np.round(rng.uniform(-10, 10, size=4), 1)) for _ in range(80)]


PICTURES = {
    "circuit": lambda: draw_neuron(trace_neuron(*WORKED)),
    "tangent": lambda: draw_tangent(Z, Z**2, (1.0, 1.0), 2.0, (0.5, 0.25)),
    "training": lambda: draw_training(0.25 * 0.98 ** np.arange(101)),
    "middles": lambda: draw_middles(
        IMAGES, [f"ink 0.{k}0" for k in range(6)], (slice(2, 6), slice(3, 5))
    ),
    "fit": lambda: draw_logistic_fit(
        np.arange(3.0),
        np.array([0, 0, 1]),
        Z,
        0.5 + 0 * Z,
        1 / (1 + np.exp(-Z)),
        border=0.0,
        xlabel="input",
        names=("low", "high"),
    ),
    "slopes": lambda: draw_slopes_of_losses(Z, -np.exp(-(Z**2)), -1 / (1 + np.exp(Z))),
}
EXTREMES = {
    "numbers": lambda: (
        draw_neuron(trace_neuron(*point, half=half))
        for point, half in itertools.product([*CORNERS, *LONG, *at_random()], (False, True))
    ),
    "steps": lambda: (
        draw_neuron(trace_neuron(*point), step=step)
        for point, step in itertools.product((WORKED, *LONG), range(LAST_STEP + 1))
    ),
}
