"""Implement: one training step, with all slopes taken at the old network."""

from ...checking import Exercise, Mistake, Probe, WrongPart, composed
from ..ch01.one_step import MOVES, RISE, stay, up
from .probes import PARAMETERS, TRAINED
from .whole_way import (
    backward_reference,
    mean_at_the_end,
    mlp_backward,
    one_example_at_a_time,
    steps_of,
)

OLD = "At which network should all four slopes be taken?"
CHANGED = "Which arrays of the network does training change?"


def downhill(value, grad, lr):
    return value - lr * grad


def step_with(grads_of=backward_reference, move=downhill):
    """A step with another way to the gradients, or with another use of them."""
    return step_by(grads_of, (move,) * 4)


def step_by(grads_of, moves):
    """A step in which each parameter has a move of its own."""

    def step(x, labels, W1, b1, W2, b2, lr):
        parameters = W1, b1, W2, b2
        grads = grads_of(x, labels, *parameters)
        triples = zip(moves, parameters, grads, strict=True)
        return tuple(move(value, grad, lr) for move, value, grad in triples)

    return step


step_reference = step_with()


def but_for(some, move):
    """A correct step, but for the parameters with these names."""
    moves = tuple(move if name in some else downhill for name in PARAMETERS)
    return step_by(backward_reference, moves)


def second_layer_moved(x, labels, W1, b1, W2, b2, lr):
    """W2 has moved when the gradient passes it, and a1 and the logits are of before."""
    _, _, W2_new, b2_new = step_reference(x, labels, W1, b1, W2, b2, lr)
    kept = steps_of(x, labels, W1, b1, W2, b2)
    grad_z1 = kept["grad_logits"] @ W2_new.T * (kept["z1"] > 0)
    return W1 - lr * x.T @ grad_z1, b1 - lr * grad_z1.sum(axis=0), W2_new, b2_new


def second_layer_then_first(x, labels, W1, b1, W2, b2, lr):
    second = step_reference(x, labels, W1, b1, W2, b2, lr)[2:]
    return (*step_reference(x, labels, W1, b1, *second, lr)[:2], *second)


def first_layer_then_second(x, labels, W1, b1, W2, b2, lr):
    first = step_reference(x, labels, W1, b1, W2, b2, lr)[:2]
    return (*first, *step_reference(x, labels, *first, W2, b2, lr)[2:])


def two_steps(x, labels, W1, b1, W2, b2, lr):
    once = step_reference(x, labels, W1, b1, W2, b2, lr)
    return step_reference(x, labels, *once, lr)


def example_by_example(x, labels, *parameters_and_lr):
    *parameters, lr = parameters_and_lr
    for k in range(len(x)):
        parameters = step_reference(x[k : k + 1], labels[k : k + 1], *parameters, lr)
    return tuple(parameters)


def in_place(x, labels, W1, b1, W2, b2, lr):
    grads = backward_reference(x, labels, W1, b1, W2, b2)
    for value, grad in zip((W1, b1, W2, b2), grads, strict=True):
        value -= lr * grad
    return W1, b1, W2, b2


def step_steps(x, labels, W1, b1, W2, b2, lr):
    """Every value on the way, by the names of the lesson; then the new parameters."""
    new = step_reference(x, labels, W1, b1, W2, b2, lr)
    return steps_of(x, labels, W1, b1, W2, b2) | dict(zip(PARAMETERS, new, strict=True))


def plain(x, labels, W1, b1, W2, b2, lr):
    grad_W1, grad_b1, grad_W2, grad_b2 = backward_reference(x, labels, W1, b1, W2, b2)
    W1_new = W1 - lr * grad_W1
    b1_new = b1 - lr * grad_b1
    W2_new = W2 - lr * grad_W2
    b2_new = b2 - lr * grad_b2
    return W1_new, b1_new, W2_new, b2_new


ORDER = (
    WrongPart(
        "second-layer-moved",
        second_layer_moved,
        "W2 has moved already when the gradient passes it",
        "With which W2 was the prediction made, and which one does your backward pass read?",
    ),
    WrongPart(
        "second-layer-then-first",
        second_layer_then_first,
        "the first layer's gradients are computed with the second layer already updated",
        OLD,
    ),
    WrongPart(
        "first-layer-then-second",
        first_layer_then_second,
        "the second layer's gradients are computed with the first layer already updated",
        OLD,
    ),
    WrongPart(
        "two-steps",
        two_steps,
        "two steps are taken, the second from where the first one ends",
        "How many times is a parameter moved?",
    ),
    WrongPart(
        "one-example-a-step",
        example_by_example,
        "each example takes a step of its own, from where the one before ended",
        "How many steps does one batch make, and at which network are the slopes taken?",
    ),
    WrongPart(
        "in-place",
        in_place,
        "the arrays of the caller are changed, as by W1 -= ...",
        "If the caller wants to compare before and after, what is left of before?",
    ),
    WrongPart(
        "weights-decay",
        step_with(move=lambda value, grad, lr: value - lr * (grad + 0.01 * value)),
        "the parameters shrink besides, as with weight decay",
        "With gradients of 0, what should the new W1 be?",
    ),
)
# What these do to a step is what others do, or NumPy refuses to subtract them.
SAME = (
    ".sign",
    ".second-layer-moved",
    ".second-layer-moved-far",
    ".extra-two",
    ".decimals-cut-off",
    "-weights-sign",
    "-bias-sign",
    "-bias-zero",
    "-weights-transposed",
    "-bias-other-axis",
    ".second-bias-one-number",
    ".own-output",
    ".input-past-hidden",
    ".all-of-a-row",
)
SOME = {
    "biases-kept": ("b1", "b2"),
    "weights-kept": ("W1", "W2"),
    "first-layer-kept": ("W1", "b1"),
    "second-layer-kept": ("W2", "b2"),
} | {f"{name}-kept": (name,) for name in PARAMETERS}
KEPT = (
    *(
        WrongPart(id, but_for(some, stay), f"{' and '.join(some)} stay where they were", CHANGED)
        if len(some) > 1
        else WrongPart(id, but_for(some, stay), f"{some[0]} stays where it was", CHANGED)
        for id, some in SOME.items()
    ),
    *(
        WrongPart(f"{name}-uphill", but_for((name,), up), f"the step of {name} goes uphill", RISE)
        for name in PARAMETERS
    ),
)

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
        plain,
        step_with(mean_at_the_end),
        step_with(one_example_at_a_time, lambda value, grad, lr: value + (-lr) * grad),
    ),
    mistakes=(
        *composed("step", lambda whole: whole, whole=(*ORDER, *KEPT)),
        *composed("step", step_with, move=MOVES),
        *(
            Mistake(
                one.id.replace("backward.", "step."),
                step_with(one.function),
                one.cause,
                one.question,
            )
            for one in mlp_backward.mistakes
            if not one.id.endswith(SAME)
        ),
    ),
    probes=tuple(
        Probe((*probe.inputs, lr), probe.sizes)
        for probe, lr in zip(TRAINED, (0.5, 0.1, 2.0, 0.3, 1.0), strict=True)
    ),
    plain=plain,
    outputs=PARAMETERS,
    output_points=(1, 1, 1, 1),
    steps=step_steps,
    praise="How could one step with lr = 1 tell you whether all your gradients are correct?",
)
