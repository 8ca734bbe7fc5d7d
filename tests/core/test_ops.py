"""The contract of the formulas: shapes, `needs`, `out`, dtypes, own arrays; and known values."""

import itertools

import cases
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import mutually_broadcastable_shapes

from backprop_course import ops
from backprop_course.gradcheck import check_vjp

every_op = pytest.mark.parametrize("f, build, settings", cases.OPS.values(), ids=cases.OPS)
few_shapes = settings(deadline=None, derandomize=True, max_examples=25)
sizes = st.integers(1, 5)


def upstream(f, inputs, settings, rng, dtype=np.float64):
    """A random gradient, shaped like the output."""
    return rng.normal(size=np.shape(f(*inputs, **settings))).astype(dtype)


@every_op
def test_each_gradient_has_the_shape_of_its_input(f, build, settings, rng):
    inputs = build(rng)
    grads = ops.VJPS[f](upstream(f, inputs, settings, rng), *inputs, **settings)
    assert [np.shape(grad) for grad in grads] == [x.shape for x in inputs]


@every_op
def test_what_is_not_needed_is_none_and_the_rest_is_the_same(f, build, settings, rng):
    inputs = build(rng)
    grad_y = upstream(f, inputs, settings, rng)
    full = ops.VJPS[f](grad_y, *inputs, **settings)
    for needs in itertools.product((True, False), repeat=len(inputs)):
        part = ops.VJPS[f](grad_y, *inputs, needs=needs, **settings)
        for need, grad, expected in zip(needs, part, full, strict=True):
            if need:
                np.testing.assert_array_equal(grad, expected)
            else:
                assert grad is None


@every_op
def test_float32_is_kept(f, build, settings, rng):
    inputs = [x.astype(np.float32) for x in build(rng)]
    assert f(*inputs, **settings).dtype == np.float32
    grad_y = upstream(f, inputs, settings, rng, np.float32)
    for grad in ops.VJPS[f](grad_y, *inputs, **settings):
        assert grad.dtype == np.float32


# beside three numbers of float32: a number, and the type of the answer
BESIDE_FLOAT32 = {
    "a float": (2.0, np.float32),
    "a whole number": (2, np.float32),
    "a complex number": (2.0j, np.complex64),
    "one of NumPy's own": (np.asarray(2.0), np.float64),
}


@pytest.mark.parametrize("f", [ops.add, ops.sub, ops.mul, ops.div])
@pytest.mark.parametrize("number, dtype", BESIDE_FLOAT32.values(), ids=BESIDE_FLOAT32)
def test_a_number_of_python_leaves_float32_as_it_is(f, number, dtype):
    x = np.array([1.0, 2.0, 4.0], dtype=np.float32)
    for inputs in ((x, number), (number, x)):
        y = f(*inputs)
        grads = ops.VJPS[f](np.ones_like(y), *inputs)
        assert {y.dtype, *(grad.dtype for grad in grads)} == {np.dtype(dtype)}


@pytest.mark.parametrize("f", [ops.add, ops.sub, ops.mul, ops.div])
def test_two_numbers_of_python_are_float64(f):
    assert f(3, 2).dtype == np.float64


@every_op
def test_whole_numbers_become_float64(f, build, settings, rng):
    inputs = [np.ones(x.shape, dtype=int) for x in build(rng)]
    y = f(*inputs, **settings)
    assert y.dtype == np.float64
    for grad in ops.VJPS[f](np.ones(np.shape(y), dtype=int).tolist(), *inputs, **settings):
        assert grad.dtype == np.float64


@every_op
def test_results_are_arrays_of_their_own(f, build, settings, rng):
    inputs = build(rng)
    grad_y = upstream(f, inputs, settings, rng)
    results = [f(*inputs, **settings), *ops.VJPS[f](grad_y, *inputs, **settings)]
    for result, given_array in itertools.product(results, [grad_y, *inputs]):
        assert not np.shares_memory(result, given_array)
    for one, other in itertools.combinations(results, 2):
        assert not np.shares_memory(one, other)


@every_op
def test_an_upstream_of_another_shape_is_refused(f, build, settings, rng):
    inputs = build(rng)
    wrong = np.ones((7, *np.shape(f(*inputs, **settings))))
    with pytest.raises(ValueError, match=r"grad_y: expected .*, got \(7,"):
        ops.VJPS[f](wrong, *inputs, **settings)


KNOWN = [  # formula, inputs, output
    (ops.relu, [[-2.0, 0.0, 3.0]], [0.0, 0.0, 3.0]),
    (ops.leaky_relu, [[-2.0, 0.0, 3.0]], [-0.02, 0.0, 3.0]),
    (ops.sigmoid, [[0.0, np.log(3.0), -np.log(3.0)]], [0.5, 0.75, 0.25]),
    (ops.tanh, [[0.0, np.log(2.0)]], [0.0, 0.6]),
    (ops.softmax, [[[0.0, np.log(3.0)]]], [[0.25, 0.75]]),
    (ops.log_softmax, [[[0.0, np.log(3.0)]]], np.log([[0.25, 0.75]])),
    (ops.linear, [[[1, 2]], [[1, 0, 2], [0, 1, 3]], [10, 20, 30]], [[11.0, 22.0, 38.0]]),
    (ops.sum, [[[1, 2], [3, 4]]], 10.0),
    (ops.div, [[1.0, 9.0], [2.0, 3.0]], [0.5, 3.0]),
]


@pytest.mark.parametrize(
    "f, inputs, expected", KNOWN, ids=lambda case: getattr(case, "__name__", "")
)
def test_values_by_hand(f, inputs, expected):
    np.testing.assert_allclose(f(*inputs), expected, atol=1e-15)


def test_slopes_at_the_kinks_are_the_ones_the_docstrings_choose():
    zero, one = np.zeros((1, 1)), np.ones((1, 1))
    assert ops.relu_vjp(one, zero)[0].item() == 0.0
    assert ops.leaky_relu_vjp(one, zero, alpha=0.3)[0].item() == 0.3


def test_large_inputs_do_not_overflow():
    large = np.array([[-1000.0, 0.0, 1000.0]])
    np.testing.assert_array_equal(ops.sigmoid(large), [[0.0, 0.5, 1.0]])
    np.testing.assert_array_equal(ops.softmax(large), [[0.0, 0.0, 1.0]])
    np.testing.assert_array_equal(ops.log_softmax(large), [[-2000.0, -1000.0, 0.0]])
    np.testing.assert_array_equal(ops.sigmoid_vjp(np.ones((1, 3)), large)[0], [[0.0, 0.25, 0.0]])


def test_inf_and_nan_flow_on():
    x = np.array([[np.nan, np.inf, 1.0]])
    np.testing.assert_array_equal(ops.relu(x), x)
    np.testing.assert_array_equal(ops.sigmoid(x)[0, :2], [np.nan, 1.0])


# ---------------------------------------------------------------- shapes chosen by hypothesis


@few_shapes
@given(n=sizes, fan_in=sizes, fan_out=sizes, seed=st.integers(0, 99))
def test_linear_of_any_shape(n, fan_in, fan_out, seed):
    rng = np.random.default_rng(seed)
    inputs = [rng.normal(size=size) for size in ((n, fan_in), (fan_in, fan_out), (fan_out,))]
    assert ops.linear(*inputs).shape == (n, fan_out)
    for report in check_vjp(ops.linear, ops.linear_vjp, inputs, rng=rng):
        assert report, report


@few_shapes
@given(
    shapes=mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3),
    f=st.sampled_from([ops.add, ops.sub, ops.mul, ops.div]),
    seed=st.integers(0, 99),
)
def test_broadcasting_of_any_shapes(shapes, f, seed):
    rng = np.random.default_rng(seed)
    inputs = [rng.uniform(0.5, 2.0, size=shape) for shape in shapes.input_shapes]
    assert np.shape(f(*inputs)) == shapes.result_shape
    for report in check_vjp(f, ops.VJPS[f], inputs, rng=rng):
        assert report, report


@few_shapes
@given(n=sizes, classes=sizes, seed=st.integers(0, 99), shift=st.floats(-500.0, 500.0))
def test_softmax_of_any_shape_is_a_distribution_that_a_shift_leaves_alone(n, classes, seed, shift):
    x = np.random.default_rng(seed).normal(size=(n, classes))
    y = ops.softmax(x)
    np.testing.assert_allclose(y.sum(axis=1), np.ones(n))
    np.testing.assert_allclose(ops.softmax(x + shift), y, rtol=1e-10)
    np.testing.assert_allclose(np.exp(ops.log_softmax(x)), y)
