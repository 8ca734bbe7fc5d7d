"""The table of what is compared with PyTorch: the package's answer beside PyTorch's.

Run this file where PyTorch is installed to write ``recorded/torch.json`` again; the tests compare
the package with that file, and PyTorch itself with both where it is installed.
"""

import functools
import json
from pathlib import Path

import numpy as np

from backprop_course import layers, losses, ops, optim
from backprop_course.mlp import MLP
from backprop_course.module import Parameter, Sequential

RECORDED = Path(__file__).parent / "recorded" / "torch.json"


def numbers(*shape, start=0):
    """Numbers between -2 and 2 that look random and need no generator, far from 0."""
    count = np.arange(int(np.prod(shape)))
    values = 2.0 * np.sin(7.3 * count + 1.1 * start + 0.6)
    return (values + 0.05 * np.sign(values)).reshape(shape)


def positive(*shape, start=0):
    """The same between 0.5 and 2.6."""
    return 0.5 + np.abs(numbers(*shape, start=start))


# ---------------------------------------------------------------- formulas

X, W, B = numbers(4, 3), numbers(3, 2, start=1), numbers(2, start=2)
ROW = numbers(3, start=3)
IMAGES, FILTERS = numbers(2, 3, 5, 4), numbers(2, 3, 3, 2, start=1)
SEQUENCES = numbers(2, 6, 3)
KEPT = numbers(4, 3, start=9) > -1.0
FIXED = {"mean": numbers(3, start=7), "variance": positive(3, start=8)}


def by_torch(name):
    """The function of PyTorch that goes by another name than ours, or takes other settings."""
    import torch
    from torch.nn import functional

    return {
        "identity": torch.clone,
        "leaky_relu": functional.leaky_relu,
        "leaky_relu 0.3": lambda x: functional.leaky_relu(x, 0.3),
        "sum of columns": lambda x: torch.sum(x, dim=0),
        "linear": lambda x, W, b: functional.linear(x, W.T, b),
        "softmax": lambda x: torch.softmax(x, dim=1),
        "log_softmax": lambda x: torch.log_softmax(x, dim=1),
        "scale": lambda x: -0.3 * x,
        "dropout": lambda x: x * tensor(KEPT) / 0.75,
        "reshape": lambda x: torch.reshape(x, (2, 6)),
        "flatten": lambda x: torch.flatten(x, start_dim=1),
        "layer_norm": lambda x, gain, shift: functional.layer_norm(x, (3,), gain, shift),
        "batch_norm": lambda x, gain, shift: functional.batch_norm(
            x, None, None, gain, shift, training=True
        ),
        "batch_norm_eval": lambda x, gain, shift: functional.batch_norm(
            x, tensor(FIXED["mean"]), tensor(FIXED["variance"]), gain, shift
        ),
        "max_pool2d": lambda x: functional.max_pool2d(x, 2),
        "max_pool2d overlapping": lambda x: functional.max_pool2d(x, 3, stride=1),
    }.get(name) or functools.partial(getattr(torch, name.split()[0]), **torch_settings(name))


def torch_settings(name):
    """The settings that PyTorch calls by the same names."""
    return OPS[name][2] if name.startswith("conv2d") else {}


OPS = {  # label, which begins with PyTorch's name: (formula, inputs, settings)
    "identity": (ops.identity, [X], {}),
    "exp": (ops.exp, [X], {}),
    "log": (ops.log, [positive(4, 3)], {}),
    "sin": (ops.sin, [X], {}),
    "square": (ops.square, [X], {}),
    "relu": (ops.relu, [X], {}),
    "leaky_relu": (ops.leaky_relu, [X], {}),
    "leaky_relu 0.3": (ops.leaky_relu, [X], {"alpha": 0.3}),
    "sigmoid": (ops.sigmoid, [X], {}),
    "tanh": (ops.tanh, [X], {}),
    "add a row": (ops.add, [X, ROW], {}),
    "sub a row": (ops.sub, [X, ROW], {}),
    "mul by a row": (ops.mul, [X, ROW], {}),
    "div by a row": (ops.div, [X, positive(3)], {}),
    "sum": (ops.sum, [X], {}),
    "sum of columns": (ops.sum, [X], {"axis": 0}),
    "matmul": (ops.matmul, [X, W], {}),
    "linear": (ops.linear, [X, W, B], {}),
    "softmax": (ops.softmax, [X], {}),
    "log_softmax": (ops.log_softmax, [X], {}),
    "sqrt": (ops.sqrt, [positive(4, 3)], {}),
    "scale": (ops.scale, [X], {"factor": -0.3}),
    "dropout": (ops.dropout, [X], {"mask": KEPT, "rate": 0.25}),
    "reshape": (ops.reshape, [X], {"shape": (2, 6)}),
    "flatten": (ops.flatten, [IMAGES], {}),
    "layer_norm": (ops.layer_norm, [X, ROW, numbers(3, start=4)], {}),
    "batch_norm": (ops.batch_norm, [X, ROW, numbers(3, start=4)], {}),
    "batch_norm_eval": (ops.batch_norm_eval, [X, ROW, numbers(3, start=4)], FIXED),
    "max_pool2d": (ops.max_pool2d, [IMAGES], {"size": 2}),
    "max_pool2d overlapping": (ops.max_pool2d, [IMAGES], {"size": 3, "stride": 1}),
}
OPS |= {
    f"conv2d stride {stride} padding {padding}": (
        ops.conv2d,
        [IMAGES, FILTERS, B],
        {"stride": stride, "padding": padding},
    )
    for stride in (1, 2, 3)
    for padding in (0, 1, 2)
}


def op_here(name):
    """Output and gradients of a formula, with an upstream that is not all ones."""
    f, inputs, settings = OPS[name]
    y = f(*inputs, **settings)
    return [y, *ops.VJPS[f](numbers(*np.shape(y), start=5), *inputs, **settings)]


def op_torch(name):
    leaves = [leaf(x) for x in OPS[name][1]]
    y = by_torch(name)(*leaves)
    y.backward(tensor(numbers(*y.shape, start=5)))
    return [y, *(x.grad for x in leaves)]


# ---------------------------------------------------------------- losses

LABELS = np.array([2, 0, 1, 2])
BINARY = (numbers(4, 3, start=9) > 0).astype(float)
LOSSES = {
    "mse": (losses.mse, X, numbers(4, 3, start=4)),
    "half_mse": (losses.half_mse, X, numbers(4, 3, start=4)),
    "binary_cross_entropy": (losses.binary_cross_entropy, X, BINARY),
    "cross_entropy": (losses.cross_entropy, ops.softmax(X), LABELS),
    "softmax_cross_entropy": (losses.softmax_cross_entropy, X, LABELS),
}


def loss_here(name, reduction):
    loss, prediction, target = LOSSES[name]
    return loss(prediction, target, reduction=reduction)


def loss_torch(name, reduction):
    """PyTorch knows no sum inside an example with a mean over the batch: its sum over 4 rows."""
    from torch.nn import functional

    _, prediction, target = LOSSES[name]
    f, factor = {
        "mse": (functional.mse_loss, 1.0),
        "half_mse": (functional.mse_loss, 0.5),
        "binary_cross_entropy": (functional.binary_cross_entropy_with_logits, 1.0),
        "cross_entropy": (
            lambda p, y, reduction: functional.nll_loss(p.log(), y, reduction=reduction),
            1.0,
        ),
        "softmax_cross_entropy": (functional.cross_entropy, 1.0),
    }[name]
    per_example = reduction == "per-example-sum"
    x = leaf(prediction)
    value = factor * f(x, tensor(target), reduction="sum" if per_example else reduction)
    value = value / len(prediction) if per_example else value
    value.backward()
    return [value, x.grad]


# ---------------------------------------------------------------- layers and networks


def mlp(activation, output="identity"):
    return MLP([3, 5, 4, 2], rng=np.random.default_rng(0), activation=activation, output=output)


def conv2d(stride, padding):
    return layers.Conv2D(3, 2, (3, 2), rng=np.random.default_rng(0), stride=stride, padding=padding)


INPUTS = {"Flatten": IMAGES, "MaxPool2D": IMAGES, "images to classes": IMAGES, "RNN": SEQUENCES}
MODULES = {
    "Linear": lambda: layers.Linear(3, 2, rng=np.random.default_rng(0)),
    "ReLU": layers.ReLU,
    "LeakyReLU": layers.LeakyReLU,
    "Sigmoid": layers.Sigmoid,
    "Tanh": layers.Tanh,
    "Softmax": layers.Softmax,
    "Sequential": lambda: Sequential(MODULES["Linear"](), layers.Tanh()),
    "MM": lambda: layers.MM(3, 2, rng=np.random.default_rng(0)),
    "Dropout in use": lambda: layers.Dropout(0.4, rng=np.random.default_rng(0)).eval(),
    "Residual": lambda: layers.Residual(
        layers.Linear(3, 3, rng=np.random.default_rng(0)), layers.Tanh(), scale=0.3
    ),
    "LayerNorm": lambda: layers.LayerNorm(3),
    "BatchNorm": lambda: layers.BatchNorm(3),
    "Flatten": layers.Flatten,
    "MaxPool2D": lambda: layers.MaxPool2D(3, stride=2),
    "Conv2D": lambda: conv2d(1, 0),
    "Conv2D stride and padding": lambda: conv2d(2, 1),
    "Conv2D wide stride": lambda: conv2d(3, 2),
    "RNN": lambda: layers.RNN(3, 4, rng=np.random.default_rng(0)),
    "images to classes": lambda: Sequential(
        conv2d(1, 1), layers.Tanh(), layers.MaxPool2D(2), layers.Flatten(), layers.BatchNorm(8)
    ),
    "MLP relu": lambda: mlp("relu"),
    "MLP leaky_relu": lambda: mlp("leaky_relu"),
    "MLP tanh, softmax": lambda: mlp("tanh", "softmax"),
    "MLP sigmoid, sigmoid": lambda: mlp("sigmoid", "sigmoid"),
}


def module_here(name):
    """Output, gradient of the input, gradients of the parameters in the order of their layers."""
    module = MODULES[name]()
    parameters = in_layer_order(module)
    for k, p in enumerate(parameters):
        p.value[...] = numbers(*p.value.shape, start=10 + k) / 2.0
    y = module.forward(input_of(name))
    grad_x = module.backward(numbers(*y.shape, start=6))
    return [y, grad_x, *(p.grad for p in parameters)]


def input_of(name):
    return IMAGES if name.startswith("Conv2D") else INPUTS.get(name, X)


def in_layer_order(module):
    """W and b of the first layer, then of the second, and so on."""
    if isinstance(module, MLP):
        return [p for l in range(1, module.L + 1) for p in (module.W[l], module.b[l])]
    return module.parameters()


def module_torch(name):
    module = torch_module(name).double()
    parameters = [p for name, p in module.named_parameters() if "bias_hh" not in name]
    for k, p in enumerate(parameters):  # its matrices are ours, transposed
        shape = reversed(p.shape) if p.dim() == 2 else p.shape
        value = tensor(numbers(*shape, start=10 + k) / 2.0)
        p.data = value.T if p.dim() == 2 else value
    x = leaf(input_of(name))
    y = module(x)
    y.backward(tensor(numbers(*y.shape, start=6)))
    return [y, x.grad, *(p.grad.T if p.dim() == 2 else p.grad for p in parameters)]


def torch_module(name):
    from torch import nn

    activations = {
        "relu": nn.ReLU,
        "leaky_relu": nn.LeakyReLU,
        "tanh": nn.Tanh,
        "sigmoid": nn.Sigmoid,
        "softmax": lambda: nn.Softmax(dim=1),
    }
    if not name.startswith("MLP"):
        simple = {"Linear": lambda: nn.Linear(3, 2), "Softmax": activations["softmax"]}
        simple["Sequential"] = lambda: nn.Sequential(nn.Linear(3, 2), nn.Tanh())
        simple |= torch_layers()
        return (simple.get(name) or getattr(nn, name))()
    hidden, *last = name.removeprefix("MLP ").split(", ")
    f = activations[hidden]
    parts = [nn.Linear(3, 5), f(), nn.Linear(5, 4), f(), nn.Linear(4, 2)]
    return nn.Sequential(*parts, *(activations[output]() for output in last))


def torch_layers():
    from torch import nn

    class Residual(nn.Module):
        def __init__(self):
            super().__init__()
            self.branch = nn.Sequential(nn.Linear(3, 3), nn.Tanh())

        def forward(self, x):
            return x + 0.3 * self.branch(x)

    class RNN(nn.RNN):
        """With one bias, as ours, and returning the hidden states alone."""

        def __init__(self):
            super().__init__(3, 4, batch_first=True)
            self.bias_hh_l0.data.zero_()

        def forward(self, x):
            return super().forward(x)[0]

    return {
        "MM": lambda: nn.Linear(3, 2, bias=False),
        "Dropout in use": lambda: nn.Dropout(0.4).eval(),
        "Residual": Residual,
        "LayerNorm": lambda: nn.LayerNorm(3),
        "BatchNorm": lambda: nn.BatchNorm1d(3),
        "MaxPool2D": lambda: nn.MaxPool2d(3, stride=2),
        "Conv2D": lambda: nn.Conv2d(3, 2, (3, 2)),
        "Conv2D stride and padding": lambda: nn.Conv2d(3, 2, (3, 2), stride=2, padding=1),
        "Conv2D wide stride": lambda: nn.Conv2d(3, 2, (3, 2), stride=3, padding=2),
        "RNN": RNN,
        "images to classes": lambda: nn.Sequential(
            nn.Conv2d(3, 2, (3, 2), padding=1),
            nn.Tanh(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.BatchNorm1d(8),
        ),
    }


# ---------------------------------------------------------------- batch norm: three batches

BATCHES = [2.0 + numbers(4, 3, start=t) for t in range(3)]


def batch_norm_here(momentum):
    """The running statistics after each of three batches, then a pass in use and back."""
    layer, path = layers.BatchNorm(3, momentum=momentum), []
    for batch in BATCHES:
        layer.forward(batch)
        path += [layer.running_mean.copy(), layer.running_variance.copy()]
    y = layer.eval().forward(X)
    grad_x = layer.backward(numbers(4, 3, start=5))
    return [*path, y, grad_x, layer.gain.grad, layer.shift.grad]


def batch_norm_torch(momentum):
    from torch import nn

    layer, path = nn.BatchNorm1d(3, momentum=momentum).double(), []
    for batch in BATCHES:
        layer(tensor(batch))
        path += [layer.running_mean.clone(), layer.running_var.clone()]
    x = leaf(X)
    y = layer.eval()(x)
    y.backward(tensor(numbers(4, 3, start=5)))
    return [*path, y, x.grad, layer.weight.grad, layer.bias.grad]


# ---------------------------------------------------------------- optimizers: five steps

OPTIMIZERS = {  # label: (ours, PyTorch's name, its settings)
    "SGD": (lambda p: optim.SGD(p, 0.1), "SGD", {"lr": 0.1}),
    "SGD momentum": (
        lambda p: optim.SGD(p, 0.1, momentum=0.9),
        "SGD",
        {"lr": 0.1, "momentum": 0.9},
    ),
    "SGD Nesterov": (
        lambda p: optim.SGD(p, 0.1, momentum=0.8, nesterov=True),
        "SGD",
        {"lr": 0.1, "momentum": 0.8, "nesterov": True},
    ),
    "SGD all together": (
        lambda p: optim.SGD(p, 0.1, momentum=0.8, nesterov=True, weight_decay=0.05),
        "SGD",
        {"lr": 0.1, "momentum": 0.8, "nesterov": True, "weight_decay": 0.05},
    ),
    "SGD weight decay": (
        lambda p: optim.SGD(p, 0.1, weight_decay=0.05),
        "SGD",
        {"lr": 0.1, "weight_decay": 0.05},
    ),
    "RMSProp": (lambda p: optim.RMSProp(p), "RMSprop", {}),
    "RMSProp slow": (
        lambda p: optim.RMSProp(p, 0.03, decay=0.8, eps=1e-3),
        "RMSprop",
        {"lr": 0.03, "alpha": 0.8, "eps": 1e-3},
    ),
    "Adam": (lambda p: optim.Adam(p), "Adam", {}),
    "Adam other betas": (
        lambda p: optim.Adam(p, 0.05, betas=(0.8, 0.95), eps=1e-4),
        "Adam",
        {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-4},
    ),
    "AdamW": (lambda p: optim.AdamW(p), "AdamW", {}),
    "AdamW strong decay": (
        lambda p: optim.AdamW(p, 0.05, weight_decay=0.3),
        "AdamW",
        {"lr": 0.05, "weight_decay": 0.3},
    ),
}
STEPS = [(numbers(3, 2, start=t), numbers(2, start=t + 20)) for t in range(5)]


def optimizer_here(name):
    """Where two parameters stand after each of five steps."""
    parameters = [Parameter(W), Parameter(B)]
    optimizer, path = OPTIMIZERS[name][0](parameters), []
    for grads in STEPS:
        for p, grad in zip(parameters, grads, strict=True):
            p.grad[...] = grad
        optimizer.step()
        path += [p.value.copy() for p in parameters]
    return path


def optimizer_torch(name):
    import torch

    _, torch_name, settings = OPTIMIZERS[name]
    parameters = [leaf(W), leaf(B)]
    optimizer, path = getattr(torch.optim, torch_name)(parameters, **settings), []
    for grads in STEPS:
        for p, grad in zip(parameters, grads, strict=True):
            p.grad = tensor(grad)
        optimizer.step()
        path += [p.detach().clone() for p in parameters]
    return path


# ---------------------------------------------------------------- clipping


def clip_here(name):
    parameters = [Parameter(W), Parameter(B)]
    for p, grad in zip(parameters, STEPS[0], strict=True):
        p.grad[...] = grad
    if name == "value":
        optim.clip_by_value(parameters, 0.7)
        return [p.grad for p in parameters]
    return [optim.clip_by_global_norm(parameters, 1.5), *(p.grad for p in parameters)]


def clip_torch(name):
    """PyTorch divides by the norm + 1e-6, we by the norm: the factor below takes that out."""
    from torch.nn import utils

    parameters = [leaf(W), leaf(B)]
    for p, grad in zip(parameters, STEPS[0], strict=True):
        p.grad = tensor(grad)
    if name == "value":
        utils.clip_grad_value_(parameters, 0.7)
        return [p.grad for p in parameters]
    norm = utils.clip_grad_norm_(parameters, 1.5)
    return [norm, *(p.grad * (norm + 1e-6) / norm for p in parameters)]


# ---------------------------------------------------------------- all of them

CASES = {
    **{f"op: {name}": (op_here, op_torch, (name,)) for name in OPS},
    **{
        f"loss: {name}, {reduction}": (loss_here, loss_torch, (name, reduction))
        for name in LOSSES
        for reduction in losses.REDUCTIONS
    },
    **{f"module: {name}": (module_here, module_torch, (name,)) for name in MODULES},
    **{
        f"batch norm, momentum {momentum}": (batch_norm_here, batch_norm_torch, (momentum,))
        for momentum in (0.1, 0.3)
    },
    **{f"optimizer: {name}": (optimizer_here, optimizer_torch, (name,)) for name in OPTIMIZERS},
    **{f"clip by {name}": (clip_here, clip_torch, (name,)) for name in ("norm", "value")},
}


def here(case):
    """The package's answer: a list of arrays."""
    compute, _, arguments = CASES[case]
    return [np.asarray(value) for value in compute(*arguments)]


def there(case):
    """PyTorch's answer, now."""
    _, compute, arguments = CASES[case]
    return [value.detach().numpy() for value in compute(*arguments)]


def tensor(array):
    import torch

    return torch.tensor(np.asarray(array))


def leaf(array):
    return tensor(array).requires_grad_()


def record():
    """Write what PyTorch answers now, one case a line."""
    import torch

    lines = [
        f"{json.dumps(case)}: {json.dumps([value.tolist() for value in there(case)])}"
        for case in CASES
    ]
    version = torch.__version__.split("+")[0]
    text = f'{{"torch": "{version}", "cases": {{\n' + ",\n".join(lines) + "\n}}\n"
    RECORDED.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    record()
