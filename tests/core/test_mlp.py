"""The MLP: the blackboard's names, a Sequential as its twin, and Mazur's printed digits."""

import cases
import numpy as np
import pytest

from backprop_course import losses, ops
from backprop_course.init import he_normal, xavier_normal
from backprop_course.layers import Linear, Sigmoid, Tanh
from backprop_course.mlp import MLP
from backprop_course.module import Sequential


def test_every_quantity_is_readable_under_its_blackboard_name(rng):
    net, x = MLP([3, 5, 4, 2], rng=rng), rng.normal(size=(6, 3))
    prediction = net.forward(x)
    net.backward(np.ones_like(prediction))
    assert net.L == 3 and net.a[0] is x and net.a[3] is prediction
    assert {l: W.value.shape for l, W in net.W.items()} == {1: (3, 5), 2: (5, 4), 3: (4, 2)}
    assert {l: b.value.shape for l, b in net.b.items()} == {1: (5,), 2: (4,), 3: (2,)}
    for values, grads in ((net.z, net.grad_z), (net.a, net.grad_a)):
        assert {l: v.shape for l, v in values.items()} == {l: g.shape for l, g in grads.items()}
    for l in (1, 2, 3):
        np.testing.assert_array_equal(net.grad_W[l], net.W[l].grad)
        np.testing.assert_array_equal(net.grad_b[l], net.b[l].grad)


def test_grads_by_name_belong_to_the_last_backward_alone(rng):
    net = MLP([3, 5, 2], rng=rng)
    net.backward(net.forward(rng.normal(size=(4, 3))))
    first = net.grad_W[1].copy()
    net.backward(net.a[2])
    np.testing.assert_array_equal(net.grad_W[1], first)
    np.testing.assert_allclose(net.W[1].grad, 2.0 * first)


def test_an_mlp_is_a_sequential_of_layers(rng):
    net = cases.with_biases(MLP([3, 5, 2], rng=rng, activation="tanh", output="sigmoid"), rng)
    twin = Sequential(Linear(3, 5, rng=rng), Tanh(), Linear(5, 2, rng=rng), Sigmoid())
    for l, layer in ((1, twin.layers[0]), (2, twin.layers[2])):
        layer.W.value[...], layer.b.value[...] = net.W[l].value, net.b[l].value
    x, grad = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    np.testing.assert_allclose(net.forward(x), twin.forward(x))
    np.testing.assert_allclose(net.backward(grad), twin.backward(grad))
    for l, layer in ((1, twin.layers[0]), (2, twin.layers[2])):
        np.testing.assert_allclose(net.grad_W[l], layer.W.grad)
        np.testing.assert_allclose(net.grad_b[l], layer.b.grad)


def test_two_layers_with_nothing_but_numpy(rng):
    net = cases.with_biases(MLP([3, 5, 2], rng=rng), rng)
    x, target = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    W1, b1, W2, b2 = (p.value for p in (net.W[1], net.b[1], net.W[2], net.b[2]))
    z1 = x @ W1 + b1
    a1 = np.where(z1 > 0, z1, 0.0)
    prediction = a1 @ W2 + b2
    grad_2 = 2.0 * (prediction - target) / prediction.size
    grad_1 = (grad_2 @ W2.T) * (z1 > 0)

    _, grad = losses.mse(net.forward(x), target)
    grad_x = net.backward(grad)
    np.testing.assert_allclose(net.grad_W[2], a1.T @ grad_2)
    np.testing.assert_allclose(net.grad_b[2], grad_2.sum(axis=0))
    np.testing.assert_allclose(net.grad_W[1], x.T @ grad_1)
    np.testing.assert_allclose(net.grad_b[1], grad_1.sum(axis=0))
    np.testing.assert_allclose(grad_x, grad_1 @ W1.T)


@pytest.mark.parametrize(
    "activation, init", [("relu", he_normal), ("leaky_relu", he_normal), ("tanh", xavier_normal)]
)
def test_first_weights_suit_the_activation(activation, init):
    net = MLP([3, 5, 2], rng=np.random.default_rng(3), activation=activation)
    rng = np.random.default_rng(3)
    np.testing.assert_array_equal(net.W[1].value, init(3, 5, rng=rng))
    np.testing.assert_array_equal(net.W[2].value, init(5, 2, rng=rng))
    assert not net.b[1].value.any()


def test_init_can_be_chosen(rng):
    net = MLP([3, 5, 2], rng=rng, init=lambda fan_in, fan_out, *, rng: np.ones((fan_in, fan_out)))
    np.testing.assert_array_equal(net.W[2].value, np.ones((5, 2)))


# Matt Mazur, "A Step by Step Backpropagation Example", 2015: 2-2-2, all sigmoid.  He keeps the
# biases fixed, one for both units of a layer, and prints nine digits.


MAZUR_X, MAZUR_TARGET = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])


def mazur_net():
    """His first weights; his rows are our columns."""
    net = MLP([2, 2, 2], rng=np.random.default_rng(0), activation="sigmoid", output="sigmoid")
    net.W[1].value[...] = [[0.15, 0.25], [0.20, 0.30]]  # w1, w3; w2, w4
    net.W[2].value[...] = [[0.40, 0.50], [0.45, 0.55]]  # w5, w7; w6, w8
    net.b[1].value[...], net.b[2].value[...] = 0.35, 0.60
    return net


def mazur_step(net, lr=0.5):
    """One step on the weights alone; returns the error before it."""
    error, grad = losses.half_mse(net.forward(MAZUR_X), MAZUR_TARGET, reduction="sum")
    net.backward(grad, input_grad=False)
    for W in net.W.values():
        W.value -= lr * W.grad
    net.zero_grad()
    return error


def test_mazur_forward_pass():
    net = mazur_net()
    np.testing.assert_allclose(net.forward(MAZUR_X), [[0.75136507, 0.772928465]], atol=5e-10)
    np.testing.assert_allclose(net.a[1], [[0.593269992, 0.596884378]], atol=5e-10)
    assert net.z[1][0, 0] == pytest.approx(0.3775)
    assert net.z[2][0, 0] == pytest.approx(1.105905967, abs=5e-10)


def test_mazur_first_step():
    net = mazur_net()
    assert mazur_step(net) == pytest.approx(0.298371109, abs=5e-10)
    assert net.grad_W[2][0, 0] == pytest.approx(0.082167041, abs=5e-10)
    (w5, w7), (w6, w8) = net.W[2].value
    printed = [0.35891648, 0.408666186, 0.511301270, 0.561370121]
    np.testing.assert_allclose([w5, w6, w7, w8], printed, atol=5e-10)
    (w1, w3), (w2, w4) = net.W[1].value
    printed = [0.149780716, 0.19956143, 0.24975114, 0.29950229]
    np.testing.assert_allclose([w1, w2, w3, w4], printed, atol=5e-9)
    # his page says 0.291027924 here, which his own weights do not give: a misprint
    assert mazur_step(net) == pytest.approx(0.291027774, abs=5e-10)


def test_mazur_ten_thousand_steps():
    net = mazur_net()
    errors = [mazur_step(net) for _ in range(10_000)]
    assert errors[-1] == pytest.approx(0.0000351085, abs=5e-11)  # as seen by the 10,000th step
    np.testing.assert_allclose(ops.sigmoid(net.z[2]), [[0.0159, 0.9841]], atol=5e-5)
