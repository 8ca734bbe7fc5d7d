"""The claims of lesson 16 that no compared cell holds, with the lesson's own classes."""

import ast
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from backprop_course.exercises import ch16
from backprop_course.figures.modules.memory import peak, trace_memory
from backprop_course.gradcheck import check_module
from backprop_course.layers import Dropout, Linear, ReLU, Residual, Tanh
from backprop_course.module import Module, Parameter, Sequential
from backprop_course.optim import Adam, clip_by_global_norm
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).parents[3]
LESSON = read_source(ROOT / "notebooks" / "source" / "16-memory.py")
RNG = np.random.default_rng(16)


def definitions():
    """The lesson's classes and functions, our versions, without running its cells."""
    known = {"np": np, "Module": Module, "tracemalloc": tracemalloc}
    for cell in LESSON.cells:
        if cell.kind == "code":
            tree = ast.parse(cell.source)
            tree.body = [d for d in tree.body if isinstance(d, ast.ClassDef | ast.FunctionDef)]
            exec(compile(tree, "16-memory.py", "exec"), known)
    return known


NAMES = definitions()
Chain, Recompute, WithItsDraws = NAMES["Chain"], NAMES["Recompute"], NAMES["WithItsDraws"]


def deep(width=50):
    return [layer for _ in range(8) for layer in (Linear(width, width, rng=RNG), Tanh())]


def pieces(layers, size):
    return Chain(*(Recompute(*layers[i : i + size]) for i in range(0, len(layers), size)))


# ---------------------------------------------------------------- what is saved


def test_the_saved_inputs_of_the_digits_are_24_times_the_parameters():
    weights = [np.zeros(pair) for pair in ((64, 256), (256, 128), (128, 10))]
    saved = ch16.saved_bytes.reference(np.zeros((1437, 64)), weights)
    parameters = 8 * sum(W.size + W.shape[1] for W in weights)
    assert round(saved / parameters) == 24
    assert ch16.saved_bytes.reference(np.zeros((32, 64)), weights) < parameters


def test_the_worked_examples_of_the_gaps():
    shapes = [np.zeros((3, 4)), np.zeros((4, 5))]
    assert ch16.saved_bytes.reference(np.zeros((2, 3)), shapes) == 176
    double = (lambda x: 2 * x), (lambda grad_y, x: 2 * grad_y)
    square = (lambda x: x**2), (lambda grad_y, x: 2 * x * grad_y)
    assert ch16.backward_again.reference(1.0, 3.0, [double, square]) == 24
    one = lambda value: np.array([[value]])  # noqa: E731
    new = ch16.updated_on_the_way.reference(
        one(4.0), [one(2.0), one(6.0)], [one(3.0), one(0.5)], 0.01
    )
    assert np.allclose(np.ravel(new), [2.96, 0.26])


# ---------------------------------------------------------------- recomputation


COUNTED = {1: 16, 2: 9, 4: 7, 8: 9, 16: 16}


@pytest.mark.parametrize("size, arrays", COUNTED.items(), ids=str)
def test_what_pieces_save_is_what_the_formula_says_and_what_is_measured(size, arrays):
    layers, (x, grad) = deep(), RNG.normal(size=(2, 1000, 50))
    net = pieces(layers, size)
    assert (
        peak(trace_memory(net, x, grad)) == arrays * x.nbytes == (16 // size + size - 1) * x.nbytes
    )
    NAMES.update(x_deep=x, grad_deep=grad)
    assert arrays < NAMES["peak_bytes"](net) / x.nbytes < arrays + 3.5


def test_half_the_memory():
    layers, (x, grad) = deep(), RNG.normal(size=(2, 1000, 50))
    NAMES.update(x_deep=x, grad_deep=grad)
    plain, fewer = (NAMES["peak_bytes"](net) for net in (Chain(*layers), pieces(layers, 4)))
    assert fewer < 0.6 * plain


@pytest.mark.parametrize("size", COUNTED)
def test_recomputing_gives_the_same_gradients_and_passes_the_check(size):
    layers, (x, grad) = deep(width=5), RNG.normal(size=(2, 4, 5))
    found = []
    for net in (Chain(*layers), pieces(layers, size)):
        net.zero_grad()
        net.forward(x)
        found.append([net.backward(grad), *(p.grad.copy() for p in net.parameters())])
    assert all(np.array_equal(one, other) for one, other in zip(*found, strict=True))
    assert all(check_module(pieces(layers, size), x))


def test_recomputed_dropout_is_correct_only_with_its_draws():
    x = np.ones((1, 40))

    def agree(build):
        rng = np.random.default_rng(3)
        piece = build(rng, Dropout(0.5, rng=rng))
        return np.array_equal(piece.forward(x), piece.backward(x))

    assert agree(WithItsDraws) and not agree(lambda rng, layer: Recompute(layer))


# ---------------------------------------------------------------- updates during the backward pass


def test_a_step_on_the_way_is_the_step_at_the_end():
    given = ch16.updated_on_the_way.probes[1].inputs
    at_the_end, *_ = ch16.updated_on_the_way.accepted
    for one, other in zip(
        ch16.updated_on_the_way.reference(*given), at_the_end(*given), strict=True
    ):
        assert np.allclose(one, other, rtol=1e-12)


def test_adam_is_the_same_for_one_parameter_at_a_time():
    grads = RNG.normal(size=(3, 2, 4))  # steps, parameters, entries
    together = [Parameter(np.ones(4)), Parameter(np.ones(4))]
    alone = [Parameter(np.ones(4)), Parameter(np.ones(4))]
    both, each = Adam(together), [Adam([parameter]) for parameter in alone]
    for step in grads:
        for grad, one, other, optimizer in zip(step, together, alone, each, strict=True):
            one.grad[...] = other.grad[...] = grad
            optimizer.step()
        both.step()
    assert all(np.array_equal(a.value, b.value) for a, b in zip(together, alone, strict=True))


def test_clipping_by_the_norm_of_all_needs_all():
    first, second = Parameter(np.zeros(1)), Parameter(np.zeros(1))
    first.grad[...], second.grad[...] = 3.0, 4.0
    clip_by_global_norm([first], 1.0)
    alone = first.grad.item()
    first.grad[...] = 3.0
    clip_by_global_norm([first, second], 1.0)
    assert alone == 1.0 and first.grad.item() == pytest.approx(0.6)


# ---------------------------------------------------------------- questions


class InPlace(ReLU):
    """Question 2."""

    def forward(self, x):
        self.x = x
        x[x.real < 0] = 0
        return x


def test_question_2_a_relu_in_place_does_harm_in_a_residual_module():
    def same(build, x):
        sound, in_place = (build(activation()) for activation in (ReLU, InPlace))
        return np.allclose(sound.forward(x.copy()), in_place.forward(x.copy()))

    first, last, x = Linear(3, 5, rng=RNG), Linear(5, 2, rng=RNG), RNG.normal(size=(4, 3))
    assert same(lambda relu: Sequential(first, relu, last), x)
    assert all(check_module(Sequential(first, InPlace(), last), x))
    assert not same(Residual, x)


def test_question_1_two_halves_add_up_to_the_whole():
    layer, x, grad = Linear(3, 2, rng=RNG), RNG.normal(size=(6, 3)), RNG.normal(size=(6, 2))
    layer.forward(x)
    layer.backward(grad)
    whole = layer.W.grad.copy()
    layer.zero_grad()
    for half in (slice(0, 3), slice(3, 6)):
        layer.forward(x[half])
        layer.backward(grad[half])
    assert np.allclose(layer.W.grad, whole)
