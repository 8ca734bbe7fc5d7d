"""PyTorch with one thread: eager as everybody writes it, and with its fused optimizer."""

import os
from math import ceil

import numpy as np
import torch
from torch.nn import functional

from backprop_course import init

from .problems import ADAMW, SHAPES, digits, learning_rate

LOSSES = {
    "softmax": functional.cross_entropy,
    "logistic": functional.binary_cross_entropy_with_logits,
}
OPTIMIZERS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
torch.set_num_threads(1)


def net_from(weights):
    """Linear layers with ReLU between them; PyTorch keeps W transposed."""
    parts = []
    for W in weights:
        linear = torch.nn.Linear(*W.shape, dtype=torch.from_numpy(W).dtype)
        linear.weight.data = torch.from_numpy(W.T.copy())
        linear.bias.data.zero_()
        parts += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*parts[:-1])


class Eager:
    """The usual loop."""

    settings = {}

    def __init__(self, problem):
        self.net, self.loss = net_from(problem.weights), LOSSES[problem.shape.loss]
        make = OPTIMIZERS[problem.optimizer]
        self.optimizer = make(self.net.parameters(), lr=problem.lr, **self.settings)
        self.x, self.y = torch.from_numpy(problem.x), torch.from_numpy(problem.y)

    def step(self):
        self.optimizer.zero_grad()
        loss = self.loss(self.net(self.x), self.y)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def parameters(self):
        return [p.detach().numpy().T for p in self.net.parameters()]

    @staticmethod
    def product(a, b):
        """One matrix product."""
        a, b = torch.from_numpy(a), torch.from_numpy(b)
        out = torch.empty((len(a), b.shape[1]), dtype=a.dtype)
        return lambda: torch.mm(a, b, out=out)

    @staticmethod
    def describe():
        products = os.environ.get("MKL_ENABLE_INSTRUCTIONS", "MKL's choice")
        rest = torch.backends.cpu.get_cpu_capability()
        return {"PyTorch": f"{torch.__version__}, matrix products {products}, the rest {rest}"}

    @classmethod
    def training_run(cls, seed, epochs):
        """(train, accuracy), from weights and batches drawn as our ``fit`` draws them."""
        rng, shape = np.random.default_rng(seed), SHAPES["digits"]
        (x, y), (x_test, y_test) = digits()
        x, x_test = torch.from_numpy(x), torch.from_numpy(x_test)
        weights = [init.he_normal(*fans, rng=rng).astype(np.float32) for fans in shape.fans]
        net, labels = net_from(weights), torch.from_numpy(y)
        steps = epochs * ceil(len(x) / shape.batch)

        def train():
            optimizer, t = torch.optim.AdamW(net.parameters(), **ADAMW, **cls.settings), 0
            for _ in range(epochs):
                order = torch.from_numpy(rng.permutation(len(x)))
                for chosen in order.split(shape.batch):
                    optimizer.param_groups[0]["lr"] = learning_rate(t, steps)
                    optimizer.zero_grad()
                    loss = functional.cross_entropy(net(x[chosen]), labels[chosen])
                    loss.backward()
                    optimizer.step()
                    loss.item()
                    t += 1

        def accuracy():
            with torch.no_grad():
                return float(np.mean(net(x_test).argmax(dim=1).numpy() == y_test))

        return train, accuracy

    @staticmethod
    def gradient_check(problem):
        """One call of PyTorch's fast mode on the same net, its input included: does it pass?"""
        net, x = net_from(problem.weights), torch.from_numpy(problem.x).requires_grad_()

        def outputs(x, *parameters):
            for k in range(0, len(parameters), 2):
                x = functional.linear(x, parameters[k], parameters[k + 1])
                x = functional.relu(x) if k < len(parameters) - 2 else x
            return x

        inputs = (x, *net.parameters())
        settings = {"fast_mode": True, "raise_exception": False}
        return lambda: torch.autograd.gradcheck(outputs, inputs, **settings)


class Fused(Eager):
    """The optimizer in one kernel."""

    settings = {"fused": True}
