"""Implement: training, which is the step in a loop."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from .neurons import squared_loss
from .one_step import update_reference
from .slopes_multiplied import gradients_reference, missing_slope


def training(step, losses_of=lambda before, after: before):
    """A training loop that takes the given step; losses are counted before each step, or not."""

    def train(x, w, b, y, lr, steps):
        seen = [squared_loss(x, w, b, y)]
        for _ in range(steps):
            w, b = step(x, w, b, y, lr)
            seen.append(squared_loss(x, w, b, y))
        return w, b, np.array(losses_of(seen[:-1], seen[1:]))

    return train


def right_step(x, w, b, y, lr):
    return update_reference(w, b, *gradients_reference(x, w, b, y), lr)


def weight_first(x, w, b, y, lr):
    w = w - lr * gradients_reference(x, w, b, y)[0]
    return w, b - lr * gradients_reference(x, w, b, y)[1]


def gradient_once(x, w, b, y, lr, steps):
    fixed = gradients_reference(x, w, b, y)
    return training(lambda x, w, b, y, lr: update_reference(w, b, *fixed, lr))(
        x, w, b, y, lr, steps
    )


train = Exercise(
    name="train",
    points=3,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "What has to be computed anew in every round, because w and b have moved?",
        "In one round: measure the loss, both gradients, then both steps. Why in this order?",
    ),
    reference=training(right_step),
    accepted=(training(lambda x, w, b, y, lr: right_step(x, w, b, y, lr)),),
    mistakes=(
        Mistake(
            "train.loss-after-step",
            training(right_step, lambda before, after: after),
            "each loss is measured after the step",
            "What should losses[0] say about the neuron you started from?",
        ),
        Mistake(
            "train.one-loss-too-many",
            training(right_step, lambda before, after: [*before, after[-1]]),
            "the loss after the last step is counted too",
            "How many losses are there before a step, when there are three steps?",
        ),
        Mistake(
            "train.uphill",
            training(lambda x, w, b, y, lr: right_step(x, w, b, y, -lr)),
            "the steps go uphill",
            "Do your losses rise or fall?",
        ),
        Mistake(
            "train.weight-first",
            training(weight_first),
            "w has moved already when the gradient for b is computed",
            "At which point should both slopes be taken, and which line changes that point?",
        ),
        Mistake(
            "train.gradient-once",
            gradient_once,
            "the gradients are computed once, before the loop",
            "After the first step the neuron stands elsewhere. Is the slope there the same?",
        ),
        Mistake(
            "train.bias-kept",
            training(lambda x, w, b, y, lr: (right_step(x, w, b, y, lr)[0], b)),
            "b never moves",
            "Which numbers of the neuron does training change?",
        ),
        Mistake(
            "train.return-in-loop",
            lambda x, w, b, y, lr, steps: train.reference(x, w, b, y, lr, 1),
            "the return stands inside the loop, so that one round is all",
            "How far is the line with return indented, and what does that mean?",
        ),
        Mistake(
            "train.own-start",
            lambda x, w, b, y, lr, steps: train.reference(x, 0.0, 0.0, y, lr, steps),
            "the training starts at w = 0 and b = 0, not at the w and b that are given",
            "With 0 steps, which w should come back?",
        ),
        Mistake(
            "train.missing-sigmoid-slope",
            training(lambda x, w, b, y, lr: update_reference(w, b, *missing_slope(x, w, b, y), lr)),
            "the slope of the sigmoid is left out of the gradients; it trains all the same",
            "Would a falling loss have told you? What does a central difference say?",
        ),
    ),
    probes=(
        Probe((-1.5, 0.8, 0.3, 1.0, 0.5, 3), {"steps": 3}),
        Probe((2.0, -0.7, 0.4, 0.0, 1.5, 5), {"steps": 5}),
        Probe((0.6, 1.3, -2.1, 1.0, 0.8, 7), {"steps": 7}),
    ),
    outputs=("w", "b", "losses"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="How do the losses look for lr = 0.1, and for lr = 50?",
)
