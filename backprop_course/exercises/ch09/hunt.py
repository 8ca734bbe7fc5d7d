"""Hunt: an upstream gradient that one path never hears, which a check with ones hides."""

import numpy as np

from ...checking import BugHunt, Suspect
from ...ops import sigmoid


def backward_with(
    through_x=lambda g, x, s: g * s,
    through_s=lambda g, x, s: g * x,
    slope=lambda x, s: s * (1 - s),
):
    """The gradient at the input of y = x sigmoid(x) with some parts replaced."""

    def answer(grad_y, x):
        s = sigmoid(x)
        return through_x(grad_y, x, s) + through_s(grad_y, x, s) * slope(x, s)

    return answer


INPUT = np.array([[0.5, -1.0, 2.0], [-3.0, 1.5, 0.25]])
UPSTREAM = np.array([[2.0, -1.0, 0.5], [3.0, 1.0, -2.0]])

find_the_upstream = BugHunt(
    name="find_the_upstream",
    name_points=1,
    input_points=1,
    minutes=6,
    grade="core",
    hints=(
        "x reaches y along two paths. Which planted line belongs to which path?",
        "Your friend sends ones backward. Which mistakes with grad_y make no difference then?",
    ),
    right=backward_with(),
    suspects=(
        Suspect(
            "one-path-deaf",
            backward_with(through_s=lambda g, x, s: x + 0 * g),
            "one of the two paths does not use grad_y",
            "",
        ),
        Suspect(
            "both-paths-deaf",
            backward_with(lambda g, x, s: s + 0 * g, lambda g, x, s: x + 0 * g),
            "grad_y is not used at all",
            "Which of the planted lines hold grad_y?",
        ),
        Suspect(
            "twice",
            backward_with(through_s=lambda g, x, s: g * g * x),
            "grad_y is multiplied twice on one path",
            "How often does grad_y stand in the planted lines?",
        ),
        Suspect(
            "path-missing",
            backward_with(through_s=lambda g, x, s: 0.0),
            "the path through the sigmoid is missing",
            "What is the planted grad_s used for?",
        ),
        Suspect(
            "slope-of-input",
            backward_with(slope=lambda x, s: x * (1 - x)),
            "the slope of the sigmoid is computed from its input",
            "From what does the last planted line compute the slope?",
        ),
    ),
    bug="one-path-deaf",
    exposing=(UPSTREAM, INPUT),
    blind=(np.ones((2, 3)), INPUT),
    more_exposing=(
        (np.array([[3.0]]), np.array([[1.0]])),
        (np.zeros((1, 2)), np.array([[1.0, -2.0]])),
    ),
    praise="What should a backward function return for an upstream gradient of zeros?",
)
