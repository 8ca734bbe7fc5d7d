"""Modules in a row: what was recorded or returned is never written again, and nets may change."""

import copy

import numpy as np
import pytest

from backprop_course import losses, optim
from backprop_course.layers import MM, LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Tanh
from backprop_course.mlp import MLP
from backprop_course.module import Module, Sequential


class Same(Module):
    """A module of somebody else, which returns its very input."""

    def forward(self, x):
        return x

    def backward(self, grad_y, *, input_grad=True):
        return grad_y if input_grad else None


NETS = {
    "plain": lambda rng: Sequential(Linear(3, 5, rng=rng), ReLU(), Linear(5, 3, rng=rng)),
    "every layer": lambda rng: Sequential(
        MM(3, 5, rng=rng), Tanh(), LeakyReLU(), Linear(5, 3, rng=rng), Sigmoid(), Softmax()
    ),
    "nested": lambda rng: Sequential(
        Sequential(Linear(3, 5, rng=rng), ReLU()), Sequential(Linear(5, 3, rng=rng), Tanh())
    ),
    "of one width": lambda rng: Sequential(
        *(layer for _ in range(3) for layer in (Linear(3, 3, rng=rng), Tanh()))
    ),
    "somebody else's": lambda rng: Sequential(Linear(3, 3, rng=rng), Same()),
    "somebody else's inside": lambda rng: Sequential(Linear(3, 3, rng=rng), Sequential(Same())),
    "nothing inside": lambda rng: Sequential(Linear(3, 3, rng=rng), Sequential()),
}
every_net = pytest.mark.parametrize("build", NETS.values(), ids=NETS)


@every_net
def test_what_the_caller_got_is_never_written_again(build, rng):
    net = build(rng)
    kept = []
    for n in (4, 4, 2, 4):  # a short batch between
        x = rng.normal(size=(n, 3))
        y = net.forward(x)
        grad_y = rng.normal(size=y.shape)
        kept += [(a, a.copy()) for a in (x, y, grad_y)]
        grad_x = net.backward(grad_y)
        kept.append((grad_x, grad_x.copy()))
    for array, before in kept:
        np.testing.assert_array_equal(array, before)


@every_net
def test_recorded_intermediates_of_three_passes_are_three_arrays(build, rng):
    net, x, kept = build(rng), rng.normal(size=(4, 3)), []
    for epoch in range(3):
        y = net.forward(x + epoch)
        kept.append((net.intermediates, [a.copy() for a in net.intermediates]))
        net.backward(np.ones_like(y))
    for recorded, before in kept:
        for array, then in zip(recorded, before, strict=True):
            np.testing.assert_array_equal(array, then)
    first, second, third = (recorded[1] for recorded, _ in kept)
    assert not np.shares_memory(first, second) and not np.shares_memory(second, third)


@every_net
def test_a_net_that_ran_before_gives_the_same_numbers(build, rng):
    used = build(rng)
    fresh = copy.deepcopy(used)
    for n in (4, 4, 2):
        used.backward(np.ones_like(used.forward(rng.normal(size=(n, 3)))))
    used.zero_grad()
    x, grad_y = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    np.testing.assert_array_equal(used.forward(x), fresh.forward(x))
    np.testing.assert_array_equal(used.backward(grad_y), fresh.backward(grad_y))
    for p, q in zip(used.parameters(), fresh.parameters(), strict=True):
        np.testing.assert_array_equal(p.grad, q.grad)


def test_a_net_that_grows_after_it_ran(rng):
    inner = Sequential(Same())
    net = Sequential(Linear(3, 3, rng=rng), inner, Linear(3, 2, rng=rng))
    x = rng.normal(size=(4, 3))
    kept = [(y, y.copy()) for y in (net.forward(x), net.forward(2 * x))]
    inner.append(Linear(3, 3, rng=rng))
    net.append(Tanh())
    grown = net.forward(x)
    np.testing.assert_array_equal(grown, copy.deepcopy(net).forward(x))
    for y, before in kept:
        np.testing.assert_array_equal(y, before)


def test_a_complex_parameter_after_real_ones(rng):
    net = NETS["plain"](rng)
    x = rng.normal(size=(4, 3))
    y, W = net.forward(x), net.layers[0].W
    W.value = W.value + 1e-30j
    assert net.forward(x).dtype == np.complex128
    np.testing.assert_allclose(net.forward(x).real, y, rtol=1e-14)


@pytest.mark.parametrize("build", [optim.SGD, optim.Adam])
def test_float32_in_every_array_of_a_step(build, rng):
    net = Sequential(
        Linear(3, 5, rng=rng, dtype=np.float32), ReLU(), Linear(5, 4, rng=rng, dtype=np.float32)
    )
    optimizer = build(net.parameters(), 0.1)
    for _ in range(2):
        optimizer.zero_grad()
        y = net.forward(rng.normal(size=(6, 3)).astype(np.float32))
        _, grad = losses.softmax_cross_entropy(y, np.arange(6) % 4)
        grad_x = net.backward(grad)
        optimizer.step()
    arrays = [*net.intermediates, grad, grad_x, *optimizer.state[0].values()]
    arrays += [a for p in net.parameters() for a in (p.value, p.grad)]
    assert {a.dtype for a in arrays} == {np.dtype(np.float32)}


def test_float32_nets_can_be_asked_for(rng):
    nets = [
        MLP([3, 5, 2], rng=rng, dtype=np.float32),
        MM(3, 2, rng=rng, dtype=np.float32),
        Linear(3, 2, rng=rng, dtype=np.float32),
    ]
    assert {p.value.dtype for net in nets for p in net.parameters()} == {np.dtype(np.float32)}
