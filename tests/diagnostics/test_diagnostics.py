"""Diagnostics on networks with planted illnesses: each number says which layer, and how much."""

import copy
from itertools import pairwise

import cases
import numpy as np
import pytest

from backprop_course import losses, ops, optim, training
from backprop_course.autograd import Tensor
from backprop_course.diagnostics import (
    GradientNorms,
    backward_values,
    dead_share,
    first_divergence,
    first_non_finite,
    forward_values,
    gradient_norm,
    parameter_gradients,
    parameter_values,
    root_mean_square,
    saturated_share,
    sizes,
    update_ratios,
    upstream_of,
)
from backprop_course.layers import BatchNorm, Linear, ReLU, Residual, Tanh
from backprop_course.mlp import MLP
from backprop_course.module import Parameter, Sequential


def mlp(rng, **settings):
    """Four layers, biases as after some training."""
    return cases.with_biases(MLP([3, 5, 4, 6, 2], rng=rng, **settings), rng)


def sequential(rng):
    """The same kind of net as layers, one Sequential inside another."""
    inner = Sequential(Linear(5, 4, rng=rng), Tanh())
    return Sequential(Linear(3, 5, rng=rng), ReLU(), inner, Linear(4, 2, rng=rng))


def after_forward(net, rng, n=7):
    """The net, having seen a batch."""
    net.forward(rng.normal(size=(n, 3)))
    return net


NETS = {"MLP": mlp, "Sequential": sequential}
every_net = pytest.mark.parametrize("build", NETS.values(), ids=NETS)

# ---------------------------------------------------------------- names and values

FORWARD_NAMES = {
    "MLP": "a[0] z[1] a[1] z[2] a[2] z[3] a[3] z[4] a[4]".split(),
    "Sequential": ["x", "0 Linear", "1 ReLU", "2.0 Linear", "2.1 Tanh", "3 Linear"],
}
BACKWARD_NAMES = {
    "MLP": [
        f"grad {name}"
        for name in (
            "a[4] z[4] W[4] b[4] a[3] z[3] W[3] b[3] a[2] z[2] W[2] b[2] a[1] z[1] W[1] b[1] a[0]"
        ).split()
    ],
    "Sequential": [
        "grad 3 Linear",
        *("grad 3 Linear.W", "grad 3 Linear.b", "grad 2.1 Tanh", "grad 2.0 Linear"),
        *("grad 2.0 Linear.W", "grad 2.0 Linear.b", "grad 1 ReLU", "grad 0 Linear"),
        *("grad 0 Linear.W", "grad 0 Linear.b", "grad x"),
    ],
}


@pytest.mark.parametrize("kind", NETS)
def test_values_stand_in_the_order_of_computation(kind, rng):
    net = after_forward(NETS[kind](rng), rng)
    assert list(forward_values(net)) == FORWARD_NAMES[kind]
    assert list(backward_values(net, np.ones((7, 2)))) == BACKWARD_NAMES[kind]


@every_net
def test_every_upstream_is_a_name_that_stands_before(build, rng):
    net = build(rng)
    upstream = upstream_of(net)  # known without a forward pass
    after_forward(net, rng)
    for values in (forward_values(net), backward_values(net, np.ones((7, 2)))):
        first, *later = values
        assert first not in upstream
        for name in later:
            (above,) = upstream.pop(name)
            assert list(values).index(above) < list(values).index(name)
    assert not upstream


@every_net
def test_backward_values_are_those_of_backward(build, rng):
    net = after_forward(build(rng), rng)
    grad = rng.normal(size=(7, 2))
    values = backward_values(net, grad)
    grad_x = net.backward(grad)
    np.testing.assert_array_equal(list(values.values())[-1], grad_x)
    of_parameters = [v for name, v in values.items() if name.endswith((".W", ".b"))]
    of_parameters += [v for name, v in values.items() if name.startswith(("grad W", "grad b"))]
    expected = [p.grad for p in net.parameters()]
    assert sorted(v.sum() for v in of_parameters) == sorted(g.sum() for g in expected)


every_module = pytest.mark.parametrize(
    "build, shape", cases.EVERY_MODULE.values(), ids=cases.EVERY_MODULE
)


@every_module
def test_every_module_gives_its_numbers_by_name(build, shape, rng):
    module, x = build(rng), rng.normal(size=shape)
    y = module.forward(x)
    values, grads = forward_values(module), backward_values(module, np.ones_like(y))
    np.testing.assert_array_equal(next(iter(values.values())), x)
    grad_x = module.backward(np.ones_like(y))
    np.testing.assert_array_equal(list(grads.values())[-1], grad_x)
    found = [grad.sum() for name, grad in grads.items() if name[5:] not in values]
    np.testing.assert_allclose(sorted(found), sorted(p.grad.sum() for p in module.parameters()))
    assert set(upstream_of(module)) <= set(values) | set(grads)


def test_a_residual_names_what_its_branch_computes(rng):
    net = Residual(Linear(3, 4, rng=rng), Tanh(), Linear(4, 3, rng=rng))
    after_forward(net, rng)
    assert list(forward_values(net)) == ["x", "branch.0 Linear", "branch.1 Tanh", "branch.2 Linear"]
    grads = list(backward_values(net, np.ones((7, 3))))
    assert grads[:4] == [
        *("grad branch.2 Linear", "grad branch.2 Linear.W", "grad branch.2 Linear.b"),
        "grad branch.1 Tanh",
    ]
    assert upstream_of(net)["grad branch.1 Tanh"] == ("grad branch.2 Linear",)


@every_net
def test_looking_changes_nothing(build, rng):
    net = after_forward(build(rng), rng)
    net.backward(rng.normal(size=(7, 2)))
    before = copy.deepcopy((parameter_values(net), parameter_gradients(net), forward_values(net)))
    grad = np.ones((7, 2))
    for value in backward_values(net, grad).values():
        value[...] = np.nan
    after = parameter_values(net), parameter_gradients(net), forward_values(net)
    np.testing.assert_equal(after, before)
    np.testing.assert_array_equal(grad, np.ones((7, 2)))
    parameter_values(net).popitem()[1][...] = np.nan
    np.testing.assert_equal(parameter_values(net), before[0])


# ---------------------------------------------------------------- how large

ROOT_MEAN_SQUARES = {  # label: (values, their usual size)
    "3 and 4": ([3.0, 4.0], np.sqrt(12.5)),
    "signs": ([[-2.0, 2.0], [2.0, -2.0]], 2.0),
    "one number": (-3.0, 3.0),
    "nothing": (np.zeros((0, 3)), 0.0),
    "zeros": (np.zeros((2, 3)), 0.0),
    "too large to square": ([3e200, 4e200], np.sqrt(12.5) * 1e200),
    "too small to square": ([3e-200, 4e-200], np.sqrt(12.5) * 1e-200),
    "float32": (np.array([3e30, 4e30], dtype=np.float32), np.sqrt(12.5) * 1e30),
    "inf": ([1.0, np.inf], np.inf),
    "nan": ([1.0, np.nan], np.nan),
}


@pytest.mark.parametrize("values, expected", ROOT_MEAN_SQUARES.values(), ids=ROOT_MEAN_SQUARES)
def test_root_mean_square(values, expected):
    size = root_mean_square(values)
    assert type(size) is float
    assert size == pytest.approx(expected, rel=1e-6, nan_ok=True)


def test_sizes_of_a_vanishing_gradient(rng):
    net = MLP([20] * 6, rng=rng, activation="sigmoid")
    net.forward(rng.normal(size=(30, 20)))
    gradient = sizes(backward_values(net, rng.normal(size=(30, 20))))
    flow = [gradient[f"grad z[{l}]"] for l in (1, 2, 3, 4, 5)]
    assert all(below < 0.5 * above for below, above in pairwise(flow))
    assert all(type(size) is float for size in gradient.values())


def test_sizes_of_an_exploding_activation(rng):
    net = Sequential(*(Linear(9, 9, rng=rng) for _ in range(4)))
    for layer in net.layers:
        layer.W.value *= 10.0
    net.forward(rng.normal(size=(30, 9)))
    activation = list(sizes(forward_values(net)).values())
    assert all(later > 5.0 * size for size, later in pairwise(activation))


@pytest.mark.parametrize("build", [Parameter, Tensor])
def test_gradient_norm_joins_all_parameters(build):
    parameters = [build(np.zeros((1, 2))), build(np.zeros(1))]
    parameters[0].grad[...], parameters[1].grad[...] = [[2.0, 3.0]], 6.0
    assert gradient_norm(parameters) == 7.0
    assert gradient_norm(parameters) == optim.clip_by_global_norm(parameters, 10.0)
    parameters[0].grad *= 1e200
    assert gradient_norm(parameters) == pytest.approx(np.sqrt(13.0) * 1e200)


def test_gradient_norms_over_steps_and_epochs(rng):
    x, y = rng.normal(size=(8, 3)), rng.normal(size=(8, 2))
    net = MLP([3, 4, 2], rng=rng)
    optimizer, by_step = optim.SGD(net.parameters(), 0.05), GradientNorms(net.parameters())
    for _ in range(5):
        training.train_step(net, losses.mse, optimizer, x, y)
        by_step.note()
    assert len(by_step.norms) == 5 and by_step.norms[-1] == gradient_norm(net.parameters())
    assert by_step.norms[-1] < by_step.norms[0]

    by_epoch = GradientNorms(net.parameters())
    settings = {"epochs": 3, "batch_size": 4, "rng": rng, "callback": by_epoch.note}
    training.fit(net, losses.mse, optimizer, x, y, **settings)
    assert len(by_epoch.norms) == 3 and len(set(by_epoch.norms)) == 3


@every_net
def test_update_ratios(build, rng):
    net = build(rng)
    before = parameter_values(net)
    for parameter in net.parameters():
        parameter.value *= 1.001
    ratios = update_ratios(before, parameter_values(net))
    assert list(ratios) == list(net.named_parameters())
    for name, ratio in ratios.items():
        assert ratio == pytest.approx(0.001 if before[name].any() else 0.0)


def test_update_ratios_of_a_parameter_that_was_zero():
    still, moved = np.zeros(2), np.ones(2)
    assert update_ratios({"b": still, "c": still}, {"b": still, "c": moved}) == {
        "b": 0.0,
        "c": float("inf"),
    }


# ---------------------------------------------------------------- dead and saturated


def test_a_dead_relu_layer_is_found(rng):
    net = MLP([3, 8, 10, 2], rng=rng)
    net.b[2].value[:7] = -1e3  # seven of ten units can never be above 0
    net.b[2].value[7:] = 10.0
    after_forward(net, rng, n=200)
    values = forward_values(net)
    assert dead_share(values["a[2]"]) == 0.7
    assert dead_share(values["a[1]"]) == 0.0 and dead_share(values["z[2]"]) == 0.0
    grads = backward_values(net, np.ones((200, 2)))
    np.testing.assert_array_equal(grads["grad z[2]"][:, :7], 0.0)  # dead also on the way back


def test_a_unit_is_dead_only_if_every_example_leaves_it_at_zero():
    activations = np.array([[0.0, 0.0, 1.0], [0.0, 2.0, 3.0]])
    assert dead_share(activations) == pytest.approx(1 / 3)
    assert dead_share(np.stack([activations, activations], axis=2)) == pytest.approx(1 / 3)


def test_saturated_tanh_is_found(rng):
    net = Sequential(Linear(3, 6, rng=rng), Tanh(), Linear(6, 6, rng=rng), Tanh())
    net.layers[2].W.value *= 1e3
    values = forward_values(after_forward(net, rng, n=100))
    assert saturated_share(values["3 Tanh"], lowest=-1, highest=1) > 0.95
    assert saturated_share(values["1 Tanh"], lowest=-1, highest=1) < 0.3


def test_saturation_counts_both_ends_within_the_margin():
    activations = np.array([[0.0, 0.009, 0.011, 0.5], [0.9, 0.989, 0.991, 1.0]])
    assert saturated_share(activations, lowest=0.0, highest=1.0) == 0.5
    assert saturated_share(activations, lowest=0.0, highest=1.0, margin=0.1) == 0.875


# ---------------------------------------------------------------- not finite


def test_an_explosion_is_named_after_its_layer(rng):
    net = Sequential(Linear(3, 5, rng=rng), ReLU(), Linear(5, 5, rng=rng), ReLU())
    net.append(Linear(5, 2, rng=rng))
    for layer in net.layers[::2]:
        layer.W.value *= 1e200
    with np.errstate(over="ignore", invalid="ignore"):
        after_forward(net, rng)
    found = first_non_finite(forward_values(net))
    assert found.name == "2 Linear" and found.count <= found.size == 35
    assert not np.isfinite(found.value)
    assert str(found).startswith(f"2 Linear{list(found.index)} is ")
    assert f"{found.count} of 35 entries are not finite" in str(found)


def test_an_explosion_of_the_gradient_is_named_after_its_layer(rng):
    net = mlp(rng, activation="tanh")
    net.forward(rng.normal(size=(7, 3)))
    for l in (2, 3, 4):
        net.W[l].value *= 1e120  # after the forward pass, which stays finite
    assert first_non_finite(forward_values(net)) is None
    with np.errstate(over="ignore", invalid="ignore"):
        found = first_non_finite(backward_values(net, np.ones((7, 2))))
    assert found.name == "grad a[1]"


@every_net
def test_a_spoilt_parameter_is_found_before_what_it_spoils(build, rng):
    net = build(rng)
    name, parameter = list(net.named_parameters().items())[2]
    parameter.value[-1] = np.nan
    after_forward(net, rng)
    assert first_non_finite(forward_values(net)).name in ("z[2]", "2.0 Linear", "3 Linear", "z[3]")
    assert first_non_finite(parameter_values(net) | forward_values(net)).name == name


def test_first_non_finite_in_dicts():
    fine = {"x": [1, 2], "y": np.array(3.0)}
    assert first_non_finite(fine) is None
    found = first_non_finite(fine | {"loss": np.array(-np.inf)})
    assert (found.name, found.index, found.value, found.count) == ("loss", (), -np.inf, 1)
    assert str(found) == "loss is -inf; 1 of 1 entries are not finite"


# ---------------------------------------------------------------- the first difference


class WrongMask(MLP):
    """A planted error: in layer 2 the mask lets through what the ReLU stopped."""

    def backward(self, grad_prediction, *, input_grad=True):
        self.z[2], kept = -self.z[2], self.z[2]
        grad_x = super().backward(grad_prediction, input_grad=input_grad)
        self.z[2] = kept
        return grad_x


class MeanBias(MLP):
    """A planted error: the bias gradient is averaged over the batch, not summed."""

    def backward(self, grad_prediction, *, input_grad=True):
        grad_x = super().backward(grad_prediction, input_grad=input_grad)
        self.grad_b[3] = self.grad_b[3] / len(grad_prediction)
        return grad_x


class ForgottenActivation(MLP):
    """A planted error on the way forward: layer 3 has no activation."""

    def forward(self, x):
        self.f[3] = ops.identity
        return super().forward(x)


WRONG_NETS = {  # the net with a planted error: (where it begins, its upstream)
    WrongMask: ("grad z[2]", "grad a[2]"),
    MeanBias: ("grad b[3]", "grad z[3]"),
    ForgottenActivation: ("a[3]", "z[3]"),
}


@pytest.mark.parametrize("kind, place", WRONG_NETS.items())
def test_a_planted_error_is_located(kind, place, rng):
    right = mlp(rng)
    wrong = copy.deepcopy(right)
    wrong.__class__ = kind
    x, grad = rng.normal(size=(7, 3)), rng.normal(size=(7, 2))
    found = compare(wrong, right, x, grad)
    assert (found.name, found.upstream) == (place[0], (place[1],))
    assert found.upstream_was_right
    assert str(found).startswith(f"{place[0]}[")
    assert str(found).endswith(f"; its upstream {place[1]} was right")


def compare(ours, theirs, x, grad):
    """Forward and backward values of two nets, side by side."""
    values = []
    for net in (ours, theirs):
        net.forward(x)
        values.append(forward_values(net) | backward_values(net, grad))
    return first_divergence(*values, upstream=upstream_of(theirs))


@every_net
def test_the_same_net_twice_does_not_diverge(build, rng):
    net = build(rng)
    assert compare(net, copy.deepcopy(net), rng.normal(size=(7, 3)), np.ones((7, 2))) is None


def test_a_wrong_layer_of_a_sequential_is_located(rng):
    right = sequential(rng)
    wrong = copy.deepcopy(right)
    tanh = wrong.layers[2].layers[1]
    tanh.backward = lambda grad_y, *, input_grad=True: grad_y  # the slope is forgotten
    found = compare(wrong, right, rng.normal(size=(7, 3)), np.ones((7, 2)))
    assert (found.name, found.upstream) == ("grad 2.0 Linear", ("grad 2.1 Tanh",))
    assert found.upstream_was_right


ONE, TWO = np.array([1.0, 5.0]), np.array([1.0, 7.0])
COMPARED = {  # label: (ours, theirs, upstream, (name, upstream, was it right))
    "the first of the chain": ({"a": ONE, "b": ONE}, {"a": TWO, "b": TWO}, None, ("a", (), True)),
    "in the chain": ({"a": ONE, "b": ONE}, {"a": ONE, "b": TWO}, None, ("b", ("a",), True)),
    "upstream left out": ({"a": ONE, "b": ONE}, {"b": TWO}, None, ("b", ("a",), False)),
    "one between left out": (
        {"a": ONE, "b": ONE, "c": ONE},
        {"a": ONE, "c": TWO},
        None,
        ("c", ("b",), False),
    ),
    "in any order": (
        {"late": ONE, "early": ONE, "x": ONE},
        {"late": TWO, "early": TWO, "x": ONE},
        {"late": ("early",), "early": ("x",)},
        ("early", ("x",), True),
    ),
    "two upstream": (
        {"a": ONE, "b": ONE, "c": ONE},
        {"a": ONE, "b": ONE, "c": TWO},
        {"c": ("a", "b")},
        ("c", ("a", "b"), True),
    ),
}


@pytest.mark.parametrize("ours, theirs, upstream, expected", COMPARED.values(), ids=COMPARED)
def test_which_difference_is_the_first(ours, theirs, upstream, expected):
    found = first_divergence(ours, theirs, upstream=upstream)
    assert (found.name, found.upstream, found.upstream_was_right) == expected
    assert (found.index, found.ours, found.theirs) == ((1,), 5.0, 7.0)
    assert found.error == pytest.approx(2 / 7)
    said = "was right" if found.upstream_was_right else "was not compared"
    assert (said if found.upstream else "nothing comes before it") in str(found)


NAN, INF = float("nan"), float("inf")
ALIKE = {"nan": [NAN, 1.0], "inf": [INF, 1.0], "empty": [], "zero": [0.0], "number": 3.0}
UNLIKE = {  # label: (ours, theirs, relative error)
    "nan": ([NAN, 1.0], [2.0, 1.0], INF),
    "inf": ([INF, 1.0], [2.0, 1.0], INF),
    "signs of inf": ([INF, 1.0], [-INF, 1.0], INF),
    "beside inf": ([INF, 1.0], [INF, 2.0], 0.5),
    "zero": ([0.0], [1e-300], 1.0),
    "huge": ([1e308], [-1e308], INF),
    "numbers": (3.0, 4.0, 0.25),
}


@pytest.mark.parametrize("value", ALIKE.values(), ids=ALIKE)
def test_the_same_values_agree_finite_or_not(value):
    assert first_divergence({"a": value}, {"a": value}) is None


@pytest.mark.parametrize("ours, theirs, error", UNLIKE.values(), ids=UNLIKE)
def test_different_values_differ_finite_or_not(ours, theirs, error):
    assert first_divergence({"a": ours}, {"a": theirs}).error == error


def test_tolerance_is_relative_to_the_largest_entry():
    ours, theirs = {"a": [1e6, 1.0]}, {"a": [1e6, 1.01]}
    assert first_divergence(ours, theirs) is None
    assert first_divergence(ours, theirs, tolerance=1e-9).error == pytest.approx(1e-8)


# ---------------------------------------------------------------- what is refused

REFUSED = {  # label: (action, error, message)
    "no module": (lambda: forward_values([ReLU()]), TypeError, "expected a Module, got list"),
    "upstream of no module": (lambda: upstream_of([ReLU()]), TypeError, "got list"),
    "no forward pass, BatchNorm": (
        lambda: forward_values(BatchNorm(3)),
        RuntimeError,
        "needs a forward pass",
    ),
    "no forward pass, MLP": (
        lambda: forward_values(mlp(np.random.default_rng(0))),
        RuntimeError,
        "needs a forward pass",
    ),
    "no forward pass, Sequential": (
        lambda: backward_values(sequential(np.random.default_rng(0)), np.ones((7, 2))),
        RuntimeError,
        "needs a forward pass",
    ),
    "one example": (lambda: dead_share(np.ones(3)), ValueError, r"\(n, units\), .* got \(3,\)"),
    "no examples": (lambda: dead_share(np.ones((0, 3))), ValueError, r"got \(0, 3\)"),
    "no range": (
        lambda: saturated_share(np.ones((2, 3)), lowest=1, highest=1),
        ValueError,
        "expected a range, got 1 to 1",
    ),
    "other names": (
        lambda: update_ratios({"W": ONE}, {"b": ONE}),
        ValueError,
        r"expected the names \['W'\], got \['b'\]",
    ),
    "other shapes": (
        lambda: update_ratios({"W": ONE}, {"W": 1.0}),
        ValueError,
        r"after\['W'\]: expected the shape of before \(2,\), got \(\)",
    ),
    "nothing in common": (
        lambda: first_divergence({"W": ONE}, {"b": ONE}),
        ValueError,
        "no name in common",
    ),
    "shapes that differ": (
        lambda: first_divergence({"grad_b": ONE}, {"grad_b": np.ones((4, 2))}),
        ValueError,
        r"ours\['grad_b'\]: expected the shape of theirs \(4, 2\), got \(2,\)",
    ),
    "upstream in a circle": (
        lambda: first_divergence({"W": ONE}, {"W": TWO}, upstream={"W": ("W",)}),
        ValueError,
        "so none is the first",
    ),
    "text": (lambda: root_mean_square("a"), TypeError, "values: expected numbers"),
}


@pytest.mark.parametrize("action, error, message", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_answered_is_said(action, error, message):
    with pytest.raises(error, match=message):
        action()


def test_the_numbers_are_plain_floats(rng):
    net = after_forward(mlp(rng), rng)
    values = forward_values(net)
    shares = [dead_share(values["a[1]"]), saturated_share(values["a[1]"], lowest=0, highest=9)]
    assert all(type(number) is float for number in [*sizes(values).values(), *shares])
