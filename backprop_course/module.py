"""Networks are made of modules: Module, and Sequential for several in a row.

A Module remembers on the way forward what its formula needs on the way back.  It remembers one
input, so one object cannot stand twice in a net; the gradient check exposes that.
"""

from abc import ABC, abstractmethod
from functools import cache
from inspect import signature
from operator import is_

import numpy as np

from .parameters import Parameter


class Module(ABC):
    """Abstract: something with a forward pass, a backward pass and parameters."""

    training = True

    @abstractmethod
    def forward(self, x):
        """Return y, and remember what backward will need."""

    @abstractmethod
    def backward(self, grad_y, *, input_grad=True):
        """Add to the grad of every parameter; return grad_x, or None without ``input_grad``."""

    def named_parameters(self):
        """The parameters by name, such as ``layers.0.W``, each once."""
        found = {}
        for name, part in _parts(self):
            inside = {"": part} if isinstance(part, Parameter) else part.named_parameters()
            for rest, parameter in inside.items():
                if not any(parameter is other for other in found.values()):
                    found[f"{name}.{rest}".rstrip(".")] = parameter
        return found

    def parameters(self):
        """The parameters in a list, each once."""
        return list(self.named_parameters().values())

    def zero_grad(self):
        """Forget the gradients of all parameters."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def update_parameters(self, lr):
        """One step of gradient descent: value -= lr * grad, then grad = 0."""
        for parameter in self.parameters():
            parameter.value -= lr * parameter.grad
            parameter.zero_grad()

    def train(self):
        """Behave as in training, here and in every part."""
        return self._set_training(True)

    def eval(self):
        """Behave as in use after training, here and in every part."""
        return self._set_training(False)

    def _set_training(self, training):
        self.training = training
        for _, part in _parts(self):
            if isinstance(part, Module):
                part._set_training(training)
        return self

    def __repr__(self):
        named = self.named_parameters()
        total = sum(p.value.size for p in named.values())
        lines = [f"{type(self).__name__}: {total:,} parameters"]
        name_width = max((len(name) for name in named), default=0)
        shape_width = max(12, *(len(str(p.value.shape)) for p in named.values()), 0)
        for name, p in named.items():
            shape = f"{p.value.shape!s:<{shape_width}}"
            lines.append(f"  {name:<{name_width}}  {shape} {p.value.size:>9,}")
        return "\n".join(lines)


def remembered(module, value):
    """What ``module`` kept on the way forward; without a forward pass there is no way back."""
    if value is None:
        raise RuntimeError(f"{type(module).__name__}.backward needs a forward pass before it")
    return value


def _parts(module):
    """(name, part) for every Parameter and Module that stands in an attribute, list or dict."""
    for name, value in vars(module).items():
        entries = {name: value}
        if isinstance(value, list | tuple):
            entries = {f"{name}.{i}": part for i, part in enumerate(value)}
        elif isinstance(value, dict):
            entries = {f"{name}.{key}": part for key, part in value.items()}
        for full_name, part in entries.items():
            if isinstance(part, Parameter | Module):
                yield full_name, part


class Sequential(Module):
    """Modules one after the other: the output of each is the input of the next.

    If forward and backward of all layers have a keyword ``out``, what passes from one to the next
    is written into the same arrays in every pass.  Outputs are readable, in ``intermediates`` too,
    until the next forward; gradients are not kept.  A layer is lent an array like that which it
    returned last time, as long as shapes and types are those of last time; it never returns its
    very input.  What a Sequential returns is the caller's own in any case.
    """

    def __init__(self, *modules):
        self.layers = []
        self.intermediates = []  # of the last forward: x, then the output of every layer
        self._seen, self._lends = [], False  # what the layers were made of; do all take buffers?
        self._outputs, self._grads = {}, {}  # by number of the layer, to be written into again
        for module in modules:
            self.append(module)

    def append(self, module):
        """Add a module at the end."""
        if not isinstance(module, Module):
            raise TypeError(f"module: expected a Module, got {type(module).__name__}")
        self.layers.append(module)

    def forward(self, x, *, out=None):
        if not self._is_as_before(x):
            self._outputs, out = {}, None
        self.intermediates = [x]
        if not self._lends:
            for layer in self.layers:
                x = layer.forward(x)
                self.intermediates.append(x)
            return np.array(x)
        for i, layer in enumerate(self.layers[:-1]):
            lent = self._outputs.get(i)
            x = layer.forward(x, out=lent)
            if x is not lent:
                self._keep(i, x)
            self.intermediates.append(x)
        y = self.layers[-1].forward(x, out=out)  # the caller's own
        self.intermediates.append(y)
        return y

    def backward(self, grad_y, *, input_grad=True, out=None):
        if not self._lends:
            for i, layer in reversed(list(enumerate(self.layers))):
                grad_y = layer.backward(grad_y, input_grad=input_grad or i > 0)
            return grad_y if grad_y is None else np.array(grad_y)
        grads = self._grads if _alike(grad_y, self.intermediates[-1]) else {}
        grads[0] = out  # the caller's own
        for i in reversed(range(len(self.layers))):
            lent = grads.get(i)
            grad_y = self.layers[i].backward(grad_y, input_grad=input_grad or i > 0, out=lent)
            if grad_y is not lent:
                grads[i] = _used_up(grads, i, grad_y)
        return grad_y

    def _is_as_before(self, x):
        """Whether all shapes and types on the way will be those of the last forward."""
        now = _made_of(self.layers)
        if len(now) == len(self._seen) and all(map(is_, now, self._seen)):
            return bool(self.intermediates) and _alike(x, self.intermediates[0])
        self._seen = now
        methods = [m for layer in self.layers for m in (layer.forward, layer.backward)]
        self._lends = bool(methods) and all(map(_takes_out, methods))
        return False

    def _keep(self, i, output):
        """Lend this output to layer i from now on; what comes after it may have other shapes."""
        self._outputs = {k: self._outputs[k] for k in range(i)} | {i: output}
        self._grads = {}

    def __getstate__(self):
        """What a copy starts with: it makes buffers of its own."""
        return vars(self) | {"_seen": [], "_outputs": {}, "_grads": {}}


def _made_of(layers):
    """What decides about shapes and types: layers, their parameters, methods put in by hand."""
    parts = list(layers)
    for layer in layers:
        for part in vars(layer).values():
            if isinstance(part, Parameter):
                parts.append(part.value)
            elif callable(part):
                parts.append(part)
    return parts


def _used_up(grads, i, grad):
    """An array like ``grad`` for layer i to write into: one whose numbers were used already.

    Two that take turns stay in the cache, where one for each layer would not.
    """
    turns = (one for k, one in grads.items() if k > i and (k - i) % 2 == 0)
    return next((one for one in turns if _alike(one, grad)), grad)


def _alike(a, b):
    return type(a) is type(b) is np.ndarray and a.shape == b.shape and a.dtype == b.dtype


def _takes_out(method):
    return _has_out(getattr(method, "__func__", method))


@cache
def _has_out(function):
    return "out" in signature(function).parameters
