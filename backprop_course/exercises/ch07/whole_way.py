"""Implement: the whole backward pass, from the loss to all four parameters."""

import numpy as np

from ...checking import Exercise, WrongPart, composed
from ...losses import softmax_cross_entropy
from ...ops import log_softmax, relu, softmax
from .forward_pass import forward_reference, forward_with, in_each_layer
from .parts import (
    ACTIVATIONS,
    AT_LOGITS,
    BATCHES,
    GRAD_B,
    GRAD_W,
    GRAD_X,
    LAYERS,
    MASKS,
    OUTPUTS,
    then,
)
from .probes import PARAMETERS, TRAINED
from .softmaxes import logits_reference, one_hot, without_mean
from .through_linear import WHOLE, linear_backward, linear_reference, linear_with
from .through_loss import at_the_true_class, loss_row_by_row
from .through_relu import entry_by_entry, relu_reference


def backward_with(
    forward=forward_reference,
    at_logits=logits_reference,
    through_relu=relu_reference,
    first=linear_reference,
    second=linear_reference,
    both=None,
):
    """The whole backward pass, with some of its parts replaced; ``both`` are both layers."""
    first, second = both or first, both or second

    def backward(x, labels, W1, b1, W2, b2):
        z1, a1, logits = forward(x, W1, b1, W2, b2)
        grad_a1, grad_W2, grad_b2 = second(at_logits(logits, labels), a1, W2)
        _, grad_W1, grad_b1 = first(through_relu(grad_a1, z1), x, W1)
        return grad_W1, grad_b1, grad_W2, grad_b2

    return backward


backward_reference = backward_with()


def hidden_before_relu(x, labels, W1, b1, W2, b2):
    z1, _, logits = forward_reference(x, W1, b1, W2, b2)
    grad_W1, grad_b1, _, grad_b2 = backward_reference(x, labels, W1, b1, W2, b2)
    return grad_W1, grad_b1, z1.T @ logits_reference(logits, labels), grad_b2


def own_output(x, labels, W1, b1, W2, b2):
    values = steps_of(x, labels, W1, b1, W2, b2)
    grads = backward_reference(x, labels, W1, b1, W2, b2)
    return values["a1"].T @ values["grad_z1"], *grads[1:]


def input_past_hidden(x, labels, W1, b1, W2, b2):
    grad_W1, grad_b1, _, grad_b2 = backward_reference(x, labels, W1, b1, W2, b2)
    return grad_W1, grad_b1, x.T @ steps_of(x, labels, W1, b1, W2, b2)["grad_logits"], grad_b2


def weights_from_probabilities(x, labels, W1, b1, W2, b2):
    values = steps_of(x, labels, W1, b1, W2, b2)
    grad_W1, grad_b1, _, grad_b2 = backward_reference(x, labels, W1, b1, W2, b2)
    return grad_W1, grad_b1, values["a1"].T @ values["p"] / len(x), grad_b2


def bias_before_mask(x, labels, W1, b1, W2, b2):
    """The bias gradient of layer 1 is taken before ReLU's mask."""
    grads = backward_reference(x, labels, W1, b1, W2, b2)
    grad_logits = logits_reference(forward_reference(x, W1, b1, W2, b2)[2], labels)
    return grads[0], (grad_logits @ W2.T).sum(axis=0), *grads[2:]


def weights_before_mask(x, labels, W1, b1, W2, b2):
    """The weight gradient of layer 1 is taken before ReLU's mask."""
    grads = backward_reference(x, labels, W1, b1, W2, b2)
    grad_logits = logits_reference(forward_reference(x, W1, b1, W2, b2)[2], labels)
    return x.T @ (grad_logits @ W2.T), *grads[1:]


def probabilities_handed_on(x, labels, W1, b1, W2, b2):
    """Layer 1 gets the probabilities, without the 1 that is subtracted."""
    z1, _, logits = forward_reference(x, W1, b1, W2, b2)
    grad_z1 = relu_reference(softmax(logits) @ W2.T, z1)
    below = linear_reference(grad_z1, x, W1)[1:]
    return *below, *backward_reference(x, labels, W1, b1, W2, b2)[2:]


def second_layer_moved(lr):
    """W2 has taken a step of this length when the gradient passes it."""

    def backward(x, labels, W1, b1, W2, b2):
        z1, _, logits = forward_reference(x, W1, b1, W2, b2)
        _, _, grad_W2, grad_b2 = backward_reference(x, labels, W1, b1, W2, b2)
        grad_a1 = logits_reference(logits, labels) @ (W2 - lr * grad_W2).T
        _, grad_W1, grad_b1 = linear_reference(relu_reference(grad_a1, z1), x, W1)
        return grad_W1, grad_b1, grad_W2, grad_b2

    return backward


def of_examples(chosen, mean_of_all):
    """The gradients of some examples alone, divided by their number or by that of all."""

    def backward(x, labels, W1, b1, W2, b2):
        if not len(chosen(x)):
            return tuple(map(np.zeros_like, (W1, b1, W2, b2)))
        grads = backward_reference(chosen(x), chosen(labels), W1, b1, W2, b2)
        share = len(chosen(x)) / len(x) if mean_of_all else 1.0
        return tuple(share * grad for grad in grads)

    return backward


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
    grads = backward_with(at_logits=without_mean)(x, labels, W1, b1, W2, b2)
    return tuple(grad / len(x) for grad in grads)


def plain(x, labels, W1, b1, W2, b2):
    n = len(x)
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    logits = a1 @ W2 + b2
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    y = np.eye(len(b2))[labels]
    grad_logits = (p - y) / n
    grad_W2 = a1.T @ grad_logits
    grad_b2 = grad_logits.sum(axis=0)
    grad_a1 = grad_logits @ W2.T
    grad_z1 = grad_a1 * (z1 > 0)
    grad_W1 = x.T @ grad_z1
    grad_b1 = grad_z1.sum(axis=0)
    return grad_W1, grad_b1, grad_W2, grad_b2


def network_loss(x, labels, W1, b1, W2, b2):
    """The loss as one number: what a central difference nudges."""
    return softmax_cross_entropy(forward_reference(x, W1, b1, W2, b2)[2], labels)[0]


def steps_of(x, labels, W1, b1, W2, b2):
    """Every value on the way, by the names of the lesson and in its order."""
    z1, a1, logits = forward_reference(x, W1, b1, W2, b2)
    grad_logits = logits_reference(logits, labels)
    grad_a1, grad_W2, grad_b2 = linear_reference(grad_logits, a1, W2)
    grad_z1 = relu_reference(grad_a1, z1)
    _, grad_W1, grad_b1 = linear_reference(grad_z1, x, W1)
    return {
        "z1": z1,
        "a1": a1,
        "logits": logits,
        "p": softmax(logits),
        "grad_logits": grad_logits,
        "grad_b2": grad_b2,
        "grad_W2": grad_W2,
        "grad_a1": grad_a1,
        "grad_z1": grad_z1,
        "grad_b1": grad_b1,
        "grad_W1": grad_W1,
    }


def layers_with(parts):
    """Wrong gradients of a layer as parts of the layer: {"grad_b": GRAD_B} and alike."""
    return tuple(
        WrongPart(one.id, linear_with(**{name: one.function}), one.cause, one.question)
        for name, wrong in parts.items()
        for one in wrong
    )


# Parts that do here what others do, or that NumPy refuses.  Logarithms of the probabilities as
# logits do no harm: the softmax of both is the same.
SAME = (
    "any-unit",
    "any-of-a-row",
    "entries-picked",
    "first-batch-divided-out",
    "first-all-divided-by-batch",
    "second-all-divided-by-batch",
    "both-batch-divided-out",
    "log-softmax-on-logits",
    "shifted-logits",
)
REFUSED = ("input-past-weights", "input-turned", "input-summed", "input-sign")
IN_LAYERS = (*layers_with({"grad_W": GRAD_W, "grad_b": GRAD_B}), *WHOLE)
INPUT_GRADIENTS = layers_with({"grad_x": [one for one in GRAD_X if one.id not in REFUSED]})
FORWARD = tuple(
    WrongPart(one.id, forward_with(**{step: one.function}), one.cause, one.question)
    for step, wrong in {
        **in_each_layer(LAYERS),
        "activation": ACTIVATIONS,
        "second": OUTPUTS[:-1],
    }.items()
    for one in wrong
)
LOOPS = tuple(
    WrongPart(one.id, of_examples(one.function, k < 2), one.cause, one.question)
    for k, one in enumerate(BATCHES)
)
OWN = (
    WrongPart(
        "mask-at-logits",
        backward_with(
            at_logits=lambda logits, labels: relu_reference(
                logits_reference(logits, labels), logits
            )
        ),
        "the gradient at the logits is masked too, and no ReLU stands behind them",
        "May a logit be negative? What would then become of its gradient?",
    ),
    WrongPart(
        "own-output",
        own_output,
        "a1, the output of the first layer, stands where its input belongs",
        "Which array did W1 multiply in the forward pass?",
    ),
    WrongPart(
        "input-past-hidden",
        input_past_hidden,
        "x, the input of the network, stands where the second layer's input belongs",
        "Which array did W2 multiply in the forward pass?",
    ),
    WrongPart(
        "weights-from-probabilities",
        weights_from_probabilities,
        "the weight gradient of the second layer reads the probabilities, where the gradient at "
        "the logits belongs",
        "Which array did b2 get its gradient from?",
    ),
    WrongPart(
        "hidden-before-relu",
        hidden_before_relu,
        "z1 stands where the second layer's input belongs",
        "What did W2 multiply in the forward pass: the values before ReLU, or after it?",
    ),
    WrongPart(
        "bias-before-mask",
        bias_before_mask,
        "the bias gradient of the first layer is taken before ReLU's mask",
        "Through which array does b1 reach the loss first?",
    ),
    WrongPart(
        "weights-before-mask",
        weights_before_mask,
        "the weight gradient of the first layer is taken before ReLU's mask",
        "Through which array does W1 reach the loss first?",
    ),
    WrongPart(
        "probabilities-handed-on",
        probabilities_handed_on,
        "the first layer is handed the probabilities, not the gradient at the logits",
        "Which array did W2 and b2 get their gradients from?",
    ),
    WrongPart(
        "second-layer-moved",
        second_layer_moved(0.1),
        "W2 has taken a step already (of 0.1) when the gradient passes it",
        "With which W2 was the prediction made?",
    ),
    WrongPart(
        "second-layer-moved-far",
        second_layer_moved(1.0),
        "W2 has taken a whole gradient step already when the gradient passes it",
        "With which W2 was the prediction made?",
    ),
    WrongPart(
        "first-layer-sign",
        lambda *inputs: (
            *(-grad for grad in backward_reference(*inputs)[:2]),
            *backward_reference(*inputs)[2:],
        ),
        "the sign of the first layer's gradients is flipped",
        "Through which steps does the first layer reach the loss, and which has a minus?",
    ),
)
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
        plain,
        one_example_at_a_time,
        mean_at_the_end,
        backward_with(
            forward_reference, at_the_true_class, entry_by_entry, both=linear_backward.accepted[0]
        ),
        backward_with(
            at_logits=loss_row_by_row,
            through_relu=lambda g, z: g * (relu(z) > 0),
            both=linear_backward.accepted[1],
        ),
        backward_with(forward=forward_with(second=then(log_softmax))),
    ),
    mistakes=(
        *composed("backward", lambda whole: whole, whole=(*OWN, *LOOPS)),
        *composed("backward", backward_with, through_relu=MASKS, at_logits=AT_LOGITS, without=SAME),
        *composed("backward", backward_with, second=INPUT_GRADIENTS),
        *composed("backward", backward_with, **in_each_layer(IN_LAYERS), without=SAME),
        *composed("backward", backward_with, forward=FORWARD, without=SAME),
    ),
    probes=TRAINED,
    plain=plain,
    outputs=tuple(f"grad_{name}" for name in PARAMETERS),
    output_points=(1, 1, 1, 1),
    objective=network_loss,
    slope_of={f"grad_{name}": name for name in PARAMETERS},
    steps=steps_of,
    praise="How many of these lines would a third layer add, and which?",
)
