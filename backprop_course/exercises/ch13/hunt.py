"""Hunt: clipping that is correct for the lesson's limit, and for no other."""

import numpy as np

from ...checking import BugHunt, Suspect


def norm_of(*grads):
    return np.sqrt(sum(np.sum(grad**2) for grad in grads))


def clip_with(norm=norm_of, factor=lambda norm, limit: min(1.0, limit / max(norm, 1e-12))):
    """Two gradients clipped together, with some parts replaced."""

    def answer(grad_W, grad_b, limit):
        shorter = factor(norm(grad_W, grad_b), limit)
        return grad_W * shorter, grad_b * shorter

    return answer


def each_alone(grad_W, grad_b, limit):
    return tuple(clip_with()(grad, 0.0 * grad, limit)[0] for grad in (grad_W, grad_b))


find_the_limit = BugHunt(
    name="find_the_limit",
    name_points=1,
    input_points=1,
    minutes=8,
    grade="core",
    hints=(
        "What should come back when the norm is below the limit, and what when it is above? Go "
        "through the planted lines for both.",
        "Your friend always tried one limit. Which number is special about it?",
    ),
    right=clip_with(),
    suspects=(
        Suspect(
            "limit-of-one",
            clip_with(factor=lambda norm, limit: limit / max(norm, 1.0)),
            "the norm is compared with 1, and not with the limit",
            "",
        ),
        Suspect(
            "each-alone",
            each_alone,
            "each array is clipped on its own",
            "How many norms do the planted lines compute?",
        ),
        Suspect(
            "lengthens",
            clip_with(factor=lambda norm, limit: limit / max(norm, 1e-12)),
            "gradients that are short already are made longer, up to the limit",
            "Try a gradient of length 0.5 and the limit 1. Does the planted function lengthen it?",
        ),
        Suspect(
            "sum-of-sizes",
            clip_with(norm=lambda *grads: sum(np.sum(np.abs(grad)) for grad in grads)),
            "the norm adds the sizes of the entries, not their squares",
            "Which planted line makes the norm, and what stands under its root?",
        ),
        Suspect(
            "largest-entry",
            clip_with(norm=lambda *grads: max(np.max(np.abs(grad)) for grad in grads)),
            "the norm is the size of the largest entry",
            "Which planted line makes the norm, and what stands under its root?",
        ),
    ),
    bug="limit-of-one",
    exposing=(np.array([0.1, 0.2]), np.array([0.3]), 0.5),
    blind=(np.array([30.0, 40.0]), np.array([0.0, 0.5]), 1.0),
    more_exposing=(
        (np.array([3.0, 4.0]), np.array([0.0, 0.5]), 9.0),
        (np.array([3, -4, 1]), np.array([1, 2]), 6),
    ),
    outputs=("grad_W", "grad_b"),
    praise="Which three cases, of norm and limit, would you put into a test of clipping?",
)
