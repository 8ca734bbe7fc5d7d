"""Implement: train the first leaves of a tape."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, composed
from ..ch01.one_step import MOVES
from ..ch10.early import early_stops
from .backward import gradients
from .forward import run
from .tapes import ADD, MUL, TANH, tape


def down(value, slope, lr):
    return value - lr * slope


def descent_with(
    move=down,
    taken=lambda grads, before: grads,
    moving=lambda trained, leaves: trained,
    seen=lambda before, after: before,
    rounds=lambda steps: steps,
    at=lambda leaves, start: leaves,
):
    """The training with some of its parts replaced."""

    def answer(tape, leaves, trained, lr, steps):
        start, losses, before = leaves, [], 0.0
        for _ in range(rounds(steps)):
            count = moving(trained, leaves)
            before = taken(gradients(tape, at(leaves, start))[:count], before)
            moved = np.append(move(leaves[:count], before, lr), leaves[count:])
            losses.append(seen(run(tape, leaves)[-1], run(tape, moved)[-1]))
            leaves = moved
        return leaves, np.array(losses)

    return answer


descend = descent_with()


def plain(tape, leaves, trained, lr, steps):
    leaves, losses = leaves.copy(), np.zeros(steps)
    for k in range(steps):
        losses[k] = run(tape, leaves)[-1]
        leaves[:trained] -= lr * gradients(tape, leaves)[:trained]
    return leaves, losses


def masked(tape, leaves, trained, lr, steps):
    mask, losses = np.arange(len(leaves)) < trained, []
    for _ in range(steps):
        losses.append(run(tape, leaves)[-1])
        leaves = leaves - lr * mask * gradients(tape, leaves)[: len(leaves)]
    return leaves, np.array(losses)


def one_by_one(tape, leaves, trained, lr, steps):
    leaves, losses = leaves.copy(), []
    for _ in range(steps):
        losses.append(run(tape, leaves)[-1])
        for k in range(trained):
            leaves[k] -= lr * gradients(tape, leaves)[k]
    return leaves, np.array(losses)


# a product and a target: u = w x, e = u + t, loss = e e
LINE = tape((MUL, 0, 1), (ADD, 3, 2), (MUL, 4, 4))
# a neuron: tanh(w x + b) + t, squared
NEURON = tape((MUL, 0, 2), (ADD, 4, 1), (TANH, 5), (ADD, 6, 3), (MUL, 7, 7))

tape_descent = Exercise(
    name="tape_descent",
    points=3,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "Which of the leaves are parameters, and what are the others?",
        "In one round: the loss, all gradients, one step of the first leaves. What must the next "
        "round see of it, and what must the caller not see?",
    ),
    reference=lambda tape, leaves, trained, lr, steps: descend(tape, leaves, trained, lr, steps),
    accepted=(plain, masked),
    mistakes=(
        *composed("tape-descent", descent_with, move=MOVES),
        Mistake(
            "tape-descent.all-leaves",
            descent_with(moving=lambda trained, leaves: len(leaves)),
            "the data are trained too: all leaves move",
            "What is the third argument for?",
        ),
        Mistake(
            "tape-descent.one-more",
            descent_with(moving=lambda trained, leaves: trained + 1),
            "one leaf too many moves",
            "How many entries does leaves[:3] have?",
        ),
        Mistake(
            "tape-descent.never-reset",
            descent_with(taken=lambda grads, before: before + grads),
            "the gradients of earlier rounds are added to those of this one",
            "Which gradients should a step use: those of this round, or a sum of all so far?",
        ),
        Mistake(
            "tape-descent.gradient-once",
            descent_with(at=lambda leaves, start: start),
            "the gradients are those at the start, in every round",
            "The parameters have moved. Is the slope there the same?",
        ),
        Mistake(
            "tape-descent.after",
            descent_with(seen=lambda before, after: after),
            "the losses are those after each step",
            "Which loss does the docstring ask for: before or after the step?",
        ),
        Mistake(
            "tape-descent.one-round-fewer",
            descent_with(rounds=lambda steps: steps - 1),
            "there is one round fewer than steps",
            "How many losses should there be?",
        ),
        Mistake(
            "tape-descent.one-by-one",
            one_by_one,
            "a leaf has moved already when the gradient of the next one is taken",
            "At which point should all gradients be taken, and which line changes that point?",
        ),
        *early_stops("tape-descent", descend),
        Mistake(
            "tape-descent.return-in-loop",
            descent_with(rounds=lambda steps: 1),
            "only one round is taken",
            "How far is the line with return indented?",
        ),
    ),
    probes=(
        Probe((LINE, np.array([0.5, 2.0, -3.0]), 1, 0.1, 2)),
        Probe((LINE, np.array([-0.4, 1.5, 1.0]), 2, 0.05, 3)),
        Probe((NEURON, np.array([0.6, -0.3, 1.2, 0.7]), 2, 0.5, 18)),  # flat and small in the end
        Probe((NEURON, np.array([0.6, -0.3, 1.2, 0.9]), 2, 0.4, 4)),
        Probe((NEURON, np.array([1.1, 0.2, -0.7, -0.5]), 3, 0.25, 5)),
    ),
    plain=plain,
    outputs=("leaves", "losses"),
    output_points=(2, 1),
    praise="What would have to change here to train another network?",
)
