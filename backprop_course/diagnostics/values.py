"""A network's numbers by name, in the order in which they are computed."""

import copy
from itertools import pairwise

import numpy as np

from ..arguments import array
from ..module import Module


def forward_values(net):
    """The values of the last forward pass, in order; the very arrays, under the net's own names.

    Those of an MLP are "a[0]", "z[1]", "a[1]", ...  A Sequential has "x", then the output of every
    layer under its place and kind: "0 Linear", "1 Tanh", or "2.0 Linear" inside a Sequential at
    place 2.  Of a module that names nothing, it is "x".
    """
    values = _module(net).named_values()
    if not values or any(value is None for value in values.values()):
        raise RuntimeError("forward_values needs a forward pass before it")
    return values


def backward_values(net, grad_prediction):
    """The gradients that backward computes from ``grad_prediction``, in order.

    Each is called after what it belongs to: "grad a[2]", "grad W[2]", "grad 1 Tanh", "grad 0
    Linear.W".  Works on a copy of ``net``, which has to have made its forward pass.
    """
    first, found = next(iter(forward_values(net))), {}
    net, grad = copy.deepcopy(net), np.array(array("grad_prediction", grad_prediction))
    for name, layer in _layers(net):
        layer.backward = _noting(name, layer, found)
    grad_x = net.backward(grad)
    return found | {f"grad {first}": grad_x}


def upstream_of(net):
    """For ``first_divergence``: each name of the two functions above -> what it is computed from.

    A gradient's upstream here is a gradient: compare the forward values first.
    """
    names, upstream = list(_module(net).named_values()), {}
    for before, after in pairwise(names):
        upstream |= {after: (before,), f"grad {before}": (f"grad {after}",)}
    for name, layer in _layers(net):
        above = name  # the last value whose gradient came before
        for inside in layer.named_gradients():
            above = inside if inside in names else above
            if above and inside not in names:
                upstream[_gradient(name, inside)] = (f"grad {above}",)
    return upstream


def parameter_values(module):
    """Copies of all parameter values, by name."""
    return {name: p.value.copy() for name, p in module.named_parameters().items()}


def parameter_gradients(module):
    """Copies of all gradients collected so far, by the parameter's name."""
    return {name: p.grad.copy() for name, p in module.named_parameters().items()}


def _module(net):
    if not isinstance(net, Module):
        raise TypeError(f"net: expected a Module, got {type(net).__name__}")
    return net


def _layers(net):
    """(name, layer) for each layer whose output has a name; the net itself where none has."""
    return (net.named_layers() or {"": net}).items()


def _noting(name, layer, found):
    """The backward of ``layer``, which puts into ``found`` what arrives and what it computes."""
    backward = layer.backward

    def noting(grad_y, *, input_grad=True):
        if name:
            found[f"grad {name}"] = np.array(grad_y)
        layer.zero_grad()
        grad_x = backward(grad_y, input_grad=input_grad)
        for inside, grad in layer.named_gradients().items():
            found[_gradient(name, inside)] = np.array(grad)
        return grad_x

    return noting


def _gradient(name, inside):
    return f"grad {name}.{inside}" if name else f"grad {inside}"
