"""The claims of lesson 15 that no compared cell holds."""

import numpy as np
import pytest

from backprop_course import ops
from backprop_course.data import load_digits
from backprop_course.layers import Conv2D, Flatten, Linear, MaxPool2D, ReLU
from backprop_course.losses import softmax_cross_entropy
from backprop_course.module import Sequential
from backprop_course.optim import Adam
from backprop_course.training import accuracy, fit

RNG = np.random.default_rng(15)
SIDES = [(1, 0), (-1, 0), (0, 1), (0, -1)]


def convolutional(rng):
    filters = Conv2D(1, 8, 3, rng=rng, padding=1)
    return Sequential(filters, ReLU(), MaxPool2D(2), Flatten(), Linear(128, 10, rng=rng))


def fully_connected(rng):
    return Sequential(Flatten(), Linear(64, 18, rng=rng), ReLU(), Linear(18, 10, rng=rng))


def size(module):
    return sum(p.value.size for p in module.parameters())


def test_the_nets_have_nearly_equally_many_parameters():
    assert [size(build(RNG)) for build in (convolutional, fully_connected)] == [1370, 1360]


def moved(images, down, right, paper):
    padded = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=paper)
    return padded[:, :, 1 - down : 9 - down, 1 - right : 9 - right]


def test_moving_an_image_moves_its_ink():
    image = np.zeros((1, 1, 8, 8))
    image[0, 0, 3, 4] = 1.0
    for down, right in SIDES:
        assert moved(image, down, right, 0.0)[0, 0, 3 + down, 4 + right] == 1.0


@pytest.mark.parametrize("seed", range(3))
def test_shared_weights_help_most_where_the_image_has_moved(seed):
    (x, labels), (x_test, test_labels) = load_digits()
    mean = x.mean()
    x, x_test = (some.reshape(-1, 1, 8, 8) - mean for some in (x, x_test))
    read, moved_read = [], []
    for build in (convolutional, fully_connected):
        net = build(np.random.default_rng(seed))
        settings = {"epochs": 8, "batch_size": 32, "rng": np.random.default_rng(seed)}
        fit(net, softmax_cross_entropy, Adam(net.parameters(), 0.01), x, labels, **settings)
        read.append(accuracy(net, x_test, test_labels))
        images = [moved(x_test, *side, -mean) for side in SIDES]
        moved_read.append(np.mean([accuracy(net, some, test_labels) for some in images]))
    assert min(read) > 0.93 and abs(read[0] - read[1]) < 0.04
    assert moved_read[1] + 0.05 < moved_read[0] < 0.75


def test_the_first_layer_of_a_net_needs_no_gradient_of_its_input():
    layer, grad = Conv2D(1, 2, 3, rng=RNG), RNG.normal(size=(2, 2, 3, 3))
    layer.forward(RNG.normal(size=(2, 1, 5, 5)))
    assert layer.backward(grad, input_grad=False) is None
    assert np.abs(layer.W.grad).min() > 0


def test_question_1_the_first_of_two_equal_numbers_gets_all():
    x = np.array([[[[5.0, 1.0], [2.0, 5.0]]]])
    (grad_x,) = ops.max_pool2d_vjp([[[[10.0]]]], x, size=2)
    assert grad_x[0, 0].tolist() == [[10, 0], [0, 0]]


def test_question_2_a_filter_of_one_pixel_is_a_linear_layer_over_the_channels():
    x, W, b = RNG.normal(size=(2, 3, 4, 5)), RNG.normal(size=(6, 3, 1, 1)), RNG.normal(size=6)
    by_pixel = np.moveaxis(x, 1, -1) @ W[:, :, 0, 0].T + b
    assert np.allclose(ops.conv2d(x, W, b), np.moveaxis(by_pixel, -1, 1))


def test_question_4_what_a_step_of_2_never_sees():
    x, W = RNG.normal(size=(1, 1, 5, 5)), RNG.normal(size=(1, 1, 2, 2))
    grad_x, *_ = ops.conv2d_vjp(np.ones((1, 1, 2, 2)), x, W, np.zeros(1), stride=2)
    assert not grad_x[0, 0, -1].any() and not grad_x[0, 0, :, -1].any()
    assert np.count_nonzero(grad_x) == 16


@pytest.mark.torch
def test_the_table_of_pytorch():
    nn = pytest.importorskip("torch").nn
    theirs = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.MaxPool2d(2), nn.Flatten())
    ours = Sequential(Conv2D(1, 8, 3, rng=RNG, padding=1), MaxPool2D(2), Flatten())
    assert tuple(theirs[0].weight.shape) == ours.layers[0].W.value.shape
    x = RNG.normal(size=(2, 1, 8, 8))
    torch = pytest.importorskip("torch")
    with torch.no_grad():
        theirs[0].weight.copy_(torch.tensor(ours.layers[0].W.value))
        theirs[0].bias.zero_()
        y = theirs(torch.tensor(x, dtype=torch.float32)).numpy()
    assert np.allclose(y, ours.forward(x), atol=1e-5)
