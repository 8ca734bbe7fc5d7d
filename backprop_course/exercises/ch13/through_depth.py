"""Implement: the mean factor per layer of a gradient."""

import numpy as np

from ...checking import Exercise, Mistake
from ...diagnostics import root_mean_square
from .probes import THROUGH_LAYERS


def mean_factor(size=root_mean_square, ends=lambda s: s[0] / s[-1], steps=lambda s: len(s) - 1):
    """The root of a quotient of sizes, with one of its parts replaced."""

    def factor(gradients):
        sizes = [size(one) for one in gradients]
        return ends(sizes) ** (1 / steps(sizes))

    return factor


def ratios(gradients):
    """What each layer does: the size at its output over that at the layer above."""
    sizes = np.array([root_mean_square(one) for one in gradients])
    return sizes[:-1] / sizes[1:]


factor_per_layer = Exercise(
    name="factor_per_layer",
    points=1,
    minutes=3,
    grade="core",
    kind="implement",
    hints=(
        "You need the size of two of the arrays only. root_mean_square(array) gives it. Which two?",
        "The gradient goes from the last layer to the first. Which quotient of two sizes says what "
        "all layers together did?",
        "Between 30 layers there are how many steps? Which power of the quotient belongs to one "
        "step?",
    ),
    reference=lambda gradients: mean_factor()(gradients),
    accepted=(
        mean_factor(size=np.linalg.norm),
        lambda gradients: np.prod(ratios(gradients)) ** (1 / len(ratios(gradients))),
        lambda gradients: np.exp(np.mean(np.log(ratios(gradients)))),
    ),
    mistakes=(
        Mistake(
            "factor.forward",
            mean_factor(ends=lambda s: s[-1] / s[0]),
            "the quotient is upside down: this is the factor from the first layer to the last",
            "At which end does the backward pass begin?",
        ),
        Mistake(
            "factor.number-of-layers",
            mean_factor(steps=len),
            "the root counts the layers, where it should count the steps between them",
            "How many steps lead from the last of 3 layers to the first?",
        ),
        Mistake(
            "factor.no-root",
            mean_factor(steps=lambda s: 1),
            "this is the factor of all layers together",
            "If each of two steps multiplies by 0.5, what is the quotient of the ends?",
        ),
        Mistake(
            "factor.divided",
            lambda gradients: mean_factor(steps=lambda s: 1)(gradients) / (len(gradients) - 1),
            "the whole factor is divided by the number of steps, as if the steps were added",
            "If each of two steps multiplies by 0.5, what is the quotient of the ends?",
        ),
        Mistake(
            "factor.plain-mean",
            lambda gradients: np.mean(ratios(gradients)),
            "this is the plain mean of the steps' factors, and factors multiply",
            "One step doubles, the next halves. What have both together done?",
        ),
        Mistake(
            "factor.one-step",
            lambda gradients: ratios(gradients)[0],
            "only the first two layers are used",
            "What if the other layers do something else?",
        ),
        Mistake(
            "factor.no-root-of-mean",
            mean_factor(size=lambda one: np.mean(one**2)),
            "the sizes are mean squares, without the root",
            "If a gradient is doubled, what becomes of your size?",
        ),
        Mistake(
            "factor.mean-of-sizes",
            mean_factor(size=lambda one: np.mean(np.abs(one))),
            "the size is the mean of the absolute values",
            "Which mean is a root mean square?",
        ),
    ),
    probes=THROUGH_LAYERS,
    outputs=("factor",),
    uses=("diagnostics.root_mean_square",),
    praise="Which of the sizes in between does your result depend on?",
)
