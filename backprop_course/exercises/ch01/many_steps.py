"""Implement: training, which is the step in a loop."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, composed, part
from ...ops import sigmoid
from .activation_parts import ACTIVATIONS
from .loop_mistakes import LOOPS
from .one_step import STEPS
from .parts import LOSSES, SUMS
from .slopes_multiplied import gradients, gradients_with
from .training_loops import train_reference, training

# What these do to a step is what others do; the last ones stand in the activation below, too.
SAME = (
    ".missing-two",
    ".sign",
    ".missing-input",
    ".input-on-bias",
    ".bias-gradient-zero",
    ".difference-undivided",
    *(f".{one.id}" for one in (*SUMS, *ACTIVATIONS)),
)


def plain(x, w, b, y, lr, steps):
    losses = []
    for _ in range(steps):
        z = w * x + b
        a = sigmoid(z)
        loss = (a - y) ** 2
        losses.append(loss)
        dL_da = 2 * (a - y)
        dL_dz = dL_da * a * (1 - a)
        w_new = w - lr * dL_dz * x
        b_new = b - lr * dL_dz
        w, b = w_new, b_new
    return w, b, np.array(losses)


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
    reference=train_reference,
    accepted=(plain, training(gradients_with())),
    mistakes=(
        *LOOPS,
        *composed("train", training, step=STEPS, without=("nothing-moved", "half-step")),
        Mistake(
            "train.half-step",
            training(step=part(STEPS, "half-step")),
            "the steps are half as long as they should be: there is a factor 1/2, or the 2 of the "
            "square is missing in the gradients",
            "Does the loss of this task stand with a factor 1/2?",
        ),
        *(
            Mistake(
                one.id.replace("neuron.", "train."),
                training(one.function),
                one.cause,
                one.question,
            )
            for one in gradients.mistakes
            if not one.id.endswith(SAME)
        ),
        *composed("train", training, loss=LOSSES, linear=SUMS, activation=ACTIVATIONS),
    ),
    probes=(
        Probe((-1.5, 0.8, 0.3, 1.0, 0.5, 3), {"steps": 3}),
        Probe((2.0, -0.7, 0.4, 0.0, 1.5, 5), {"steps": 5}),
        Probe((0.6, 1.3, -2.1, 1.0, 0.8, 7), {"steps": 7}),
        Probe((1.2, -0.5, 0.9, 0.3, 0.3, 1), {"steps": 1}),
        Probe((2.0, 0.4, -0.6, 1.0, 4.0, 12), {"steps": 12}),  # long enough to be flat and small
        Probe((1.0, -12.0, 0.5, 1.0, 0.5, 4), {"steps": 4}),  # flat from the start
    ),
    plain=plain,
    outputs=("w", "b", "losses"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="How do the losses look for lr = 0.1, and for lr = 50?",
)
