"""A gap of the lesson: forward, loss, backward and update of a network of any depth."""

from ...checking import Exercise, Mistake, part
from ...losses import softmax_cross_entropy
from ...ops import linear, relu
from ..ch01.one_step import MOVES
from .any_depth import backward_with
from .any_depth import reference as all_gradients
from .parts import MASKS
from .probes import UNTRAINED
from .through_linear import batch_divided_out


def forward_reference(x, W, b):
    z, a = {}, {0: x}
    for l in W:
        z[l] = linear(a[l - 1], W[l], b[l])
        a[l] = relu(z[l]) if l < len(W) else z[l]
    return z, a


def loss_of(x, labels, W, b):
    return softmax_cross_entropy(forward_reference(x, W, b)[1][len(W)], labels)[0]


def moved(values, grads, lr):
    return {l: values[l] - lr * grads[l] for l in values}


def step_with(gradients=all_gradients, weights=moved, biases=moved):
    """A step with other gradients, or with another use of them."""

    def sgd_step(x, labels, W, b, lr):
        z, a = forward_reference(x, W, b)
        loss, grad = softmax_cross_entropy(a[len(W)], labels)
        grad_W, grad_b = gradients(grad, W, z, a)
        return weights(W, grad_W, lr), biases(b, grad_b, lr), loss

    return sgd_step


reference = step_with()


def both(change):
    """The same use of the gradients for weights and for biases."""
    return step_with(weights=change, biases=change)


def kept(values, grads, lr):
    return {l: value.copy() for l, value in values.items()}


def in_place(values, grads, lr):
    for l in values:
        values[l] -= lr * grads[l]
    return values


def last_alone(values, grads, lr):
    return values | {len(values): values[len(values)] - lr * grads[len(values)]}


def in_each_array(move):
    """A use of the gradients, from that of one: ``move(value, grad, lr)``."""
    return lambda values, grads, lr: {l: move(values[l], grads[l], lr) for l in values}


def first_kept(values, grads, lr):
    return moved(values, grads, lr) | {1: values[1].copy()}


def one_alone(which):
    """The usual slips of a step, made in the weights alone or in the biases alone."""
    wrong = (one for one in MOVES if one.id not in ("nothing-moved", "fixed-rate"))
    return tuple(
        Mistake(
            f"sgd-step.{which}-{one.id}",
            step_with(**{which: in_each_array(one.function)}),
            f"in the {which}, {one.cause}",
            one.question,
        )
        for one in wrong
    )


def example_by_example(x, labels, W, b, lr):
    loss = loss_of(x, labels, W, b)
    for k in range(len(x)):
        W, b, _ = reference(x[k : k + 1], labels[k : k + 1], W, b, lr)
    return W, b, loss


def loss_afterwards(x, labels, W, b, lr):
    W, b, _ = reference(x, labels, W, b, lr)
    return W, b, loss_of(x, labels, W, b)


def summed_loss(x, labels, W, b, lr):
    W, b, loss = reference(x, labels, W, b, lr * len(x))
    return W, b, loss * len(x)


def layer_by_layer(x, labels, W, b, lr):
    """Each layer is moved before the next gradient is taken."""
    for l in reversed(W):
        new_W, new_b, _ = reference(x, labels, W, b, lr)
        W, b = W | {l: new_W[l]}, b | {l: new_b[l]}
    return W, b


def loss_and_gradients(x, labels, W, b):
    z, a = forward_reference(x, W, b)
    loss, grad = softmax_cross_entropy(a[len(W)], labels)
    return loss, *all_gradients(grad, W, z, a)


def plain(x, labels, W, b, lr):
    loss, grad_W, grad_b = loss_and_gradients(x, labels, W, b)
    W_new = {l: W[l] - lr * grad_W[l] for l in W}
    b_new = {l: b[l] - lr * grad_b[l] for l in b}
    return W_new, b_new, loss


sgd_step = Exercise(
    name="sgd_step",
    points=3,
    minutes=5,
    grade="core",
    kind="implement",
    hints=(
        "In which order do the four happen: backward, update, loss, forward?",
        "Which of your functions gives the logits, and at which key do they stand? Which function "
        "of the package gives the loss and its gradient there?",
        "The update is that of notebook 01, once for each layer. A new dict leaves the old arrays "
        "as they were: which loop makes one?",
    ),
    reference=lambda x, labels, W, b, lr: reference(x, labels, W, b, lr),
    accepted=(
        both(lambda values, grads, lr: {l: values[l] + (-lr) * grads[l] for l in grads}),
        both(
            lambda values, grads, lr: in_place({l: v.copy() for l, v in values.items()}, grads, lr)
        ),
    ),
    mistakes=(
        Mistake(
            "sgd-step.uphill",
            both(lambda values, grads, lr: moved(values, grads, -lr)),
            "the step goes uphill",
            "The gradient points to where the loss rises. Where do we want to go?",
        ),
        Mistake(
            "sgd-step.no-rate",
            both(lambda values, grads, lr: moved(values, grads, 1.0)),
            "the learning rate is not used",
            "With a learning rate of 0, how far should the parameters move?",
        ),
        Mistake(
            "sgd-step.step-alone",
            both(lambda values, grads, lr: {l: -lr * grads[l] for l in values}),
            "these are the steps, without the place from which they start",
            "With gradients of 0, what should the new W be?",
        ),
        Mistake(
            "sgd-step.gradients",
            both(lambda values, grads, lr: grads),
            "the gradients are returned, where the new parameters should be",
            "What does training do with a gradient?",
        ),
        Mistake(
            "sgd-step.nothing-moves",
            both(kept),
            "the parameters stay where they were",
            "Do you return the new ones, or those that came in?",
        ),
        Mistake(
            "sgd-step.biases-kept",
            step_with(biases=kept),
            "the biases stay where they were",
            "Which arrays does training change?",
        ),
        Mistake(
            "sgd-step.weights-kept",
            step_with(weights=kept),
            "the weights stay where they were",
            "Which arrays does training change?",
        ),
        Mistake(
            "sgd-step.last-layer-alone",
            both(last_alone),
            "only the last layer moves",
            "Over which numbers should the update run?",
        ),
        *(
            Mistake(
                f"sgd-step.{one.id}", both(in_each_array(one.function)), one.cause, one.question
            )
            for one in MOVES
            if one.id in ("double-step", "half-step", "rate-twice", "rate-divides")
        ),
        *one_alone("weights"),
        *one_alone("biases"),
        Mistake(
            "sgd-step.first-weights-kept",
            step_with(weights=first_kept),
            "the weights of the first layer stay where they were",
            "Over which numbers should the update run?",
        ),
        Mistake(
            "sgd-step.first-layer-kept",
            both(first_kept),
            "the first layer stays where it was",
            "Over which numbers should the update run?",
        ),
        Mistake(
            "sgd-step.one-example-a-step",
            example_by_example,
            "each example takes a step of its own, from where the one before ended",
            "How many steps does one batch make, and at which network are the slopes taken?",
        ),
        Mistake(
            "sgd-step.in-place",
            both(in_place),
            "the arrays of the caller are changed, as by W[l] -= ...",
            "If the caller wants to compare before and after, what is left of before?",
        ),
        Mistake(
            "sgd-step.loss-afterwards",
            loss_afterwards,
            "the loss is that of the new parameters, and the old one is asked for",
            "Which parameters made the logits of your loss?",
        ),
        Mistake(
            "sgd-step.layer-by-layer",
            lambda x, labels, W, b, lr: (
                *layer_by_layer(x, labels, W, b, lr),
                loss_of(x, labels, W, b),
            ),
            "a layer is updated before the gradients of the others are taken",
            "Which network made the prediction that the loss judges?",
        ),
        Mistake(
            "sgd-step.summed-loss",
            summed_loss,
            "loss and gradient are sums over the batch, where the mean is meant",
            "If every example came twice, should the step be twice as long?",
        ),
        Mistake(
            "sgd-step.divided-again",
            step_with(backward_with(layer=batch_divided_out)),
            "the batch size is divided out twice, so the step is n times too short",
            "Which function knows that the loss is a mean?",
        ),
        Mistake(
            "sgd-step.no-mask",
            step_with(backward_with(through_relu=part(MASKS, "passthrough"))),
            "the slopes of ReLU are missing in the gradients",
            "Is `backward` the one that the check accepted?",
        ),
    ),
    probes=UNTRAINED,
    outputs=("W", "b", "loss"),
    output_points=(1, 1, 1),
    uses=("losses.softmax_cross_entropy",),
    plain=plain,
    praise="How could you measure, with this function alone, how long one step takes?",
)
