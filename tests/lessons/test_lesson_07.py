"""The claims of lesson 07 that no cell computes."""

import numpy as np

from backprop_course.figures.mlp.network import small_network, trace_mlp
from backprop_course.losses import softmax_cross_entropy
from backprop_course.mlp import MLP

RNG = np.random.default_rng(7)
LABELS = np.array([0, 1, 1, 0])


def test_example_3_of_the_small_network_is_as_the_lesson_says():
    trace = trace_mlp(*small_network())
    assert trace.n == 8
    assert trace.a[0][3].tolist() == [2, 2] and trace.a[1][3].tolist() == [0, 1, 1]
    assert (trace.a[2][3, 0], trace.target[3, 0]) == (-2, -1)
    assert trace.W[2].ravel().tolist() == [1, -1, -0.5]
    assert trace.grad_z[2][3, 0] == 2 * (-2 + 1) / 8 == -0.25
    assert (trace.grad_z[1][3] + 0.0).tolist() == [0, 0.25, 0.125]
    assert trace.shares[1][3, 1, 2] == 0.25


def test_a_mean_over_the_rows_is_n_times_too_small():
    """Question 2."""
    _, grad = softmax_cross_entropy(RNG.normal(size=(4, 2)), LABELS)
    assert np.allclose(4 * grad.mean(axis=0), grad.sum(axis=0))


def test_a_negative_gradient_at_a_unit_that_was_on_passes():
    """Question 3."""
    net = MLP([2, 3, 2], rng=RNG)
    _, grad = softmax_cross_entropy(net.forward(RNG.normal(size=(4, 2))), LABELS)
    net.backward(grad)
    on = net.z[1] > 0
    assert np.any(net.grad_z[1][on] < 0)
    assert np.array_equal(net.grad_z[1][on], net.grad_a[1][on])


def test_from_zero_weights_only_the_last_bias_learns():
    """Question 4."""
    net = MLP([2, 3, 2], rng=RNG)
    for parameter in net.parameters():
        parameter.value[...] = 0
    _, grad = softmax_cross_entropy(net.forward(RNG.normal(size=(3, 2))), LABELS[:3])
    net.backward(grad)
    learns = {name for name, p in net.named_parameters().items() if np.any(p.grad)}
    assert learns == {"b.2"}
