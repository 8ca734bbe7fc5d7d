"""Derive: the first weights in front of a leaky ReLU."""

import numpy as np

from ...checking import Exercise, Mistake, Probe
from .probes import NOISE

SLOPES = (0.5, 0.2, -0.3, 0.8)


def scaled(deviation):
    """Weights whose deviation comes from fan_in, fan_out and the slope below 0."""
    return lambda noise, slope: noise * deviation(*noise.shape, slope)


def rule(fan_in, fan_out, slope):
    return np.sqrt(2 / ((1 + slope**2) * fan_in))


def plain(noise, slope):
    n = len(noise)
    kept = (1 + slope**2) / 2
    return noise * np.sqrt(1 / (kept * n))


leaky_weights = Exercise(
    name="leaky_weights",
    points=2,
    minutes=8,
    grade="core",
    kind="derive",
    hints=(
        "One half of the values keeps its square. What becomes of the squares of the other half?",
        "Which share of the mean square is left, and what must the variance of the weights be so "
        "that a layer makes up for it?",
    ),
    reference=lambda noise, slope: scaled(rule)(noise, slope),
    accepted=(plain, lambda noise, slope: noise * (2 / (1 + slope * slope) / len(noise)) ** 0.5),
    mistakes=(
        Mistake(
            "leaky.he",
            scaled(lambda i, o, s: np.sqrt(2 / i)),
            "this is the rule for a plain ReLU: what passes below 0 is not counted",
            "With a slope of 1 nothing is lost. What does your rule give there?",
        ),
        Mistake(
            "leaky.xavier",
            scaled(lambda i, o, s: np.sqrt(1 / i)),
            "nothing makes up for what the unit takes away",
            "With a slope of 0 half of the mean square is lost. What does your rule give there?",
        ),
        Mistake(
            "leaky.slope-not-squared",
            scaled(lambda i, o, s: np.sqrt(2 / ((1 + s) * i))),
            "the slope is not squared",
            "If a value is multiplied by the slope, by what is its square multiplied?",
        ),
        Mistake(
            "leaky.whole",
            scaled(lambda i, o, s: np.sqrt(1 / ((1 + s**2) * i))),
            "each half is counted as if it were all values",
            "Which share of the values lies above 0, and which below?",
        ),
        Mistake(
            "leaky.difference",
            scaled(lambda i, o, s: np.sqrt(2 / ((1 - s**2) * i))),
            "the squares below 0 are subtracted",
            "Does what passes below 0 make the mean square larger or smaller?",
        ),
        Mistake(
            "leaky.variance",
            scaled(lambda i, o, s: 2 / ((1 + s**2) * i)),
            "the noise is multiplied by the variance itself",
            "If you multiply numbers by 3, by what is their variance multiplied?",
        ),
        Mistake(
            "leaky.outputs",
            scaled(lambda i, o, s: np.sqrt(2 / ((1 + s**2) * o))),
            "the number of outputs is used",
            "How many products does one unit add up in the forward pass?",
        ),
        Mistake(
            "leaky.both",
            scaled(lambda i, o, s: np.sqrt(4 / ((1 + s**2) * (i + o)))),
            "inputs and outputs are averaged, as in Xavier's rule",
            "How many products does one unit add up in the forward pass?",
        ),
        Mistake(
            "leaky.upside-down",
            scaled(lambda i, o, s: np.sqrt((1 + s**2) * i / 2)),
            "the quotient is upside down",
            "With more inputs, should each weight be larger or smaller?",
        ),
        Mistake(
            "leaky.no-root-of-share",
            scaled(lambda i, o, s: 2 / (1 + s**2) / np.sqrt(i)),
            "the root is taken of the number of inputs alone",
            "Which variance should the weights have, and which root is their deviation?",
        ),
        Mistake(
            "leaky.whole-number-of-inputs",
            scaled(lambda i, o, s: np.sqrt(2 / (1 + s**2)) / i),
            "the noise is divided by the number of inputs itself, not by its root",
            "Which variance should the weights have, and which root is their deviation?",
        ),
        Mistake(
            "leaky.kept-multiplies",
            scaled(lambda i, o, s: np.sqrt((1 + s**2) / 2 / i)),
            "the share that is left multiplies the variance, where it should be made up for",
            "If less is left, should the weights be smaller or larger?",
        ),
    ),
    probes=tuple(
        Probe((*one.inputs, slope), one.sizes) for one, slope in zip(NOISE, SLOPES, strict=True)
    ),
    plain=plain,
    outputs=("W",),
    praise="For which slope does the rule agree with Xavier's, for as many inputs as outputs?",
)
