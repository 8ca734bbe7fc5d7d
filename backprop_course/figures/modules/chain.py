"""A chain of modules: what each saves in the forward pass, and returns in the backward pass."""

from dataclasses import dataclass

import numpy as np

from ..drawing import svg


@dataclass(frozen=True)
class ModuleTrace:
    """One module: its name, the input it saves, its parameters, and two gradients.

    parameters: {name: (value, gradient)}.  ``grad_y`` arrives at its output, ``grad_x`` leaves.
    """

    name: str
    x: np.ndarray
    parameters: dict
    y: np.ndarray
    grad_y: np.ndarray
    grad_x: np.ndarray


@dataclass(frozen=True)
class Chain:
    """The links from input to prediction, the name of the loss, its target and its value."""

    links: tuple
    loss_name: str
    target: np.ndarray
    loss: float


def trace_chain(net, x, target, loss):
    """One pass through the layers of ``net``, a Sequential, and back; ``loss`` is as in losses.

    The gradients of the parameters are 0 afterwards.
    """
    values = [np.asarray(x, dtype=float)]
    for layer in net.layers:
        values.append(layer.forward(values[-1]))
    number, grad = loss(values[-1], target)
    grads = [grad]
    net.zero_grad()
    for layer in reversed(net.layers):
        grads.insert(0, layer.backward(grads[0]))
    links = [
        ModuleTrace(
            type(layer).__name__,
            values[i],
            _parameters(layer),
            values[i + 1],
            grads[i + 1],
            grads[i],
        )
        for i, layer in enumerate(net.layers)
    ]
    net.zero_grad()
    return Chain(tuple(links), loss.__name__, np.asarray(target, dtype=float), number)


def _parameters(layer):
    named = layer.named_parameters().items()
    return {name: (p.value.copy(), p.grad.copy()) for name, p in named}


def describe_chain(chain):
    """The picture in words: forward, what is saved; backward, what is returned."""
    there = "; ".join(f"{link.name} saves {layer_entries(link.x)}" for link in chain.links)
    back = "; ".join(
        f"{link.name} "
        + "".join(
            f"{name}.grad {layer_entries(grad)}, " for name, (_, grad) in link.parameters.items()
        )
        + f"returns {layer_entries(link.grad_x)}"
        for link in reversed(chain.links)
    )
    return f"Forward: {there}; the loss is {svg.written(chain.loss)}. Backward: {back}."


def layer_entries(array):
    return ", ".join(svg.written(value) for value in np.ravel(array))
