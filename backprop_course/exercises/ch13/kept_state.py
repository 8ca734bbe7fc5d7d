"""Implement: back through time for one unit that keeps a share of its state."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, WrongPart, composed


def states(w, keep, h, steps):
    """h[0] = h, and h[t] = keep h[t-1] + (1 - keep) tanh(w h[t-1])."""
    found = [h]
    for _ in range(steps):
        found.append(keep * found[-1] + (1 - keep) * np.tanh(w * found[-1]))
    return found


def back_with(
    slope=lambda z, new: 1 - np.tanh(z) ** 2,
    enters=lambda keep: 1 - keep,
    used=lambda h, t: h[t - 1],
    kept=lambda keep: keep,
    through=lambda grad_z, w: grad_z * w,
    gather=lambda total, new: total + new,
    first=1,
    out=lambda grad_w, grad_h, steps: (grad_w, grad_h),
):
    """The backward pass with some of its parts replaced."""

    def answer(grad, w, keep, h, steps):
        h, grad_w = states(w, keep, h, steps), 0.0
        for t in range(steps, first - 1, -1):
            grad_z = grad * enters(keep) * slope(w * h[t - 1], h[t])
            grad_w = gather(grad_w, grad_z * used(h, t))
            grad = grad * kept(keep) + through(grad_z, w)
        return out(grad_w, grad, steps)

    return answer


def slope_of_next(grad, w, keep, h, steps):
    """The slope is taken at w times the state after the step."""
    return back_with(slope=lambda z, new: 1 - np.tanh(w * new) ** 2)(grad, w, keep, h, steps)


def too_early(grad, w, keep, h, steps):
    """The gradient goes on to the step before, and only then is that of w made from it."""
    h, grad_w = states(w, keep, h, steps), 0.0
    for t in range(steps, 0, -1):
        slope = (1 - keep) * (1 - np.tanh(w * h[t - 1]) ** 2)
        grad = grad * (keep + slope * w)
        grad_w += grad * slope * h[t - 1]
    return grad_w, grad


gradients = back_with()

SLOPES = (
    WrongPart(
        "no-slope",
        lambda z, new: 1.0,
        "the slope of tanh is missing",
        "What lies between w h and the new state?",
    ),
    WrongPart(
        "slope-at-state",
        lambda z, new: 1 - new**2,
        "the slope of tanh is taken from the new state, which is no value of a tanh here",
        "The new state is a mixture. Of what, and which part of it came out of tanh?",
    ),
    WrongPart(
        "slope-at-input",
        lambda z, new: 1 - z**2,
        "the slope of tanh is taken with what went into it",
        "The short form of the slope of tanh wants what came out. What do you give it?",
    ),
)
ENTERS = (
    WrongPart(
        "tanh-whole",
        lambda keep: 1.0,
        "the factor 1 - keep is missing on the way into the tanh",
        "If keep is 1, does the state depend on w at all?",
    ),
    WrongPart(
        "shares-turned",
        lambda keep: keep,
        "the share that is kept stands where the other share belongs",
        "If keep is 1, does the state depend on w at all?",
    ),
)
USED = (
    WrongPart(
        "later-state",
        lambda h, t: h[t],
        "the state after the step is multiplied, where its input belongs",
        "Which state was multiplied by w at this step?",
    ),
    WrongPart(
        "first-state",
        lambda h, t: h[0],
        "every step multiplies the first state",
        "Which state was multiplied by w at this step?",
    ),
)
KEPT = (
    WrongPart(
        "nothing-kept",
        lambda keep: 0.0,
        "the share that goes past the tanh is missing",
        "In how many places of the formula does the old state stand?",
    ),
    WrongPart(
        "all-kept",
        lambda keep: 1.0,
        "what goes past the tanh is not multiplied by keep",
        "If keep is 0, what is left of the old state beside the tanh?",
    ),
)
THROUGH = (
    WrongPart(
        "not-through-w",
        lambda grad_z, w: grad_z,
        "the gradient of the old state does not pass the weight",
        "What multiplied the old state before the tanh?",
    ),
    WrongPart(
        "nothing-through",
        lambda grad_z, w: 0.0,
        "the old state gets only what goes past the tanh",
        "In how many places of the formula does the old state stand?",
    ),
)
GATHERS = (
    WrongPart(
        "overwritten",
        lambda total, new: new,
        "each step overwrites what the steps before it found for w",
        "At how many steps is w used?",
    ),
)


def plain(grad, w, keep, h, steps):
    before = []
    for _ in range(steps):
        before.append(h)
        h = keep * h + (1 - keep) * np.tanh(w * h)
    grad_w = 0.0
    for h in before[::-1]:
        a = np.tanh(w * h)
        grad_z = grad * (1 - keep) * (1 - a**2)
        grad_w = grad_w + grad_z * h
        grad = grad * keep + grad_z * w
    return grad_w, grad


def forward_mode(grad, w, keep, h, steps):
    by_w, by_h = 0.0, 1.0
    for _ in range(steps):
        slope = (1 - keep) / np.cosh(w * h) ** 2
        by_w = keep * by_w + slope * (h + w * by_w)
        by_h = keep * by_h + slope * w * by_h
        h = keep * h + (1 - keep) * np.tanh(w * h)
    return grad * by_w, grad * by_h


kept_gradients = Exercise(
    name="kept_gradients",
    points=3,
    minutes=12,
    grade="core",
    kind="implement",
    hints=(
        "Which states do you have to keep while you go forward?",
        "The old state stands in two places of a step. What does each of them send back to it?",
    ),
    reference=lambda grad, w, keep, h, steps: gradients(grad, w, keep, h, steps),
    accepted=(plain, forward_mode),
    mistakes=(
        *composed(
            "kept",
            back_with,
            slope=SLOPES,
            enters=ENTERS,
            used=USED,
            kept=KEPT,
            through=THROUGH,
            gather=GATHERS,
        ),
        Mistake(
            "kept.shares-exchanged",
            back_with(enters=lambda keep: keep, kept=lambda keep: 1 - keep),
            "the two shares stand in each other's place, on both ways back",
            "If keep is 1, does the state depend on w at all?",
        ),
        Mistake(
            "kept.mean",
            back_with(out=lambda grad_w, grad_h, steps: (grad_w / steps, grad_h)),
            "the gradient of w is divided by the number of steps",
            "If gradients meet at one parameter, are they averaged?",
        ),
        Mistake(
            "kept.slope-of-next",
            slope_of_next,
            "the slope of tanh is taken at the state after the step",
            "What went into the tanh of this step: which state, and times what?",
        ),
        Mistake(
            "kept.too-early",
            too_early,
            "the gradient of w is made from the gradient of the step before, which is new already",
            "Which gradient reaches the tanh of this step, and which line overwrites it?",
        ),
        Mistake(
            "kept.first-step-missing",
            back_with(first=2),
            "the loop ends one step too early",
            "Is w used at the very first step?",
        ),
        Mistake(
            "kept.starts-from-1",
            lambda grad, w, keep, h, steps: gradients(1.0, w, keep, h, steps),
            "the backward pass starts from 1, and the gradient that arrives is not used",
            "What should happen to both results when grad doubles?",
        ),
        Mistake(
            "kept.exchanged",
            back_with(out=lambda grad_w, grad_h, steps: (grad_h, grad_w)),
            "the two gradients stand in each other's place",
            "In which order does the docstring name them?",
        ),
    ),
    probes=(
        Probe((2.0, 1.5, 0.5, 0.4, 2)),
        Probe((-1.0, -0.8, 0.25, 1.2, 3)),
        Probe((0.5, 2.5, 0.9, -0.6, 6)),
        Probe((3.0, 0.7, 0.1, -1.5, 1)),
    ),
    plain=plain,
    outputs=("grad_w", "grad_h"),
    output_points=(2, 1),
    objective=lambda grad, w, keep, h, steps: grad * states(w, keep, h, steps)[-1],
    slope_of={"grad_w": "w", "grad_h": "h"},
    praise="By which factor does a step multiply the gradient of the state, at the least, if w is "
    "positive?",
)
