"""Implement: clipping by the norm of all gradients together."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import GRADIENTS


def length(grads):
    return np.sqrt(sum(np.sum(grad**2) for grad in grads))


def clip_with(norm=length, factor=lambda norm, most: min(1.0, most / norm)):
    """Clipping with another norm, or another factor."""
    return lambda grads, max_norm: [grad * factor(norm(grads), max_norm) for grad in grads]


def each_alone(grads, max_norm):
    return [clip_with()([grad], max_norm)[0] for grad in grads]


def plain(grads, max_norm):
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads))
    factor = min(1.0, max_norm / norm)
    return [grad * factor for grad in grads]


clip_by_norm = Exercise(
    name="clip_by_norm",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "What is the length of a vector? Here its entries are spread over several arrays.",
        "By which one number must all arrays be multiplied so that the length becomes max_norm? "
        "What should happen when the vector is short already?",
    ),
    reference=lambda grads, max_norm: clip_with()(grads, max_norm),
    accepted=(
        lambda grads, max_norm: (
            list(grads)
            if length(grads) <= max_norm
            else [grad / length(grads) * max_norm for grad in grads]
        ),
        clip_with(norm=lambda g: np.linalg.norm(np.concatenate([one.ravel() for one in g]))),
    ),
    mistakes=(
        Mistake(
            "clip.each-alone",
            each_alone,
            "each array is shortened by its own norm",
            "What happens to the direction of the whole gradient if only some arrays shrink?",
        ),
        Mistake(
            "clip.by-value",
            lambda grads, max_norm: [np.clip(grad, -max_norm, max_norm) for grad in grads],
            "each entry is cut to a range: this is clipping by value",
            "Does the clipped gradient still point the same way?",
        ),
        Mistake(
            "clip.always",
            clip_with(factor=lambda norm, most: most / norm),
            "short gradients are made longer",
            "What should happen to a gradient whose norm is below the limit?",
        ),
        Mistake(
            "clip.squared-norm",
            clip_with(norm=lambda g: length(g) ** 2),
            "the sum of squares is taken for the norm",
            "How long is the vector (3, 4)?",
        ),
        Mistake(
            "clip.sum-of-norms",
            clip_with(norm=lambda g: sum(np.linalg.norm(one) for one in g)),
            "the norms of the arrays are added",
            "How long is the vector (3, 4): 5 or 7?",
        ),
        Mistake(
            "clip.largest-entry",
            clip_with(norm=lambda g: max(np.abs(one).max() for one in g)),
            "the largest entry is taken for the norm",
            "How long is the vector (3, 4)?",
        ),
        Mistake(
            "clip.largest-array",
            clip_with(norm=lambda g: max(np.linalg.norm(one) for one in g)),
            "the norm of the longest array is taken for that of all",
            "If every array is as long as the limit, how long are they together?",
        ),
        Mistake(
            "clip.norm-one",
            clip_with(factor=lambda norm, most: 1 / norm if norm > most else 1.0),
            "a long gradient gets the norm 1, whatever the limit",
            "What does max_norm say?",
        ),
        Mistake(
            "clip.unchanged",
            lambda grads, max_norm: list(grads),
            "nothing is shortened",
            "How long is your result, and how long may it be?",
        ),
    ),
    probes=GRADIENTS,
    plain=plain,
    outputs=("grads",),
    praise="Which two things does clipping by norm keep, and which one does it change?",
)
