"""The claims of lesson 08 that no cell computes, with the lesson's own classes."""

import ast
from pathlib import Path

import numpy as np
import pytest

from backprop_course.gradcheck import check_module
from backprop_course.layers import Linear, ReLU, Residual, Tanh
from backprop_course.losses import mse
from backprop_course.module import Module, Parameter, Sequential
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).parents[2]
LESSON = read_source(ROOT / "notebooks" / "source" / "08-modules.py")
RNG = np.random.default_rng(8)


def definitions():
    """The lesson's classes and functions, without running its cells."""
    known = {"np": np, "Module": Module, "Parameter": Parameter, "mse": mse}
    for cell in LESSON.cells:
        if cell.kind == "code":
            tree = ast.parse(cell.source)
            tree.body = [d for d in tree.body if isinstance(d, ast.ClassDef | ast.FunctionDef)]
            exec(compile(tree, "08-modules.py", "exec"), known)
    return known


NAMES = definitions()
OurLinear, Recompute = NAMES["OurLinear"], NAMES["Recompute"]


def test_a_safe_step_is_the_step_that_updates_at_the_end():
    def build():
        rng = np.random.default_rng(2)
        return Sequential(
            Linear(1, 8, rng=rng), Tanh(), Linear(8, 8, rng=rng), Tanh(), Linear(8, 1, rng=rng)
        )

    x = np.linspace(-2, 2, 41)[:, None]
    on_the_way, at_the_end = build(), build()
    for _ in range(20):
        NAMES["safe_step"](on_the_way, x, np.sin(2 * x), lr=0.05)
    NAMES["train"](at_the_end, x, np.sin(2 * x), lr=0.05, steps=20)
    for one, other in zip(on_the_way.parameters(), at_the_end.parameters(), strict=True):
        assert np.allclose(one.value, other.value, rtol=1e-12)


def test_the_class_of_the_learner_is_short():
    (cell,) = (c.source for c in LESSON.cells if c.source.lstrip().startswith("class OurLinear"))
    assert sum(bool(line.strip()) for line in cell.splitlines()) <= 10


class Overwrites(OurLinear):
    """Question 1."""

    def backward(self, grad_y, *, input_grad=True):
        self.W.grad = self.x.T @ grad_y
        self.b.grad = grad_y.sum(axis=0)
        return grad_y @ self.W.value.T


def layer(kind):
    return kind(np.array([[1.0, -2.0], [0.5, 1.0]]), np.zeros(2))


def test_overwriting_is_right_in_a_chain_and_wrong_for_two_halves():
    x, grad = RNG.normal(size=(6, 2)), RNG.normal(size=(6, 2))
    assert all(check_module(Sequential(layer(Overwrites), Tanh(), layer(Overwrites)), x))
    whole, gradients = layer(OurLinear), {}
    whole.forward(x)
    whole.backward(grad)
    for kind in (OurLinear, Overwrites):
        halves = layer(kind)
        for half in (slice(0, 3), slice(3, 6)):
            halves.forward(x[half])
            halves.backward(grad[half])
        gradients[kind] = halves.W.grad
    assert np.allclose(gradients[OurLinear], whole.W.grad)  # Question 5
    assert np.allclose(gradients[Overwrites], x[3:].T @ grad[3:])


def test_overwriting_is_wrong_for_a_shared_parameter():
    first, second = layer(Overwrites), layer(Overwrites)
    second.W, second.b = first.W, first.b
    x, W, b = check_module(Sequential(first, Tanh(), second), RNG.normal(size=(4, 2)))
    assert x and not W and not b


class InPlace(ReLU):
    """Question 3."""

    def forward(self, x):
        self.x = x
        x[x.real < 0] = 0
        return x


def test_a_relu_in_place_is_right_between_linear_layers_and_wrong_in_a_residual():
    def both(build, x):
        right, wrong = (build(activation()) for activation in (ReLU, InPlace))
        y, changed = right.forward(x.copy()), wrong.forward(x.copy())
        return np.allclose(y, changed)

    first, last, x = Linear(3, 5, rng=RNG), Linear(5, 2, rng=RNG), RNG.normal(size=(4, 3))
    assert both(lambda relu: Sequential(first, relu, last), x)
    assert all(check_module(Sequential(first, InPlace(), last), x))
    assert not both(Residual, x)


def test_recomputing_gives_the_same_gradients_and_passes_the_check():
    x = RNG.normal(size=(4, 3))
    layers = [Linear(3, 5, rng=RNG), Tanh(), Linear(5, 2, rng=RNG), Tanh()]
    assert all(check_module(Recompute(*layers), x))


def test_numbers_that_stand_only_in_the_prose():
    counts = {s: 16 / s + s - 1 for s in (1, 2, 4, 8, 16)}
    assert min(counts, key=counts.get) == 4 == 16**0.5


def test_linear_refuses_to_go_back_without_a_forward_pass():
    with pytest.raises(RuntimeError, match="needs a forward pass"):
        Linear(3, 2, rng=RNG).backward(np.ones((1, 2)))
    fresh = Linear(3, 2, rng=RNG)
    fresh.forward(np.ones((1, 3)))
    assert fresh.backward(np.ones((1, 2)), input_grad=False) is None
