"""A gap of the lesson: both gradients, from the numbers that the forward pass has kept."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from .activation_parts import ACTIVATIONS
from .neurons import NEURONS, neuron
from .parts import SUMS
from .slopes_multiplied import gradients, gradients_reference

# Mistakes of the exercise that cannot be made here: they need z, w or b.
WITHOUT = (
    *(f".{part.id}" for part in (*SUMS, *ACTIVATIONS) if part.id != "sigmoid-twice"),
    ".difference-of-z",
    ".output-form-at-z",
    ".slope-exponent",
    ".weight-for-input",
    ".product-for-input",
    ".input-and-bias",
    ".bias-for-input",
    ".bias-on-bias",
    ".all-three-factors",
    ".difference-undivided",
)


def from_kept(gradients):
    """The same gradients as a function of (x, a, y): of a neuron whose bias alone makes a."""
    return lambda x, a, y: gradients(x, 0.0, np.log(a / (1 - a)), y)


def kept(probe):
    x, w, b, y = probe.inputs
    return Probe((x, round(float(neuron(x, w, b)[1]), 3), y))


def plain(x, a, y):
    dL_da = 2 * (a - y)
    dL_dz = dL_da * a * (1 - a)
    dL_dw = dL_dz * x
    dL_db = dL_dz
    return dL_dw, dL_db


neuron_backward = Exercise(
    name="neuron_backward",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Which local slopes lie between the loss and w, and which numbers does each of them need?",
        "The two gradients share all factors but the last. Compute what they share once.",
    ),
    reference=from_kept(gradients_reference),
    accepted=(plain, lambda x, a, y: tuple(np.array([x, 1]) * 2 * (a - y) * (a - a**2))),
    mistakes=tuple(
        Mistake(
            one.id.replace("neuron.", "kept."), from_kept(one.function), one.cause, one.question
        )
        for one in gradients.mistakes
        if not one.id.endswith(WITHOUT)
    ),
    probes=(Probe((0.5, 0.5, 1.0)), *map(kept, NEURONS)),
    plain=plain,
    outputs=("dL_dw", "dL_db"),
    output_points=(1, 1),
    praise="Which number did you compute once and use twice?",
)
