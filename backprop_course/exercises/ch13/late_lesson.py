"""Implement: train the weight of that unit, with a limit for each step."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from ..ch10.early import early_stops
from .kept_state import gradients, states


def clipped(g, limit):
    return g * min(1.0, limit / max(abs(g), 1e-300))


def training_with(
    error=lambda h, target: 2 * (h - target),
    loss=lambda h, target: (h - target) ** 2,
    move=lambda w, g, lr, limit: w - lr * clipped(g, limit),
    at=lambda w, start: w,
    seen=lambda before, after: before,
    rounds=lambda updates: updates,
    steps=(8, 8),
):
    """The training with some of its parts replaced; a unit that keeps a half.

    steps: those of the forward pass, and those that the gradient goes back.
    """

    def answer(w, h, target, lr, limit, updates):
        start, losses = w, []
        for _ in range(rounds(updates)):
            here = at(w, start)
            last = states(here, 0.5, h, steps[0])[-1]
            g, _ = gradients(error(last, target), here, 0.5, h, steps[1])
            before, w = w, move(w, g, lr, limit)
            ends = [states(one, 0.5, h, steps[0])[-1] for one in (before, w)]
            losses.append(seen(*(loss(end, target) for end in ends)))
        return w, np.array(losses)

    return answer


trained = training_with()


def state_carried(w, h, target, lr, limit, updates):
    losses = []
    for _ in range(updates):
        first, h = h, states(w, 0.5, h, 8)[-1]
        losses.append((h - target) ** 2)
        w = w - lr * clipped(gradients(2 * (h - target), w, 0.5, first, 8)[0], limit)
    return w, np.array(losses)


def clipped_too_early(w, h, target, lr, limit, updates):
    losses = []
    for _ in range(updates):
        last = states(w, 0.5, h, 8)[-1]
        losses.append((last - target) ** 2)
        w = w - lr * gradients(clipped(2 * (last - target), limit), w, 0.5, h, 8)[0]
    return w, np.array(losses)


def plain(w, h, target, lr, limit, updates):
    losses = np.zeros(updates)
    for k in range(updates):
        last = states(w, 0.5, h, 8)[-1]
        losses[k] = (last - target) ** 2
        g = gradients(2 * (last - target), w, 0.5, h, 8)[0]
        w = w - lr * np.clip(g, -limit, limit)
    return w, losses


LIMIT = "Which number must never be larger than the limit: the gradient, the step, or the weight?"

learn_the_weight = Exercise(
    name="learn_the_weight",
    points=2,
    minutes=10,
    grade="stretch",
    kind="implement",
    hints=(
        "Which gradient arrives at the last state, for the squared difference from the target?",
        "For one number, clipping by norm and by value do the same. When is it done: before the "
        "step, or after it?",
    ),
    reference=lambda w, h, target, lr, limit, updates: trained(w, h, target, lr, limit, updates),
    accepted=(plain, training_with()),
    mistakes=(
        Mistake(
            "late.no-clip",
            training_with(move=lambda w, g, lr, limit: w - lr * g),
            "nothing is clipped, or only after the step was taken",
            LIMIT,
        ),
        Mistake(
            "late.clipped-too-early",
            clipped_too_early,
            "the gradient of the last state is clipped, not that of w",
            LIMIT,
        ),
        Mistake(
            "late.step-clipped",
            training_with(move=lambda w, g, lr, limit: w - clipped(lr * g, limit)),
            "the step is clipped, learning rate included, where the gradient should be",
            LIMIT,
        ),
        Mistake(
            "late.weight-clipped",
            training_with(move=lambda w, g, lr, limit: clipped(w - lr * g, limit)),
            "the weight is clipped, where the gradient should be",
            LIMIT,
        ),
        Mistake(
            "late.always-limit",
            training_with(move=lambda w, g, lr, limit: w - lr * limit * np.sign(g)),
            "every gradient gets the length of the limit, short ones too",
            "What should become of a gradient that is shorter than the limit?",
        ),
        Mistake(
            "late.sign-lost",
            training_with(move=lambda w, g, lr, limit: w - lr * min(g, limit)),
            "large negative gradients are not clipped",
            "What should become of a gradient of -100?",
        ),
        Mistake(
            "late.up",
            training_with(move=lambda w, g, lr, limit: w + lr * clipped(g, limit)),
            "the step goes up",
            "If the gradient is positive, where should w go?",
        ),
        Mistake(
            "late.no-2",
            training_with(error=lambda h, target: h - target),
            "the 2 of the square is missing",
            "What does the derivative of a square bring down?",
        ),
        Mistake(
            "late.loss-for-slope",
            training_with(error=lambda h, target: (h - target) ** 2),
            "the loss itself goes backward, where its slope should",
            "What arrives at the last state: how large the loss is, or how fast it changes?",
        ),
        Mistake(
            "late.no-loss",
            training_with(error=lambda h, target: 1.0),
            "1 goes backward: this lowers the state itself, wherever the target is",
            "Should the step depend on the target?",
        ),
        Mistake(
            "late.half-loss",
            training_with(
                loss=lambda h, target: (h - target) ** 2 / 2,
                error=lambda h, target: h - target,
            ),
            "loss and gradient have a factor 1/2",
            "Which loss does the task name?",
        ),
        Mistake(
            "late.difference",
            training_with(loss=lambda h, target: h - target),
            "the difference is noted, not its square",
            "Can a loss be negative?",
        ),
        Mistake(
            "late.after",
            training_with(seen=lambda before, after: after),
            "the losses are those after each step",
            "Which loss does the docstring ask for: before or after the step?",
        ),
        Mistake(
            "late.gradient-once",
            training_with(at=lambda w, start: start),
            "the gradient is that at the start, in every round",
            "The weight has moved. Is the slope there the same?",
        ),
        Mistake(
            "late.seven-steps",
            training_with(steps=(7, 7)),
            "the unit takes one step fewer than it should",
            "How many tanh are there between the first state and the last?",
        ),
        Mistake(
            "late.seven-forward",
            training_with(steps=(7, 8)),
            "the forward pass takes one step fewer than the backward pass",
            "How many tanh are there between the first state and the last?",
        ),
        Mistake(
            "late.seven-back",
            training_with(steps=(8, 7)),
            "the backward pass takes one step fewer than the forward pass",
            "Over how many steps does the gradient go back?",
        ),
        Mistake(
            "late.state-carried",
            state_carried,
            "each round starts from the last state of the round before",
            "From which state should the eight steps of the second round start?",
        ),
        Mistake(
            "late.one-round-fewer",
            training_with(rounds=lambda updates: updates - 1),
            "there is one round fewer than updates",
            "How many losses should there be?",
        ),
        *early_stops("late", trained),
        Mistake(
            "late.return-in-loop",
            training_with(rounds=lambda updates: 1),
            "only one round is taken",
            "How far is the line with return indented?",
        ),
    ),
    probes=(
        Probe((1.0, 0.5, 0.8, 0.5, 0.3, 2)),
        Probe((1.4, -0.6, 0.2, 1.5, 0.2, 4)),
        Probe((0.8, 0.5, 0.6, 1.0, 0.7, 12)),  # flat and small in the end
        Probe((0.3, 0.9, -0.4, 0.25, 1.0, 5)),
        Probe((2.0, 0.1, 0.05, 0.4, 0.15, 6)),
        Probe((0.9, -0.7, -0.5, 2.0, 5.0, 3)),
    ),
    plain=plain,
    outputs=("w", "losses"),
    output_points=(1, 1),
    praise="Where would one long step have landed, and could a gradient have brought it back?",
)
