"""Training loops done wrong, and the loop they are made from."""

import numpy as np

from ...ops import sigmoid
from .neurons import loss_of, weighted_sum
from .one_step import descend
from .slopes import from_value
from .slopes_multiplied import gradients_with


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


def forward_once(x, w, b, y, lr, steps):
    """The value a is computed before the loop: neither gradients nor losses ever change."""
    w_new, b_new, losses = gradient_once(x, w, b, y, lr, steps)
    return w_new, b_new, np.repeat(losses[:1], steps)


def gradients_added_up(x, w, b, y, lr, steps):
    slopes, total, losses = gradients_with(), np.zeros(2), []
    for _ in range(steps):
        losses.append(squared(x, w, b, y))
        total = total + slopes(x, w, b, y)
        w, b = w - lr * total[0], b - lr * total[1]
    return w, b, np.array(losses)


def weight_of_last_round(x, w, b, y, lr, steps):
    """Each round computes a new w, and no round uses it."""
    losses, slopes, w_new = [], gradients_with(), w
    for _ in range(steps):
        losses.append(squared(x, w, b, y))
        w_new, b = descend(w, b, *slopes(x, w, b, y), lr)
    return w_new, b, np.array(losses)


def bias_of_last_round(x, w, b, y, lr, steps):
    losses, slopes, b_new = [], gradients_with(), b
    for _ in range(steps):
        losses.append(squared(x, w, b, y))
        w, b_new = descend(w, b, *slopes(x, w, b, y), lr)
    return w, b_new, np.array(losses)


def last_step_missing(x, w, b, y, lr, steps):
    """The losses are all there, and the step after the last one is not taken."""
    losses = train_reference(x, w, b, y, lr, steps)[2]
    return *train_reference(x, w, b, y, lr, max(steps - 1, 0))[:2], losses


def first_round_missing(x, w, b, y, lr, steps):
    w, b, losses = train_reference(x, w, b, y, lr, max(steps - 1, 0))
    return w, b, np.append(0.0, losses)


def weights_for_losses(x, w, b, y, lr, steps):
    slopes, seen = gradients_with(), []
    for _ in range(steps):
        seen.append(w)
        w, b = descend(w, b, *slopes(x, w, b, y), lr)
    return w, b, np.array(seen)


def stopping_before_the_step(stop):
    """Training that ends at once when ``stop(losses)`` says so, without the step of that round."""

    def train(x, w, b, y, lr, steps):
        losses = []
        for _ in range(steps):
            losses.append(squared(x, w, b, y))
            if stop(losses):
                break
            w, b = descend(w, b, *gradients_with()(x, w, b, y), lr)
        return w, b, np.array(losses)

    return train


def filled_from_the_end(before, after):
    return [*before[:1], *before[:0:-1]]
