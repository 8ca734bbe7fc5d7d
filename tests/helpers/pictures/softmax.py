"""Pictures of softmax, as the tests draw them."""

import itertools

import numpy as np

from backprop_course import ops
from backprop_course.figures.losses import softmax_charts
from backprop_course.figures.losses.softmax import trace_softmax
from backprop_course.figures.losses.softmax_picture import draw_softmax

WORKED = [0.0, np.log(2), np.log(5)]
P = ops.softmax([WORKED])[0]
JACOBIAN = np.diag(P) - np.outer(P, P)
LEAD = np.linspace(-8, 8, 21)
LOGITS = [*itertools.product((-10.0, 0.0, 10.0), repeat=3), (9.9, -0.1, 3.3), (-9.9, -9.8, -9.7)]

PICTURES = {
    "bars": lambda: draw_softmax(trace_softmax(WORKED, 0)),
    "jacobian": lambda: softmax_charts.draw_softmax_jacobian(JACOBIAN, denominator=64),
    "pulls": lambda: softmax_charts.draw_pulls(
        LEAD, -1 / (1 + np.exp(LEAD)), -0.4 * np.exp(-(LEAD**2))
    ),
}
EXTREMES = {
    "logits": lambda: (
        draw_softmax(trace_softmax(logits, label))
        for logits, label in itertools.product([WORKED, *LOGITS], range(3))
    ),
}
