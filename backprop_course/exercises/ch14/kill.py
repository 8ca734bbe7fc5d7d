"""Test the test: a check for the backward pass of a ReLU layer."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted, refuses_everything
from ..planted_layer import inputs_to_try, relu_layer_backward
from .cure import MISTAKES, with_bug, with_loops

PLANTED = tuple(Planted(bug, with_bug(bug), f"where {truth}") for bug, truth, _ in MISTAKES)


def agrees_on(*places):
    """A check that looks at some of the four inputs."""

    def check(candidate):
        return all(
            np.allclose(one, other)
            for k in places
            for one, other in zip(
                candidate(*inputs_to_try()[k]),
                relu_layer_backward(*inputs_to_try()[k]),
                strict=True,
            )
        )

    return check


def by_nudges(candidate):
    grad, *arrays = inputs_to_try()[3]
    given, h = candidate(grad, *arrays), 1e-6
    for which, array in enumerate(arrays):
        for i in np.ndindex(array.shape):
            ends = []
            for step in (h, -h):
                moved = [a.copy() for a in arrays]
                moved[which][i] += step
                x, W, b = moved
                ends.append(np.sum(grad * np.maximum(x @ W + b, 0.0)))
            if abs(given[which][i] - (ends[0] - ends[1]) / (2 * h)) > 1e-5:
                return False
    return True


def input_alone(candidate):
    given = inputs_to_try()[3]
    return bool(np.allclose(candidate(*given)[0], relu_layer_backward(*given)[0]))


layer_check = KillMatrix(
    name="layer_check",
    points=3,
    minutes=10,
    grade="core",
    hints=(
        "Which input would let each of the six suspects pass by accident?",
        "Two rows, a unit that is off, a negative gradient, weights that are not symmetric: which "
        "suspect does each of these expose?",
    ),
    correct=(lambda grad, x, W, b: relu_layer_backward(grad, x, W, b), with_loops),
    planted=PLANTED,
    reference=lambda candidate: agrees_on(3)(candidate),
    accepted=(by_nudges, agrees_on(0, 1, 2, 3)),
    mistakes=(
        Mistake(
            "relu-layer-check.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        refuses_everything("relu-layer-check.nothing"),
        Mistake(
            "relu-layer-check.units-on",
            agrees_on(1),
            "all units are on, in one row, so that neither mask nor sum is tried",
            "Which of the suspects differ only where a unit is off?",
        ),
        Mistake(
            "relu-layer-check.ones-arrive",
            agrees_on(2),
            "ones arrive, in one row, and a layer that ignores them looks correct",
            "Which gradient tells a slope from a slope times what arrives?",
        ),
        Mistake(
            "relu-layer-check.input-alone",
            input_alone,
            "it looks at the gradient of x alone",
            "Which suspects spoil only what the parameters get?",
        ),
    ),
    praise="A check of one row would have let the bias pass. Why?",
)
