"""Implement: the whole way back, from the loss to all four parameters."""

import numpy as np

from ...checking import Exercise, Mistake
from ...losses import softmax_cross_entropy
from ...ops import relu, softmax
from .forward_pass import forward_reference
from .probes import PARAMETERS, TRAINED
from .through_linear import (
    batch_divided_out,
    bias_averaged,
    bias_not_summed,
    linear_backward,
    linear_reference,
    reshaped_weights,
)
from .through_loss import (
    at_the_true_class,
    fade_twice,
    logits_reference,
    loss_row_by_row,
    mean_over_classes,
    no_mean,
    one_hot,
    one_hot_missing,
    sign_turned,
    softmax_twice,
)
from .through_relu import (
    entry_by_entry,
    mask_from_gradient,
    passthrough,
    relu_reference,
    values_as_mask,
)


def backward_with(at_logits=logits_reference, through_relu=relu_reference, layer=linear_reference):
    """The whole backward pass, with some of its parts replaced."""

    def backward(x, labels, W1, b1, W2, b2):
        z1, a1, logits = forward_reference(x, W1, b1, W2, b2)
        grad_a1, grad_W2, grad_b2 = layer(at_logits(logits, labels), a1, W2)
        _, grad_W1, grad_b1 = layer(through_relu(grad_a1, z1), x, W1)
        return grad_W1, grad_b1, grad_W2, grad_b2

    return backward


backward_reference = backward_with()


def hidden_before_relu(x, labels, W1, b1, W2, b2):
    z1, _, logits = forward_reference(x, W1, b1, W2, b2)
    grad_W1, grad_b1, _, grad_b2 = backward_reference(x, labels, W1, b1, W2, b2)
    return grad_W1, grad_b1, z1.T @ logits_reference(logits, labels), grad_b2


def one_example_at_a_time(x, labels, W1, b1, W2, b2):
    """Each example's gradient as outer products of vectors; then their mean."""
    total = [np.zeros_like(parameter) for parameter in (W1, b1, W2, b2)]
    for row, label in zip(x, labels, strict=True):
        hidden = np.maximum(row @ W1 + b1, 0.0)
        error = softmax([hidden @ W2 + b2])[0] - one_hot(label, len(b2))
        below = np.where(hidden > 0, W2 @ error, 0.0)
        parts = np.outer(row, below), below, np.outer(hidden, error), error
        total = [so_far + part for so_far, part in zip(total, parts, strict=True)]
    return tuple(so_far / len(x) for so_far in total)


def mean_at_the_end(x, labels, W1, b1, W2, b2):
    grads = backward_with(at_logits=no_mean)(x, labels, W1, b1, W2, b2)
    return tuple(grad / len(x) for grad in grads)


def network_loss(x, labels, W1, b1, W2, b2):
    """The loss as one number: what a central difference nudges."""
    return softmax_cross_entropy(forward_reference(x, W1, b1, W2, b2)[2], labels)[0]


mlp_backward = Exercise(
    name="mlp_backward",
    points=4,
    minutes=15,
    grade="core",
    kind="implement",
    hints=(
        "Write the forward pass first. Which line made the loss? Its gradient is the first that "
        "you can know.",
        "Then the same lines backward, last one first: a layer, ReLU, a layer. You have written "
        "each of these three already. What does each one need from the way forward?",
        "If a product refuses: write the shape behind every array, as a comment. A gradient has "
        "the shape of what it belongs to.",
    ),
    reference=lambda x, labels, W1, b1, W2, b2: backward_reference(x, labels, W1, b1, W2, b2),
    accepted=(
        one_example_at_a_time,
        mean_at_the_end,
        backward_with(at_the_true_class, entry_by_entry, linear_backward.accepted[0]),
        backward_with(loss_row_by_row, lambda g, z: g * (relu(z) > 0), linear_backward.accepted[1]),
    ),
    mistakes=(
        Mistake(
            "backward.mask-forgotten",
            backward_with(through_relu=passthrough),
            "the gradient passes ReLU untouched: there is no mask, or one that is always true",
            "Which line of the way forward stands between the two layers, and where is that line "
            "on your way back?",
        ),
        Mistake(
            "backward.mask-from-gradient",
            backward_with(through_relu=mask_from_gradient),
            "ReLU's mask is taken from the gradient, not from z1",
            "May a negative gradient pass where z1 was positive?",
        ),
        Mistake(
            "backward.two-masks",
            backward_with(through_relu=lambda grad_a, z: relu(grad_a) * (z > 0)),
            "besides ReLU's own mask, negative gradients are cut off too",
            "What does a negative gradient say about the loss, and is it of less use?",
        ),
        Mistake(
            "backward.values-as-mask",
            backward_with(through_relu=values_as_mask),
            "the gradient is multiplied by a1, where the slopes of ReLU belong",
            "How steep is ReLU at z = 2, and how steep at z = 20?",
        ),
        Mistake(
            "backward.mask-inverted",
            backward_with(through_relu=lambda grad_a, z: grad_a * (z <= 0)),
            "ReLU's mask is the wrong way round",
            "Which units reached the loss: those that were on, or those that were off?",
        ),
        Mistake(
            "backward.no-mean",
            backward_with(at_logits=no_mean),
            "the mean is missing: these are the gradients of the sum over the batch",
            "The loss is a mean. In which line does its 1/n come in?",
        ),
        Mistake(
            "backward.mean-twice",
            backward_with(layer=batch_divided_out),
            "the batch size is divided out twice: at the loss, and again in each layer",
            "How many times does 1/n stand in the loss?",
        ),
        Mistake(
            "backward.mean-over-classes",
            backward_with(at_logits=mean_over_classes),
            "the loss is divided by the number of classes, where the number of examples belongs",
            "How many terms does the loss add up before it divides?",
        ),
        Mistake(
            "backward.bias-not-summed",
            backward_with(layer=bias_not_summed),
            "the bias gradients are not summed over the batch",
            "One bias is added in every row. Through how many rows does it reach the loss?",
        ),
        Mistake(
            "backward.bias-averaged",
            backward_with(layer=bias_averaged),
            "the bias gradients are means over the batch, where the rows should add up",
            "Where is the 1/n of the loss already?",
        ),
        Mistake(
            "backward.sign",
            backward_with(at_logits=sign_turned),
            "everything points the other way: the difference at the logits is turned round",
            "Raise the score of the true class. Does the loss rise or fall?",
        ),
        Mistake(
            "backward.one-hot-missing",
            backward_with(at_logits=one_hot_missing),
            "the labels are not used: the gradient at the logits holds the probabilities alone",
            "Change the labels. Does your answer change?",
        ),
        Mistake(
            "backward.softmax-twice",
            backward_with(at_logits=softmax_twice),
            "the slopes of the softmax are multiplied in once more, although the difference at the "
            "logits holds them already",
            "When the network is surely wrong, should the gradient be small? Is yours?",
        ),
        Mistake(
            "backward.sigmoid-slope",
            backward_with(at_logits=fade_twice),
            "a factor p (1 - p) is multiplied in at the logits, as for a squared error",
            "When the network is surely wrong, should the gradient be small? Is yours?",
        ),
        Mistake(
            "backward.hidden-before-relu",
            hidden_before_relu,
            "z1 stands where the second layer's input belongs",
            "What did W2 multiply on the way forward: the values before ReLU, or after it?",
        ),
        Mistake(
            "backward.weights-reshaped",
            backward_with(layer=reshaped_weights),
            "W2 is reshaped where it should be transposed: the shape is right, the places are not",
            "What does reshape do to [[1, 2, 3], [4, 5, 6]], and what does .T do?",
        ),
    ),
    probes=TRAINED,
    outputs=tuple(f"grad_{name}" for name in PARAMETERS),
    output_points=(1, 1, 1, 1),
    objective=network_loss,
    slope_of={f"grad_{name}": name for name in PARAMETERS},
    praise="How many of these lines would a third layer add, and which?",
)
