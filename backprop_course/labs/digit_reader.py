"""A small net that learns to read handwritten digits, as the first lesson shows it.

It is trained by the four lines that the course leads to: forward, loss, backward, update.
"""

from dataclasses import dataclass

import numpy as np

from ..data import load_digits
from ..losses import softmax_cross_entropy
from ..mlp import MLP
from ..training import minibatches

SIZES = [64, 64, 10]  # pixels, hidden units, digits
EPOCHS, BATCH, LR = 15, 16, 0.3


@dataclass(frozen=True)
class Reading:
    """Images that the net never saw in training: (n, 8, 8), their labels, and its answers."""

    images: np.ndarray
    labels: np.ndarray
    answers: np.ndarray
    parameters: int  # how many numbers training has found

    @property
    def correct(self):
        return int(np.sum(self.answers == self.labels))


def read_digits(*, rng):
    """Train the net, then let it read."""
    (x, labels), (x_test, test_labels) = load_digits()
    net = MLP(SIZES, rng=rng)
    for _ in range(EPOCHS):
        for x_batch, labels_batch in minibatches(x, labels, BATCH, rng=rng):
            _, grad = softmax_cross_entropy(net.forward(x_batch), labels_batch)
            net.backward(grad)
            net.update_parameters(LR)
    answers = net.forward(x_test).argmax(axis=1)
    count = sum(p.value.size for p in net.parameters())
    return Reading(x_test.reshape(-1, 8, 8), test_labels, answers, count)
