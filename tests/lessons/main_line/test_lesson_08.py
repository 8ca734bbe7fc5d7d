"""The claims of lesson 08 that no compared cell holds, with the lesson's own classes."""

import ast
from pathlib import Path

import numpy as np
import pytest

from backprop_course.exercises import ch08
from backprop_course.gradcheck import check_module
from backprop_course.layers import Linear, ReLU, Residual, Tanh
from backprop_course.losses import mse
from backprop_course.module import Module, Parameter, Sequential
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).parents[3]
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
OurLinear, Chain, OurResidual = (NAMES[name] for name in ("OurLinear", "Chain", "OurResidual"))


def test_the_class_of_the_learner_is_short():
    (cell,) = (c.source for c in LESSON.cells if c.source.lstrip().startswith("class OurLinear"))
    assert sum(bool(line.strip()) for line in cell.splitlines()) <= 14


class Overwrites(OurLinear):
    """Question 1."""

    def backward(self, grad_y):
        self.W.grad = self.x.T @ grad_y
        self.b.grad = grad_y.sum(axis=0)
        return grad_y @ self.W.value.T


def layer(kind):
    return kind(np.array([[1.0, -2.0], [0.5, 1.0]]), np.zeros(2))


def test_overwriting_is_correct_in_a_chain_and_wrong_for_two_halves():
    x, grad = RNG.normal(size=(6, 2)), RNG.normal(size=(6, 2))
    assert all(check_module(Chain(layer(Overwrites), Tanh(), layer(Overwrites)), x))
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
    x, W, b = check_module(Chain(first, Tanh(), second), RNG.normal(size=(4, 2)))
    assert x and not W and not b


class InPlace(ReLU):
    """Question 3."""

    def forward(self, x):
        self.x = x
        x[x.real < 0] = 0
        return x


def test_a_relu_in_place_is_correct_between_linear_layers_and_wrong_in_a_residual():
    def both(build, x):
        right, wrong = (build(activation()) for activation in (ReLU, InPlace))
        y, changed = right.forward(x.copy()), wrong.forward(x.copy())
        return np.allclose(y, changed)

    first, last, x = Linear(3, 5, rng=RNG), Linear(5, 2, rng=RNG), RNG.normal(size=(4, 3))
    assert both(lambda relu: Sequential(first, relu, last), x)
    assert all(check_module(Sequential(first, InPlace(), last), x))
    assert not both(Residual, x)


def test_an_own_residual_of_an_own_chain_passes():
    rng = np.random.default_rng(3)
    branch = Chain(OurLinear(rng.normal(size=(3, 3)), np.ones(3)), Tanh())
    assert all(check_module(OurResidual(branch), rng.normal(size=(4, 3)), rng=rng))


def wave_after(steps):
    x = np.linspace(-2, 2, 41)[:, None]
    net = Sequential(Linear(1, 16, rng=np.random.default_rng(0)), ReLU())
    net.append(Linear(16, 1, rng=np.random.default_rng(1)))
    loss = NAMES["train"](net, x, np.sin(2 * x), lr=0.05, steps=steps)
    first, last = net.layers[0], net.layers[2]
    places = -first.b.value / first.W.value[0]
    return loss, places, first.W.value[0] * last.W.value[:, 0]


def test_the_kinks_spread_mostly_to_the_left_and_one_makes_the_spike():
    loss, places, bends = wave_after(2000)
    assert loss < 0.002 and (places < 0).sum() == 11
    near = np.abs(places - np.pi / 4) < 0.3  # the right crest of sin 2x
    assert near.sum() == 1 and places[near] == pytest.approx(0.82, abs=0.02)
    assert np.abs(bends[near]) > 1.5  # change of slope


def uses(w, x):
    """W.grad of one object that stands twice, and the true slope."""
    twice = OurLinear([[w]], [0.0])
    net = Chain(twice, twice)
    net.forward(np.array([[x]]))
    net.backward(np.array([[1.0]]))
    return twice.W.grad.item(), 2 * w * x


@pytest.mark.parametrize("w, x, found", [(2.0, 3.0, (18, 12)), (3.0, 1.0, (12, 6))])
def test_one_object_twice(w, x, found):
    assert uses(w, x) == found


def test_exercise_a_is_the_chain_with_minus_1():
    layers = [OurLinear([[1.0, -1.0]], [0.0, 1.0]), ReLU(), OurLinear([[2.0], [3.0]], [-1.0])]
    net = Chain(*layers)
    loss, grad = mse(net.forward(np.array([[-1.0]])), np.array([[0.0]]))
    grad_x = net.backward(grad).item()
    assert (loss, *layers[2].W.grad[:, 0], grad_x) == ch08.A.reference()


def test_exercise_b_is_a_residual():
    net = OurResidual(Chain(OurLinear([[-1.0]], [3.0]), ReLU()))
    y = net.forward(np.array([[2.0]])).item()
    assert (y, net.backward(np.array([[1.0]])).item()) == ch08.B.reference()


def test_linear_refuses_to_go_back_without_a_forward_pass():
    with pytest.raises(RuntimeError, match="needs a forward pass"):
        Linear(3, 2, rng=RNG).backward(np.ones((1, 2)))
    fresh = Linear(3, 2, rng=RNG)
    fresh.forward(np.ones((1, 3)))
    assert fresh.backward(np.ones((1, 2)), input_grad=False) is None
