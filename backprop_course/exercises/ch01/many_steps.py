"""Implement: training, which is the step in a loop."""

import numpy as np

from ...checking import Exercise, Mistake, Probe, composed, part
from ...ops import sigmoid
from .neurons import loss_of, weighted_sum
from .one_step import STEPS, descend
from .parts import ACTIVATIONS, LOSSES, SUMS
from .slopes import from_value
from .slopes_multiplied import gradients, gradients_with

# What these do to a step is what others do; the last ones stand in the activation below, too.
SAME = (
    ".missing-two",
    ".sign",
    ".missing-input",
    ".input-on-bias",
    ".bias-gradient-zero",
    ".difference-undivided",
    *(f".{one.id}" for one in (*SUMS, *ACTIVATIONS)),
)
BEFORE = "What should losses[0] say about the neuron you started from?"
COUNT = "How many steps are there, and how many of them does your loop take?"


def training(
    slopes=None,
    step=descend,
    loss=loss_of,
    linear=weighted_sum,
    activation=sigmoid,
    seen=lambda before, after: before,
    rate=lambda lr, k: lr,
):
    """A training loop with some of its parts replaced; ``seen`` chooses the losses to return."""
    slopes = slopes or gradients_with(linear, activation, middle=from_value)

    def measured(x, w, b, y):
        z = linear(x, w, b)
        return loss(z, activation(z), y)

    def train(x, w, b, y, lr, steps):
        losses = [measured(x, w, b, y)]
        for k in range(steps):
            w, b = step(w, b, *slopes(x, w, b, y), rate(lr, k))
            losses.append(measured(x, w, b, y))
        return w, b, np.array(seen(losses[:-1], losses[1:]))

    return train


train_reference = training()


def for_steps(count):
    """Correct training, but of ``count(steps)`` steps."""
    return lambda x, w, b, y, lr, steps: train_reference(x, w, b, y, lr, count(steps))


def weight_first(x, w, b, y, lr, steps):
    slopes, losses = gradients_with(), []
    for _ in range(steps):
        losses.append(squared(x, w, b, y))
        w = w - lr * slopes(x, w, b, y)[0]
        b = b - lr * slopes(x, w, b, y)[1]
    return w, b, np.array(losses)


def bias_first(x, w, b, y, lr, steps):
    slopes, losses = gradients_with(), []
    for _ in range(steps):
        losses.append(squared(x, w, b, y))
        b = b - lr * slopes(x, w, b, y)[1]
        w = w - lr * slopes(x, w, b, y)[0]
    return w, b, np.array(losses)


def loss_in_between(x, w, b, y, lr, steps):
    losses = []
    for _ in range(steps):
        w_new, b_new = descend(w, b, *gradients_with()(x, w, b, y), lr)
        losses.append(squared(x, w_new, b, y))
        w, b = w_new, b_new
    return w, b, np.array(losses)


def squared(x, w, b, y):
    return loss_of(0.0, sigmoid(weighted_sum(x, w, b)), y)


def gradient_once(x, w, b, y, lr, steps):
    fixed = gradients_with()(x, w, b, y)
    return training(lambda x, w, b, y: fixed)(x, w, b, y, lr, steps)


def start_in_each_round(x, w, b, y, lr, steps):
    """Every round begins at the w and b that were given."""
    w_new, b_new, losses = train_reference(x, w, b, y, lr, min(steps, 1))
    return w_new, b_new, np.repeat(losses, steps)


def last_loss_alone(x, w, b, y, lr, steps):
    w, b, losses = train_reference(x, w, b, y, lr, steps)
    return w, b, losses[-1:]


def unfilled_end(x, w, b, y, lr, steps):
    w, b, losses = train_reference(x, w, b, y, lr, steps - 1)
    return w, b, np.append(losses, 0.0)


def stopping_early(x, w, b, y, lr, steps, stop):
    """Training that ends when ``stop(losses)`` says so."""
    for count in range(1, steps + 1):
        w_new, b_new, losses = train_reference(x, w, b, y, lr, count)
        if stop(losses):
            return w_new, b_new, losses
    return train_reference(x, w, b, y, lr, steps)


def until_flat(x, w, b, y, lr, steps):
    return stopping_early(
        x, w, b, y, lr, steps, lambda seen: len(seen) > 1 and seen[-2] - seen[-1] < 1e-3
    )


def until_small(x, w, b, y, lr, steps):
    return stopping_early(x, w, b, y, lr, steps, lambda seen: seen[-1] < 1e-2)


def with_momentum(x, w, b, y, lr, steps):
    slopes, velocity, losses = gradients_with(), np.zeros(2), []
    for _ in range(steps):
        losses.append(squared(x, w, b, y))
        velocity = 0.9 * velocity + slopes(x, w, b, y)
        w, b = w - lr * velocity[0], b - lr * velocity[1]
    return w, b, np.array(losses)


LOOPS = (
    Mistake(
        "train.loss-after-step",
        training(seen=lambda before, after: after),
        "each loss is measured after the step",
        BEFORE,
    ),
    Mistake(
        "train.one-loss-too-many",
        training(seen=lambda before, after: [*before, *after[-1:]]),
        "the loss after the last step is counted too",
        "How many losses are there before a step, when there are three steps?",
    ),
    Mistake(
        "train.losses-reversed",
        training(seen=lambda before, after: before[::-1]),
        "the losses stand in reverse order, or are sorted",
        BEFORE,
    ),
    Mistake(
        "train.mean-loss",
        training(seen=lambda before, after: np.mean(before) if before else 0.0),
        "one mean of the losses is returned in place of all of them",
        "What shape should losses have?",
    ),
    Mistake(
        "train.last-loss",
        training(seen=lambda before, after: before[-1] if before else 0.0),
        "one loss alone is returned, where all of them are asked for",
        "What shape should losses have?",
    ),
    Mistake(
        "train.list-made-anew",
        last_loss_alone,
        "the list of losses is made anew in each round, so that only the last one stays",
        "Which line makes the list, and how often does it run?",
    ),
    Mistake(
        "train.one-round-fewer",
        for_steps(lambda steps: max(steps - 1, 0)),
        "there is one round fewer than steps",
        COUNT,
    ),
    Mistake(
        "train.one-round-more",
        for_steps(lambda steps: steps + 1),
        "there is one round more than steps",
        COUNT,
    ),
    Mistake(
        "train.last-round-missing",
        unfilled_end,
        "the last round is left out, and its loss stays 0",
        COUNT,
    ),
    Mistake(
        "train.return-in-loop",
        for_steps(lambda steps: min(steps, 1)),
        "only one round is taken: a return inside the loop, or a loop of one round",
        "How many rounds does your loop take, and how far is the line with return indented?",
    ),
    Mistake(
        "train.stops-when-flat",
        until_flat,
        "the loop ends early, when the loss falls only a little more",
        "How many losses should there be, whatever their values?",
    ),
    Mistake(
        "train.stops-when-small",
        until_small,
        "the loop ends early, when the loss is small",
        "How many losses should there be, whatever their values?",
    ),
    Mistake(
        "train.weight-first",
        weight_first,
        "w has moved already when the gradient for b is computed",
        "At which point should both slopes be taken, and which line changes that point?",
    ),
    Mistake(
        "train.bias-first",
        bias_first,
        "b has moved already when the gradient for w is computed",
        "At which point should both slopes be taken, and which line changes that point?",
    ),
    Mistake(
        "train.loss-in-between",
        loss_in_between,
        "each loss is measured between the two steps: w has moved, and b has not",
        BEFORE,
    ),
    Mistake(
        "train.last-loss-repeated",
        lambda x, w, b, y, lr, steps: (
            *train_reference(x, w, b, y, lr, steps)[:2],
            np.repeat(train_reference(x, w, b, y, lr, steps)[2][-1:], steps),
        ),
        "all losses are the last one",
        "Which entry does each round write?",
    ),
    Mistake(
        "train.gradient-once",
        gradient_once,
        "the gradients are computed once, before the loop",
        "After the first step the neuron stands elsewhere. Is the slope there the same?",
    ),
    Mistake(
        "train.restarted",
        start_in_each_round,
        "every round starts again from the w and b that were given",
        "Which names does a round read, and which ones did the round before write?",
    ),
    Mistake(
        "train.own-start",
        lambda x, w, b, y, lr, steps: train_reference(x, 0.0, 0.0, y, lr, steps),
        "the training starts at w = 0 and b = 0, not at the w and b that are given",
        "With 0 steps, which w should come back?",
    ),
    Mistake(
        "train.start-returned",
        lambda x, w, b, y, lr, steps: (w, b, train_reference(x, w, b, y, lr, steps)[2]),
        "the w and b of the start are returned, not those of the end",
        "Which names hold the trained values?",
    ),
    Mistake(
        "train.falling-rate",
        training(rate=lambda lr, k: lr / (k + 1)),
        "the learning rate gets smaller from round to round",
        "Which learning rate should the third step have?",
    ),
    Mistake(
        "train.momentum",
        with_momentum,
        "old gradients are carried along, as in momentum",
        "Which gradients should a step use: those of this round, or a sum of all so far?",
    ),
)


def plain(x, w, b, y, lr, steps):
    losses = []
    for _ in range(steps):
        z = w * x + b
        a = sigmoid(z)
        loss = (a - y) ** 2
        losses.append(loss)
        dL_da = 2 * (a - y)
        dL_dz = dL_da * a * (1 - a)
        w_new = w - lr * dL_dz * x
        b_new = b - lr * dL_dz
        w, b = w_new, b_new
    return w, b, np.array(losses)


train = Exercise(
    name="train",
    points=3,
    minutes=10,
    grade="core",
    kind="implement",
    hints=(
        "What has to be computed anew in every round, because w and b have moved?",
        "In one round: measure the loss, both gradients, then both steps. Why in this order?",
    ),
    reference=train_reference,
    accepted=(plain, training(gradients_with())),
    mistakes=(
        *LOOPS,
        *composed("train", training, step=STEPS, without=("nothing-moved", "half-step")),
        Mistake(
            "train.half-step",
            training(step=part(STEPS, "half-step")),
            "the steps are half as long as they should be: there is a factor 1/2, or the 2 of the "
            "square is missing in the gradients",
            "Does the loss of this task stand with a factor 1/2?",
        ),
        *(
            Mistake(
                one.id.replace("neuron.", "train."),
                training(one.function),
                one.cause,
                one.question,
            )
            for one in gradients.mistakes
            if not one.id.endswith(SAME)
        ),
        *composed("train", training, loss=LOSSES, linear=SUMS, activation=ACTIVATIONS),
    ),
    probes=(
        Probe((-1.5, 0.8, 0.3, 1.0, 0.5, 3), {"steps": 3}),
        Probe((2.0, -0.7, 0.4, 0.0, 1.5, 5), {"steps": 5}),
        Probe((0.6, 1.3, -2.1, 1.0, 0.8, 7), {"steps": 7}),
        Probe((1.2, -0.5, 0.9, 0.0, 0.3, 1), {"steps": 1}),
        Probe((2.0, 0.4, -0.6, 1.0, 4.0, 12), {"steps": 12}),  # long enough to be flat and small
        Probe((1.0, -12.0, 0.5, 1.0, 0.5, 4), {"steps": 4}),  # flat from the start
    ),
    plain=plain,
    outputs=("w", "b", "losses"),
    output_points=(1, 1, 1),
    uses=("ops.sigmoid",),
    praise="How do the losses look for lr = 0.1, and for lr = 50?",
)
