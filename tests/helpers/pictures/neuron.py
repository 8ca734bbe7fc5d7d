"""Pictures of neuron, as the tests draw them."""

import itertools

import numpy as np

from backprop_course.figures.neuron.charts import (
    draw_logistic_fit,
    draw_slopes_of_losses,
    draw_tangent,
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


def at_random():
    rng = np.random.default_rng(0)
    return [tuple(np.round(rng.uniform(-10, 10, size=4), 1)) for _ in range(80)]


PICTURES = {
    "circuit": lambda: draw_neuron(trace_neuron(*WORKED)),
    "tangent": lambda: draw_tangent(Z, Z**2, (1.0, 1.0), 2.0, (0.5, 0.25)),
    "fit": lambda: draw_logistic_fit(np.arange(3.0), np.array([0, 0, 1]), Z, 0 * Z, Z),
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
