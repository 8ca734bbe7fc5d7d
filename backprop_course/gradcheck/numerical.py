"""Central differences, the definition of a derivative made concrete: slow, and easy to believe."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """Central differences of the number f(x); x is nudged in place, entry by entry, and restored.

    Shapes: like x.  The error shrinks with h^2, until round-off, which grows with 1/h, takes over.
    """
    x = float64("x", x)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        above, below = value_nudged(f, x, i, h), value_nudged(f, x, i, -h)
        grad[i] = (above - below) / (2 * h)
    return grad


def value_nudged(f, x, i, h):
    """f(x) with entry i of x moved by h; x is put back in any case."""
    kept = x[i]
    try:
        x[i] = kept + h
        return one_number(f(x))
    finally:
        x[i] = kept


def one_number(value):
    """``value``, if it is a single number: only a number has a gradient."""
    if not np.isscalar(value) and not isinstance(value, np.ndarray):
        raise TypeError(f"f must return one number, got {type(value).__name__}")
    if np.ndim(value):
        raise ValueError(f"f must return one number, got an array of shape {np.shape(value)}")
    return value


def float64(name, x):
    """``x`` as an array; refuses fewer digits, in which rounding looks like a wrong gradient."""
    x = np.asarray(x)
    if x.dtype != np.float64:
        raise TypeError(
            f"{name}: a gradient check needs the 16 digits of float64, got {x.dtype}; "
            f"convert with {name}.astype(np.float64)"
        )
    return x
