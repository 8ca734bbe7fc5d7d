"""Implement: one training step, with all slopes taken at the old network."""

from ...checking import Exercise, Mistake, Probe
from .forward_pass import forward_reference
from .probes import PARAMETERS, TRAINED
from .through_linear import batch_divided_out, linear_reference
from .through_loss import logits_reference, no_mean
from .through_relu import passthrough, relu_reference
from .whole_way import backward_reference, backward_with, mean_at_the_end, one_example_at_a_time


def step_reference(x, labels, W1, b1, W2, b2, lr):
    parameters = W1, b1, W2, b2
    grads = backward_reference(x, labels, *parameters)
    return tuple(value - lr * grad for value, grad in zip(parameters, grads, strict=True))


def step_with(grads_of=backward_reference, move=lambda value, grad, lr: value - lr * grad):
    """A step with another way to the gradients, or with another use of them."""

    def step(x, labels, W1, b1, W2, b2, lr):
        parameters = W1, b1, W2, b2
        grads = grads_of(x, labels, *parameters)
        return tuple(move(value, grad, lr) for value, grad in zip(parameters, grads, strict=True))

    return step


def second_layer_moved(x, labels, W1, b1, W2, b2, lr):
    """W2 has moved when the gradient passes it on the way back."""
    z1, _, logits = forward_reference(x, W1, b1, W2, b2)
    _, _, W2_new, b2_new = step_reference(x, labels, W1, b1, W2, b2, lr)
    grad_a1 = logits_reference(logits, labels) @ W2_new.T
    _, grad_W1, grad_b1 = linear_reference(relu_reference(grad_a1, z1), x, W1)
    return W1 - lr * grad_W1, b1 - lr * grad_b1, W2_new, b2_new


def second_layer_then_first(x, labels, W1, b1, W2, b2, lr):
    second = step_reference(x, labels, W1, b1, W2, b2, lr)[2:]
    return (*step_reference(x, labels, W1, b1, *second, lr)[:2], *second)


def first_layer_then_second(x, labels, W1, b1, W2, b2, lr):
    first = step_reference(x, labels, W1, b1, W2, b2, lr)[:2]
    return (*first, *step_reference(x, labels, *first, W2, b2, lr)[2:])


def weights_only(x, labels, W1, b1, W2, b2, lr):
    W1_new, _, W2_new, _ = step_reference(x, labels, W1, b1, W2, b2, lr)
    return W1_new, b1, W2_new, b2


def second_layer_only(x, labels, W1, b1, W2, b2, lr):
    return (W1, b1, *step_reference(x, labels, W1, b1, W2, b2, lr)[2:])


def in_place(x, labels, W1, b1, W2, b2, lr):
    grads = backward_reference(x, labels, W1, b1, W2, b2)
    for value, grad in zip((W1, b1, W2, b2), grads, strict=True):
        value -= lr * grad
    return W1, b1, W2, b2


train_step = Exercise(
    name="train_step",
    points=4,
    minutes=8,
    grade="core",
    kind="implement",
    hints=(
        "All four gradients belong to one and the same network. Which one: the old or the new?",
        "The update is the one of notebook 01, four times. Does any line before it, or after it, "
        "read an array that it has changed?",
    ),
    reference=step_reference,
    accepted=(
        step_with(mean_at_the_end),
        step_with(one_example_at_a_time, lambda value, grad, lr: value + (-lr) * grad),
    ),
    mistakes=(
        Mistake(
            "step.second-layer-moved",
            second_layer_moved,
            "W2 has moved already when the gradient passes it on the way back",
            "With which W2 was the prediction made, and which one does your way back read?",
        ),
        Mistake(
            "step.second-layer-then-first",
            second_layer_then_first,
            "the first layer's gradients are computed with the second layer already updated",
            "At which network should all four slopes be taken?",
        ),
        Mistake(
            "step.first-layer-then-second",
            first_layer_then_second,
            "the second layer's gradients are computed with the first layer already updated",
            "At which network should all four slopes be taken?",
        ),
        Mistake(
            "step.uphill",
            step_with(move=lambda value, grad, lr: value + lr * grad),
            "the step goes uphill",
            "The gradient points to where the loss rises. Where do we want to go?",
        ),
        Mistake(
            "step.no-rate",
            step_with(move=lambda value, grad, lr: value - grad),
            "the learning rate is not used",
            "With a learning rate of 0, how far should the parameters move?",
        ),
        Mistake(
            "step.step-alone",
            step_with(move=lambda value, grad, lr: -lr * grad),
            "this is the step, not the place one arrives at",
            "With gradients of 0, what should the new W1 be?",
        ),
        Mistake(
            "step.gradients",
            step_with(move=lambda value, grad, lr: grad),
            "these are the gradients: no step is taken",
            "What becomes of the old parameters, and of the learning rate?",
        ),
        Mistake(
            "step.mean-twice",
            step_with(backward_with(layer=batch_divided_out)),
            "the batch size is divided out twice, so the step is n times too short",
            "How many times does 1/n stand in the loss?",
        ),
        Mistake(
            "step.no-mean",
            step_with(backward_with(at_logits=no_mean)),
            "the mean is missing, so the step is n times too long",
            "If every example came twice, should the step be twice as long?",
        ),
        Mistake(
            "step.biases-kept",
            weights_only,
            "the biases stay where they were",
            "Which arrays of the network does training change?",
        ),
        Mistake(
            "step.first-layer-kept",
            second_layer_only,
            "the first layer stays where it was",
            "Which arrays of the network does training change?",
        ),
        Mistake(
            "step.mask-forgotten",
            step_with(backward_with(through_relu=passthrough)),
            "ReLU's slopes are forgotten on the way back; it trains all the same, and worse",
            "Which line of the way forward stands between the two layers, and where is that line "
            "on your way back?",
        ),
        Mistake(
            "step.in-place",
            in_place,
            "the arrays of the caller are changed, as by W1 -= ...",
            "If the caller wants to compare before and after, what is left of before?",
        ),
    ),
    probes=tuple(
        Probe((*probe.inputs, lr), probe.sizes)
        for probe, lr in zip(TRAINED, (0.5, 0.1, 2.0, 0.3, 1.0), strict=True)
    ),
    outputs=PARAMETERS,
    output_points=(1, 1, 1, 1),
    praise="How could one step with lr = 1 tell you whether all your gradients are right?",
)
