"""The training loop: minibatches, one step for each, and a History of what happened."""

from dataclasses import dataclass, field

import numpy as np

from .arguments import array, class_labels, finite, generator, not_empty, positive_int


@dataclass
class History:
    """What training looked like: one entry per epoch in each list.

    ``loss`` is the mean over the epoch of the loss of each minibatch, before its step.
    ``metric`` and ``validation_*`` are filled where ``fit`` was given what they need.
    """

    loss: list[float] = field(default_factory=list)
    metric: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_metric: list[float] = field(default_factory=list)


def minibatches(x, y, batch_size, *, rng):
    """Yield (x, y) in pieces of ``batch_size`` rows, in random order; the last may be shorter."""
    x, y = np.asarray(x), np.asarray(y)
    if len(x) != len(y):
        raise ValueError(
            f"x and y: expected the same number of examples, got {len(x)} and {len(y)}"
        )
    order = generator(rng).permutation(len(x))
    x, y = x[order], y[order]  # once for the whole epoch: then every batch is a slice
    for start in range(0, len(x), positive_int("batch_size", batch_size)):
        yield x[start : start + batch_size], y[start : start + batch_size]


def train_step(model, loss, optimizer, x, y):
    """Forward, loss, backward, update: the five lines of all training.  Returns the loss before."""
    optimizer.zero_grad()
    prediction = model.forward(x)
    value, grad_prediction = loss(prediction, y)
    model.backward(grad_prediction, input_grad=False)
    optimizer.step()
    return value


def fit(
    model,
    loss,
    optimizer,
    x,
    y,
    *,
    epochs,
    batch_size,
    rng,
    validation=None,
    metric=None,
    schedule=None,
    callback=None,
):
    """Train ``model`` for ``epochs`` passes over the data and return the History.

    loss: (prediction, target) -> (loss, grad).  validation: a pair (x, y).
    metric: (model, x, y) -> float, such as ``accuracy``.  schedule: step number -> learning rate.
    callback: called with the History after every epoch.
    """
    x, y = _data("x", x), _data("y", y)
    if validation is not None:
        validation = _data("validation x", validation[0]), _data("validation y", validation[1])
    history = History()
    for _ in range(positive_int("epochs", epochs)):
        model.train()
        losses = []
        for x_batch, y_batch in minibatches(x, y, batch_size, rng=rng):
            if schedule is not None:
                optimizer.lr = schedule(optimizer.t)
            losses.append((train_step(model, loss, optimizer, x_batch, y_batch), len(x_batch)))
        history.loss.append(sum(value * n for value, n in losses) / len(x))
        _evaluate(history, model.eval(), loss, metric, x, y, validation)
        if callback is not None:
            callback(history)
    return history


def accuracy(model, x, labels):
    """Share of examples whose largest output stands at the true class, a number from 0 to 1."""
    outputs = model.forward(x)
    not_empty("x", outputs)
    return float(np.mean(outputs.argmax(axis=1) == class_labels(labels, *outputs.shape)))


def predicted_labels(model, x):
    """The class with the largest output, for every row of x."""
    return model.forward(x).argmax(axis=1)


def _evaluate(history, model, loss, metric, x, y, validation):
    if metric is not None:
        history.metric.append(metric(model, x, y))
    if validation is not None:
        x_held_out, y_held_out = validation
        history.validation_loss.append(loss(model.forward(x_held_out), y_held_out)[0])
        if metric is not None:
            history.validation_metric.append(metric(model, x_held_out, y_held_out))


def _data(name, value):
    value = np.asarray(value)
    not_empty(name, value)
    finite(name, array(name, value))
    return value
