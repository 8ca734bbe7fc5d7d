"""Implement: the gradient of softmax and cross-entropy together, for a batch."""

import numpy as np

from ...checking import Exercise, composed
from ...losses import softmax_cross_entropy
from ...ops import softmax, softmax_vjp
from ..ch07.parts import AT_LOGITS
from ..ch07.probes import SCORES
from ..ch07.softmaxes import loss_gradient, with_probabilities
from ..ch07.through_loss import at_the_true_class

FEW = SCORES[:4]  # without the extreme scores: how to survive them comes later in the lesson


def plain(z, labels):
    n = len(z)
    p = softmax(z)
    y = np.eye(z.shape[1])[labels]
    return (p - y) / n


logits_gradient = Exercise(
    name="logits_gradient",
    points=2,
    minutes=6,
    grade="core",
    kind="implement",
    hints=(
        "For one example the answer is a probability, with a correction at one class. Which class, "
        "and which correction?",
        "To change one entry in each row, NumPy takes a pair of indices: the numbers of the rows, "
        "and one class for each. Which arrays are these?",
        "The loss is the mean over the batch. What does that do to every slope?",
    ),
    reference=lambda z, labels: softmax_cross_entropy(z, labels)[1],
    accepted=(
        at_the_true_class,
        with_probabilities(softmax),
        loss_gradient(lambda p, y, z: softmax_vjp(-y / p, z)[0]),
    ),
    mistakes=composed("fused", lambda at_logits: at_logits, at_logits=AT_LOGITS),
    probes=FEW,
    outputs=("grad_z",),
    objective=lambda z, labels: softmax_cross_entropy(z, labels)[0],
    slope_of={"grad_z": "z"},
    uses=("ops.softmax",),
    plain=plain,
    praise="Between which two numbers do the entries of one example lie, whatever the logits?",
)
