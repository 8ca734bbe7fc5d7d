"""What single layers promise: which mode, which statistics, which window, which step of time."""

import numpy as np
import pytest

from backprop_course import layers, ops
from backprop_course.autograd import Tensor, apply
from backprop_course.gradcheck import check_module
from backprop_course.layers import RNN, BatchNorm, Conv2D, Dropout, Linear, Residual
from backprop_course.module import Sequential

ROWS, GRAD = [[1, 2], [-3, 4]], [[10, 20], [30, 40]]
KEEP_THEIR_INPUT = {  # its formula checks it
    "MM": (lambda rng: layers.MM(2, 2, rng=rng), ROWS, GRAD),
    "Linear": (lambda rng: Linear(2, 2, rng=rng), ROWS, GRAD),
    "ReLU": (lambda rng: layers.ReLU(), ROWS, GRAD),
    "LeakyReLU": (lambda rng: layers.LeakyReLU(), ROWS, GRAD),
    "Softmax": (lambda rng: layers.Softmax(), ROWS, GRAD),
    "Residual": (lambda rng: Residual(Linear(2, 2, rng=rng)), ROWS, GRAD),
    "Conv2D": (lambda rng: Conv2D(1, 1, 1, rng=rng), [[ROWS]], [[GRAD]]),
}
TAKE_LISTS = KEEP_THEIR_INPUT | {
    "Dropout": (lambda rng: Dropout(0.5, rng=rng), ROWS, GRAD),
    "LayerNorm": (lambda rng: layers.LayerNorm(2), ROWS, GRAD),
    "Sequential": (lambda rng: Sequential(Linear(2, 2, rng=rng), layers.ReLU()), ROWS, GRAD),
}


def both_ways(build, x, grad_y):
    """y, grad_x, and the gradients of all parameters."""
    layer = build(np.random.default_rng(0))
    passes = layer.forward(x), layer.backward(grad_y)
    return [*passes, *(parameter.grad for parameter in layer.parameters())]


@pytest.mark.parametrize("build, x, grad_y", TAKE_LISTS.values(), ids=TAKE_LISTS)
def test_lists_of_whole_numbers_go_through_as_arrays_do(build, x, grad_y):
    ours = both_ways(build, x, grad_y)
    theirs = both_ways(build, np.array(x, float), np.array(grad_y, float))
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(one, other, strict=True)


@pytest.mark.parametrize("build, x, _", KEEP_THEIR_INPUT.values(), ids=KEEP_THEIR_INPUT)
def test_an_input_that_the_formula_checks_is_kept_as_it_came(build, x, _, rng):
    layer = build(rng)
    layer.forward(x)
    assert layer.x is x


# ---------------------------------------------------------------- dropout


def test_dropout_drops_its_share_and_keeps_the_mean(rng):
    layer = Dropout(0.3, rng=rng)
    y = layer.forward(np.ones((200, 500)))
    assert set(np.unique(y)) == {0.0, 1.0 / 0.7}
    assert np.mean(y == 0.0) == pytest.approx(0.3, abs=0.005)
    assert np.mean(y) == pytest.approx(1.0, abs=0.005)


def test_dropout_sends_the_gradient_the_way_the_values_went(rng):
    layer, x = Dropout(0.5, rng=rng), np.ones((4, 3))
    np.testing.assert_array_equal(layer.forward(x), layer.backward(np.ones((4, 3))))


def test_dropout_draws_a_new_mask_for_each_pass_and_the_same_for_each_seed():
    def masks(seed):
        layer = Dropout(0.5, rng=np.random.default_rng(seed))
        return [layer.forward(np.ones((4, 3))) for _ in range(2)]

    np.testing.assert_array_equal(masks(0), masks(0))
    first, second = masks(0)
    assert not np.array_equal(first, second)


def test_dropout_in_use_passes_everything_and_draws_nothing(rng):
    layer, x = Dropout(0.5, rng=rng).eval(), np.ones((4, 3))
    before = rng.bit_generator.state
    np.testing.assert_array_equal(layer.forward(x), x)
    np.testing.assert_array_equal(layer.backward(2.0 * x), 2.0 * x)
    assert rng.bit_generator.state == before


# ---------------------------------------------------------------- the gradient check


def test_check_module_leaves_statistics_random_state_and_gradients_as_found(rng):
    chance = np.random.default_rng(3)
    net = Sequential(Linear(3, 3, rng=rng), BatchNorm(3), Residual(Dropout(0.5, rng=chance)))
    x = rng.normal(size=(4, 3))
    net.backward(net.forward(x))
    norm = net.layers[1]
    kept = [norm.running_mean.copy(), norm.running_variance.copy()]
    kept += [p.grad.copy() for p in net.parameters()]
    state, seen = chance.bit_generator.state, net.intermediates
    for report in check_module(net, rng.normal(size=(5, 3)), rng=rng):
        assert report, report
    now = [norm.running_mean, norm.running_variance, *(p.grad for p in net.parameters())]
    for before, after in zip(kept, now, strict=True):
        np.testing.assert_array_equal(before, after)
    assert chance.bit_generator.state == state and net.intermediates is seen


def test_check_module_with_the_generator_of_the_dropout_itself(rng):
    net = Sequential(Dropout(0.5, rng=rng), Linear(3, 2, rng=rng), Dropout(0.5, rng=rng))
    for report in check_module(net, rng.normal(size=(4, 3)), rng=rng):
        assert report, report


TWICE = {  # label: a layer that can follow itself, and the shape it takes
    "MM": (lambda rng: layers.MM(3, 3, rng=rng), (4, 3)),
    "Tanh": (lambda rng: layers.Tanh(), (4, 3)),
    "Dropout": (lambda rng: Dropout(0.5, rng=rng), (4, 3)),
    "Residual": (lambda rng: Residual(Linear(3, 3, rng=rng), layers.Tanh()), (4, 3)),
    "LayerNorm": (lambda rng: layers.LayerNorm(3, eps=0.5), (4, 3)),
    "BatchNorm": (lambda rng: BatchNorm(3, eps=0.5), (4, 3)),
    "Conv2D": (lambda rng: Conv2D(2, 2, 3, rng=rng, padding=1), (2, 2, 4, 3)),
    "RNN": (lambda rng: RNN(3, 3, rng=rng), (2, 4, 3)),
}


@pytest.mark.parametrize("build, shape", TWICE.values(), ids=TWICE)
def test_one_object_used_twice_is_reported(build, shape, rng):
    x, twice = rng.normal(size=shape), build(rng)
    assert all(check_module(Sequential(build(rng), build(rng)), x, rng=rng))
    assert not all(check_module(Sequential(twice, twice), x, rng=rng))


def test_flatten_used_twice_is_reported_by_its_shape(rng):
    twice = layers.Flatten()
    with pytest.raises(ValueError, match=r"x: .*\(2, 3, 5\), got \(2, 15\)"):
        check_module(Sequential(twice, twice), rng.normal(size=(2, 3, 5)), rng=rng)


# ---------------------------------------------------------------- residual


def test_residual_adds_the_scaled_branch(rng):
    branch = Linear(3, 3, rng=rng)
    x = rng.normal(size=(4, 3))
    layer = Residual(branch, scale=0.25)
    np.testing.assert_allclose(layer.forward(x), x + 0.25 * branch.forward(x))


def test_a_silent_branch_lets_the_gradient_pass(rng):
    layer, x = Residual(Linear(3, 3, rng=rng), scale=0.0), rng.normal(size=(4, 3))
    np.testing.assert_array_equal(layer.forward(x), x)
    np.testing.assert_array_equal(layer.backward(x), x)
    assert not any(p.grad.any() for p in layer.parameters())


# ---------------------------------------------------------------- normalization


def test_rows_or_columns_have_mean_0_and_variance_1(rng):
    x = 3.0 + 2.0 * rng.normal(size=(6, 5))
    for layer, axis in ((layers.LayerNorm(5, eps=0.0), 1), (BatchNorm(5, eps=0.0), 0)):
        y = layer.forward(x)
        np.testing.assert_allclose(y.mean(axis=axis), 0.0, atol=1e-14)
        np.testing.assert_allclose(y.var(axis=axis), 1.0)


@pytest.mark.parametrize("f, axis", [(ops.layer_norm, 1), (ops.batch_norm, 0)])
def test_normalization_agrees_with_the_graph_of_its_steps(f, axis, rng):
    x, gain, shift = (Tensor(rng.normal(size=shape)) for shape in ((4, 3), (3,), (3,)))
    size = float(x.value.shape[axis])
    centred = x - x.sum(axis=axis, keepdims=True) / size
    variance = apply(ops.square, centred).sum(axis=axis, keepdims=True) / size
    y = gain * (centred / apply(ops.sqrt, variance + 1e-5)) + shift
    grad_y = rng.normal(size=(4, 3))
    y.backward(grad_y)
    inputs = [tensor.value for tensor in (x, gain, shift)]
    np.testing.assert_allclose(f(*inputs), y.value, 1e-12)
    for grad, tensor in zip(ops.VJPS[f](grad_y, *inputs), (x, gain, shift), strict=True):
        np.testing.assert_allclose(grad, tensor.grad, 1e-10, 1e-12)


def test_running_statistics_by_hand(rng):
    layer = BatchNorm(2, momentum=0.5)
    layer.forward(np.array([[1.0, 0.0], [3.0, 8.0]]))  # means 2, 4; variances with n - 1: 2, 32
    np.testing.assert_allclose(layer.running_mean, [1.0, 2.0])
    np.testing.assert_allclose(layer.running_variance, [1.5, 16.5])
    layer.eval().forward(np.array([[100.0, 100.0]]))
    np.testing.assert_allclose(layer.running_mean, [1.0, 2.0])


def test_batch_norm_in_use_depends_on_one_row_alone(rng):
    layer, x = BatchNorm(3), rng.normal(size=(5, 3))
    layer.forward(x)
    layer.eval()
    np.testing.assert_array_equal(layer.forward(x)[2:3], layer.forward(x[2:3]))


def test_backward_follows_the_mode_of_its_forward(rng):
    x, grad_y = rng.normal(size=(2, 5, 3))
    for layer in (BatchNorm(3), Dropout(0.5, rng=rng)):
        layer.forward(x)
        expected = layer.backward(grad_y)
        layer.eval()
        np.testing.assert_array_equal(layer.backward(grad_y), expected)


# ---------------------------------------------------------------- images


def convolution_by_loops(x, W, b, stride, padding):
    """The definition: one sum for every entry of y."""
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    filters, _, height, width = W.shape
    out_height = (x.shape[2] - height) // stride + 1
    out_width = (x.shape[3] - width) // stride + 1
    y = np.zeros((len(x), filters, out_height, out_width))
    for n, k, i, j in np.ndindex(y.shape):
        top, left = i * stride, j * stride
        y[n, k, i, j] = np.sum(x[n, :, top : top + height, left : left + width] * W[k]) + b[k]
    return y


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
@pytest.mark.parametrize("size", [(1, 1), (3, 2), (2, 4)])
def test_convolution_agrees_with_its_definition(stride, padding, size, rng):
    x, W, b = rng.normal(size=(2, 3, 6, 5)), rng.normal(size=(4, 3, *size)), rng.normal(size=4)
    np.testing.assert_allclose(
        ops.conv2d(x, W, b, stride=stride, padding=padding),
        convolution_by_loops(x, W, b, stride, padding),
        1e-12,
        1e-13,
    )


def test_a_filter_over_the_whole_image_is_a_linear_map(rng):
    x, W, b = rng.normal(size=(2, 3, 5, 4)), rng.normal(size=(2, 3, 5, 4)), rng.normal(size=2)
    y = ops.conv2d(x, W, b)
    expected = ops.linear(ops.flatten(x), ops.flatten(W).T, b)
    np.testing.assert_allclose(y[:, :, 0, 0], expected, 1e-12)


def test_max_pooling_by_hand():
    x = np.array([[[[1.0, 5.0, 2.0], [3.0, 4.0, 0.0], [7.0, 6.0, 8.0]]]])
    np.testing.assert_array_equal(ops.max_pool2d(x, size=2, stride=1), [[[[5.0, 5.0], [7.0, 8.0]]]])
    (grad_x,) = ops.max_pool2d_vjp(np.array([[[[1.0, 10.0], [2.0, 3.0]]]]), x, size=2, stride=1)
    expected = [[[[0.0, 11.0, 0.0], [0.0, 0.0, 0.0], [2.0, 0.0, 3.0]]]]  # the 5 won twice
    np.testing.assert_array_equal(grad_x, expected)


def test_of_equal_entries_the_first_gets_the_gradient():
    (grad_x,) = ops.max_pool2d_vjp(np.full((1, 1, 1, 1), 3.0), np.ones((1, 1, 2, 2)), size=2)
    np.testing.assert_array_equal(grad_x, [[[[3.0, 0.0], [0.0, 0.0]]]])


def test_conv2d_takes_its_first_weights_from_the_window_it_sees(rng):
    seen = {}

    def noted(fan_in, fan_out, *, rng):
        seen["fans"] = fan_in, fan_out
        return np.arange(fan_in * fan_out, dtype=float).reshape(fan_in, fan_out)

    layer = Conv2D(2, 3, (4, 5), rng=rng, init=noted)
    assert seen["fans"] == (40, 3) and layer.W.value.shape == (3, 2, 4, 5)
    np.testing.assert_array_equal(layer.W.value[1].ravel(), np.arange(40) * 3.0 + 1.0)


# ---------------------------------------------------------------- recurrent


def test_rnn_by_hand():
    layer = RNN(1, 1, rng=np.random.default_rng(0))
    for parameter, value in ((layer.W_x, 1.0), (layer.W_h, 0.5), (layer.b, 0.0)):
        parameter.value[...] = value
    y = layer.forward(np.array([[[1.0], [0.0]]]))
    first = np.tanh(1.0)
    second = np.tanh(0.5 * first)
    np.testing.assert_allclose(y.ravel(), [first, second])
    layer.backward(np.array([[[0.0], [1.0]]]))  # only the last state counts
    slope = 1.0 - second**2
    np.testing.assert_allclose(layer.W_h.grad, [[slope * first]])
    np.testing.assert_allclose(layer.grad_h[0], [[slope * 0.5]])


def test_rnn_of_one_step_is_a_linear_layer_with_tanh(rng):
    cell, x = RNN(3, 4, rng=rng), rng.normal(size=(5, 1, 3))
    net = Sequential(Linear(3, 4, rng=rng), layers.Tanh())
    net.layers[0].W.value[...] = cell.W_x.value
    grad_y = rng.normal(size=(5, 1, 4))
    np.testing.assert_allclose(cell.forward(x)[:, 0], net.forward(x[:, 0]))
    np.testing.assert_allclose(cell.backward(grad_y)[:, 0], net.backward(grad_y[:, 0]))
    assert not cell.W_h.grad.any()


def test_every_step_of_the_rnn_stays_readable(rng):
    layer, x = RNN(3, 4, rng=rng), rng.normal(size=(5, 6, 3))
    y = layer.forward(x)
    layer.backward(np.ones_like(y))
    assert list(layer.z) == [0, 1, 2, 3, 4, 5] and list(layer.h) == [-1, 0, 1, 2, 3, 4, 5]
    np.testing.assert_array_equal(layer.h[3], y[:, 3])
    np.testing.assert_array_equal(layer.grad_h[5], np.ones((5, 4)))
    layer.forward(x[:, :2])
    assert list(layer.z) == [0, 1] and layer.grad_h == {}
