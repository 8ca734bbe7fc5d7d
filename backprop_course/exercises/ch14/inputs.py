"""Implement: inputs with mean 0 and deviation 1, by what the training inputs say."""

import numpy as np

from ...checking import Exercise, Mistake
from .probes import FEATURES

EPS = 1e-5


def normalized_with(
    of=lambda x, new: x,
    mean=lambda x: x.mean(axis=0),
    size=lambda x: np.sqrt(x.var(axis=0) + EPS),
):
    """Normalizing with other statistics."""

    def answer(x, new):
        given = of(x, new)
        with np.errstate(all="ignore"):
            return (new - mean(given)) / size(given)

    return answer


def column_by_column(x, new):
    made = np.empty_like(new)
    for j, column in enumerate(x.T):
        made[:, j] = (new[:, j] - column.mean()) / (column.var() + EPS) ** 0.5
    return made


def plain(x, new):
    mean = x.mean(axis=0)
    size = np.sqrt(x.var(axis=0) + 1e-5)
    return (new - mean) / size


normalized = Exercise(
    name="normalized",
    points=2,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "Each column has a mean and a variance of its own. Along which axis are they taken, and "
        "from which of the two arrays?",
        "What happens at a pixel that is white in all images? Where did notebook 12 put its small "
        "number?",
    ),
    reference=lambda x, new: normalized_with()(x, new),
    accepted=(column_by_column,),
    mistakes=(
        Mistake(
            "inputs.no-eps",
            normalized_with(size=lambda x: x.std(axis=0)),
            "a column that is constant in x is divided by 0",
            "What is the deviation of a pixel that is white in all images?",
        ),
        Mistake(
            "inputs.own-statistics",
            normalized_with(of=lambda x, new: new),
            "the new inputs are normalized by their own mean and deviation",
            "If a single image comes, what is its deviation from itself?",
        ),
        Mistake(
            "inputs.rows",
            lambda x, new: (
                (new - new.mean(axis=1, keepdims=True))
                / np.sqrt(new.var(axis=1, keepdims=True) + EPS)
            ),
            "each new example is normalized by the mean and the deviation of its own row",
            "What do the numbers in one column have in common, and what those in one row?",
        ),
        Mistake(
            "inputs.together",
            normalized_with(of=lambda x, new: np.concatenate([x, new])),
            "the statistics are those of x and new together",
            "May a test image have a say in how it is scaled?",
        ),
        Mistake(
            "inputs.whole-array",
            normalized_with(mean=np.mean, size=lambda x: np.sqrt(x.var() + EPS)),
            "one mean and one deviation serve for all columns",
            "Temperatures and heights of hills: which column dominates the common deviation?",
        ),
        Mistake(
            "inputs.variance",
            normalized_with(size=lambda x: x.var(axis=0) + EPS),
            "it is divided by the variance",
            "If all numbers are doubled, what should the result do, and what does yours?",
        ),
        Mistake(
            "inputs.not-shifted",
            normalized_with(mean=lambda x: 0.0),
            "the mean is not subtracted",
            "What is the mean of each column of your result, for new = x?",
        ),
        Mistake(
            "inputs.not-scaled",
            normalized_with(size=lambda x: 1.0),
            "nothing is divided",
            "What is the deviation of each column of your result, for new = x?",
        ),
        Mistake(
            "inputs.lowest-to-highest",
            normalized_with(mean=lambda x: x.min(axis=0), size=lambda x: np.ptp(x, axis=0) + EPS),
            "this scales each column to 0 to 1",
            "What is the mean of each column of your result, for new = x?",
        ),
        Mistake(
            "inputs.n-minus-1",
            normalized_with(size=lambda x: np.sqrt(x.var(axis=0, ddof=1) + EPS)),
            "the variance divides by n - 1",
            "What does notebook 12 divide the sum of squares by?",
        ),
        Mistake(
            "inputs.eps-outside",
            normalized_with(size=lambda x: x.std(axis=0) + EPS),
            "the small number is added to the deviation",
            "To which of the two does the task add it: to the variance or to its root?",
        ),
    ),
    probes=FEATURES,
    plain=plain,
    outputs=("new",),
    praise="Why must the test images be scaled by what the training images say?",
)
