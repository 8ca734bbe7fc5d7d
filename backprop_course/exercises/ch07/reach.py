"""Predict: how far one slip on the way back reaches."""

import numpy as np

from ...checking import Exercise, wrong_number

still_right = Exercise(
    name="still_right",
    points=1,
    minutes=4,
    grade="warm-up",
    kind="predict",
    hints=(
        "In which order does the backward pass make its gradients? Which layer comes first?",
        "A wrong gradient is handed on. Who gets it, and who has been served before?",
    ),
    reference=lambda: 6,
    accepted=(lambda: np.int64(6), lambda: 6.0),
    mistakes=(
        wrong_number(
            "reach.wrong-ones-counted",
            4,
            "these are the ones that go wrong, or the way was walked from the wrong end",
            "Which layer is served first on the way back?",
        ),
        wrong_number(
            "reach.own-layer-only",
            8,
            "only the two gradients of layer 2 are taken as wrong",
            "To whom does layer 2 hand its gradient on?",
        ),
        wrong_number(
            "reach.one-matrix-only",
            9,
            "only one matrix is taken as wrong",
            "Which arrays are computed from the gradient at z2, in its own layer and below?",
        ),
        wrong_number(
            "reach.nothing-right",
            0,
            "everything is taken as wrong",
            "What has the backward pass computed before it comes to z2?",
        ),
        wrong_number(
            "reach.layers-counted",
            3,
            "layers are counted, and each has two arrays",
            "Which parameters does a layer have?",
        ),
        wrong_number(
            "reach.before-layer-2",
            2,
            "only one layer is left over: the way was walked from the wrong end, or stops early",
            "Which layer is served first on the way back, and which ones before layer 2?",
        ),
    ),
    praise="Given the list of right and wrong gradients, where would you look for the slip?",
)
