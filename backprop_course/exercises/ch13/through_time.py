"""Implement: the gradient of weights that are used at every step of time."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import STATES


def back_with(
    slope=lambda h, t: 1 - h[t] ** 2,
    used=lambda h, t: h[t - 1],
    down=lambda grad_z, W: grad_z @ W.T,
    first=1,
    gather=lambda total, new: total + new,
    onward=lambda grad_h, new: new,
):
    """The backward pass through time with some of its parts replaced."""

    def back(grad_h, h, W_h):
        grad_W = np.zeros_like(W_h)
        for t in range(len(h) - 1, first - 1, -1):
            grad_z = grad_h * slope(h, t)
            grad_W = gather(grad_W, used(h, t).T @ grad_z)
            grad_h = onward(grad_h, down(grad_z, W_h))
        return grad_W

    return back


def recursive(grad_h, h, W_h):
    if len(h) == 1:
        return np.zeros_like(W_h)
    grad_z = grad_h * (1 - h[-1] ** 2)
    return np.einsum("ni,nj->ij", h[-2], grad_z) + recursive(grad_z @ W_h.T, h[:-1], W_h)


def plain(grad_h, h, W_h):
    grad_W = np.zeros_like(W_h)
    for t in range(len(h) - 1, 0, -1):
        grad_z = grad_h * (1 - h[t] ** 2)
        grad_W = grad_W + h[t - 1].T @ grad_z
        grad_h = grad_z @ W_h.T
    return grad_W


back_through_time = Exercise(
    name="back_through_time",
    points=2,
    minutes=7,
    grade="core",
    kind="implement",
    hints=(
        "Which three lines does one step need, and in which order of t do they run?",
        "Where do the contributions of the steps meet, and with what does that array begin?",
    ),
    reference=lambda grad_h, h, W_h: back_with()(grad_h, h, W_h),
    accepted=(recursive,),
    mistakes=(
        Mistake(
            "time.last-step-alone",
            lambda grad_h, h, W_h: h[-2].T @ (grad_h * (1 - h[-1] ** 2)),
            "only the last step contributes",
            "If W_h changes, does only the last state change?",
        ),
        Mistake(
            "time.overwritten",
            back_with(gather=lambda total, new: new),
            "each step overwrites what the steps before it found",
            "At how many steps is W_h used?",
        ),
        Mistake(
            "time.mean",
            lambda grad_h, h, W_h: back_with()(grad_h, h, W_h) / (len(h) - 1),
            "it is divided by the number of steps",
            "If gradients meet at one parameter, are they averaged?",
        ),
        Mistake(
            "time.no-slope",
            back_with(slope=lambda h, t: 1.0),
            "the slope of tanh is missing",
            "What lies between the sum z and the state h?",
        ),
        Mistake(
            "time.slope-of-earlier",
            back_with(slope=lambda h, t: 1 - h[t - 1] ** 2),
            "the slope of tanh is taken at the state before",
            "Which state is the output of this step's tanh?",
        ),
        Mistake(
            "time.later-state",
            back_with(used=lambda h, t: h[t]),
            "the state after the step is multiplied, where its input belongs",
            "Which state was multiplied by W_h at this step?",
        ),
        Mistake(
            "time.not-transposed",
            back_with(down=lambda grad_z, W: grad_z @ W),
            "the gradient goes down through W_h, not through its transpose",
            "In h W, which axis of W meets the units of the step before?",
        ),
        Mistake(
            "time.not-passed-on",
            back_with(down=lambda grad_z, W: grad_z),
            "the gradient goes to the step before without passing the weights",
            "What multiplied the state on its way to the next step?",
        ),
        Mistake(
            "time.added-on",
            back_with(onward=lambda grad_h, new: grad_h + new),
            "what arrives at a later step is added to what arrives at the step before",
            "Does the last state reach the loss through an earlier state?",
        ),
        Mistake(
            "time.first-step-missing",
            back_with(first=2),
            "the loop ends one step too early",
            "Is W_h used at the very first step?",
        ),
        Mistake(
            "time.one-state-for-all",
            back_with(used=lambda h, t: h[-2]),
            "every step multiplies the same state",
            "Which state was multiplied by W_h at this step?",
        ),
    ),
    probes=STATES,
    plain=plain,
    outputs=("grad_W_h",),
    praise="What happens to the contribution of an early step if W_h is small?",
)
