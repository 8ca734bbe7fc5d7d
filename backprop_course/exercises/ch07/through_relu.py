"""Implement: back through ReLU."""

import numpy as np

from ...checking import Exercise, composed
from ...ops import relu_vjp
from .parts import MASKS
from .probes import UNITS


def relu_reference(grad_a, z):
    return relu_vjp(grad_a, z)[0]


def entry_by_entry(grad_a, z):
    pairs = zip(grad_a.ravel(), z.ravel(), strict=True)
    return np.array([grad if value > 0 else 0.0 for grad, value in pairs]).reshape(z.shape)


def plain(grad_a, z):
    mask = z > 0
    return grad_a * mask


relu_backward = Exercise(
    name="relu_backward",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Nudge an entry of z that is -2. How much does a move? And when z is 2?",
        "Each entry of the gradient from above meets its own slope. There are only two slopes; "
        "which array decides between them?",
    ),
    reference=relu_reference,
    accepted=(
        plain,
        lambda grad_a, z: np.where(z > 0, grad_a, 0.0),
        lambda grad_a, z: grad_a * (np.maximum(z, 0) > 0),
        entry_by_entry,
    ),
    mistakes=composed("relu", lambda mask: mask, mask=MASKS),
    probes=UNITS,
    plain=plain,
    outputs=("grad_z",),
    praise="If a unit is off for every example of a batch, what do its weights learn from it?",
)
