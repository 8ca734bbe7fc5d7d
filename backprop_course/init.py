"""First values of weights: NAME(fan_in, fan_out, *, rng) -> W (fan_in, fan_out).

The spread is chosen so that signals keep their size from layer to layer.  A ValueError refuses
sizes below 1, a TypeError an rng that is not a numpy.random.Generator.
"""

import numpy as np

from .arguments import generator, positive_int


def xavier_normal(fan_in, fan_out, *, rng):
    """Normal, variance 2 / (fan_in + fan_out); for tanh.  Source: Glorot & Bengio, 2010.

    >>> W = xavier_normal(150, 50, rng=np.random.default_rng(0))
    >>> print(W.shape, W.std().round(2))
    (150, 50) 0.1
    """
    return _normal(_shape(fan_in, fan_out), 2.0 / (fan_in + fan_out), rng)


def xavier_uniform(fan_in, fan_out, *, rng):
    """Uniform, variance 2 / (fan_in + fan_out); for tanh.  Source: Glorot & Bengio, 2010.

    >>> W = xavier_uniform(150, 50, rng=np.random.default_rng(0))
    >>> print(W.shape, W.std().round(2), np.abs(W).max().round(2))
    (150, 50) 0.1 0.17
    """
    return _uniform(_shape(fan_in, fan_out), 2.0 / (fan_in + fan_out), rng)


def he_normal(fan_in, fan_out, *, rng):
    """Normal, variance 2 / fan_in; for ReLU, which drops half.  Source: He et al., 2015.

    >>> W = he_normal(200, 50, rng=np.random.default_rng(0))
    >>> print(W.shape, W.std().round(2))
    (200, 50) 0.1
    """
    return _normal(_shape(fan_in, fan_out), 2.0 / fan_in, rng)


def he_uniform(fan_in, fan_out, *, rng):
    """Uniform, variance 2 / fan_in; for ReLU, which drops half.  Source: He et al., 2015.

    >>> W = he_uniform(200, 50, rng=np.random.default_rng(0))
    >>> print(W.shape, W.std().round(2), np.abs(W).max().round(2))
    (200, 50) 0.1 0.17
    """
    return _uniform(_shape(fan_in, fan_out), 2.0 / fan_in, rng)


def lecun_normal(fan_in, fan_out, *, rng):
    """Normal, variance 1 / fan_in.  Source: LeCun, Bottou, Orr & Müller, 1998.

    >>> W = lecun_normal(100, 50, rng=np.random.default_rng(0))
    >>> print(W.shape, W.std().round(2))
    (100, 50) 0.1
    """
    return _normal(_shape(fan_in, fan_out), 1.0 / fan_in, rng)


def _normal(shape, variance, rng):
    return generator(rng).normal(0.0, np.sqrt(variance), size=shape)


def _uniform(shape, variance, rng):
    limit = np.sqrt(3.0 * variance)  # a uniform number in -c..c has variance c^2 / 3
    return generator(rng).uniform(-limit, limit, size=shape)


def _shape(fan_in, fan_out):
    return positive_int("fan_in", fan_in), positive_int("fan_out", fan_out)
