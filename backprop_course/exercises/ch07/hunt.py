"""Hunt: a bug that a friend's test lets through."""

import numpy as np

from ...checking import BugHunt, Suspect, part
from .parts import AT_LOGITS, GRAD_B, MASKS
from .probes import PARAMETERS
from .through_linear import batch_divided_out, linear_with
from .whole_way import backward_reference, backward_with, hidden_before_relu

LESSON_NET = (  # the network of the lesson: W1, b1, W2, b2
    np.array([[1.0, 2.0, -1.0], [-2.0, -2.0, 2.0]]),
    np.array([1.0, 1.0, -1.0]),
    np.array([[1.0, 0.5], [-1.0, 0.5], [-0.5, 0.5]]),
    np.array([-0.5, -1.0]),
)


def on_lesson_net(backward):
    """A backward pass whose network is that of the lesson: a function of (x, labels)."""
    return lambda x, labels: backward(x, labels, *LESSON_NET)


find_the_slip = BugHunt(
    name="find_the_slip",
    name_points=1,
    input_points=1,
    minutes=10,
    grade="core",
    hints=(
        "Walk through the planted lines and write the shape behind each array. What does each "
        "line say about rows, and what about columns?",
        "Two examples and two classes: which different things are equal in your friend's test?",
    ),
    right=on_lesson_net(backward_reference),
    suspects=(
        Suspect(
            "relu-mask",
            on_lesson_net(backward_with(through_relu=part(MASKS, "passthrough"))),
            "the mask lets the gradient of units through that were off",
            "a1 is 0 exactly where z1 is not positive. Is a1 > 0 then another mask than z1 > 0?",
        ),
        Suspect(
            "first-row",
            on_lesson_net(backward_with(both=linear_with(grad_b=part(GRAD_B, "bias-first-row")))),
            "the bias gradients look at the first example only",
            "Over which axis do the planted lines for the biases sum?",
        ),
        Suspect(
            "mean-twice",
            on_lesson_net(backward_with(both=batch_divided_out)),
            "the number of examples is divided out twice",
            "How many divisions do you count in the planted function, after the softmax?",
        ),
        Suspect(
            "mean-over-classes",
            on_lesson_net(backward_with(at_logits=part(AT_LOGITS, "mean-over-classes"))),
            "the loss is divided by the number of classes in place of the number of examples",
            "",
        ),
        Suspect(
            "before-relu",
            on_lesson_net(hidden_before_relu),
            "the second layer's weight gradient reads the hidden values before ReLU",
            "Which array does the planted line for grad_W2 read?",
        ),
    ),
    bug="mean-over-classes",
    exposing=(np.array([[1.0, 2.0], [-2.0, -1.0], [0.5, 1.5]]), np.array([0, 1, 1])),
    blind=(np.array([[1.0, 2.0], [-2.0, -1.0]]), np.array([0, 1])),
    more_exposing=(
        (np.array([[1.0, 2.0]]), np.array([0])),
        (np.array([[1, 2], [-2, -1], [2, 1], [2, 2], [0, -1]]), np.array([0, 1, 1, 0, 0])),
    ),
    outputs=tuple(f"grad_{name}" for name in PARAMETERS),
    praise="Which sizes would you give a test, so that no two of them can be taken for each other?",
)
