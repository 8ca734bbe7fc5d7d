"""What a run consists of: a net, its data, its loss, and the way it is trained and used.

Every part is an attribute that can be looked at and replaced.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ... import init
from ...data import load_digits
from ...layers import Dropout, Linear, ReLU, Residual
from ...losses import softmax_cross_entropy
from ...module import Sequential
from ...optim import SGD, Optimizer
from ...training import train_step

RATE = 0.1
BATCH = 32


def in_use(net, x):
    """The answers of a net that is set to use, not to training."""
    logits = net.eval().forward(x)
    net.train()
    return logits


@dataclass(eq=False)
class TrainingRun:
    """A net that reads digits, with all that its training needs.

    Shapes: x (n, 64), labels (n,), logits (n, 10).
    take_step: (net, loss, optimizer, x, labels) -> loss, as ``training.train_step``.
    answer: (net, x) -> logits, the way the net is used after training.
    """

    name: str
    net: Sequential
    x: np.ndarray
    labels: np.ndarray
    x_test: np.ndarray
    labels_test: np.ndarray
    optimizer: Optimizer
    loss: Callable = softmax_cross_entropy
    take_step: Callable = train_step
    answer: Callable = in_use
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(0))

    def step(self, x, labels):
        """One step of training on these examples; returns the loss before it."""
        return self.take_step(self.net, self.loss, self.optimizer, x, labels)

    def train(self, steps):
        """The losses of so many steps, each on a random batch."""
        losses = []
        for _ in range(steps):
            chosen = self.rng.integers(0, len(self.x), BATCH)
            losses.append(self.step(self.x[chosen], self.labels[chosen]))
        return losses

    def accuracy(self):
        """Share of the test images that are read rightly."""
        logits = self.answer(self.net, self.x_test)
        return float(np.mean(logits.argmax(axis=1) == self.labels_test))

    def __repr__(self):
        return (
            f"{self.name}: a net that reads digits, {len(self.x):,} to learn from and "
            f"{len(self.x_test):,} to test,\n    {type(self.optimizer).__name__} "
            f"with learning rate {self.optimizer.lr:g}"
        )


def healthy(name="healthy"):
    """A run without a bug; it reads nine of ten test images after 150 steps."""
    x, labels, x_test, labels_test = scaled_digits()
    net = sound_net(np.random.default_rng(0))
    optimizer = SGD(net.parameters(), RATE)
    return TrainingRun(name, net, x, labels, x_test, labels_test, optimizer)


def scaled_digits():
    """All digits, shifted and scaled as a whole by what the training images say."""
    (x, labels), (x_test, labels_test) = load_digits()
    mean, size = x.mean(), x.std()
    return (x - mean) / size, labels, (x_test - mean) / size, labels_test


def sound_net(rng):
    """64 inputs, four linear layers, one of them in a residual branch, 10 outputs."""
    return Sequential(
        Linear(64, 24, rng=rng),
        ReLU(),
        Residual(Linear(24, 24, rng=rng), ReLU(), scale=0.5),
        Linear(24, 24, rng=rng),
        ReLU(),
        Dropout(0.1, rng=rng),
        Linear(24, 10, rng=rng, init=init.lecun_normal),
    )
