"""The package, through its public calls only: five visible lines make a step."""

from itertools import pairwise
from math import ceil

import numpy as np

from backprop_course import gradcheck, init, losses, optim, training
from backprop_course.layers import Linear, ReLU
from backprop_course.mlp import MLP
from backprop_course.module import Sequential

from .problems import ADAMW, SHAPES, digits, learning_rate

LOSSES = {"softmax": losses.softmax_cross_entropy, "logistic": losses.binary_cross_entropy}
OPTIMIZERS = {"sgd": optim.SGD, "adam": optim.Adam}


def from_arrays(weights):
    """An initializer that hands out given weights in turn: also the way to a float32 net."""
    remaining = iter(weights)
    return lambda fan_in, fan_out, *, rng: next(remaining)


def sequential(sizes, *, rng, init):
    """Linear layers with ReLU between them."""
    layers = []
    for fan_in, fan_out in pairwise(sizes):
        layers += [Linear(fan_in, fan_out, rng=rng, init=init), ReLU()]
    return Sequential(*layers[:-1])


class Ours:
    """A Sequential net."""

    build = staticmethod(sequential)

    def __init__(self, problem):
        weights = from_arrays(problem.weights)
        self.net = self.build(problem.shape.sizes, rng=np.random.default_rng(0), init=weights)
        self.loss = LOSSES[problem.shape.loss]
        self.optimizer = OPTIMIZERS[problem.optimizer](self.net.parameters(), problem.lr)
        self.x, self.y = problem.x, problem.y

    def step(self):
        self.optimizer.zero_grad()
        prediction = self.net.forward(self.x)
        loss, grad_prediction = self.loss(prediction, self.y)
        self.net.backward(grad_prediction, input_grad=False)
        self.optimizer.step()
        return loss

    def parameters(self):
        """W and b of the first layer, then of the second, and so on."""
        return [p.value for layer in self.net.layers[::2] for p in (layer.W, layer.b)]

    @staticmethod
    def training_run(seed, epochs):
        """(train, accuracy): two calls, of which the first is timed."""
        rng = np.random.default_rng(seed)
        (x, y), (x_test, y_test) = digits()

        def float32(*fans, rng):
            return init.he_normal(*fans, rng=rng).astype(np.float32)

        net = sequential(SHAPES["digits"].sizes, rng=rng, init=float32)
        batch = SHAPES["digits"].batch
        steps = epochs * ceil(len(x) / batch)

        def train():
            training.fit(
                net,
                losses.softmax_cross_entropy,
                optim.AdamW(net.parameters(), **ADAMW),
                x,
                y,
                epochs=epochs,
                batch_size=batch,
                rng=rng,
                schedule=lambda t: learning_rate(t, steps),
            )

        return train, lambda: training.accuracy(net, x_test, y_test)

    @staticmethod
    def gradient_check(problem):
        """One call that checks every gradient of the net, its input's too: do all pass?"""
        net = Ours(problem).net

        return lambda: all(gradcheck.check_module(net, problem.x, rng=np.random.default_rng(0)))


SHARE = 100  # entries of the numerical gradient that are timed


def entries_of_the_digits_net():
    """Parameters, and inputs of one batch."""
    shape = SHAPES["digits"]
    return sum(a * b + b for a, b in shape.fans) + shape.batch * shape.sizes[0]


class Numerical:
    """The plain numerical gradient; every entry costs the same, so a share of them tells."""

    @staticmethod
    def gradient_check(problem):
        net = Ours(problem).net
        grad_y = np.random.default_rng(0).normal(size=net.forward(problem.x).shape)
        entries = net.layers[0].W.value[:1, :SHARE]  # a view: nudging it nudges the net

        def weighted_sum(_):
            return float(np.sum(grad_y * net.forward(problem.x)))

        return lambda: gradcheck.numerical_gradient(weighted_sum, entries).shape == entries.shape


class OursMLP(Ours):
    """The MLP, whose backward pass is one visible loop."""

    build = staticmethod(MLP)

    def parameters(self):
        numbers = range(1, self.net.L + 1)
        return [p.value for l in numbers for p in (self.net.W[l], self.net.b[l])]
