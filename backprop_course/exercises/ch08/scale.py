"""Implement: the backward pass of a layer with one factor and one shift for each feature."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import SCALED

COLLECT = "Another use of this layer has left its gradient there. What do the gradients of uses do?"


def scale_with(
    to_x=lambda g, x, s: g * s,
    to_s=lambda g, x: np.sum(g * x, axis=0),
    to_t=lambda g: np.sum(g, axis=0),
    collect=np.add,
):
    """The backward pass with some of its parts replaced."""

    def scale_backward(grad_y, x, s, grad_s, grad_t):
        new = to_s(grad_y, x), to_t(grad_y)
        return to_x(grad_y, x, s), collect(grad_s, new[0]), collect(grad_t, new[1])

    return scale_backward


reference = scale_with()


def by_examples(grad_y, x, s, grad_s, grad_t):
    grad_x, grad_s, grad_t = np.zeros_like(x), grad_s.copy(), grad_t.copy()
    for i in range(len(x)):
        grad_x[i] = grad_y[i] * s
        grad_s += grad_y[i] * x[i]
        grad_t += grad_y[i]
    return grad_x, grad_s, grad_t


def overwrites(output):
    """The backward pass that forgets what one of the parameters had collected."""

    def scale_backward(*given):
        made = list(reference(*given))
        made[output] = scale_with(collect=lambda old, new: new)(*given)[output]
        return tuple(made)

    return scale_backward


def in_place(grad_y, x, s, grad_s, grad_t):
    grad_s += np.sum(grad_y * x, axis=0)
    grad_t += np.sum(grad_y, axis=0)
    return grad_y * s, grad_s, grad_t


def plain(grad_y, x, s, grad_s, grad_t):
    grad_x = grad_y * s
    grad_s = grad_s + np.sum(grad_y * x, axis=0)
    grad_t = grad_t + np.sum(grad_y, axis=0)
    return grad_x, grad_s, grad_t


scale_backward = Exercise(
    name="scale_backward",
    points=3,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "What are the slopes of one output in its x, in its s and in its t?",
        "All examples share s and t. What does that do to their gradients, and what joins what was "
        "there before?",
    ),
    reference=lambda grad_y, x, s, grad_s, grad_t: reference(grad_y, x, s, grad_s, grad_t),
    accepted=(by_examples, scale_with(to_s=lambda g, x: np.einsum("ni,ni->i", g, x))),
    mistakes=(
        Mistake(
            "scale.overwritten",
            scale_with(collect=lambda old, new: new),
            "what earlier uses have sent is overwritten",
            COLLECT,
        ),
        Mistake(
            "scale.s-overwritten",
            overwrites(1),
            "what earlier uses have sent to s is overwritten",
            COLLECT,
        ),
        Mistake(
            "scale.t-overwritten",
            overwrites(2),
            "what earlier uses have sent to t is overwritten",
            COLLECT,
        ),
        Mistake(
            "scale.last-example",
            scale_with(to_s=lambda g, x: g[-1] * x[-1], to_t=lambda g: g[-1]),
            "only the last example counts",
            "Which values does your loop keep from one example to the next?",
        ),
        Mistake(
            "scale.averaged",
            scale_with(to_s=lambda g, x: np.mean(g * x, axis=0), to_t=lambda g: np.mean(g, axis=0)),
            "the examples are averaged, where they add",
            "Who divides by the number of examples: the layer, or the loss?",
        ),
        Mistake(
            "scale.x-for-s",
            scale_with(to_x=lambda g, x, s: g * x),
            "the gradient of x takes x, where it should take the factor",
            "How fast does y grow with x?",
        ),
        Mistake(
            "scale.no-factor",
            scale_with(to_x=lambda g, x, s: g.copy()),
            "the gradient of x passes unchanged, as through a sum",
            "How fast does y grow with x?",
        ),
        Mistake(
            "scale.no-input",
            scale_with(to_s=lambda g, x: np.sum(g, axis=0)),
            "the gradient of s does not use x",
            "How fast does y grow with s?",
        ),
        Mistake(
            "scale.sums-apart",
            scale_with(to_s=lambda g, x: np.sum(g, axis=0) * np.sum(x, axis=0)),
            "two sums are multiplied, where products are added up",
            "Does the gradient of one example meet the input of another?",
        ),
        Mistake(
            "scale.subtracted",
            scale_with(collect=np.subtract),
            "the new gradients are subtracted from the old ones",
            COLLECT,
        ),
        Mistake(
            "scale.in-place",
            in_place,
            "the arrays of the caller are changed, as by grad_s += ...",
            "What does the task say about the arrays that you are given?",
        ),
    ),
    probes=SCALED,
    plain=plain,
    outputs=("grad_x", "grad_s", "grad_t"),
    output_points=(1, 1, 1),
    praise="Which of the three would a layer without t still need?",
)
