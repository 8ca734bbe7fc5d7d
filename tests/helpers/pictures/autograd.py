"""Pictures of autograd, as the tests draw them."""

import itertools

import numpy as np

from backprop_course import autograd
from backprop_course.autograd import Tensor, inputs_first
from backprop_course.figures.autograd.charts import draw_program
from backprop_course.figures.autograd.expressions import (
    EXPRESSIONS,
    ORDERS,
    trace_expression,
)
from backprop_course.figures.autograd.unfolding_picture import draw_unfolding
from backprop_course.figures.autograd.walk import trace_walk
from backprop_course.figures.autograd.walk_picture import draw_walk


def small_net():
    rng = np.random.default_rng(0)
    W1, b1, W2, b2 = (Tensor(rng.normal(size=shape)) for shape in ((2, 3), 3, (3, 2), 2))
    z1 = autograd.linear(rng.normal(size=(4, 2)), W1, b1)
    a1 = autograd.relu(z1)
    logits = autograd.linear(a1, W2, b2)
    loss = autograd.softmax_cross_entropy(logits, np.array([0, 1, 1, 0]))
    names = {"W1": W1, "b1": b1, "z1": z1, "a1": a1, "W2": W2, "b2": b2, "logits": logits}
    return trace_walk(inputs_first(loss)[::-1], names | {"L": loss})


X = np.linspace(1.3, 13.0, 118)
SLOPES = 2.0 ** np.ceil(np.log2(np.maximum(10 / X, 1)))

PICTURES = {
    **{
        f"walk, {label}, {order}": lambda shown=(label, order): draw_walk(trace_expression(*shown))
        for label, order in itertools.product(EXPRESSIONS, ORDERS)
    },
    "network": lambda: draw_walk(small_net()),
    "unfolding": lambda: draw_unfolding([1, 2, 4, 8], "ybax"),
    "program": lambda: draw_program(X, X * SLOPES, SLOPES, [2.5, 5.0, 10.0]),
}
EXTREMES = {
    "trees": lambda: (draw_unfolding([2**i for i in range(n)], "ybax"[:n]) for n in (2, 3, 4)),
}
