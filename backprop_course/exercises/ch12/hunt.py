"""Hunt: a count in layer norm that square arrays hide."""

import numpy as np

from ...checking import BugHunt, Suspect
from .probes import steps


def backward_with(
    mean=lambda g: g.mean(axis=1, keepdims=True),
    along=lambda g, z: np.mean(g * z, axis=1, keepdims=True),
    divide=lambda s: s,
    axis=1,
):
    """The gradient at the input of layer norm with some parts replaced."""

    def answer(grad_z, x):
        z, _, s = steps(x, axis, eps=1e-5)
        return (grad_z - mean(grad_z) - z * along(grad_z, z)) / divide(s)

    return answer


SQUARE = np.array([[6.0, 1.0, 2.0], [0.0, -1.0, 3.0], [2.0, 2.0, -4.0]])
INPUT = np.array([[9.0, 1.0, 5.0], [1.0, 6.0, -2.0], [3.0, 7.0, 8.0]])

find_the_count = BugHunt(
    name="find_the_count",
    name_points=1,
    input_points=1,
    minutes=8,
    grade="core",
    hints=(
        "Write the shape behind each planted array. Over how many numbers does each mean run?",
        "Your friend's arrays have three rows and three columns. What can they not tell apart?",
    ),
    right=backward_with(),
    suspects=(
        Suspect(
            "count-of-rows",
            backward_with(
                along=lambda g, z: np.sum(g * z, axis=1, keepdims=True) / len(z),
            ),
            "a sum over the features is divided by the number of examples",
            "",
        ),
        Suspect(
            "mean-of-columns",
            backward_with(mean=lambda g: g.mean(axis=0, keepdims=True)),
            "the mean of what arrives is taken over the examples",
            "Along which axis does the planted line take the mean of grad_z?",
        ),
        Suspect(
            "no-mean",
            backward_with(mean=lambda g: 0.0),
            "the path through the mean is missing",
            "What does each row of the planted result add up to?",
        ),
        Suspect(
            "variance",
            backward_with(divide=lambda s: s**2),
            "it is divided by the variance, not by the deviation",
            "Which planted line makes s, and is there a root in it?",
        ),
        Suspect(
            "batch-norm",
            backward_with(
                mean=lambda g: g.mean(axis=0, keepdims=True),
                along=lambda g, z: np.mean(g * z, axis=0, keepdims=True),
                axis=0,
            ),
            "all means run over the examples, as in batch norm",
            "Which axis stands in the planted lines?",
        ),
    ),
    bug="count-of-rows",
    exposing=(SQUARE[:2], INPUT[:2]),
    blind=(SQUARE, INPUT),
    more_exposing=(
        (np.array([[1.0, 0.0, 2.0, -1.0]]), np.array([[3.0, 8.0, 1.0, 0.0]])),
        (SQUARE.T[:, :2], INPUT.T[:, :2] + np.array([[0.0, 2.0]])),
    ),
    praise="Which sizes would you give a test, so that no two of them are the same?",
)
