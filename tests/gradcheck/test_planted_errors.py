"""Errors that people make in these layers: each is planted, caught and named with its place."""

import cases
import numpy as np
import pytest

from backprop_course import layers, ops
from backprop_course.gradcheck import check_module, check_vjp
from backprop_course.ops import convolution
from backprop_course.ops.normalization import mean_and_variance

# ---------------------------------------------------------------- in formulas


def half_forgotten(g, x):
    return (g / np.sqrt(x),)


def factor_forgotten(g, x, *, factor):
    return (1.0 * g,)


def mask_forgotten(g, x, *, mask, rate):
    return (g / (1.0 - rate),)


def share_forgotten(g, x, *, mask, rate):
    return (g * mask,)


def columns_first(g, x, *, shape=None):
    return (np.reshape(g, x.shape, order="F"),)


def standardized(x, axis, eps):
    mean, variance = mean_and_variance(x, axis)
    return (x - mean) / np.sqrt(variance + eps), np.sqrt(variance + eps)


def statistics_taken_for_constants(axis):
    def wrong(g, x, gain, shift, *, eps=1e-5):
        x_hat, deviation = standardized(x, axis, eps)
        return g * gain / deviation, (g * x_hat).sum(axis=0), g.sum(axis=0)

    return wrong


def variance_taken_for_a_constant(axis):
    def wrong(g, x, gain, shift, *, eps=1e-5):
        x_hat, deviation = standardized(x, axis, eps)
        h = g * gain
        grad_x = (h - h.mean(axis=axis, keepdims=True)) / deviation
        return grad_x, (g * x_hat).sum(axis=0), g.sum(axis=0)

    return wrong


def gain_of_what_was_not_normalized(f):
    def wrong(g, x, gain, shift, *, eps=1e-5):
        grad_x, _, grad_shift = ops.VJPS[f](g, x, gain, shift, eps=eps)
        return grad_x, (g * x).sum(axis=0), grad_shift

    return wrong


def shift_averaged(f):
    def wrong(g, x, gain, shift, *, eps=1e-5):
        return *ops.VJPS[f](g, x, gain, shift, eps=eps)[:2], g.mean(axis=0)

    return wrong


def gain_left_out_on_the_way_back(f):
    def wrong(g, x, gain, shift, *, eps=1e-5):
        grad_x, _, _ = ops.VJPS[f](g, x, np.ones_like(gain), shift, eps=eps)
        return grad_x, *ops.VJPS[f](g, x, gain, shift, eps=eps)[1:]

    return wrong


def of_the_other_axis(g, x, gain, shift, *, eps=1e-5):
    grad_x, _, _ = ops.layer_norm_vjp(g, x, gain, shift, eps=eps)
    return grad_x, *ops.batch_norm_vjp(g, x, gain, shift, eps=eps)[1:]


def of_the_training_form(g, x, gain, shift, *, mean, variance):
    grad_x, _, _ = ops.batch_norm_vjp(g, x, gain, shift)
    settings = {"mean": mean, "variance": variance}
    return grad_x, *ops.batch_norm_eval_vjp(g, x, gain, shift, **settings)[1:]


def root_forgotten(g, x, gain, shift, *, mean, variance):
    settings = {"mean": mean, "variance": variance}
    grads = ops.batch_norm_eval_vjp(g, x, gain, shift, **settings)
    return g * gain / (variance + 1e-5), *grads[1:]


def filters_turned_over(g, x, W, b, **settings):
    grad_x, _, _ = ops.conv2d_vjp(g, x, W[:, :, ::-1, ::-1], b, **settings)
    return grad_x, *ops.conv2d_vjp(g, x, W, b, **settings)[1:]


def filters_averaged_over_images(g, x, W, b, **settings):
    grad_x, grad_W, grad_b = ops.conv2d_vjp(g, x, W, b, **settings)
    return grad_x, grad_W / len(x), grad_b


def bias_averaged_over_places(g, x, W, b, **settings):
    return *ops.conv2d_vjp(g, x, W, b, **settings)[:2], g.mean(axis=(2, 3)).sum(axis=0)


def of_stride_1(g, x, W, b, *, stride, padding):
    wide = np.zeros((*g.shape[:2], *ops.conv2d(x, W, b, padding=padding).shape[2:]))
    wide[:, :, : g.shape[2], : g.shape[3]] = g
    return ops.conv2d_vjp(wide, x, W, b, padding=padding)


def overwritten(grad_windows, x, stride):
    """What ``_windows_vjp`` adds up, written one over the other."""
    grad_x = np.zeros_like(x)
    _, _, out_height, out_width, height, width = grad_windows.shape
    for i, j in np.ndindex(height, width):
        rows, columns = np.arange(out_height) * stride + i, np.arange(out_width) * stride + j
        grad_x[:, :, rows[:, None], columns] = grad_windows[..., i, j]
    return grad_x


def windows_overwritten(vjp):
    def wrong(g, *inputs, **settings):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(convolution, "_windows_vjp", overwritten)
            return vjp(g, *inputs, **settings)

    return wrong


def to_every_entry(g, x, *, size):
    return (np.kron(g, np.ones((size, size))),)


def to_every_entry_in_shares(g, x, *, size):
    return (np.kron(g, np.ones((size, size))) / size**2,)


def to_the_smallest(g, x, *, size):
    return ops.max_pool2d_vjp(g, -x, size=size)


PLANTED = [  # line of cases.OPS, wrong VJP, the inputs it gets wrong
    ("sqrt", half_forgotten, [0]),
    ("scale", factor_forgotten, [0]),
    ("dropout", mask_forgotten, [0]),
    ("dropout", share_forgotten, [0]),
    ("reshape", columns_first, [0]),
    ("flatten", columns_first, [0]),
    ("layer_norm", statistics_taken_for_constants(1), [0]),
    ("layer_norm", variance_taken_for_a_constant(1), [0]),
    ("layer_norm", gain_of_what_was_not_normalized(ops.layer_norm), [1]),
    ("layer_norm", shift_averaged(ops.layer_norm), [2]),
    ("layer_norm", gain_left_out_on_the_way_back(ops.layer_norm), [0]),
    ("batch_norm", statistics_taken_for_constants(0), [0]),
    ("batch_norm", variance_taken_for_a_constant(0), [0]),
    ("batch_norm", gain_of_what_was_not_normalized(ops.batch_norm), [1]),
    ("batch_norm", shift_averaged(ops.batch_norm), [2]),
    ("batch_norm", gain_left_out_on_the_way_back(ops.batch_norm), [0]),
    ("batch_norm", of_the_other_axis, [0]),
    ("batch_norm_eval", of_the_training_form, [0]),
    ("batch_norm_eval", root_forgotten, [0]),
    ("conv2d", filters_turned_over, [0]),
    ("conv2d", filters_averaged_over_images, [1]),
    ("conv2d", bias_averaged_over_places, [2]),
    ("conv2d", windows_overwritten(ops.conv2d_vjp), [0]),
    ("conv2d, stride 2, padding 1", of_stride_1, [0, 1]),
    ("max_pool2d", to_every_entry, [0]),
    ("max_pool2d", to_every_entry_in_shares, [0]),
    ("max_pool2d", to_the_smallest, [0]),
    ("max_pool2d, overlapping", windows_overwritten(ops.max_pool2d_vjp), [0]),
]


@pytest.mark.parametrize("label, wrong, places", PLANTED)
def test_planted_error_is_caught_in_the_right_input(label, wrong, places, rng):
    f, build, settings = cases.OPS[label]
    reports = check_vjp(f, wrong, build(rng), rng=rng, **settings)
    assert [i for i, report in enumerate(reports) if not report] == places
    for i in places:
        assert str(reports[i]).startswith(f"FAILS: {f.__name__} input {i}[")
        assert reports[i].error > 1e-3, reports[i]


def test_every_new_formula_has_a_planted_error():
    planted = {cases.OPS[label][0] for label, _, _ in PLANTED}
    new = (
        "sqrt scale dropout reshape flatten layer_norm batch_norm batch_norm_eval conv2d max_pool2d"
    )
    assert planted == {getattr(ops, name) for name in new.split()}


WRONG_SHAPES = [  # line of cases.OPS, wrong VJP, what is said
    (
        "conv2d",
        lambda g, x, W, b: (*ops.conv2d_vjp(g, x, W, b)[:2], g.sum(axis=0)),
        r"conv2d input 2: .*\(2,\), got \(2, 3, 3\)",
    ),
    (
        "conv2d, stride 1, padding 1",
        lambda g, x, W, b, **settings: (np.zeros((2, 3, 7, 6)), W, b),
        r"conv2d input 0: .*\(2, 3, 5, 4\), got \(2, 3, 7, 6\)",
    ),
    ("flatten", lambda g, x: (g,), r"flatten input 0: .*\(2, 3, 5, 4\), got \(2, 60\)"),
    (
        "layer_norm",
        lambda g, x, gain, shift: (*ops.layer_norm_vjp(g, x, gain, shift)[:2], g),
        r"layer_norm input 2: .*\(3,\), got \(4, 3\)",
    ),
]


@pytest.mark.parametrize("label, wrong, message", WRONG_SHAPES)
def test_a_gradient_of_the_wrong_shape_is_named(label, wrong, message, rng):
    f, build, settings = cases.OPS[label]
    with pytest.raises(ValueError, match=message):
        check_vjp(f, wrong, build(rng), rng=rng, **settings)


# ---------------------------------------------------------------- in layers


class WeightsAveraged(layers.MM):
    """Divides by the number of examples, which the loss has done already."""

    def backward(self, grad_y, *, input_grad=True):
        grad_x = super().backward(grad_y, input_grad=input_grad)
        self.W.grad /= len(grad_y)
        return grad_x


class NewMask(layers.Dropout):
    """Draws another mask on the way back."""

    def backward(self, grad_y, *, input_grad=True):
        self.mask = self.rng.random(self.x.shape) >= self.rate
        return super().backward(grad_y, input_grad=input_grad)


class DropoutInUse(layers.Dropout):
    """Lets every gradient pass, in training too."""

    def backward(self, grad_y, *, input_grad=True):
        return 1.0 * grad_y


class WithoutShortcut(layers.Residual):
    """Forgets the way past the branch."""

    def backward(self, grad_y, *, input_grad=True):
        return super().backward(grad_y, input_grad=input_grad) - grad_y


class ScaleForgotten(layers.Residual):
    """Scales the branch forward, and not backward."""

    def backward(self, grad_y, *, input_grad=True):
        return grad_y + self.branch.backward(grad_y)


class StatisticsOfTheRun(layers.BatchNorm):
    """Goes back through the running statistics, though it went forward through the batch's."""

    def backward(self, grad_y, *, input_grad=True):
        self.f = ops.batch_norm_eval
        self.settings = {"mean": self.running_mean, "variance": self.running_variance}
        return super().backward(grad_y, input_grad=input_grad)


class GainForgotten(layers.LayerNorm):
    """Has a gradient for the gain, and does not keep it."""

    def backward(self, grad_y, *, input_grad=True):
        grad_x = super().backward(grad_y, input_grad=input_grad)
        self.gain.grad[...] = 0.0
        return grad_x


class ShiftedByOne(layers.Conv2D):
    """Remembers the image one place to the side."""

    def backward(self, grad_y, *, input_grad=True):
        self.x = np.roll(self.x, 1, axis=-1)
        return super().backward(grad_y, input_grad=input_grad)


class Mirrored(layers.MaxPool2D):
    """Looks for the largest entry in a mirror image."""

    def backward(self, grad_y, *, input_grad=True):
        self.x = self.x[..., ::-1]
        return super().backward(grad_y, input_grad=input_grad)


class ColumnsFirst(layers.Flatten):
    """Reads the gradient in another order."""

    def backward(self, grad_y, *, input_grad=True):
        return np.reshape(grad_y, self.x.shape, order="F")


class NoLater(layers.RNN):
    """Sends no gradient to the step before."""

    def _step_back(self, grad_z, t, input_grad):
        grad_x, _ = super()._step_back(grad_z, t, input_grad)
        return grad_x, 0.0


class StateOfTheSameStep(layers.RNN):
    """Multiplies by h[t] where W_h saw h[t-1]."""

    def _step_back(self, grad_z, t, input_grad):
        grads = super()._step_back(grad_z, t, input_grad)
        self.W_h.grad += (self.h[t] - self.h[t - 1]).T @ grad_z
        return grads


class LastStepOnly(layers.RNN):
    """Overwrites what later steps gave to the shared weights."""

    def _step_back(self, grad_z, t, input_grad):
        self.W_x.grad[...] = 0.0
        return super()._step_back(grad_z, t, input_grad)


PLANTED_IN_LAYERS = [  # builder, shape of x, the gradients it gets wrong
    (lambda rng: WeightsAveraged(3, 2, rng=rng), (4, 3), ["W"]),
    (lambda rng: NewMask(0.5, rng=rng), (4, 3), ["x"]),
    (lambda rng: DropoutInUse(0.5, rng=rng), (4, 3), ["x"]),
    (lambda rng: WithoutShortcut(layers.MM(3, 3, rng=rng)), (4, 3), ["x"]),
    (
        lambda rng: ScaleForgotten(layers.MM(3, 3, rng=rng), scale=0.5),
        (4, 3),
        ["x", "branch.layers.0.W"],
    ),
    (lambda rng: StatisticsOfTheRun(3), (4, 3), ["x", "gain"]),
    (lambda rng: GainForgotten(3), (4, 3), ["gain"]),
    (lambda rng: ShiftedByOne(2, 3, 2, rng=rng), (2, 2, 4, 3), ["W"]),
    (lambda rng: Mirrored(2), (2, 3, 4, 6), ["x"]),
    (lambda rng: ColumnsFirst(), (2, 3, 4), ["x"]),
    (lambda rng: NoLater(3, 4, rng=rng), (2, 5, 3), ["x", "W_x", "W_h", "b"]),
    (lambda rng: StateOfTheSameStep(3, 4, rng=rng), (2, 5, 3), ["W_h"]),
    (lambda rng: LastStepOnly(3, 4, rng=rng), (2, 5, 3), ["W_x"]),
]


@pytest.mark.parametrize("build, shape, names", PLANTED_IN_LAYERS)
def test_planted_error_in_a_layer_is_caught_and_named(build, shape, names, rng):
    reports = check_module(build(rng), rng.normal(size=shape), rng=rng)
    failed = [report for report in reports if not report]
    assert [report.name for report in failed] == names
    for report in failed:
        assert str(report).startswith(f"FAILS: {report.name}[") and report.error > 1e-3, report


def test_every_new_layer_has_a_planted_error(rng):
    planted = {type(build(rng)).__bases__[0] for build, _, _ in PLANTED_IN_LAYERS}
    new = "MM Dropout Residual BatchNorm LayerNorm Conv2D MaxPool2D Flatten RNN"
    assert planted == {getattr(layers, name) for name in new.split()}
