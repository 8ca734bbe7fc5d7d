"""Two vectors for all parameters: who is a view of what, and what happens when that changes."""

import copy

import numpy as np
import pytest

from backprop_course import optim
from backprop_course.autograd import Tensor
from backprop_course.layers import Linear, ReLU
from backprop_course.module import Sequential
from backprop_course.parameters import Parameter, flatten


def net(rng, dtype=np.float64):
    return Sequential(
        Linear(3, 5, rng=rng, dtype=dtype), ReLU(), Linear(5, 2, rng=rng, dtype=dtype)
    )


def backward(model, rng):
    """One forward and backward pass with fresh numbers."""
    dtype = model.parameters()[0].value.dtype
    y = model.forward(rng.normal(size=(4, 3)).astype(dtype))
    return model.backward(rng.normal(size=y.shape).astype(dtype))


def copies(model):
    return [p.value.copy() for p in model.parameters()]


def assert_same(model, other):
    for p, q in zip(model.parameters(), other.parameters(), strict=True):
        np.testing.assert_allclose(p.value, q.value, rtol=1e-12)


@pytest.mark.parametrize("kind", [Parameter, Tensor])
def test_values_and_gradients_become_views_of_two_vectors(kind):
    first, second, third = kind([[1.0, 2.0], [3.0, 4.0]]), kind(5.0), kind([6.0])
    second.grad[...] = 7.0
    ((values, grads),) = flatten([first, second, first, third])
    np.testing.assert_array_equal(values, [1, 2, 3, 4, 5, 6])
    np.testing.assert_array_equal(grads, [0, 0, 0, 0, 7, 0])
    values *= 10.0
    assert first.value[1, 0] == 30.0 and second.value == 50.0 and second.value.shape == ()
    third.grad += 2.0
    assert grads[-1] == 2.0


def test_flattening_again_moves_nothing(rng):
    parameters = net(rng).parameters()
    ((values, grads),) = flatten(parameters)
    before = [(p.value, p.grad) for p in parameters]
    ((values_again, grads_again),) = flatten(parameters)
    assert all(p.value is v and p.grad is g for p, (v, g) in zip(parameters, before, strict=True))
    assert np.shares_memory(values, values_again) and np.shares_memory(grads, grads_again)
    ((part, _),) = flatten(parameters[1:3])
    assert part.size == 5 + 10 and np.shares_memory(part, values)


def test_one_pair_of_vectors_for_each_type():
    single, double = Parameter(np.ones(3, dtype=np.float32)), Parameter(np.ones(2))
    pairs = flatten([single, double, Parameter(np.zeros(1))])
    assert [(values.size, values.dtype, grads.dtype) for values, grads in pairs] == [
        (3, np.float32, np.float32),
        (3, np.float64, np.float64),
    ]


@pytest.mark.parametrize("name", ["value", "grad"])
@pytest.mark.parametrize("change", [np.copy, np.asfortranarray, lambda a: a[::-1]])
def test_an_array_put_in_later_is_taken_over(name, change, rng):
    model = net(rng)
    optimizer, p = optim.SGD(model.parameters(), 0.5), model.layers[0].W
    backward(model, rng)
    setattr(p, name, change(getattr(p, name)))
    expected = p.value - 0.5 * p.grad
    optimizer.step()
    np.testing.assert_allclose(p.value, expected)


def test_a_gradient_of_another_shape_is_refused_where_it_would_move_a_value(rng):
    layer = Linear(3, 2, rng=rng)
    optimizer = optim.SGD(layer.parameters(), 0.1)
    layer.W.grad = np.ones(2)
    refused = pytest.raises(
        ValueError, match=r"grad: expected the shape of value \(3, 2\), got \(2,\)"
    )
    with refused:
        optimizer.step()
    with refused:
        layer.update_parameters(0.1)
    with refused:
        optim.clip_by_global_norm(layer.parameters(), 1.0)


def test_a_single_parameter_is_its_own_vector():
    p = Parameter(np.ones((3, 2)))
    value = p.value
    flatten([p])
    assert p.value is value


# ---------------------------------------------------------------- gradients


def test_an_array_taken_from_grad_shows_what_grad_is(rng):
    model = net(rng)
    taken = [p.grad for p in model.parameters()]
    backward(model, rng)
    assert all(grad.any() for grad in taken)
    model.zero_grad()
    assert not any(grad.any() for grad in taken)
    assert all(p.grad is grad for p, grad in zip(model.parameters(), taken, strict=True))


def test_gradients_of_two_passes_add_up(rng):
    model, seed = net(rng), 3
    model.zero_grad()
    backward(model, np.random.default_rng(seed))
    once = [p.grad.copy() for p in model.parameters()]
    backward(model, np.random.default_rng(seed))
    for p, grad in zip(model.parameters(), once, strict=True):
        np.testing.assert_allclose(p.grad, 2.0 * grad)


def test_a_shared_parameter_gets_both_gradients(rng):
    one, other = Linear(3, 3, rng=rng), Linear(3, 3, rng=rng)
    other.W = one.W
    model = Sequential(one, ReLU(), other)
    optimizer = optim.SGD(model.parameters(), 0.1)
    optimizer.zero_grad()
    backward(model, rng)
    x1, x2 = one.x, other.x
    grad_2 = np.ones((4, 3))
    optimizer.zero_grad()
    model.backward(grad_2)
    grad_1 = (grad_2 @ one.W.value.T) * (model.intermediates[1] > 0)
    np.testing.assert_allclose(one.W.grad, x1.T @ grad_1 + x2.T @ grad_2)


# ---------------------------------------------------------------- several optimizers, copies


def stepped(build, rng, steps=3):
    """Copies of one net, one of them trained by plain loops over its parameters."""
    model = net(rng)
    plain, optimizers = copy.deepcopy(model), build(model)
    for seed in range(steps):
        for optimizer in optimizers:
            optimizer.zero_grad()
        plain.zero_grad()
        backward(model, np.random.default_rng(seed))
        backward(plain, np.random.default_rng(seed))
        for optimizer in optimizers:
            optimizer.step()
        for p in plain.parameters():
            p.value -= 0.1 * p.grad
    return model, plain


@pytest.mark.parametrize(
    "parts",
    [
        [slice(0, 2), slice(2, 4)],
        [slice(0, None, 2), slice(1, None, 2)],
        [slice(3, None, -1)],
    ],
    ids=["by layer", "weights and biases", "in reverse"],
)
def test_optimizers_over_parts_of_a_net(parts, rng):
    def build(model):
        optim.Adam(model.parameters())  # another one came before, and flattened all
        return [optim.SGD(model.parameters()[part], 0.1) for part in parts]

    assert_same(*stepped(build, rng))


def test_an_optimizer_over_part_of_a_net_leaves_the_rest(rng):
    model = net(rng)
    whole, head = optim.SGD(model.parameters(), 0.1), optim.SGD(model.layers[2].parameters(), 0.1)
    backward(model, rng)
    before = copies(model)
    head.step()
    changed = [(p.value != v).any() for p, v in zip(model.parameters(), before, strict=True)]
    assert changed == [False, False, True, True]
    whole.step()
    assert (model.layers[0].W.value != before[0]).any()


def test_two_optimizers_that_overlap_take_turns(rng):
    model = net(rng)
    W, other_W = model.layers[0].W, model.layers[2].W
    first, second = optim.SGD(model.parameters(), 0.1), optim.SGD([W, other_W], 0.1)
    backward(model, rng)
    expected = W.value - 0.2 * W.grad
    first.step()
    second.step()
    np.testing.assert_allclose(W.value, expected)
    expected = W.value - 0.1 * W.grad
    first.step()
    np.testing.assert_allclose(W.value, expected)


def test_copies_of_a_net_and_its_optimizer_go_their_own_way(rng):
    model = net(rng)
    optimizer = optim.Adam(model.parameters(), 0.1)
    backward(model, rng)
    optimizer.step()
    twin, twin_optimizer = copy.deepcopy((model, optimizer))
    before = copies(model)
    backward(twin, np.random.default_rng(1))
    twin_optimizer.step()
    for p, value in zip(model.parameters(), before, strict=True):
        np.testing.assert_array_equal(p.value, value)
    model.zero_grad()
    twin.zero_grad()
    backward(model, np.random.default_rng(2))
    np.testing.assert_array_equal(optimizer.state[0]["m"].shape, (32,))
    assert twin_optimizer.t == 2 and optimizer.t == 1


def test_a_copied_optimizer_makes_the_same_steps(rng):
    model = net(rng)
    optimizer = optim.Adam(model.parameters(), 0.1)
    pairs = [(model, optimizer), copy.deepcopy((model, optimizer))]
    for one, its_optimizer in pairs:
        for seed in range(3):
            its_optimizer.zero_grad()
            backward(one, np.random.default_rng(seed))
            its_optimizer.step()
    assert_same(model, pairs[1][0])


def test_clipping_sees_what_the_optimizer_sees(rng):
    model = net(rng)
    optimizer = optim.SGD(model.parameters(), 1.0)
    backward(model, rng)
    value, whole = model.layers[0].W.value.copy(), [p.grad.copy() for p in model.parameters()]
    norm = optim.clip_by_global_norm(model.parameters(), 0.5)
    assert norm == pytest.approx(np.sqrt(sum(np.sum(g * g) for g in whole)), rel=1e-12)
    optimizer.step()
    np.testing.assert_allclose(model.layers[0].W.value, value - whole[0] * 0.5 / norm)
