"""What becomes of a signal in a deep net: recipes, and traces of their values and gradients.

A recipe says how to build the net: which activation, how large the weights are, whether a branch
passes by. `trace_recipe` runs it forward and back on handwritten digits and keeps the sizes.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import init
from ..data import load_digits
from ..diagnostics import root_mean_square
from ..layers import LayerNorm, LeakyReLU, Linear, ReLU, Residual, Sigmoid, Tanh
from ..losses import softmax_cross_entropy
from ..module import Sequential
from ..optim import SGD
from ..training import train_step

ACTIVATIONS = {"tanh": Tanh, "sigmoid": Sigmoid, "ReLU": ReLU, "leaky ReLU": LeakyReLU}
EXAMPLES = 16  # a size needs few of them, and a slider should not wait
BRANCHES = ("none", "× 1/√depth", "unscaled")


def deep_net(activation, gain, *, rng, depth=30, width=32, scale=None, norm=None):
    """64 inputs, ``depth`` hidden blocks of ``width`` units, 10 outputs.

    Weights are normal with standard deviation gain / sqrt(fan_in).  scale: of a residual branch,
    which ends in a second linear layer of gain 1, so that it adds numbers of both signs.
    """

    def first_weights(fan_in, fan_out, *, rng):
        return gain * init.lecun_normal(fan_in, fan_out, rng=rng)

    net = Sequential(Linear(64, width, rng=rng, init=first_weights))
    for _ in range(depth):
        parts = [Linear(width, width, rng=rng, init=first_weights), activation()]
        if norm is not None:
            parts.insert(1, norm(width))
        if scale is not None:
            parts.append(Linear(width, width, rng=rng, init=init.lecun_normal))
        net.append(Sequential(*parts) if scale is None else Residual(*parts, scale=scale))
    net.append(Linear(width, 10, rng=rng, init=init.lecun_normal))
    return net


def block_values(net):
    """The output of every hidden block in the last forward pass, the first block first."""
    return net.intermediates[2:-1]


def block_gradients(net, grad):
    """The gradient at the output of every hidden block, the first block first.

    An ordinary backward pass, which also adds to the gradients of the parameters.
    """
    found = [net.layers[-1].backward(grad)]
    for block in reversed(net.layers[2:-1]):
        found.insert(0, block.backward(found[0]))
    return found


@cache
def digits():
    """All training digits, each pixel shifted to mean 0, the whole scaled to size 1."""
    (x, labels), _ = load_digits()
    x = x - x.mean(axis=0)
    x = x / root_mean_square(x)
    x.flags.writeable = False  # one array for everybody
    return x, labels


@dataclass(frozen=True)
class Recipe:
    """How a net is built; ``branch`` is one of BRANCHES.

    ``weights`` is the standard deviation of the weights themselves; where given, gain follows it.
    """

    name: str
    activation: str
    gain: float
    branch: str = "none"
    norm: bool = False
    weights: float | None = None

    def build(self, depth, width, seed):
        """The net of this recipe, with weights from ``seed``."""
        scale = {"none": None, "× 1/√depth": depth**-0.5, "unscaled": 1.0}[self.branch]
        norm = LayerNorm if self.norm else None
        gain = self.gain if self.weights is None else self.weights * width**0.5
        kind, rng = ACTIVATIONS[self.activation], np.random.default_rng(seed)
        return deep_net(kind, gain, rng=rng, depth=depth, width=width, scale=scale, norm=norm)


HE = 2**0.5
RECIPES = (  # from vanishing to exploding
    Recipe("tanh, weights of size 0.01", "tanh", 0.0, weights=0.01),
    Recipe("sigmoid, Xavier", "sigmoid", 1.0),
    Recipe("sigmoid, Xavier, layer norm", "sigmoid", 1.0, norm=True),
    Recipe("ReLU, Xavier", "ReLU", 1.0),
    Recipe("tanh, Xavier", "tanh", 1.0),
    Recipe("ReLU, He", "ReLU", HE),
    Recipe("ReLU, He, residual × 1/√depth", "ReLU", HE, "× 1/√depth"),
    Recipe("ReLU, He, residual unscaled", "ReLU", HE, "unscaled"),
    Recipe("ReLU, twice He", "ReLU", 2 * HE),
)


@dataclass(frozen=True)
class DepthTrace:
    """Sizes (root mean squares) at the output of each hidden block, the first block first."""

    name: str
    forward: tuple
    backward: tuple
    loss: float

    @property
    def depth(self):
        return len(self.backward)

    @property
    def ratio(self):
        """Gradient at the first block over that at the last."""
        return self.backward[0] / self.backward[-1]

    @property
    def factor(self):
        """What one block does to the gradient on its way back, as a geometric mean."""
        return self.ratio ** (1 / (self.depth - 1))


@cache
def trace_recipe(recipe, *, depth=30, width=32, seeds=3, steps=0):
    """The median over ``seeds`` nets, after ``steps`` steps of training."""
    with np.errstate(all="ignore"):  # a net that explodes may reach inf and nan
        runs = [_sizes(recipe.build(depth, width, seed), seed, steps) for seed in range(seeds)]
        forward, backward, loss = (np.median(parts, axis=0) for parts in zip(*runs, strict=True))
    return DepthTrace(recipe.name, tuple(forward.tolist()), tuple(backward.tolist()), float(loss))


def _sizes(net, seed, steps):
    if steps:
        train(net, steps, rng=np.random.default_rng(seed))
    x, labels = digits()
    loss, grad = softmax_cross_entropy(net.forward(x[:EXAMPLES]), labels[:EXAMPLES])
    gradients = block_gradients(net, grad)
    return *(list(map(root_mean_square, each)) for each in (block_values(net), gradients)), loss


def train(net, steps, *, rng, lr=0.03, batch_size=32):
    """The losses of ``steps`` steps of plain SGD on random batches of digits."""
    x, labels = digits()
    optimizer, losses = SGD(net.parameters(), lr), []
    for _ in range(steps):
        chosen = rng.integers(0, len(x), batch_size)
        losses.append(train_step(net, softmax_cross_entropy, optimizer, x[chosen], labels[chosen]))
    return losses


@dataclass(frozen=True)
class SignalTrace:
    """The values, or the gradients, of every unit at every hidden block of one net."""

    recipe: Recipe
    sizes: DepthTrace
    values: tuple  # of arrays (examples * units,), the first block first
    gradients: tuple


@cache
def trace_signal(recipe, *, depth=20, width=32, seed=0, examples=64):
    """One forward and one backward pass, all numbers kept."""
    net = recipe.build(depth, width, seed)
    x, labels = digits()
    loss, grad = softmax_cross_entropy(net.forward(x[:examples]), labels[:examples])
    values, gradients = block_values(net), block_gradients(net, grad)
    forward, backward = (tuple(map(root_mean_square, each)) for each in (values, gradients))
    sizes = DepthTrace(recipe.name, forward, backward, loss)
    return SignalTrace(recipe, sizes, *(tuple(map(np.ravel, v)) for v in (values, gradients)))
