"""Test the test: a check for modules that multiply by a matrix."""

import numpy as np

from ...checking import KillMatrix, Mistake, Planted, refuses_everything
from ...module import Module, Parameter


class Product(Module):
    """y = x @ W."""

    def __init__(self, W):
        self.W = Parameter(W)

    def forward(self, x):
        self.x = x
        return x @ self.W.value

    def backward(self, grad_y, *, input_grad=True):
        self.W.grad = self.W.grad + self.gradient(grad_y)
        return grad_y @ self.W.value.T

    def gradient(self, grad_y):
        return self.x.T @ grad_y


class ByExamples(Product):
    """Correct as well, one example at a time, so the last digits differ."""

    def gradient(self, grad_y):
        pairs = zip(self.x[::-1], grad_y[::-1], strict=True)
        return sum(np.outer(x, g) for x, g in pairs)


class Overwrites(Product):
    def backward(self, grad_y, *, input_grad=True):
        self.W.grad = self.gradient(grad_y)
        return grad_y @ self.W.value.T


class Averages(Product):
    def gradient(self, grad_y):
        return self.x.T @ grad_y / len(self.x)


class KeepsTheFirst(Product):
    def forward(self, x):
        self.x = getattr(self, "x", x)
        return x @ self.W.value


class Ignores(Product):
    def gradient(self, grad_y):
        return self.x.T @ np.ones_like(grad_y)


class SharesItsDrawer(Product):
    drawer = []

    def forward(self, x):
        self.drawer[:] = [x]
        return x @ self.W.value

    def gradient(self, grad_y):
        (x,) = self.drawer
        return x.T @ grad_y


class KeepsTheWeights(Product):
    def __init__(self, W):
        super().__init__(W)
        self.old = self.W.value.copy()

    def backward(self, grad_y, *, input_grad=True):
        super().backward(grad_y)
        return grad_y @ self.old.T


class WritesIntoGradient(Product):
    def backward(self, grad_y, *, input_grad=True):
        grad_x = super().backward(grad_y)
        grad_y *= 0.5
        return grad_x


PLANTED = (
    Planted("overwrites", Overwrites, "overwrites the gradient of an earlier use"),
    Planted("averages", Averages, "averages the gradient of W over the examples"),
    Planted("first", KeepsTheFirst, "saves the first input that it sees, and no later one"),
    Planted("ignores", Ignores, "ignores grad_y in the gradient of W"),
    Planted("drawer", SharesItsDrawer, "shares what it saves with all modules of its class"),
    Planted("old-weights", KeepsTheWeights, "goes back through W as it was before any step"),
    Planted("writes", WritesIntoGradient, "changes grad_y"),
)


def close(ours, theirs):
    return bool(np.allclose(ours, theirs, rtol=1e-9, atol=1e-12))


def check_with(uses=2, modules=2, n=4, step=0.3, draw=None, same=close, arguments=True):
    """A check that uses some modules several times, each time on inputs of its own."""

    def layer_check(candidate):
        rng = np.random.default_rng(0)
        made = [candidate(rng.normal(size=(3, 2))) for _ in range(modules)]
        sums = [np.zeros((3, 2)) for _ in made]
        for _ in range(uses):
            xs = [rng.normal(size=(n, 3)) for _ in made]
            ys = [module.forward(x) for module, x in zip(made, xs, strict=True)]
            for k, (module, x, y) in enumerate(zip(made, xs, ys, strict=True)):
                grad_y = (draw or rng.normal)(size=y.shape)
                given = grad_y.copy()
                grad_x = module.backward(given)
                sums[k] = sums[k] + x.T @ grad_y
                fine = close(grad_x, grad_y @ module.W.value.T) and same(module.W.grad, sums[k])
                if not fine or (arguments and not np.array_equal(given, grad_y)):
                    return False
                module.W.value = module.W.value + step
        return True

    return layer_check


reference = check_with()


def ones(size):
    return np.ones(size)


layer_check = KillMatrix(
    name="layer_check",
    points=3,
    minutes=15,
    grade="core",
    hints=(
        "What may go wrong only when a module is used for the second time? When there are two? "
        "When W has been changed?",
        "Make two modules, send both forward before either goes back, do it twice with other "
        "inputs, and add up by hand what W.grad should hold.",
    ),
    correct=(Product, ByExamples),
    planted=PLANTED,
    reference=lambda candidate: reference(candidate),
    accepted=(check_with(uses=3, modules=3), check_with(n=7, step=-0.1)),
    mistakes=(
        Mistake(
            "layer-check.anything",
            lambda candidate: True,
            "it returns True for every candidate: nothing that it looks at tells them apart",
            "When should it return False?",
        ),
        refuses_everything("layer-check.nothing"),
        Mistake(
            "layer-check.one-use",
            check_with(uses=1),
            "each module is used once",
            "What does backward do to a gradient that is there already?",
        ),
        Mistake(
            "layer-check.one-module",
            check_with(modules=1),
            "there is one module only, so nobody can look into its drawer",
            "What if two modules of this class stand in one network?",
        ),
        Mistake(
            "layer-check.one-example",
            check_with(n=1),
            "each batch is a single example",
            "What is a mean over one example?",
        ),
        Mistake(
            "layer-check.ones",
            check_with(draw=ones),
            "a gradient of ones arrives, and whoever ignores it is correct by accident",
            "Which grad_y can hide nothing?",
        ),
        Mistake(
            "layer-check.no-step",
            check_with(step=0.0),
            "W never changes, as it would in a training",
            "Which W does the second step need?",
        ),
        Mistake(
            "layer-check.arguments",
            check_with(arguments=False),
            "it does not look at what became of grad_y",
            "Who else may still need grad_y?",
        ),
        Mistake(
            "layer-check.exact",
            check_with(same=np.array_equal),
            "it asks for equality to the last digit, and another order of the same sums is "
            "rounded otherwise",
            "How far apart may two correct answers be?",
        ),
    ),
    praise="Which of the planted errors would a net with one batch and one step never show?",
)
