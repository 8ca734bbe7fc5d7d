"""Every formula, loss and layer against finite differences and against the complex step.

The seeds keep every input away from the kinks of ReLU and leaky ReLU (slope 0 and alpha at 0).
"""

import copy
import inspect

import cases
import numpy as np
import pytest

from backprop_course import layers, losses, ops
from backprop_course.gradcheck import TOLERANCE, check_gradient, check_module, check_vjp
from backprop_course.module import Module

every_op = pytest.mark.parametrize("f, build, settings", cases.OPS.values(), ids=cases.OPS)
every_loss = pytest.mark.parametrize("loss, build", cases.LOSSES.values(), ids=cases.LOSSES)
every_reduction = pytest.mark.parametrize("reduction", losses.REDUCTIONS)
every_module = pytest.mark.parametrize(
    "build, shape", cases.EVERY_MODULE.values(), ids=cases.EVERY_MODULE
)
ALONG_I = (
    "if finite differences agree, f drops what is imaginary, as np.abs does: see architecture.md"
)


def complex_step(f, x):
    """The gradient of the number f(x), from one step along i: exact to the last digits."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        stepped = x.astype(complex)
        stepped[i] += 1e-20j
        grad[i] = np.imag(f(stepped)) / 1e-20
    return grad


def public_functions(module):
    """The functions written in the module, or in the files of the package, by name."""
    found = inspect.getmembers(module, inspect.isfunction)
    return {name: f for name, f in found if is_written_in(module, f) and name[0] != "_"}


def is_written_in(module, thing):
    return f"{thing.__module__}.".startswith(f"{module.__name__}.")


@every_op
def test_vjp_agrees_with_finite_differences(f, build, settings, rng):
    reports = check_vjp(f, ops.VJPS[f], build(rng), rng=rng, **settings)
    assert len(reports) == len(build(rng))
    for report in reports:
        assert report and report.error < TOLERANCE, report


@every_op
def test_vjp_agrees_with_the_complex_step(f, build, settings, rng):
    inputs = build(rng)
    grad_y = rng.normal(size=np.shape(f(*inputs, **settings)))
    for k, grad in enumerate(ops.VJPS[f](grad_y, *inputs, **settings)):
        others = [*inputs]

        def weighted_sum(x, k=k, others=others):
            others[k] = x
            return np.sum(grad_y * f(*others, **settings))

        np.testing.assert_allclose(
            grad, complex_step(weighted_sum, inputs[k]), 1e-12, 1e-14, err_msg=ALONG_I
        )


@every_reduction
@every_loss
def test_loss_gradient_agrees_with_finite_differences(loss, build, reduction, rng):
    prediction, target = build(rng)
    _, grad = loss(prediction, target, reduction=reduction)
    report = check_gradient(lambda p: loss(p, target, reduction=reduction)[0], grad, prediction)
    assert report, report


@every_reduction
@every_loss
def test_loss_gradient_agrees_with_the_complex_step(loss, build, reduction, rng):
    prediction, target = build(rng)
    value, grad = loss(prediction, target, reduction=reduction)
    stepped, _ = loss(prediction + 0j, target, reduction=reduction)
    assert isinstance(value, float) and isinstance(stepped, complex)
    expected = complex_step(lambda p: loss(p, target, reduction=reduction)[0], prediction)
    np.testing.assert_allclose(grad, expected, 1e-12, 1e-14, err_msg=ALONG_I)


@every_module
def test_backward_agrees_with_finite_differences(build, shape, rng):
    module = cases.with_biases(build(rng), rng)
    reports = check_module(module, rng.normal(size=shape), rng=rng)
    assert [report.name for report in reports] == ["x", *module.named_parameters()]
    for report in reports:
        assert report, report


@every_module
def test_backward_agrees_with_the_complex_step(build, shape, rng):
    module, x = cases.with_biases(build(rng), rng), rng.normal(size=shape)
    start = copy.deepcopy(module)  # with its random state, so that every pass sees one mask
    grad_y = rng.normal(size=module.forward(x).shape)

    def weighted_sum(x):
        return np.sum(grad_y * copy.deepcopy(start).forward(x))

    np.testing.assert_allclose(module.backward(grad_y), complex_step(weighted_sum, x), 1e-11, 1e-13)


def test_every_formula_has_a_line_in_the_table():
    assert {f for f, _, _ in cases.OPS.values()} == set(ops.VJPS)


def test_every_formula_of_ops_stands_in_the_table_of_vjps():
    functions = public_functions(ops)
    forward = {name for name in functions if not name.endswith("_vjp")}
    assert {f.__name__: vjp.__name__ for f, vjp in ops.VJPS.items()} == {
        name: f"{name}_vjp" for name in forward
    }


def test_every_loss_has_a_line_in_the_table():
    assert {loss for loss, _ in cases.LOSSES.values()} == set(public_functions(losses).values())


def test_every_layer_has_a_line_in_the_table():
    written = inspect.getmembers(layers, inspect.isclass)
    names = {name for name, kind in written if is_written_in(layers, kind)}
    assert {"Linear", "RNN"} <= names
    assert names - {"Activation"} <= set(cases.EVERY_MODULE)
    assert issubclass(layers.Activation, Module)


# The four gradients that introductory texts single out, as printed there.


def test_linear_gradient_is_x_transposed_times_g(rng):
    x, W, b = cases.OPS["linear"][1](rng)
    g = rng.normal(size=(4, 2))
    dx, dW, db = ops.linear_vjp(g, x, W, b)
    np.testing.assert_allclose(dW, x.T @ g)
    np.testing.assert_allclose(db, g.sum(axis=0))
    np.testing.assert_allclose(dx, g @ W.T)


def test_relu_gradient_is_1_for_positive_x_else_0():
    x = np.array([-2.0, -1e-9, 0.0, 1e-9, 3.0])
    (dx,) = ops.relu_vjp(np.ones(5), x)
    np.testing.assert_array_equal(dx, [0.0, 0.0, 0.0, 1.0, 1.0])


def test_sigmoid_gradient_is_s_times_1_minus_s(rng):
    x = rng.normal(size=(4, 3))
    s = 1.0 / (1.0 + np.exp(-x))
    (dx,) = ops.sigmoid_vjp(np.ones((4, 3)), x)
    np.testing.assert_allclose(dx, s * (1.0 - s))


def test_mse_gradient_is_2_over_n_times_the_gap(rng):
    prediction, target = rng.normal(size=(5, 1)), rng.normal(size=(5, 1))
    _, grad = losses.mse(prediction, target)
    np.testing.assert_allclose(grad, (2.0 / 5.0) * (prediction - target))
