"""Plain NumPy as on a blackboard: a fresh array for every result, and no check of any argument."""

import numpy as np


class Textbook:
    """One training step, written out."""

    def __init__(self, problem):
        self.p, self.L = problem, len(problem.weights)
        self.W = {l: W.copy() for l, W in enumerate(problem.weights, start=1)}
        self.b = {l: np.zeros(W.shape[1], W.dtype) for l, W in self.W.items()}
        self.m, self.v, self.t = {}, {}, 0
        self.update = {"sgd": self.sgd, "adam": self.adam}[problem.optimizer]

    def step(self):
        a = self.forward(self.p.x)
        loss, grad_z = LOSSES[self.p.shape.loss](a[self.L], self.p.y)
        self.update(self.backward(a, grad_z))
        return loss

    def forward(self, x):
        a = {0: x}
        for l in range(1, self.L + 1):
            z = a[l - 1] @ self.W[l] + self.b[l]
            a[l] = np.maximum(z, 0) if l < self.L else z
        return a

    def backward(self, a, grad_z):
        grads = {}
        for l in range(self.L, 0, -1):
            grads["W", l] = a[l - 1].T @ grad_z
            grads["b", l] = grad_z.sum(axis=0)
            if l > 1:  # nobody needs the gradient of the net's input
                grad_z = (grad_z @ self.W[l].T) * (a[l - 1] > 0)
        return grads

    def sgd(self, grads):
        for (name, l), grad in grads.items():
            values = getattr(self, name)
            values[l] = values[l] - self.p.lr * grad

    def adam(self, grads, beta1=0.9, beta2=0.999, eps=1e-8):
        self.t += 1
        for key, grad in grads.items():
            name, l = key
            m = self.m[key] = beta1 * self.m.get(key, 0.0) + (1 - beta1) * grad
            v = self.v[key] = beta2 * self.v.get(key, 0.0) + (1 - beta2) * grad**2
            m_hat, v_hat = m / (1 - beta1**self.t), v / (1 - beta2**self.t)
            values = getattr(self, name)
            values[l] = values[l] - self.p.lr * m_hat / (np.sqrt(v_hat) + eps)

    def parameters(self):
        return [part[l] for l in range(1, self.L + 1) for part in (self.W, self.b)]


def softmax_cross_entropy(z, labels):
    rows, n = np.arange(len(z)), len(z)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(p[rows, labels]).mean()
    p[rows, labels] -= 1
    return float(loss), p / n


def logistic(z, y):
    p = 1 / (1 + np.exp(-z))
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return float(loss), (p - y) / len(z)


LOSSES = {"softmax": softmax_cross_entropy, "logistic": logistic}
