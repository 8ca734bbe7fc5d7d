"""Implement: the way back through ReLU."""

import numpy as np

from ...checking import Exercise, Mistake
from ...ops import relu, relu_vjp
from .probes import UNITS


def relu_reference(grad_a, z):
    return relu_vjp(grad_a, z)[0]


def passthrough(grad_a, z):
    return grad_a.copy()


def mask_from_gradient(grad_a, z):
    return relu(grad_a)


def values_as_mask(grad_a, z):
    return grad_a * relu(z)


def entry_by_entry(grad_a, z):
    pairs = zip(grad_a.ravel(), z.ravel(), strict=True)
    return np.array([grad if value > 0 else 0.0 for grad, value in pairs]).reshape(z.shape)


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
        lambda grad_a, z: np.where(z > 0, grad_a, 0.0),
        lambda grad_a, z: grad_a * (np.maximum(z, 0) > 0),
        entry_by_entry,
    ),
    mistakes=(
        Mistake(
            "relu.mask-alone",
            lambda grad_a, z: 1.0 * (z > 0),
            "these are the slopes alone: the gradient from above is missing",
            "If the loss rises three times as fast with a, what happens to its slope in z?",
        ),
        Mistake(
            "relu.passthrough",
            passthrough,
            "everything passes: there is no mask, or one that is always true, such as a >= 0",
            "How much does a move when an entry of z goes from -2 to -1.9?",
        ),
        Mistake(
            "relu.mask-from-gradient",
            mask_from_gradient,
            "the mask is taken from the gradient, not from what went in on the way forward",
            "May a negative gradient pass where z was positive?",
        ),
        Mistake(
            "relu.two-masks",
            lambda grad_a, z: relu(grad_a) * (z > 0),
            "there are two masks: besides the right one, negative gradients are cut off too",
            "What does a negative gradient say about the loss, and is it of less use?",
        ),
        Mistake(
            "relu.values-as-mask",
            values_as_mask,
            "the gradient is multiplied by the values of ReLU, where its slopes belong",
            "How steep is ReLU at z = 2, and how steep at z = 20?",
        ),
        Mistake(
            "relu.values",
            lambda grad_a, z: relu(z),
            "this is ReLU itself, the way forward",
            "Where does grad_a come into your function?",
        ),
        Mistake(
            "relu.passes-at-zero",
            lambda grad_a, z: grad_a * (z >= 0),
            "it is right but for entries of z that are exactly 0",
            "Which slope at the kink does the lesson settle on?",
        ),
        Mistake(
            "relu.half-at-zero",
            lambda grad_a, z: grad_a * np.heaviside(z, 0.5),
            "it is right but for entries of z that are exactly 0, where the slope is taken as 1/2",
            "Which slope at the kink does the lesson settle on?",
        ),
        Mistake(
            "relu.inverted",
            lambda grad_a, z: grad_a * (z <= 0),
            "the mask is the wrong way round",
            "Which units reached the loss: those that were on, or those that were off?",
        ),
        Mistake(
            "relu.inverted-below-zero",
            lambda grad_a, z: grad_a * (z < 0),
            "the mask is the wrong way round",
            "Which units reached the loss: those that were on, or those that were off?",
        ),
        Mistake(
            "relu.leaky",
            lambda grad_a, z: np.where(z > 0, grad_a, 0.01 * grad_a),
            "this is the slope of leaky ReLU",
            "How much does plain ReLU move when z goes from -2 to -1.9?",
        ),
        Mistake(
            "relu.sign",
            lambda grad_a, z: grad_a * np.sign(z),
            "units that were off get the gradient with its sign turned",
            "How much does a move when an entry of z goes from -2 to -1.9?",
        ),
    ),
    probes=UNITS,
    outputs=("grad_z",),
    praise="If a unit is off for every example of a batch, what do its weights learn from it?",
)
