"""Bugs that no formula shows: in the data, the training, the first weights, the model."""

import numpy as np

from ...init import he_normal, lecun_normal
from ...layers import Linear, Residual, Sigmoid, Softmax
from ...training import train_step
from .training_run import RATE, in_use, scaled_digits


def named_like(sound):
    """Give a wrong function the name of the sound one, so that printing it gives nothing away."""

    def rename(wrong):
        wrong.__name__ = wrong.__qualname__ = sound.__name__
        wrong.__module__ = sound.__module__
        return wrong

    return rename


# ---------------------------------------------------------------- data


def ink_as_it_comes(run):
    """Ink from 0 to 16, neither shifted nor scaled."""
    run.x, run.x_test = (16.0 * _unit(x) for x in (run.x, run.x_test))


def _unit(x):
    return (x - x.min()) / (x.max() - x.min())


def scale_inputs(run):
    """The cure: mean 0, size 1."""
    run.x, _, run.x_test, _ = scaled_digits()


def shuffle_labels(run, rng):
    """Labels in another order than the images."""
    run.labels = rng.permutation(run.labels)


def labels_as_they_come(run):
    """The cure: the labels read again."""
    _, run.labels, _, _ = scaled_digits()


# ---------------------------------------------------------------- training


@named_like(train_step)
def step_without_zeroing(net, loss, optimizer, x, labels):
    """A step that adds the new gradient to those of all steps before."""
    value, grad = loss(net.forward(x), labels)
    net.backward(grad, input_grad=False)
    optimizer.step()
    return value


@named_like(train_step)
def step_layer_by_layer(net, loss, optimizer, x, labels):
    """A step that moves each layer before the gradient has passed through it."""
    value, grad = loss(net.forward(x), labels)
    for layer in reversed(net.layers):
        layer.zero_grad()
        layer.backward(grad)
        layer.update_parameters(optimizer.lr)
        grad = layer.backward(grad)  # through weights that the forward pass did not use
        layer.zero_grad()
    return value


def sound_step(run):
    """The cure."""
    run.net.zero_grad()
    run.take_step = train_step


def raise_rate(run):
    """A learning rate thirty times as large."""
    run.optimizer.lr = 30 * RATE


def sound_rate(run):
    """The cure."""
    run.optimizer.lr = RATE


# ---------------------------------------------------------------- first weights


def linear_layers(net):
    """Every linear layer, in order, that of the residual branch too."""
    for layer in net.layers:
        if isinstance(layer, Linear):
            yield layer
        elif isinstance(layer, Residual):
            yield from linear_layers(layer.branch)


def all_zeros(run):
    """Every weight is 0."""
    for layer in linear_layers(run.net):
        layer.W.value[...] = 0.0


def weights_of_a_hundredth(run):
    """Weights of size 0.01, whatever the width."""
    for layer in linear_layers(run.net):
        layer.W.value *= 0.01 / layer.W.value.std()


def sound_weights(run):
    """The cure: He, and LeCun for the last layer."""
    rng, layers = np.random.default_rng(0), [*linear_layers(run.net)]
    for layer in layers:
        rule = lecun_normal if layer is layers[-1] else he_normal
        layer.W.value[...] = rule(*layer.W.value.shape, rng=rng)


# ---------------------------------------------------------------- model


def kill_units(run):
    """Biases so low that no unit of layer 3 is ever positive."""
    run.net.layers[3].b.value[...] = -20.0


def revive_units(run):
    """The cure: biases of 0."""
    run.net.layers[3].b.value[...] = 0.0


def append_softmax(run):
    """Probabilities, where the loss expects logits and takes the softmax itself."""
    run.net.append(Softmax())


def append_sigmoid(run):
    """Logits squeezed into 0 to 1."""
    run.net.append(Sigmoid())


def end_in_logits(run):
    """The cure: nothing stands behind the last linear layer."""
    while not isinstance(run.net.layers[-1], Linear):
        run.net.layers.pop()


@named_like(in_use)
def in_training_mode(net, x):
    """The answers of a net that still leaves units out at random."""
    return net.forward(x)


def use_in_training_mode(run):
    """Nobody calls net.eval()."""
    run.answer = in_training_mode


def use_in_eval_mode(run):
    """The cure."""
    run.answer = in_use
