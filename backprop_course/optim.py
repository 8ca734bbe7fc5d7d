"""Optimizers turn gradients into steps; schedules change the learning rate; clipping bounds both.

    optimizer.zero_grad() ... backward ... optimizer.step()

A ValueError refuses a learning rate, share or limit outside of its range, a ``step`` also a
gradient that has not the shape of its value.
"""

from abc import ABC, abstractmethod
from math import sqrt

import numpy as np

from .arguments import fraction, not_negative
from .parameters import flatten

CHUNK = 2**18  # numbers that an optimizer moves at once


class Optimizer(ABC):
    """Abstract: one update rule for all parameters, and one step counter ``t``.

    The rule sees all values as one vector and all gradients as another, see ``flatten``, chunk by
    chunk where they are long.  An array taken from a parameter's ``value`` before the optimizer was
    made may no longer follow.
    """

    def __init__(self, parameters, lr):
        self.parameters = list(dict.fromkeys(parameters))  # each once, also a shared one
        if not self.parameters:
            raise ValueError("parameters: expected at least one Parameter, got an empty list")
        self.lr = not_negative("lr", lr)
        self.t = 0
        self._chunks, self._views = [], []
        self.state = [{} for _ in self._flat()]  # one for each chunk

    def zero_grad(self):
        """Forget the gradients of the last step."""
        for _, grad in self._flat():
            grad.fill(0.0)

    def step(self):
        """Move every parameter once, in place."""
        self.t += 1
        for (value, grad), state in zip(self._flat(), self.state, strict=True):
            self.update(value, grad, state)

    @abstractmethod
    def update(self, value, grad, state):
        """Change the vector ``value`` in place; the dict ``state`` lives from step to step."""

    def _flat(self):
        """Chunks of the two vectors, made anew where a parameter is no longer a view of them."""
        if not self._still_views():
            self._chunks = [chunk for pair in flatten(self.parameters) for chunk in _split(*pair)]
            self._views = [(p, p.value, p.grad) for p in self.parameters]
        return self._chunks

    def _still_views(self):
        for p, value, grad in self._views:
            if p.value is not value or p.grad is not grad:
                return False
        return bool(self._views)

    def __getstate__(self):
        """What a copy starts with: its parameters are copies, no longer views of our vectors."""
        return vars(self) | {"_chunks": [], "_views": []}


def _split(value, grad):
    """Both vectors in chunks that stay in the processor's cache while a rule passes over them."""
    for begin in range(0, len(value), CHUNK):
        yield value[begin : begin + CHUNK], grad[begin : begin + CHUNK]


def _slot(state, name, value):
    """The vector of that name in ``state``; zeros, shaped like the value, in the first step."""
    if name not in state:
        state[name] = np.zeros_like(value)
    return state[name]


class SGD(Optimizer):
    """Stochastic gradient descent, with momentum where it is not 0.  Source: Polyak, 1964.

    v <- momentum v + grad,  value <- value - lr v.  Another form found in books is
    v <- momentum v + lr grad, value <- value - v: the same steps as long as lr does not change.
    ``nesterov`` looks one step ahead along v (Sutskever et al., 2013).
    ``weight_decay`` adds weight_decay value to the gradient.

    >>> w = Parameter([2.0])
    >>> w.grad[...] = 0.5
    >>> SGD([w], 0.1).step()
    >>> w.value
    array([1.95])
    """

    def __init__(self, parameters, lr, *, momentum=0.0, nesterov=False, weight_decay=0.0):
        super().__init__(parameters, lr)
        self.momentum = fraction("momentum", momentum)
        self.nesterov = nesterov
        self.weight_decay = not_negative("weight_decay", weight_decay)

    def update(self, value, grad, state):
        if self.weight_decay:
            grad = grad + self.weight_decay * value
        if self.momentum:
            v = _slot(state, "v", value)
            v *= self.momentum
            v += grad
            grad = grad + self.momentum * v if self.nesterov else v
        value -= self.lr * grad


class RMSProp(Optimizer):
    """Gradient divided by its running root mean square.  Source: Tieleman & Hinton, 2012.

    >>> w = Parameter([2.0])
    >>> w.grad[...] = 0.5
    >>> RMSProp([w], 0.1).step()
    >>> w.value.round(3)  # 0.1 * 0.5 / sqrt(0.01 * 0.5**2)
    array([1.])
    """

    def __init__(self, parameters, lr=1e-2, *, decay=0.99, eps=1e-8):
        super().__init__(parameters, lr)
        self.decay, self.eps = fraction("decay", decay), eps

    def update(self, value, grad, state):
        v = _slot(state, "v", value)
        v *= self.decay
        v += (1 - self.decay) * grad**2
        value -= self.lr * grad / (np.sqrt(v) + self.eps)


class Adam(Optimizer):
    """Momentum divided by a running gradient size.  Source: Kingma & Ba, 2015, algorithm 1.

    m <- beta1 m + (1 - beta1) grad,  v <- beta2 v + (1 - beta2) grad^2
    value <- value - lr (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)

    >>> w = Parameter([2.0])
    >>> w.grad[...] = 0.5
    >>> optimizer = Adam([w], 0.1)
    >>> optimizer.step()
    >>> w.value.round(3), optimizer.state[0]["m"].round(3)
    (array([1.9]), array([0.05]))
    """

    def __init__(self, parameters, lr=1e-3, *, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(parameters, lr)
        self.beta1, self.beta2 = (fraction("betas", beta) for beta in betas)
        self.eps = eps

    def update(self, value, grad, state):
        m, v = _slot(state, "m", value), _slot(state, "v", value)
        m *= self.beta1
        m += (1 - self.beta1) * grad
        v *= self.beta2
        v += (1 - self.beta2) * grad**2
        # m and v start from 0, so they are too small by these factors
        m_bias, v_bias = 1 - self.beta1**self.t, 1 - self.beta2**self.t
        value -= self.lr / m_bias * m / (np.sqrt(v / v_bias) + self.eps)


class AdamW(Adam):
    """Adam with weight decay kept out of the gradient.  Source: Loshchilov & Hutter, 2019.

    >>> w = Parameter([2.0])
    >>> w.grad[...] = 0.5
    >>> AdamW([w], 0.1, weight_decay=0.5).step()
    >>> w.value.round(3)  # 0.1 as in Adam, and 0.1 * 0.5 * 2 besides
    array([1.8])
    """

    def __init__(self, parameters, lr=1e-3, *, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        super().__init__(parameters, lr, betas=betas, eps=eps)
        self.weight_decay = not_negative("weight_decay", weight_decay)

    def update(self, value, grad, state):
        value *= 1 - self.lr * self.weight_decay
        super().update(value, grad, state)


def clip_by_global_norm(parameters, max_norm):
    """Shrink all gradients by one factor so that their joint norm is at most ``max_norm``.

    Returns the norm before.  In place on each grad, after ``flatten``.
    Source: Pascanu, Mikolov & Bengio, 2013.

    >>> W, b = Parameter([0.5]), Parameter([2.0])
    >>> W.grad[...], b.grad[...] = 3.0, -4.0
    >>> clip_by_global_norm([W, b], 1.0)
    5.0
    >>> W.grad, b.grad
    (array([0.6]), array([-0.8]))
    """
    max_norm = not_negative("max_norm", max_norm)
    grads = [grad for _, grad in flatten(parameters)]
    norm = sqrt(sum(float(np.dot(grad, grad)) for grad in grads))
    if norm > max_norm:
        for grad in grads:
            grad *= max_norm / norm
    return norm


def clip_by_value(parameters, limit):
    """Cut every entry of every gradient to -limit..limit, in place; this can turn the direction.

    >>> W = Parameter([0.5, 2.0])
    >>> W.grad[...] = [3.0, -4.0]
    >>> clip_by_value([W], 1.0)
    >>> W.grad
    array([ 1., -1.])
    """
    limit = not_negative("limit", limit)
    for parameter in parameters:
        np.clip(parameter.grad, -limit, limit, out=parameter.grad)


def step_decay(lr, t, *, every, factor=0.1):
    """The learning rate at step t, multiplied by ``factor`` after every ``every`` steps.

    >>> [step_decay(1.0, t, every=30, factor=0.5) for t in (0, 29, 30, 60)]
    [1.0, 1.0, 0.5, 0.25]
    """
    return lr * factor ** (t // every)


def cosine(lr, t, *, total, lowest=0.0):
    """The learning rate at step t on half a cosine from lr to ``lowest``.

    Source: Loshchilov & Hutter, 2017, without restarts.

    >>> [round(cosine(1.0, t, total=100), 3) for t in (0, 50, 100)]
    [1.0, 0.5, 0.0]
    """
    progress = min(t / total, 1.0)
    return lowest + (lr - lowest) * (1.0 + float(np.cos(np.pi * progress))) / 2.0


def warm_up(lr, t, *, steps):
    """The learning rate at step t when it grows in a line over the first ``steps`` steps.

    >>> [warm_up(1.0, t, steps=2) for t in (0, 1, 2)]
    [0.5, 1.0, 1.0]
    """
    return lr * min((t + 1) / steps, 1.0)
