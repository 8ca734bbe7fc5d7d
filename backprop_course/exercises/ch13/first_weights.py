"""Implement: the first weights of a layer in front of a ReLU."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import NOISE


def scaled_by(deviation):
    """Weights whose deviation comes from the numbers of inputs and outputs."""
    return lambda noise: noise * deviation(*noise.shape)


he_weights = Exercise(
    name="he_weights",
    points=1,
    minutes=3,
    grade="core",
    kind="implement",
    hints=(
        "The prediction above gave a variance. Which function of it is the standard deviation?",
        "The numbers have variance 1. What does a factor do to their variance?",
    ),
    reference=lambda noise: scaled_by(lambda i, o: np.sqrt(2 / i))(noise),
    accepted=(
        lambda noise: np.sqrt(2) * noise / len(noise) ** 0.5,
        lambda noise: noise / np.sqrt(noise.shape[0] / 2),
    ),
    mistakes=(
        Mistake(
            "he.variance",
            scaled_by(lambda i, o: 2 / i),
            "the numbers are multiplied by the variance itself",
            "If you multiply numbers by 3, by what is their variance multiplied?",
        ),
        Mistake(
            "he.no-2",
            scaled_by(lambda i, o: np.sqrt(1 / i)),
            "this keeps the size in front of a tanh; what the ReLU sets to 0 is not made up for",
            "Which share of the mean square does a ReLU leave?",
        ),
        Mistake(
            "he.outputs",
            scaled_by(lambda i, o: np.sqrt(2 / o)),
            "the number of outputs is used",
            "How many products does one unit add up in the forward pass?",
        ),
        Mistake(
            "he.xavier",
            scaled_by(lambda i, o: np.sqrt(2 / (i + o))),
            "this is the middle between inputs and outputs, Xavier's rule",
            "Which share of the mean square does a ReLU leave?",
        ),
        Mistake(
            "he.no-scale",
            scaled_by(lambda i, o: 1.0),
            "the numbers have variance 1",
            "A unit adds up hundreds of such products. How large is the sum?",
        ),
        Mistake(
            "he.upside-down",
            scaled_by(lambda i, o: np.sqrt(i / 2)),
            "the quotient is upside down",
            "With more inputs, should each weight be larger or smaller?",
        ),
    ),
    probes=NOISE,
    outputs=("W",),
    praise="What would change for a ReLU that keeps a quarter of its values?",
)
