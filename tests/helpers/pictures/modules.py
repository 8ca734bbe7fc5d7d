"""Pictures of modules, as the tests draw them."""

import numpy as np

from backprop_course.figures.modules import memory, memory_picture, relu_fit_picture
from backprop_course.figures.modules.chain import trace_chain
from backprop_course.figures.modules.chain_picture import draw_chain
from backprop_course.figures.modules.convolution import trace_sliding
from backprop_course.figures.modules.convolution_picture import draw_sliding
from backprop_course.figures.modules.update_order import trace_orders
from backprop_course.figures.modules.update_order_picture import draw_orders
from backprop_course.layers import Linear, ReLU, Tanh
from backprop_course.losses import mse
from backprop_course.module import Module, Sequential

X = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [2.0, 0.0, 1.0]])
W = np.array([[1.0, -1.0], [2.0, 0.0]])
GRAD = np.array([[1.0, 2.0], [0.0, -1.0]])
PLACES = ((0, 1), (0, 0), (1, 1))


def generator():
    return np.random.default_rng(8)


def small_net():
    net = Sequential(Linear(1, 2, rng=generator()), ReLU(), Linear(2, 1, rng=generator()))
    numbers = ([[1.0, -1.0]], [0.0, 1.0], [[2.0], [3.0]], [-1.0])
    for parameter, value in zip(net.parameters(), numbers, strict=True):
        parameter.value[...] = value
    return net


def chain():
    return trace_chain(small_net(), [[2.0]], [[1.0]], mse)


def orders():
    return trace_orders(x=2.0, w1=3.0, w2=0.5, target=1.0, lr=0.01)


DRAWINGS = {
    "chain": lambda: draw_chain(chain()),
    "long chain": lambda: draw_chain(trace_chain(small_net(), [[-0.123]], [[1.5]], mse)),
    "sliding": lambda: draw_sliding(trace_sliding(X, W, GRAD), PLACES),
    "negative": lambda: draw_sliding(trace_sliding(-X, -W, -GRAD), ((0, 0),) * 3),
    "orders": lambda: draw_orders(orders()),
    "long orders": lambda: draw_orders(trace_orders(2.345, -3.21, 0.567, 1.23, 0.0123)),
}


class Piece(Module):
    """Saves its first input only, and runs again on the way back."""

    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x):
        self.x = x
        for layer in self.layers:
            x = layer.forward(x)
            layer.x = None
        return x

    def backward(self, grad_y, *, input_grad=True):
        y, self.x = self.x, None
        for layer in self.layers:
            y = layer.forward(y)
        for layer in reversed(self.layers):
            grad_y = layer.backward(grad_y)
            layer.x = None
        return grad_y


def steps(size=None, count=16):
    layers = [Tanh() for _ in range(count)]
    if size:
        layers = [Piece(*layers[i : i + size]) for i in range(0, count, size)]
    return memory.trace_memory(Sequential(*layers), np.ones((5, 1)), np.ones((5, 1)))


def traces():
    return {"save every input": steps(), "save every fourth, run again": steps(4)}


def fit():
    x, grid = np.linspace(-2, 2, 41), np.linspace(-2.1, 2.1, 101)
    curves = {0: 0 * grid, 100: 0.5 * np.sin(grid), 2000: np.sin(2 * grid)}
    places = {step: np.linspace(-1, 1, 16) * step / 2000 for step in curves}
    return relu_fit_picture.draw_relu_fit(x, np.sin(2 * x), grid, curves, places)


CHARTS = {"memory": lambda: memory_picture.draw_memory(traces()), "fit": fit}

PICTURES = DRAWINGS | CHARTS
