"""A network's numbers by name, in the order in which they are computed."""

import copy

import numpy as np

from ..arguments import array
from ..mlp import MLP
from ..module import Sequential


def forward_values(net):
    """The values of the last forward pass, in order; the very arrays, good until the next forward.

    MLP: "a[0]", "z[1]", "a[1]", ...  Sequential: "x", then every layer's output under its place
    and kind, "0 Linear", "1 Tanh", or "2.0 Linear" inside a Sequential at place 2.
    """
    is_mlp = isinstance(_kind(net), MLP)
    if not (net.a if is_mlp else net.intermediates):
        raise RuntimeError("forward_values needs a forward pass before it")
    if is_mlp:
        return _mlp_forward(net)
    return {"x": net.intermediates[0]} | {name: y for name, _, y in _layers(net)}


def backward_values(net, grad_prediction):
    """The gradients that backward computes from ``grad_prediction``, in order.

    MLP: "grad_a[L]", "grad_z[L]", "grad_W[L]", "grad_b[L]", "grad_a[L-1]", ...  Sequential: the
    names of ``forward_values`` after "grad ", and for a parameter such as "grad 0 Linear.W".
    Works on a copy of ``net``, which has to have made its forward pass.
    """
    names = list(forward_values(net))
    net, grad = copy.deepcopy(net), np.array(array("grad_prediction", grad_prediction))
    if isinstance(net, MLP):
        net.backward(grad)
        return _mlp_backward(net)
    return _sequential_backward(net, names, grad)


def upstream_of(net):
    """For ``first_divergence``: each name of the two functions above -> what it is computed from.

    A gradient's upstream here is a gradient: compare the forward values first.
    """
    if isinstance(_kind(net), MLP):
        return _mlp_upstream(net)
    upstream, below = {}, "x"
    for name, layer, _ in _layers(net):
        upstream[name] = (below,)
        inside = [f"grad {name}.{parameter}" for parameter in layer.named_parameters()]
        upstream |= dict.fromkeys([*inside, f"grad {below}"], (f"grad {name}",))
        below = name
    return upstream


def parameter_values(module):
    """Copies of all parameter values, by name."""
    return {name: p.value.copy() for name, p in module.named_parameters().items()}


def parameter_gradients(module):
    """Copies of all gradients collected so far, by the parameter's name."""
    return {name: p.grad.copy() for name, p in module.named_parameters().items()}


def _kind(net):
    if not isinstance(net, MLP | Sequential):
        raise TypeError(f"net: expected an MLP or a Sequential, got {type(net).__name__}")
    return net


def _mlp_forward(net):
    values = {"a[0]": net.a[0]}
    for l in range(1, net.L + 1):
        values |= {f"z[{l}]": net.z[l], f"a[{l}]": net.a[l]}
    return values


def _mlp_backward(net):
    values = {f"grad_a[{net.L}]": net.grad_a[net.L]}
    for l in range(net.L, 0, -1):
        values |= {f"grad_z[{l}]": net.grad_z[l], f"grad_W[{l}]": net.grad_W[l]}
        values |= {f"grad_b[{l}]": net.grad_b[l], f"grad_a[{l - 1}]": net.grad_a[l - 1]}
    return values


def _mlp_upstream(net):
    upstream = {}
    for l in range(1, net.L + 1):
        upstream |= {f"z[{l}]": (f"a[{l - 1}]",), f"a[{l}]": (f"z[{l}]",)}
        upstream[f"grad_z[{l}]"] = (f"grad_a[{l}]",)
        for name in (f"grad_W[{l}]", f"grad_b[{l}]", f"grad_a[{l - 1}]"):
            upstream[name] = (f"grad_z[{l}]",)
    return upstream


def _layers(sequential, place=""):
    """(name, layer, its output) for every layer, those of a Sequential inside in its place."""
    for i, layer in enumerate(sequential.layers):
        if isinstance(layer, Sequential):
            yield from _layers(layer, f"{place}{i}.")
        else:
            output = sequential.intermediates[i + 1] if sequential.intermediates else None
            yield f"{place}{i} {type(layer).__name__}", layer, output


def _sequential_backward(net, names, grad):
    """Layer by layer, because a Sequential does not keep what it hands down."""
    values = {f"grad {names[-1]}": grad}
    layers = [(name, layer) for name, layer, _ in _layers(net)]
    for (name, layer), below in zip(reversed(layers), names[-2::-1], strict=True):
        layer.zero_grad()
        grad = layer.backward(grad)
        inside = parameter_gradients(layer)
        values |= {f"grad {name}.{parameter}": inside[parameter] for parameter in inside}
        values[f"grad {below}"] = grad
    return values
