"""Broadcasting and its undoing: copies in the forward pass are sums in the backward pass."""

from dataclasses import dataclass

import numpy as np

from ..drawing import svg


@dataclass(frozen=True)
class BroadcastTrace:
    """One broadcast input: its value, the copies, the gradient that arrives, and the sum."""

    name: str
    shape: tuple
    value: np.ndarray
    copies: np.ndarray
    grad: np.ndarray
    total: np.ndarray


def trace_copies(inputs, grad_y):
    """What becomes of each input that is copied to the shape of ``grad_y``, (rows, columns).

    inputs: {name: an array that NumPy can broadcast to it}.
    """
    found = []
    for name, value in inputs.items():
        value = np.asarray(value, dtype=float)
        flat = value.reshape((1,) * (2 - value.ndim) + value.shape)
        copied = tuple(i for i in (0, 1) if flat.shape[i] == 1 < grad_y.shape[i])
        total = grad_y.sum(axis=copied, keepdims=True)
        copies = np.broadcast_to(flat, grad_y.shape)
        found.append(BroadcastTrace(name, value.shape, flat, copies, grad_y, total))
    return found


def describe_copies(trace):
    """The picture in a sentence for each input."""
    return " ".join(
        f"{c.name} {c.shape} is copied to {c.copies.shape}; the gradients of its copies are added "
        f"to ({', '.join(map(svg.written, c.total.ravel()))})."
        for c in trace
    )
