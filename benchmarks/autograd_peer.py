"""HIPS autograd: the textbook's step with the backward pass left to the library."""

from importlib.metadata import version

import autograd.numpy as np
from autograd import value_and_grad
from autograd.scipy.special import logsumexp

from .textbook import Textbook


class Autograd(Textbook):
    """The textbook's parameters and updates; its own forward pass and loss."""

    def __init__(self, problem):
        super().__init__(problem)
        loss = {"softmax": self.softmax_cross_entropy, "logistic": self.logistic}
        self.loss_and_grads = value_and_grad(loss[problem.shape.loss])
        hits = problem.y.reshape(-1, 1) == np.arange(problem.shape.sizes[-1])
        self.one_hot = hits.astype(problem.dtype)

    def step(self):
        loss, grads = self.loss_and_grads((self.W, self.b))
        pairs = zip("Wb", grads, strict=True)
        self.update({(name, l): grad for name, part in pairs for l, grad in part.items()})
        return float(loss)

    def softmax_cross_entropy(self, parameters):
        z = self.net(*parameters)
        return np.mean(logsumexp(z, axis=1) - np.sum(z * self.one_hot, axis=1))

    def logistic(self, parameters):
        z = self.net(*parameters)
        return np.mean(np.logaddexp(0, z) - self.p.y * z)

    def net(self, W, b):
        z = self.p.x @ W[1] + b[1]
        for l in range(2, self.L + 1):
            z = np.maximum(z, 0) @ W[l] + b[l]
        return z

    @staticmethod
    def describe():
        return {"HIPS autograd": f"{version('autograd')}, matrix products by NumPy"}
