"""The engine: every formula by graph, graphs by hand and against differences, and its promises."""

import gc
import inspect
import sys
import time
import weakref

import cases
import graphs
import numpy as np
import pytest

from backprop_course import autograd, losses, ops, optim
from backprop_course.autograd import Tensor, apply, apply_loss, inputs_first
from backprop_course.gradcheck import check_gradient
from backprop_course.mlp import ACTIVATIONS, MLP
from backprop_course.module import Parameter

every_op = pytest.mark.parametrize("f, build, settings", cases.OPS.values(), ids=cases.OPS)
every_loss = pytest.mark.parametrize("loss, build", cases.LOSSES.values(), ids=cases.LOSSES)
every_graph = pytest.mark.parametrize("f, values", graphs.GRAPHS.values(), ids=graphs.GRAPHS)


def backward(f, values):
    """The value of a graph and the gradients at its leaves, as plain arrays."""
    leaves = [Tensor(value) for value in values]
    y = f(autograd, *leaves)
    y.backward()
    return y.value, [leaf.grad for leaf in leaves]


def assert_differences_agree(value, values, grads):
    """``value``: function of arrays to a number."""
    for k, grad in enumerate(grads):

        def of_one(x, k=k):
            return float(value(*values[:k], x, *values[k + 1 :]))

        report = check_gradient(of_one, grad, np.array(values[k]))
        assert report and report.error < 1e-6, f"input {k}: {report}"


# ---------------------------------------------------------------- every formula, every loss


@every_op
def test_every_formula_by_graph_agrees_with_finite_differences(f, build, settings, rng):
    values = build(rng)
    leaves = [Tensor(value) for value in values]
    y = apply(f, *leaves, **settings)
    assert (y.f, y.inputs, y.settings) == (f, tuple(leaves), settings)
    grad_y = rng.normal(size=y.value.shape)
    y.backward(grad_y)
    assert_differences_agree(
        lambda *x: np.sum(grad_y * f(*x, **settings)), values, [leaf.grad for leaf in leaves]
    )


@every_op
def test_constants_get_no_gradient_and_change_none(f, build, settings, rng):
    values = build(rng)
    leaves = [Tensor(value) for value in values]
    y = apply(f, *leaves, **settings)
    grad_y = rng.normal(size=y.value.shape)
    y.backward(grad_y)
    for k, leaf in enumerate(leaves):
        alone = Tensor(values[k])
        apply(f, *values[:k], alone, *values[k + 1 :], **settings).backward(grad_y)
        np.testing.assert_array_equal(alone.grad, leaf.grad)


@every_op
def test_float32_is_kept_by_every_formula(f, build, settings, rng):
    leaves = [Tensor(value.astype(np.float32)) for value in build(rng)]
    y = apply(f, *leaves, **settings)
    y.backward(np.ones(y.value.shape))
    assert {y.value.dtype, *(leaf.grad.dtype for leaf in leaves)} == {np.dtype(np.float32)}


@pytest.mark.parametrize("reduction", losses.REDUCTIONS)
@every_loss
def test_every_loss_by_graph_agrees_with_finite_differences(loss, build, reduction, rng):
    value, target = build(rng)
    prediction = Tensor(value)
    y = 3.0 * apply_loss(loss, prediction, target, reduction=reduction)
    y.backward()
    assert_differences_agree(
        lambda p: 3.0 * loss(p, target, reduction=reduction)[0], [value], [prediction.grad]
    )


def named_functions():
    """(name, the formula or loss of that name) for every function of the engine that has one."""
    for name, function in inspect.getmembers(autograd, inspect.isfunction):
        of_that_name = getattr(ops, name, None) or getattr(losses, name, None)
        if function.__module__ == autograd.__name__ and of_that_name:
            yield name, of_that_name


@pytest.mark.parametrize("name, formula", list(named_functions()))
def test_functions_by_name_are_the_formulas_of_that_name(name, formula, rng):
    builders = {f: build for f, build, _ in [*cases.OPS.values()][::-1]}
    builders |= {loss: build for loss, build in [*cases.LOSSES.values()][::-1]}
    first, *others = builders[formula](rng)
    y = getattr(autograd, name)(Tensor(first), *others)
    expected = formula(first, *others)
    np.testing.assert_array_equal(y.value, expected[0] if isinstance(expected, tuple) else expected)
    assert y.f is formula


# ---------------------------------------------------------------- graphs


@every_graph
def test_graphs_agree_with_finite_differences(f, values):
    _, grads = backward(f, values)
    assert_differences_agree(lambda *x: f(autograd, *map(Tensor, x)).value.item(), values, grads)


SIN_2, COS_2 = np.sin(2.0), np.cos(2.0)
BY_HAND = {  # label of a graph: its gradients
    "one neuron": [-0.125],
    "3 x^2": [12.0],
    "x times x": [4.0],
    "x minus x": [0.0],
    "used twice": [(2.0 * SIN_2 + 1.0) * COS_2],
    "if, above": [np.exp(0.7)],
    "if, below": [-1.4],
    "while": [5.0 * 13.0 * 85.0],  # 2, 6, 42, 1806: each step has the slope 1 + 2x
    "number minus tensor": [1.0],
    "number over tensor": [-6.0 / 4.0 + 0.25],
    "minus tensor": [np.exp(-2.0)],
}


@pytest.mark.parametrize("label, expected", BY_HAND.items(), ids=BY_HAND)
def test_graphs_agree_with_arithmetic_by_hand(label, expected):
    _, grads = backward(*graphs.GRAPHS[label])
    np.testing.assert_allclose(grads, expected, rtol=1e-14)


BROADCAST = {  # label: (operation, left, right, gradients of the sum of all entries)
    "row": (lambda a, b: a + b, (4, 3), (3,), [np.ones((4, 3)), np.full(3, 4.0)]),
    "column": (lambda a, b: a - b, (4, 1), (4, 3), [np.full((4, 1), 3.0), np.full((4, 3), -1.0)]),
    "number": (lambda a, b: a + b, (), (4, 3), [np.full((), 12.0), np.ones((4, 3))]),
    "both": (lambda a, b: a + b, (4, 1), (3,), [np.full((4, 1), 3.0), np.full(3, 4.0)]),
}


@pytest.mark.parametrize("operation, left, right, expected", BROADCAST.values(), ids=BROADCAST)
def test_broadcasting_is_undone(operation, left, right, expected, rng):
    a, b = Tensor(rng.normal(size=left)), Tensor(rng.normal(size=right))
    operation(a, b).sum().backward()
    for leaf, grad in zip((a, b), expected, strict=True):
        np.testing.assert_array_equal(leaf.grad, grad, strict=True)


ARRAY = np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 7.0]])
OPERATORS = {  # label: (operation, gradient of the sum at a tensor of twos)
    "array + tensor": (lambda x: ARRAY + x, np.ones((2, 3))),
    "array - tensor": (lambda x: ARRAY - x, -np.ones((2, 3))),
    "array * tensor": (lambda x: ARRAY * x, ARRAY),
    "array / tensor": (lambda x: ARRAY / x, -ARRAY / 4.0),
    "array @ tensor": (lambda x: ARRAY.T @ x, np.tile(ARRAY.sum(axis=1)[:, None], 3)),
    "tensor @ array": (lambda x: x @ ARRAY.T, np.tile(ARRAY.sum(axis=0), (2, 1))),
    "numpy number * tensor": (lambda x: np.float64(3.0) * x, np.full((2, 3), 3.0)),
    "list - tensor": (lambda x: [1, 2, 3] - x, -np.ones((2, 3))),
    "- tensor": (lambda x: -x, -np.ones((2, 3))),
}


@pytest.mark.parametrize("operation, expected", OPERATORS.values(), ids=OPERATORS)
def test_operators_take_arrays_on_either_side(operation, expected):
    x = Tensor(np.full((2, 3), 2.0))
    y = operation(x)
    assert isinstance(y, Tensor)
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, expected)


def dual(step, a, b):
    """One step of a random graph on (value, slope) pairs: derivatives carried forward."""
    (u, du), (v, dv) = a, b
    return {"add": (u + v, du + dv), "mul": (u * v, du * v + u * dv), "sub": (u - v, du - dv)}[step]


@pytest.mark.parametrize("seed", range(10))
def test_random_graphs_agree_with_derivatives_carried_forward(seed):
    rng, x = np.random.default_rng(seed), Tensor(1.1)
    tensors, pairs = [x, Tensor(0.3)], [(1.1, 1.0), (0.3, 0.0)]
    for _ in range(30):
        step, (i, j) = rng.choice(["add", "mul", "sub"]), rng.integers(len(tensors), size=2)
        tensors.append(autograd.sin(apply(getattr(ops, step), tensors[i], tensors[j])))
        value, slope = dual(step, pairs[i], pairs[j])
        pairs.append((np.sin(value), np.cos(value) * slope))
    y, (value, slope) = tensors[-1], pairs[-1]
    y.backward()
    np.testing.assert_allclose([y.value, x.grad], [value, slope], rtol=1e-10, atol=1e-12)


COMPOSED = {  # label: (composition of tensors, the formula, builder of the inputs)
    "batch_norm": (
        lambda x, gain, shift: gain * normalized(x) + shift,
        ops.batch_norm,
        cases.normal((4, 3), (3,), (3,)),
    ),
    "softmax": (
        lambda x: autograd.exp(x) / autograd.exp(x).sum(axis=1, keepdims=True),
        ops.softmax,
        cases.normal((4, 3)),
    ),
    "sigmoid": (lambda x: 1 / (1 + autograd.exp(-x)), ops.sigmoid, cases.normal((4, 3))),
    "linear": (lambda x, W, b: x @ W + b, ops.linear, cases.normal((4, 3), (3, 2), (2,))),
}


def normalized(x):
    """Columns with mean 0 and variance 1."""
    centred = x - x.sum(axis=0) / 4.0
    return centred / autograd.sqrt(autograd.square(centred).sum(axis=0) / 4.0 + 1e-5)


@pytest.mark.parametrize("compose, formula, build", COMPOSED.values(), ids=COMPOSED)
def test_a_formula_and_its_parts_have_the_same_gradients(compose, formula, build, rng):
    values = build(rng)
    whole, parts = [Tensor(v) for v in values], [Tensor(v) for v in values]
    y, z = apply(formula, *whole), compose(*parts)
    grad_y = rng.normal(size=y.value.shape)
    y.backward(grad_y)
    z.backward(grad_y)
    np.testing.assert_allclose(z.value, y.value, rtol=1e-12)
    for one, other in zip(parts, whole, strict=True):
        np.testing.assert_allclose(one.grad, other.grad, rtol=1e-10, atol=1e-12)


# ---------------------------------------------------------------- deep graphs, order, memory


def test_20000_additions_deep():
    assert sys.getrecursionlimit() < 20_000
    x, start = Tensor(1.5), time.perf_counter()
    y = x
    for _ in range(20_000):
        y = y + 1.0
    y.backward()
    assert (y.value, x.grad) == (20_001.5, 1.0)
    assert time.perf_counter() - start < 5.0  # it takes a third of a second


def test_a_value_joined_with_itself_60_times_takes_60_steps():
    x = y = Tensor(1.0)
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.grad == 2.0**60


@every_graph
def test_every_tensor_stands_after_its_inputs_once(f, values):
    y = f(autograd, *map(Tensor, values))
    order = inputs_first(y)
    place = {tensor: i for i, tensor in enumerate(order)}
    assert order[-1] is y and len(place) == len(order)
    for tensor in order:
        assert all(place[x] < place[tensor] for x in tensor.inputs if isinstance(x, Tensor))


def as_they_are_met(y):
    """A planted error: y, its inputs, theirs and so on, without waiting for the longest way."""
    order, queue = [], [y]
    for tensor in queue:
        if tensor not in order:
            order.append(tensor)
            queue.extend(x for x in tensor.inputs if isinstance(x, Tensor))
    return order[::-1]


def test_a_planted_wrong_order_is_noticed(monkeypatch):
    f, values = graphs.GRAPHS["shortcut"]
    _, (right,) = backward(f, values)
    monkeypatch.setattr(autograd, "inputs_first", as_they_are_met)
    _, (wrong,) = backward(f, values)  # x is done when one of its two shares has come
    assert wrong == 1.0 + np.exp(np.sin(0.49)) and abs(wrong - right) > 1.0


def test_a_graph_goes_with_its_last_tensor():
    x = Tensor(2.0)
    h = autograd.sin(x)
    y = apply_loss(losses.mse, h * h, np.array(0.5))
    y.backward()
    seen = weakref.ref(h)
    gc.disable()  # no cycles: counting references is enough
    del h, y
    alive = seen()
    gc.enable()
    assert alive is None


# ---------------------------------------------------------------- leaves, accumulation, own arrays


def test_a_second_backward_adds():
    x = Tensor(2.0)
    y = autograd.square(x)
    z = 3.0 * y
    z.backward()
    assert x.grad == 12.0
    z.backward()
    y.backward()
    assert x.grad == 12.0 + 12.0 + 4.0
    x.zero_grad()
    assert x.grad == 0.0


def test_only_leaves_collect_gradients():
    x = Tensor([[1.0, 2.0]])
    y = x * 3.0
    y.zero_grad()
    y.sum().backward()
    assert x.is_leaf and not y.is_leaf
    assert y.grad is None and x.grad.shape == (1, 2)


def test_a_leaf_is_its_own_result():
    x = Tensor(2.0)
    x.backward()
    assert x.grad == 1.0


def test_detach_stops_the_gradient():
    x = Tensor(3.0)
    h = autograd.square(x)
    (h * h.detach()).backward()
    assert x.grad == 9.0 * 6.0  # without detach it would be twice as much
    h.detach().value[...] = 0.0
    assert h.value == 9.0


def test_values_are_copied_in():
    ours = np.ones(3)
    x = Tensor(ours)
    ours[...] = 7.0
    np.testing.assert_array_equal(x.value, np.ones(3))


def test_gradients_of_two_leaves_never_share_memory():
    a, b, grad_y = Tensor(np.ones(3)), Tensor(np.ones(3)), np.ones(3)
    y = a + b
    y.backward(grad_y)
    handed_out = [a.grad, b.grad, *autograd.grad(y, [y, y, a, b, a], grad_y), grad_y]
    for i, one in enumerate(handed_out):
        assert not any(np.shares_memory(one, other) for other in handed_out[:i])


FLOAT32 = {
    "numbers right": lambda x: x * 2 + 1.0 - 3 / x,
    "numbers left": lambda x: 2.0 * (1 - (0.5 / x)),
    "minus": lambda x: -x,
    "sum": lambda x: x.sum() / 3.0,
    "mse": lambda x: 2.0 * autograd.mse(x, np.zeros((4, 3))),
    "labels": lambda x: autograd.softmax_cross_entropy(x, np.array([2, 0, 1, 2])),
}


@pytest.mark.parametrize("f", FLOAT32.values(), ids=FLOAT32)
def test_float32_is_kept(f):
    x = Tensor(graphs.MATRIX.astype(np.float32))
    y = f(x)
    y.sum().backward()
    assert y.value.dtype == x.grad.dtype == np.float32
    (grad,) = autograd.grad(y.sum(), x)
    assert grad.dtype == np.float32


def test_a_float64_constant_widens_the_result_but_not_the_gradient():
    x = Tensor(np.ones(3, dtype=np.float32))
    y = x * np.full(3, 2.0)
    assert y.value.dtype == np.float64
    assert autograd.grad(y.sum(), x)[0].dtype == np.float32


# ---------------------------------------------------------------- grad(y, xs)


def test_grad_returns_gradients_and_touches_none():
    x, w = Tensor(2.0), Tensor(5.0)
    y = autograd.square(x)
    z = 3.0 * y * w
    grads = autograd.grad(z, [y, w, x])
    assert grads == (15.0, 12.0, 60.0)  # y is in the middle of the graph
    assert autograd.grad(z, x) == (60.0,)
    assert autograd.grad(z, z) == (1.0,)
    assert (x.grad, w.grad) == (0.0, 0.0)


def test_grad_starts_from_a_given_gradient():
    x = Tensor([1.0, 2.0, 4.0])
    (grad,) = autograd.grad(autograd.square(x), x, [1.0, 10.0, 100.0])
    np.testing.assert_array_equal(grad, [2.0, 40.0, 800.0])


# ---------------------------------------------------------------- what is refused


def half_vjp(grad_y, x, y, *, needs=None):
    """A formula with a gradient for its first input only, as for labels."""
    return grad_y, None


def flat_vjp(grad_y, x, y, *, needs=None):
    """A planted error: the gradient lost its shape."""
    return grad_y, grad_y.sum(keepdims=True)


REFUSED = {  # label: (what to do with a tensor of shape (4, 3), error, message)
    "not one number": (
        lambda x: (x * 2.0).backward(),
        ValueError,
        r"one number, got a tensor of shape \(4, 3\)",
    ),
    "grad of another shape": (
        lambda x: x.backward(np.ones(3)),
        ValueError,
        r"grad: expected the shape of the tensor \(4, 3\), got \(3,\)",
    ),
    "no leaf": (
        lambda x: apply(ops.sum, np.ones(3)).backward(),
        ValueError,
        "computed from plain arrays alone",
    ),
    "not computed from": (
        lambda x: autograd.grad(x.sum(), [x, Tensor(1.0)]),
        ValueError,
        r"xs\[1\]: y was not computed from this tensor",
    ),
    "not a tensor": (
        lambda x: autograd.grad(x.sum(), [x, np.ones(3)]),
        TypeError,
        r"xs\[1\]: expected a Tensor, got ndarray",
    ),
    "not a formula": (lambda x: apply(np.sin, x), ValueError, "an entry in ops.VJPS, got .*sin"),
    "truth": (lambda x: 1 if x else 0, TypeError, "neither true nor false"),
    "comparison": (lambda x: x > 0, TypeError, "not supported"),
    "numpy function": (lambda x: np.exp(x), TypeError, "does not support ufuncs"),
    "formula without the graph": (lambda x: ops.exp(x), TypeError, "x: expected numbers"),
    "text": (lambda x: x + "a", TypeError, "b: expected numbers"),
    "tensor of a tensor": (lambda x: Tensor(x), TypeError, "value: expected numbers"),
    "tensor as target": (
        lambda x: autograd.mse(x, x.detach()).backward(),
        ValueError,
        r"mse input 1: its vjp gives no gradient there.* pass its \.value",
    ),
}


@pytest.mark.parametrize("action, error, message", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_said(action, error, message):
    x = Tensor(graphs.MATRIX)
    with pytest.raises(error, match=message):
        action(x)
    assert not x.grad.any()  # and no half of a backward pass was added


PLANTED = {  # vjp: what is said about it
    half_vjp: r"add input 1: its vjp gives no gradient there, but the input is a Tensor",
    flat_vjp: r"add input 1: the gradient: expected the shape of the input \(3,\), got \(1,\)",
}


@pytest.mark.parametrize("vjp, message", PLANTED.items())
def test_a_planted_wrong_vjp_is_named(vjp, message, monkeypatch):
    monkeypatch.setitem(ops.VJPS, ops.add, vjp)
    a, b = Tensor(np.ones(3)), Tensor(np.ones(3))
    with pytest.raises(ValueError, match=message):
        (a + b).sum().backward()
    assert not a.grad.any() and not b.grad.any()


def test_none_is_right_for_a_constant(monkeypatch):
    monkeypatch.setitem(ops.VJPS, ops.add, half_vjp)
    a = Tensor(np.ones(3))
    (a + np.ones(3)).sum().backward()
    np.testing.assert_array_equal(a.grad, np.ones(3))


def test_repr_says_value_and_origin():
    x = Tensor(2.0)
    assert repr(x) == "Tensor(array(2.), a leaf)"
    assert repr(x * 3.0) == "Tensor(array(6.), made by mul)"
    assert repr(autograd.mse(x, 1.0)) == "Tensor(array(1.), made by mse)"


# ---------------------------------------------------------------- by hand and by graph


def by_graph(net, x, loss, target):
    """The same network as a graph of leaves of its own: (loss, leaves of W, leaves of b, x)."""
    W = {l: Tensor(p.value) for l, p in net.W.items()}
    b = {l: Tensor(p.value) for l, p in net.b.items()}
    x = a = Tensor(x)
    for l in range(1, net.L + 1):
        a = apply(net.f[l], autograd.linear(a, W[l], b[l]))
    return apply_loss(loss, a, target), W, b, x


TRAINING = {  # loss: (activation after the last layer, target)
    losses.mse: ("identity", np.sin(np.arange(12.0)).reshape(6, 2)),
    losses.softmax_cross_entropy: ("identity", np.array([0, 1, 1, 0, 1, 0])),
    losses.cross_entropy: ("softmax", np.array([0, 1, 1, 0, 1, 0])),
    losses.binary_cross_entropy: ("identity", np.arange(12).reshape(6, 2) % 2),
}


@pytest.mark.parametrize("loss", TRAINING, ids=lambda loss: loss.__name__)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_an_mlp_by_hand_and_by_graph_agree(activation, loss, rng):
    output, target = TRAINING[loss]
    net = cases.with_biases(MLP([3, 5, 4, 2], rng=rng, activation=activation, output=output), rng)
    x = rng.normal(size=(6, 3))
    value, grad = loss(net.forward(x), target)
    grad_x = net.backward(grad)
    y, W, b, leaf = by_graph(net, x, loss, target)
    y.backward()
    np.testing.assert_allclose(y.value, value, rtol=1e-12)
    np.testing.assert_allclose(leaf.grad, grad_x, rtol=1e-12, atol=1e-12)
    for l in range(1, net.L + 1):
        np.testing.assert_allclose(W[l].grad, net.grad_W[l], rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(b[l].grad, net.grad_b[l], rtol=1e-12, atol=1e-12)


OPTIMIZERS = {
    "SGD": lambda p: optim.SGD(p, 0.1),
    "momentum": lambda p: optim.SGD(p, 0.1, momentum=0.9, weight_decay=0.01),
    "Nesterov": lambda p: optim.SGD(p, 0.1, momentum=0.9, nesterov=True),
    "RMSProp": lambda p: optim.RMSProp(p, 0.01),
    "Adam": lambda p: optim.Adam(p, 0.01),
    "AdamW": lambda p: optim.AdamW(p, 0.01),
}


@pytest.mark.parametrize("build", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_tensors_and_parameters_train_along_the_same_path(build, rng):
    x, target = rng.normal(size=(6, 3)), rng.normal(size=(6, 2))
    start = [rng.normal(size=(3, 2)), rng.normal(size=2)]
    tensors, parameters = [Tensor(v) for v in start], [Parameter(v) for v in start]
    by_machine, by_hand = build(tensors), build(parameters)
    for _ in range(20):
        by_machine.zero_grad()
        autograd.mse(autograd.linear(x, *tensors), target).backward()
        optim.clip_by_global_norm(tensors, 1.0)
        by_machine.step()

        by_hand.zero_grad()
        W, b = (p.value for p in parameters)
        _, grad = losses.mse(ops.linear(x, W, b), target)
        for p, grad_p in zip(parameters, ops.linear_vjp(grad, x, W, b)[1:], strict=True):
            p.grad += grad_p
        optim.clip_by_global_norm(parameters, 1.0)
        by_hand.step()
    for tensor, parameter, first in zip(tensors, parameters, start, strict=True):
        np.testing.assert_array_equal(tensor.value, parameter.value)
        assert not np.allclose(tensor.value, first)
