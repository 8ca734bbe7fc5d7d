"""Predict: how far one mistake in a backward pass reaches."""

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
    reference=lambda: 10,
    accepted=(lambda: np.int64(10), lambda: 10.0),
    mistakes=(
        wrong_number(
            "reach.wrong-ones-counted",
            4,
            "these are the ones that go wrong",
            "Which ones does the question ask for?",
        ),
        wrong_number(
            "reach.own-layer-only",
            12,
            "only one layer's two gradients are taken as wrong",
            "To whom does layer 2 hand its gradient on, and which of its own arrays come after z2?",
        ),
        wrong_number(
            "reach.one-matrix-only",
            13,
            "only one array is taken as wrong",
            "Which arrays are computed from the gradient at z2, in its own layer and below?",
        ),
        wrong_number(
            "reach.biases-spared",
            11,
            "one array of layers 1 and 2 is taken as correct",
            "From which gradient is the bias gradient of a layer made?",
        ),
        wrong_number(
            "reach.nothing-right",
            0,
            "everything is taken as wrong",
            "What has the backward pass computed before it comes to z2?",
        ),
        wrong_number(
            "reach.everything-right",
            14,
            "nothing is taken as wrong",
            "Which arrays are computed from the gradient at z2?",
        ),
        wrong_number(
            "reach.layers-counted",
            5,
            "layers are counted, or weights alone, and each layer has two arrays",
            "Which parameters does a layer have?",
        ),
        wrong_number(
            "reach.wrong-end",
            2,
            "only one layer is left over: the order was walked from the wrong end",
            "Which layer is served first in the backward pass, and which ones before layer 2?",
        ),
        wrong_number(
            "reach.next-layer-too",
            8,
            "layer 3 is taken as wrong, too",
            "Is layer 3 served before layer 2, or after it?",
        ),
        wrong_number(
            "reach.half",
            7,
            "half of the arrays are taken as correct",
            "Which layers are served before layer 2?",
        ),
    ),
    praise="Given the list of correct and wrong gradients, where would you look for the mistake?",
)
