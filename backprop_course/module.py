"""Networks are made of modules: Module, and Sequential for several in a row.

A Module remembers on the way forward what its formula needs on the way back.  It remembers one
input, so one object cannot stand twice in a net; the gradient check exposes that.
"""

from abc import ABC, abstractmethod

from .arguments import same_shape
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
            same_shape("grad", parameter.grad, "value", parameter.value)
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

    def named_values(self):
        """What is remembered of the last forward pass, in order: x, as far as this class knows."""
        return {"x": getattr(self, "x", None)}

    def named_gradients(self):
        """What is remembered of the last backward pass: the gradients of all parameters."""
        return {name: parameter.grad for name, parameter in self.named_parameters().items()}

    def named_layers(self):
        """The modules inside whose outputs ``named_values`` names, by these names."""
        return {}

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


def require_forward(module, value):
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

    ``intermediates`` of the last forward: x, then the output of every layer.

    >>> from backprop_course.layers import ReLU
    >>> net = Sequential(ReLU(), ReLU())
    >>> net.forward([[-2.0, 0.5, 3.0]])
    array([[0. , 0.5, 3. ]])
    >>> net.backward([[10.0, 20.0, 30.0]])
    array([[ 0., 20., 30.]])
    >>> len(net.intermediates)
    3
    """

    def __init__(self, *modules):
        self.layers = []
        self.intermediates = []
        for module in modules:
            self.append(module)

    def append(self, module):
        """Add a module at the end."""
        if not isinstance(module, Module):
            raise TypeError(f"module: expected a Module, got {type(module).__name__}")
        self.layers.append(module)

    def forward(self, x):
        self.intermediates = [x]
        for layer in self.layers:
            x = layer.forward(x)
            self.intermediates.append(x)
        return x

    def backward(self, grad_y, *, input_grad=True):
        for i, layer in reversed(list(enumerate(self.layers))):
            grad_y = layer.backward(grad_y, input_grad=input_grad or i > 0)
        return grad_y

    def named_values(self):
        """x, then the output of each layer under its place and kind: "0 Linear", "2.1 Tanh"."""
        x = self.intermediates[0] if self.intermediates else None
        return {"x": x} | {name: y for name, _, y in self._steps()}

    def named_layers(self):
        """The layers by the names of their outputs, those of a Sequential inside in its place."""
        return {name: layer for name, layer, _ in self._steps()}

    def _steps(self, place=""):
        """(name, layer, its output) in order; a Sequential inside gives the steps it is made of."""
        outputs = self.intermediates[1:] or [None] * len(self.layers)
        for i, (layer, y) in enumerate(zip(self.layers, outputs, strict=True)):
            if isinstance(layer, Sequential):
                yield from layer._steps(f"{place}{i}.")
            else:
                yield f"{place}{i} {type(layer).__name__}", layer, y
