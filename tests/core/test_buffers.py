"""Arrays that are used again: inside a container only, never what the caller got."""

import copy
import tracemalloc

import numpy as np
import pytest

from backprop_course import losses, optim
from backprop_course.layers import MM, LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Tanh
from backprop_course.mlp import MLP
from backprop_course.module import Module, Sequential
from backprop_course.parameters import Parameter


class Same(Module):
    """A module of somebody else: it knows nothing of buffers, and returns its very input."""

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


def test_what_passes_between_layers_is_used_again(rng):
    net = NETS["nested"](rng)
    net.forward(rng.normal(size=(4, 3)))
    seen = net.intermediates[1], net.layers[0].intermediates[1]
    net.forward(rng.normal(size=(4, 3)))
    assert net.intermediates[1] is seen[0] and net.layers[0].intermediates[1] is seen[1]


def test_gradients_of_one_shape_take_turns_in_two_arrays(rng):
    net = NETS["of one width"](rng)
    for _ in range(2):
        net.backward(np.ones_like(net.forward(rng.normal(size=(4, 3)))))
    assert len({id(grad) for i, grad in net._grads.items() if i > 0}) == 2


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


def test_a_method_put_in_later_needs_no_buffer(rng):
    net = NETS["plain"](rng)
    net.forward(np.ones((4, 3)))
    net.layers[1].forward = lambda x: np.sin(x)
    first, again = net.forward(np.ones((4, 3))), net.forward(np.ones((1, 3)))
    np.testing.assert_allclose(first[:1], again, rtol=1e-12)


def test_a_complex_parameter_after_real_ones(rng):
    net = NETS["plain"](rng)
    x = rng.normal(size=(4, 3))
    y, W = net.forward(x), net.layers[0].W
    W.value = W.value + 1e-30j
    assert net.forward(x).dtype == np.complex128
    np.testing.assert_allclose(net.forward(x).real, y, rtol=1e-14)


def net_of_float32(rng):
    one = {"rng": rng, "dtype": np.float32}
    inner = Sequential(Linear(5, 4, **one), Tanh())
    return Sequential(Linear(3, 5, **one), ReLU(), inner, MM(4, 2, **one), Tanh())


def as_float64(array):
    return array.astype(np.float64)


def with_float64(layer):
    layer.W.value = as_float64(layer.W.value)


def with_a_short_b(layer):
    layer.b.value = layer.b.value[:1]


# what happens between two passes of a net that lends buffers
CHANGES = {
    "nothing": lambda net, x, g: None,
    "wider rows": lambda net, x, g: (np.ones((len(x), 4), np.float32), g),
    "one example without its axis": lambda net, x, g: (x[0], g),
    "float64 in x": lambda net, x, g: (as_float64(x), g),
    "float64 in grad_y": lambda net, x, g: (x, as_float64(g)),
    "float64 in x and grad_y": lambda net, x, g: (as_float64(x), as_float64(g)),
    "grad_y of one row": lambda net, x, g: (x, g[:1]),
    "grad_y in a list": lambda net, x, g: (x, g.tolist()),
    "float64 in W": lambda net, x, g: with_float64(net.layers[0]),
    "float64 in W and grad_y": lambda net, x, g: with_float64(net.layers[0]) or (x, as_float64(g)),
    "another Parameter": lambda net, x, g: setattr(net.layers[3], "W", Parameter(np.ones((4, 2)))),
    "a shorter b": lambda net, x, g: with_a_short_b(net.layers[0]),
    "float64 further inside": lambda net, x, g: with_float64(net.layers[2].layers[0]),
    "float64 further inside and in grad_y": lambda net, x, g: (
        with_float64(net.layers[2].layers[0]) or (x, as_float64(g))
    ),
    "another width further inside": lambda net, x, g: net.layers[2].append(
        MM(4, 3, rng=np.random.default_rng(0))
    ),
    "an activation further inside": lambda net, x, g: net.layers[2].append(Sigmoid()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_any_change_a_net_behaves_as_one_that_never_ran(change, rng):
    used = net_of_float32(rng)
    x, g = rng.normal(size=(6, 3)).astype(np.float32), rng.normal(size=(6, 2)).astype(np.float32)
    for _ in range(2):
        used.forward(x)
        used.backward(g)
    used.zero_grad()
    x, g = change(used, x, g) or (x, g)
    fresh = copy.deepcopy(used)
    for (name, ours), (_, theirs) in zip(outcomes(used, x, g), outcomes(fresh, x, g), strict=True):
        if name == "error":
            assert (type(ours), str(ours)) == (type(theirs), str(theirs))
        else:
            np.testing.assert_array_equal(ours, theirs, err_msg=name, strict=True)


def outcomes(net, x, g):
    """What comes out of a pass: every array by name, or the error that ended it."""
    try:
        yield "y", net.forward(x)
        yield "grad_x", net.backward(g)
    except (ValueError, TypeError) as error:
        yield "error", error
    for i, one in enumerate(net.intermediates):
        yield f"intermediates {i}", one
    for name, parameter in net.named_parameters().items():
        yield f"grad of {name}", parameter.grad


@pytest.mark.parametrize("build", [optim.SGD, optim.Adam])
def test_float32_in_every_buffer(build, rng):
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
    arrays = [*net.intermediates, grad, grad_x, *net._outputs.values(), *net._grads.values()]
    arrays += [a for p in net.parameters() for a in (p.value, p.grad)]
    arrays += [*optimizer.state[0].values(), *optimizer._spare.values()]
    assert {a.dtype for a in arrays} == {np.dtype(np.float32)}


def test_float32_nets_can_be_asked_for(rng):
    nets = [
        MLP([3, 5, 2], rng=rng, dtype=np.float32),
        MM(3, 2, rng=rng, dtype=np.float32),
        Linear(3, 2, rng=rng, dtype=np.float32),
    ]
    assert {p.value.dtype for net in nets for p in net.parameters()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("build", [optim.SGD, optim.Adam])
@pytest.mark.parametrize("sizes, n", [((64, 128, 64, 10), 64), ((784, 256, 128, 10), 128)])
def test_a_step_allocates_next_to_nothing(build, sizes, n, rng):
    a, b, c, d = sizes
    one = {"rng": rng, "dtype": np.float32}
    net = Sequential(Linear(a, b, **one), ReLU(), Linear(b, c, **one), ReLU(), Linear(c, d, **one))
    optimizer = build(net.parameters(), 0.01)
    x, labels = rng.normal(size=(n, a)).astype(np.float32), rng.integers(0, d, n)

    def step():
        optimizer.zero_grad()
        _, grad = losses.softmax_cross_entropy(net.forward(x), labels)
        net.backward(grad, input_grad=False)
        optimizer.step()

    step()
    step()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        step()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak - before < 64_000
