"""Optimizers turn gradients into steps; schedules change the learning rate; clipping bounds both.

optimizer.zero_grad() ... backward ... optimizer.step()
"""

from abc import ABC, abstractmethod

import numpy as np

from .arguments import fraction, not_negative


class Optimizer(ABC):
    """Abstract: one update rule, one state for each parameter, one step counter ``t`` for all."""

    def __init__(self, parameters, lr):
        self.parameters = list(dict.fromkeys(parameters))  # each once, also a shared one
        if not self.parameters:
            raise ValueError("parameters: expected at least one Parameter, got an empty list")
        self.lr = not_negative("lr", lr)
        self.t = 0
        self.state = [{} for _ in self.parameters]

    def zero_grad(self):
        """Forget the gradients of the last step."""
        for parameter in self.parameters:
            parameter.zero_grad()

    def step(self):
        """Move every parameter once, in place."""
        self.t += 1
        for parameter, state in zip(self.parameters, self.state, strict=True):
            parameter.value -= self.lr * self.direction(parameter.value, parameter.grad, state)

    @abstractmethod
    def direction(self, value, grad, state):
        """Where to step, against which the parameter moves; ``state`` lives from step to step."""


class SGD(Optimizer):
    """Stochastic gradient descent, with momentum where it is not 0.  Source: Polyak, 1964.

    v <- momentum v + grad,  value <- value - lr v.  Another form found in books is
    v <- momentum v + lr grad, value <- value - v: the same steps as long as lr does not change.
    ``nesterov`` looks one step ahead along v (Sutskever et al., 2013).
    ``weight_decay`` adds weight_decay value to the gradient.
    """

    def __init__(self, parameters, lr, *, momentum=0.0, nesterov=False, weight_decay=0.0):
        super().__init__(parameters, lr)
        self.momentum = fraction("momentum", momentum)
        self.nesterov = nesterov
        self.weight_decay = not_negative("weight_decay", weight_decay)

    def direction(self, value, grad, state):
        if self.weight_decay:
            grad = grad + self.weight_decay * value
        if not self.momentum:
            return grad
        v = state["v"] = self.momentum * state.get("v", 0.0) + grad
        return grad + self.momentum * v if self.nesterov else v


class RMSProp(Optimizer):
    """Gradient divided by its running root mean square.  Source: Tieleman & Hinton, 2012."""

    def __init__(self, parameters, lr=1e-2, *, decay=0.99, eps=1e-8):
        super().__init__(parameters, lr)
        self.decay, self.eps = fraction("decay", decay), eps

    def direction(self, value, grad, state):
        v = state["v"] = self.decay * state.get("v", 0.0) + (1 - self.decay) * np.square(grad)
        return grad / (np.sqrt(v) + self.eps)


class Adam(Optimizer):
    """Momentum divided by a running gradient size.  Source: Kingma & Ba, 2015, algorithm 1."""

    def __init__(self, parameters, lr=1e-3, *, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(parameters, lr)
        self.beta1, self.beta2 = (fraction("betas", beta) for beta in betas)
        self.eps = eps

    def direction(self, value, grad, state):
        m = state["m"] = self.beta1 * state.get("m", 0.0) + (1 - self.beta1) * grad
        v = state["v"] = self.beta2 * state.get("v", 0.0) + (1 - self.beta2) * np.square(grad)
        m_hat = m / (1 - self.beta1**self.t)  # both start at 0; this undoes the pull towards it
        v_hat = v / (1 - self.beta2**self.t)
        return m_hat / (np.sqrt(v_hat) + self.eps)


class AdamW(Adam):
    """Adam with weight decay kept out of the gradient.  Source: Loshchilov & Hutter, 2019."""

    def __init__(self, parameters, lr=1e-3, *, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        super().__init__(parameters, lr, betas=betas, eps=eps)
        self.weight_decay = not_negative("weight_decay", weight_decay)

    def direction(self, value, grad, state):
        return super().direction(value, grad, state) + self.weight_decay * value


def clip_by_global_norm(parameters, max_norm):
    """Shrink all gradients by one factor so that their joint norm is at most ``max_norm``.

    Returns the norm before.  In place on each grad.  Source: Pascanu, Mikolov & Bengio, 2013.
    """
    parameters, max_norm = list(parameters), not_negative("max_norm", max_norm)
    norm = float(np.sqrt(sum(np.sum(np.square(p.grad), dtype=np.float64) for p in parameters)))
    if norm > max_norm:
        for parameter in parameters:
            parameter.grad *= max_norm / norm
    return norm


def clip_by_value(parameters, limit):
    """Cut every entry of every gradient to -limit..limit, in place; this can turn the direction."""
    limit = not_negative("limit", limit)
    for parameter in parameters:
        np.clip(parameter.grad, -limit, limit, out=parameter.grad)


def step_decay(lr, t, *, every, factor=0.1):
    """The learning rate at step t, multiplied by ``factor`` after every ``every`` steps."""
    return lr * factor ** (t // every)


def cosine(lr, t, *, total, lowest=0.0):
    """The learning rate at step t on half a cosine from lr to ``lowest``.

    Source: Loshchilov & Hutter, 2017, without restarts.
    """
    progress = min(t / total, 1.0)
    return lowest + (lr - lowest) * (1.0 + float(np.cos(np.pi * progress))) / 2.0


def warm_up(lr, t, *, steps):
    """The learning rate at step t when it grows in a line over the first ``steps`` steps."""
    return lr * min((t + 1) / steps, 1.0)
