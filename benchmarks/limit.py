"""The limit: the matrix products that a step cannot do without, and one pass over the parameters.

The products write into arrays that stand ready.  The pass is compiled C where a compiler is found:
it reads and writes every number once, which NumPy cannot.  Bias, ReLU and loss are left out of the
timed step; ``complete_step`` puts them back between the same products, and the parity test then
shows that the products and the pass are the right ones.
"""

import numpy as np

from . import textbook
from .one_pass import one_pass


class Limit:
    """Nothing but products and the pass."""

    taken = 1  # complete steps, when it is ready to be timed

    def __init__(self, problem):
        self.p, self.L = problem, len(problem.weights)
        self.numbers = range(1, self.L + 1)
        self._allocate()
        self.forward_products = [(self.z[l - 1].dot, self.W[l], self.z[l]) for l in self.numbers]
        self.backward_products = []
        for l in reversed(self.numbers):
            self.backward_products.append((self.z[l - 1].T.dot, self.g[l], self.grad_W[l]))
            if l > 1:
                self.backward_products.append((self.g[l].dot, self.W[l].T, self.g[l - 1]))
        self.products = self.forward_products + self.backward_products
        self.update = one_pass(problem.optimizer, self.values, self.grads, problem.lr)
        self.complete_step()  # sensible numbers in every array

    def _allocate(self):
        """Parameters and gradients: views of two vectors.  z and g hold each layer's rows."""
        weights, batch, dtype = self.p.weights, self.p.shape.batch, self.p.dtype
        size = sum(W.size + W.shape[1] for W in weights)
        self.values, self.grads = np.zeros(size, dtype), np.zeros(size, dtype)
        self.W, self.b = self._views(self.values)
        self.grad_W, self.grad_b = self._views(self.grads)
        for l, W in enumerate(weights, start=1):
            self.W[l][...] = W
        rows = {l: np.empty((batch, W.shape[1]), dtype) for l, W in enumerate(weights, start=1)}
        self.z = {0: self.p.x, **rows}
        self.g = {l: np.empty_like(z) for l, z in rows.items()}

    def _views(self, vector):
        W, b, begin = {}, {}, 0
        for l, (fan_in, fan_out) in enumerate((w.shape for w in self.p.weights), start=1):
            middle = begin + fan_in * fan_out
            end = middle + fan_out
            W[l], b[l] = vector[begin:middle].reshape(fan_in, fan_out), vector[middle:end]
            begin = end
        return W, b

    def step(self):
        for dot, right, out in self.products:
            dot(right, out)
        self.update()

    def complete_step(self):
        """The same products in the same order, with all that belongs between them."""
        for l, (dot, right, out) in zip(self.numbers, self.forward_products, strict=True):
            dot(right, out)
            out += self.b[l]
            if l < self.L:
                np.maximum(out, 0, out=out)
        loss, self.g[self.L][...] = textbook.LOSSES[self.p.shape.loss](self.z[self.L], self.p.y)
        waiting = iter(self.backward_products)
        for l in reversed(self.numbers):
            self.g[l].sum(axis=0, out=self.grad_b[l])
            for dot, right, out in [next(waiting) for _ in range(1 + (l > 1))]:
                dot(right, out)
            if l > 1:
                self.g[l - 1] *= self.z[l - 1] > 0
        self.update()
        return loss

    @staticmethod
    def product(a, b):
        """One matrix product."""
        out = np.empty((len(a), b.shape[1]), a.dtype)
        return lambda: a.dot(b, out)

    def parameters(self):
        return [part[l] for l in self.numbers for part in (self.W, self.b)]
