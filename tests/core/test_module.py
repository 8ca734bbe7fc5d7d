"""Parameter, Module, Sequential and the layers: who remembers, who adds, who is asked."""

import cases
import numpy as np
import pytest

from backprop_course import layers, ops
from backprop_course.layers import Linear, ReLU, Tanh
from backprop_course.mlp import MLP
from backprop_course.module import Module, Parameter, Sequential

every_module = pytest.mark.parametrize(
    "build, shape", cases.EVERY_MODULE.values(), ids=cases.EVERY_MODULE
)


def halved(fan_in, fan_out, *, rng):
    """First weights in half the digits."""
    return rng.normal(size=(fan_in, fan_out)).astype(np.float32)


def reshaped_to(shape):
    """A module that only changes the shape."""

    class Reshape(layers.Activation):
        f = staticmethod(ops.reshape)

        def settings(self):
            return {"shape": shape}

    return Reshape()


def grads(module):
    """Copies of all gradients."""
    return [parameter.grad.copy() for parameter in module.parameters()]


def test_a_parameter_copies_its_value():
    value = np.ones((3, 2))
    parameter = Parameter(value)
    parameter.value += 1.0
    np.testing.assert_array_equal(value, np.ones((3, 2)))
    np.testing.assert_array_equal(parameter.grad, np.zeros((3, 2)))
    assert Parameter(value.astype(np.float32)).grad.dtype == np.float32
    assert Parameter([1, 2]).value.dtype == np.float64


@every_module
def test_gradients_add_up_until_they_are_zeroed(build, shape, rng):
    module, x = build(rng), rng.normal(size=shape)
    grad_y = rng.normal(size=module.forward(x).shape)
    module.backward(grad_y)
    once = grads(module)
    module.backward(grad_y)
    for grad, first in zip(grads(module), once, strict=True):
        np.testing.assert_allclose(grad, 2.0 * first)
    module.zero_grad()
    assert not any(grad.any() for grad in grads(module))


@every_module
def test_without_input_grad_the_parameters_get_the_same(build, shape, rng):
    module, x = build(rng), rng.normal(size=shape)
    grad_y = rng.normal(size=module.forward(x).shape)
    assert module.backward(grad_y).shape == x.shape
    full = grads(module)
    module.zero_grad()
    assert module.backward(grad_y, input_grad=False) is None
    for grad, expected in zip(grads(module), full, strict=True):
        np.testing.assert_array_equal(grad, expected)


@every_module
def test_results_of_two_calls_are_kept_apart(build, shape, rng):
    module = build(rng)
    x1, x2 = rng.normal(size=shape), rng.normal(size=shape)
    y1 = module.forward(x1)
    ones = np.ones_like(y1)
    kept, g1 = y1.copy(), module.backward(ones)
    kept_g = g1.copy()
    y2 = module.forward(x2)
    g2 = module.backward(2.0 * np.ones_like(y2))
    np.testing.assert_array_equal(y1, kept)
    np.testing.assert_array_equal(g1, kept_g)
    assert not np.shares_memory(y1, y2) and not np.shares_memory(g1, g2)
    assert not np.shares_memory(y1, x1) and not np.shares_memory(g1, ones)


@every_module
def test_backward_needs_a_forward_pass_before_it(build, shape, rng):
    with pytest.raises(RuntimeError, match=r"backward needs a forward pass"):
        build(rng).backward(np.ones((4, 2)))


@pytest.mark.parametrize(
    "build",
    [
        lambda rng: Linear(3, 2, rng=rng, init=halved),
        lambda rng: MLP([3, 5, 2], rng=rng, init=halved),
        lambda rng: Sequential(Linear(3, 5, rng=rng, init=halved), Tanh()),
        lambda rng: layers.MM(3, 2, rng=rng, init=halved),
        lambda rng: layers.Dropout(0.4, rng=rng),
        lambda rng: layers.Dropout(0.4, rng=rng).eval(),
        lambda rng: layers.Residual(Linear(3, 3, rng=rng, init=halved), scale=0.3),
        lambda rng: layers.LayerNorm(3, dtype=np.float32),
        lambda rng: layers.BatchNorm(3, dtype=np.float32),
        lambda rng: layers.BatchNorm(3, dtype=np.float32).eval(),
        lambda rng: Sequential(reshaped_to((4, 1, 3)), layers.RNN(3, 2, rng=rng, init=halved)),
        lambda rng: Sequential(
            reshaped_to((2, 1, 3, 2)),
            layers.Conv2D(1, 2, 2, rng=rng, init=halved, padding=1),
            layers.MaxPool2D(2),
            layers.Flatten(),
        ),
    ],
    ids=(
        "Linear, MLP, Sequential, MM, Dropout, Dropout in use, Residual, LayerNorm, BatchNorm, "
        "BatchNorm in use, RNN, images"
    ).split(", "),
)
def test_float32_is_kept_from_end_to_end(build, rng):
    module = build(rng)
    y = module.forward(rng.normal(size=(4, 3)).astype(np.float32))
    grad_x = module.backward(y)
    assert {y.dtype, grad_x.dtype, *(g.dtype for g in grads(module))} == {np.dtype(np.float32)}
    if isinstance(module, layers.BatchNorm):
        assert {module.running_mean.dtype, module.running_variance.dtype} == {y.dtype}


def test_float64_is_the_default(rng):
    layer = Linear(3, 2, rng=rng)
    assert {p.value.dtype for p in layer.parameters()} == {np.dtype(np.float64)}
    assert layer.forward(np.ones((4, 3), dtype=int)).dtype == np.float64


def test_update_parameters_steps_and_zeroes(rng):
    layer = Linear(3, 2, rng=rng)
    value = layer.W.value.copy()
    layer.W.grad[...] = 3.0
    live = layer.W.value
    layer.update_parameters(0.1)
    np.testing.assert_allclose(layer.W.value, value - 0.3)
    assert layer.W.value is live and not layer.W.grad.any()


def test_parameters_are_named_by_where_they_stand(rng):
    assert list(cases.MODULES["Sequential in Sequential"](rng).named_parameters()) == [
        "layers.0.W",
        "layers.0.b",
        "layers.1.layers.1.W",
        "layers.1.layers.1.b",
        "layers.2.W",
        "layers.2.b",
    ]
    assert list(MLP([3, 5, 2], rng=rng).named_parameters()) == ["W.1", "W.2", "b.1", "b.2"]


def test_a_shared_parameter_counts_once(rng):
    one, other = Linear(3, 3, rng=rng), Linear(3, 3, rng=rng)
    other.W = one.W
    net = Sequential(one, ReLU(), other)
    assert list(net.named_parameters()) == ["layers.0.W", "layers.0.b", "layers.2.b"]
    assert len(net.parameters()) == 3


def test_train_and_eval_reach_every_part(rng):
    net = cases.MODULES["Sequential in Sequential"](rng)
    inner = net.layers[1].layers[0]
    assert inner.training
    assert net.eval() is net and not net.training and not inner.training
    assert net.train() is net and net.training and inner.training


def test_repr_shows_shapes_and_counts(rng):
    text = repr(MLP([64, 32, 10], rng=rng))
    assert text.splitlines()[0] == "MLP: 2,410 parameters"
    assert "W.1  (64, 32)" in text and "2,048" in text
    assert repr(ReLU()) == "ReLU: 0 parameters"
    assert repr(Parameter(np.ones((3, 2)))) == "Parameter(shape=(3, 2), dtype=float64)"


def test_repr_of_nested_modules_keeps_its_columns(rng):
    net = Sequential(
        layers.Conv2D(3, 16, 3, rng=rng),
        layers.Flatten(),
        layers.Residual(layers.BatchNorm(12), Linear(12, 12, rng=rng)),
    )
    assert repr(net).splitlines() == [
        "Sequential: 628 parameters",
        "  layers.0.W                      (16, 3, 3, 3)       432",
        "  layers.0.b                      (16,)                16",
        "  layers.2.branch.layers.0.gain   (12,)                12",
        "  layers.2.branch.layers.0.shift  (12,)                12",
        "  layers.2.branch.layers.1.W      (12, 12)            144",
        "  layers.2.branch.layers.1.b      (12,)                12",
    ]


def test_sequential_keeps_the_intermediates(rng):
    net = Sequential(Linear(3, 5, rng=rng))
    net.append(Tanh())
    x = rng.normal(size=(4, 3))
    y = net.forward(x)
    assert [value.shape for value in net.intermediates] == [(4, 3), (4, 5), (4, 5)]
    assert net.intermediates[0] is x and net.intermediates[-1] is y
    assert [type(layer) for layer in net.layers] == [Linear, Tanh]
    with pytest.raises(TypeError, match="expected a Module, got function"):
        net.append(lambda x: x)


def test_linear_computes_x_W_plus_b(rng):
    layer = cases.with_biases(Linear(3, 2, rng=rng), rng)
    x = rng.normal(size=(4, 3))
    np.testing.assert_allclose(layer.forward(x), x @ layer.W.value + layer.b.value)


def test_module_and_activation_are_abstract():
    with pytest.raises(TypeError, match="abstract"):
        Module()
    assert layers.Activation.f is None
