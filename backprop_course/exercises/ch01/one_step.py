"""Implement: one step of gradient descent."""

import numpy as np

from ...checking import Exercise, Mistake, Probe


def update_reference(w, b, dL_dw, dL_db, lr):
    return w - lr * dL_dw, b - lr * dL_db


update = Exercise(
    name="update",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "A positive slope says that the loss rises with w. Which way should w go?",
        "How long is the step when the learning rate is 0.1 and the slope is 3?",
    ),
    reference=update_reference,
    accepted=(
        lambda w, b, dL_dw, dL_db, lr: tuple(np.array([w, b]) - lr * np.array([dL_dw, dL_db])),
    ),
    mistakes=(
        Mistake(
            "update.uphill",
            lambda w, b, dL_dw, dL_db, lr: (w + lr * dL_dw, b + lr * dL_db),
            "the step goes uphill",
            "The gradient points to where the loss rises. Where do we want to go?",
        ),
        Mistake(
            "update.no-rate",
            lambda w, b, dL_dw, dL_db, lr: (w - dL_dw, b - dL_db),
            "the learning rate is not used",
            "With a learning rate of 0, how far should w move?",
        ),
        Mistake(
            "update.step-only",
            lambda w, b, dL_dw, dL_db, lr: (-lr * dL_dw, -lr * dL_db),
            "this is the step, not the place one arrives at",
            "With a gradient of 0, what should the new w be?",
        ),
        Mistake(
            "update.rate-divides",
            lambda w, b, dL_dw, dL_db, lr: (w - dL_dw / lr, b - dL_db / lr),
            "the gradient is divided by the learning rate",
            "Should a smaller learning rate make the step longer or shorter?",
        ),
        Mistake(
            "update.bias-with-weight-gradient",
            lambda w, b, dL_dw, dL_db, lr: (w - lr * dL_dw, b - lr * dL_dw),
            "b moves by the gradient of w",
            "Which slope belongs to which parameter?",
        ),
        Mistake(
            "update.bias-kept",
            lambda w, b, dL_dw, dL_db, lr: (w - lr * dL_dw, b),
            "b stays where it was",
            "Which numbers of the neuron does training change?",
        ),
    ),
    probes=(
        Probe((0.8, -0.3, -1.5, 0.7, 0.1)),
        Probe((-1.2, 0.9, 0.4, -2.2, 0.03)),
        Probe((2.5, 1.6, 3.1, 1.3, 0.5)),
        Probe((-0.6, -2.3, -0.9, -1.7, 2.0)),
    ),
    outputs=("w_new", "b_new"),
    output_points=(1, 1),
    praise="Does a step along the gradient always lower the loss, however large lr is?",
)
