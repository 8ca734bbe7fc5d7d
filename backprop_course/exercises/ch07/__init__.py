"""Exercises for lesson 07: a two-layer network, forward, backward and one step.

    z1 = x W1 + b1    a1 = relu(z1)    logits = a1 W2 + b2    loss = softmax cross-entropy

Rows are examples, and the loss is the mean over them. Every exercise is composed from all of the
wrong parts that it has. In the order of the lesson:

    count           count_parameters: how much there is to learn
    probes          the networks, layers and scores to test with
    softmaxes       gradients at the logits, from probabilities and labels
    parts           the steps of the network done wrong, for all exercises
    forward_pass    mlp_forward: z1, a1 and the logits
    through_linear  linear_backward: back through a layer
    through_relu    relu_backward: back through the activation
    through_loss    logits_backward: back through softmax and loss
    whole_way       mlp_backward: all of it, in one function
    one_step        train_step: all four parameters move at once
    reach           still_right: how far one mistake reaches
    hunt            find_the_slip: a bug that a friend's test lets through

And the gaps in the lesson itself:

    by_hand         backward_two: the six lines for two layers
    any_depth       backward: the loop over any number of layers
    sgd             sgd_step: forward, loss, backward, update
"""

from .any_depth import backward
from .by_hand import backward_two
from .count import count_parameters
from .forward_pass import mlp_forward
from .hunt import find_the_slip
from .one_step import train_step
from .reach import still_right
from .sgd import sgd_step
from .through_linear import linear_backward
from .through_loss import logits_backward
from .through_relu import relu_backward
from .whole_way import mlp_backward

GAPS = (backward_two, backward, sgd_step)
EXERCISES = (
    count_parameters,
    mlp_forward,
    linear_backward,
    relu_backward,
    logits_backward,
    mlp_backward,
    train_step,
    still_right,
    find_the_slip,
)
