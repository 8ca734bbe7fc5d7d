"""Pictures of normalization, as the tests draw them."""

import numpy as np

from backprop_course.figures.normalization import charts
from backprop_course.figures.normalization.batch_and_layer import trace_averaged
from backprop_course.figures.normalization.batch_and_layer_picture import draw_averaged
from backprop_course.figures.normalization.paths import (
    COLUMN,
    trace_normalization,
)
from backprop_course.figures.normalization.paths_picture import draw_normalization
from backprop_course.figures.normalization.projection import trace_projection
from backprop_course.figures.normalization.projection_picture import draw_projection

GRAD = (6, 0, 2, 0)
TABLE = [[9, 200, 0.1], [1, 100, 0.4], [15, 400, 0.3], [7, 300, 0.2]]
RNG = np.random.default_rng(12)
SOME = [*RNG.normal(size=(4, 2, 4))]
DRAWINGS = {
    "paths": lambda: draw_normalization(trace_normalization(COLUMN, GRAD)),
    "long numbers": lambda: draw_normalization(trace_normalization(*SOME[0])),
    "averaged": lambda: draw_averaged(trace_averaged(TABLE)),
    "other shape": lambda: draw_averaged(trace_averaged(-1.2345 * np.array(TABLE)[:3])),
}
RIGHT = np.array([0.76, -0.12, -0.28, -0.36])
MEANS = RNG.normal(3, 0.7, size=60)
LOSSES = {n: RNG.uniform(size=50) for n in (2, 8, 32)}
CHARTS = {
    "projection": lambda: draw_projection(trace_projection([1, 2, 6], [3, 0, 3])),
    "mistakes": lambda: charts.draw_mistakes(
        {"all paths": RIGHT, "mean a constant": RIGHT + 0.4, "n − 1 for n": 1.1 * RIGHT}, RIGHT
    ),
    "running": lambda: charts.draw_running(MEANS, 3 * (1 - 0.9 ** np.arange(1, 61)), 3.0),
    "batches": lambda: charts.draw_in_batches(np.eye(8), 7, LOSSES, 0.87),
}

PICTURES = DRAWINGS | CHARTS
