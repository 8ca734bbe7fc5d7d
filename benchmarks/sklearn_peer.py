"""scikit-learn's ``MLPClassifier``: ``partial_fit`` on one batch is one step.

Its Adam adds eps before the bias of v is corrected, everyone else after: with one eps for all steps
they do not agree.  The parity test gives it, for each step, the eps that makes both the same.
"""

from math import sqrt

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier

ALMOST_NOTHING = 1e-20  # a rate of 0 is refused; this one does not move a weight either
BETA2, EPS = 0.999, 1e-8
PLAIN = {"alpha": 0.0, "momentum": 0.0, "nesterovs_momentum": False, "shuffle": False}


class PartialFit:
    """One step for each call."""

    def __init__(self, problem):
        self.t = 0
        self.x, self.y = problem.x, problem.y.ravel().astype(int)
        self.model = MLPClassifier(
            problem.shape.sizes[1:-1],
            solver=problem.optimizer,
            learning_rate_init=problem.lr or ALMOST_NOTHING,
            batch_size=problem.shape.batch,
            random_state=0,
            **PLAIN,
        )
        classes = np.arange(max(2, problem.shape.sizes[-1]))
        self.model.partial_fit(self.x, self.y, classes=classes)  # makes the arrays, takes a step
        for W, b, first in zip(*self.layers(), problem.weights, strict=True):
            W[...], b[...] = first, 0.0
        del self.model._optimizer  # the next call makes a new one, with m, v and t at 0

    def step(self):
        return self.model.partial_fit(self.x, self.y).loss_

    def complete_step(self):
        """The same with Adam's eps where everyone has it."""
        self.t += 1
        # before the first call the net holds eps; that call hands it to the optimizer that it makes
        holder = vars(self.model).get("_optimizer", self.model)
        holder.epsilon = EPS * sqrt(1 - BETA2**self.t)
        return self.step()

    def parameters(self):
        return [part for layer in zip(*self.layers(), strict=True) for part in layer]

    def layers(self):
        """Every W, and every b."""
        return self.model.coefs_, self.model.intercepts_

    @staticmethod
    def describe():
        return {"scikit-learn": f"{sklearn.__version__}, matrix products by NumPy"}
