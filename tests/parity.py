"""The table of what is compared with PyTorch: the package's answer beside PyTorch's.

Run this file where PyTorch is installed to write ``recorded/torch.json`` again; the tests compare
the package with that file, and PyTorch itself with both where it is installed.
"""

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
    }.get(name) or getattr(torch, name.split()[0])


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


MODULES = {
    "Linear": lambda: layers.Linear(3, 2, rng=np.random.default_rng(0)),
    "ReLU": layers.ReLU,
    "LeakyReLU": layers.LeakyReLU,
    "Sigmoid": layers.Sigmoid,
    "Tanh": layers.Tanh,
    "Softmax": layers.Softmax,
    "Sequential": lambda: Sequential(MODULES["Linear"](), layers.Tanh()),
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
    y = module.forward(X)
    grad_x = module.backward(numbers(*y.shape, start=6))
    return [y, grad_x, *(p.grad for p in parameters)]


def in_layer_order(module):
    """W and b of the first layer, then of the second, and so on."""
    if isinstance(module, MLP):
        return [p for l in range(1, module.L + 1) for p in (module.W[l], module.b[l])]
    return module.parameters()


def module_torch(name):
    module = torch_module(name)
    for k, p in enumerate(module.parameters()):  # its weights are our W, transposed
        shape = tuple(reversed(p.shape))
        p.data = (
            tensor(numbers(*shape, start=10 + k) / 2.0).T
            if p.dim() == 2
            else tensor(numbers(*shape, start=10 + k) / 2.0)
        )
    x = leaf(X)
    y = module(x)
    y.backward(tensor(numbers(*y.shape, start=6)))
    return [y, x.grad, *(p.grad.T if p.dim() == 2 else p.grad for p in module.parameters())]


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
        return (simple.get(name) or getattr(nn, name))()
    hidden, *last = name.removeprefix("MLP ").split(", ")
    f = activations[hidden]
    parts = [nn.Linear(3, 5), f(), nn.Linear(5, 4), f(), nn.Linear(4, 2)]
    return nn.Sequential(*parts, *(activations[output]() for output in last))


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
