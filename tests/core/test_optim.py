"""Optimizers by arithmetic on one number; clipping; schedules at their ends."""

import numpy as np
import pytest

from backprop_course import optim
from backprop_course.module import Parameter

OPTIMIZERS = {
    "SGD": lambda p: optim.SGD(p, 0.1),
    "momentum": lambda p: optim.SGD(p, 0.1, momentum=0.9),
    "Nesterov": lambda p: optim.SGD(p, 0.1, momentum=0.9, nesterov=True),
    "weight decay": lambda p: optim.SGD(p, 0.1, weight_decay=0.01),
    "RMSProp": lambda p: optim.RMSProp(p),
    "Adam": lambda p: optim.Adam(p),
    "AdamW": lambda p: optim.AdamW(p),
}
every_optimizer = pytest.mark.parametrize("build", OPTIMIZERS.values(), ids=OPTIMIZERS)


def values(build, grads, start=1.0):
    """Where one number stands after each step with these gradients."""
    p = Parameter(np.array([start]))
    optimizer, path = build([p]), []
    for grad in grads:
        p.grad[...] = grad
        optimizer.step()
        path.append(p.value.item())
    return path


ROOT = np.sqrt
BY_HAND = {  # from 1.0, with the gradients 2 and 3
    "SGD": (lambda p: optim.SGD(p, 0.1), [0.8, 0.5]),
    # v = 2, then 0.9 * 2 + 3 = 4.8
    "momentum": (lambda p: optim.SGD(p, 0.1, momentum=0.9), [0.8, 0.32]),
    # 2 + 0.9 * 2 = 3.8, then 3 + 0.9 * 4.8 = 7.32
    "Nesterov": (lambda p: optim.SGD(p, 0.1, momentum=0.9, nesterov=True), [0.62, -0.112]),
    # 2 + 0.5 * 1 = 2.5, then 3 + 0.5 * 0.75 = 3.375
    "weight decay": (lambda p: optim.SGD(p, 0.1, weight_decay=0.5), [0.75, 0.4125]),
    # v = 0.1 * 4 = 0.4, then 0.9 * 0.4 + 0.1 * 9 = 1.26
    "RMSProp": (
        lambda p: optim.RMSProp(p, 0.1, decay=0.9, eps=0.0),
        [1 - 0.2 / ROOT(0.4), 1 - 0.2 / ROOT(0.4) - 0.3 / ROOT(1.26)],
    ),
    # m = 1, v = 1: corrected 2 and 4; then m = 2, v = 3: corrected 2 / 0.75 and 3 / 0.4375
    "Adam": (
        lambda p: optim.Adam(p, 0.1, betas=(0.5, 0.75), eps=0.0),
        [0.9, 0.9 - 0.1 * (2 / 0.75) / ROOT(3 / 0.4375)],
    ),
    # the same, and 0.1 * 0.5 of the value besides
    "AdamW": (
        lambda p: optim.AdamW(p, 0.1, betas=(0.5, 0.75), eps=0.0, weight_decay=0.5),
        [0.85, 0.85 - 0.1 * (2 / 0.75) / ROOT(3 / 0.4375) - 0.05 * 0.85],
    ),
}


@pytest.mark.parametrize("build, expected", BY_HAND.values(), ids=BY_HAND)
def test_two_steps_by_hand(build, expected):
    np.testing.assert_allclose(values(build, [2.0, 3.0]), expected, rtol=1e-14)


@pytest.mark.parametrize("grad", [1e-6, -3.0, 1e6])
def test_the_first_step_of_adam_is_the_learning_rate_times_the_sign(grad):
    (value,) = values(lambda p: optim.Adam(p, 0.01, eps=0.0), [grad])
    assert value == pytest.approx(1.0 - 0.01 * np.sign(grad))


def test_the_state_of_adam_is_the_m_and_v_of_the_paper():
    p = Parameter([5.0])
    p.grad[...] = 1.0
    optimizer = optim.Adam([p])
    optimizer.step()
    assert optimizer.state[0].keys() == {"m", "v"}
    np.testing.assert_allclose(optimizer.state[0]["m"], [0.1])
    np.testing.assert_allclose(optimizer.state[0]["v"], [0.001])


def test_the_other_form_of_momentum_makes_the_same_steps():
    v, value, path = 0.0, 1.0, []
    for grad in (2.0, 3.0, -1.0):
        v = 0.9 * v + 0.1 * grad
        value -= v
        path.append(value)
    ours = values(lambda p: optim.SGD(p, 0.1, momentum=0.9), (2.0, 3.0, -1.0))
    np.testing.assert_allclose(ours, path)


@every_optimizer
def test_one_step_counter_for_all_parameters(build):
    parameters = [Parameter(np.ones(2)), Parameter(np.ones((3, 1)))]
    optimizer = build(parameters)
    assert optimizer.t == 0
    optimizer.step()
    optimizer.step()
    assert optimizer.t == 2


@every_optimizer
def test_parameters_move_in_place_and_their_gradients_stay(build, rng):
    p = Parameter(rng.normal(size=(3, 2)))
    p.grad[...] = rng.normal(size=(3, 2))
    value, before, grad = p.value, p.value.copy(), p.grad.copy()
    optimizer = build([p])
    optimizer.step()
    assert p.value is value and (p.value != before).all()
    np.testing.assert_array_equal(p.grad, grad)
    optimizer.zero_grad()
    assert not p.grad.any()


@every_optimizer
def test_the_state_is_a_copy_of_nothing(build, rng):
    p = Parameter(np.ones(3))
    p.grad[...] = [1.0, 2.0, 3.0]
    optimizer = build([p])
    optimizer.step()
    for array in optimizer.state[0].values():
        assert not np.shares_memory(array, p.grad) and not np.shares_memory(array, p.value)


@every_optimizer
def test_float32_is_kept_in_value_and_state(build):
    p = Parameter(np.ones(3, dtype=np.float32))
    p.grad[...] = 1.0
    optimizer = build([p])
    optimizer.step()
    optimizer.step()
    assert {p.value.dtype, *(s.dtype for s in optimizer.state[0].values())} == {np.dtype("f4")}


@every_optimizer
def test_a_shared_parameter_moves_once(build):
    p, twin = Parameter(np.ones(1)), Parameter(np.ones(1))
    for optimizer, parameter in ((build([p, p]), p), (build([twin]), twin)):
        parameter.grad[...] = 2.0
        optimizer.step()
    assert p.value == twin.value


@every_optimizer
def test_a_bowl_is_descended(build):
    p = Parameter(np.array([1.0, -2.0]))
    optimizer = build([p])
    for _ in range(20):
        p.grad[...] = p.value
        optimizer.step()
    assert np.sum(p.value**2) < 5.0


# ---------------------------------------------------------------- clipping


def with_grads(*grads):
    """Parameters with these gradients."""
    parameters = [Parameter(np.zeros(np.shape(grad))) for grad in grads]
    for parameter, grad in zip(parameters, grads, strict=True):
        parameter.grad[...] = grad
    return parameters


def test_clipping_by_norm_shrinks_all_by_one_factor_and_returns_the_norm_before():
    parameters = with_grads([[1.0, 2.0]], [2.0, 4.0])
    norm = optim.clip_by_global_norm(iter(parameters), 1.0)
    assert type(norm) is float and norm == 5.0
    np.testing.assert_allclose(parameters[0].grad, [[0.2, 0.4]])
    np.testing.assert_allclose(parameters[1].grad, [0.4, 0.8])


def test_clipping_by_norm_leaves_small_gradients_alone():
    (parameter,) = with_grads([3.0, 4.0])
    assert optim.clip_by_global_norm([parameter], 5.0) == 5.0
    np.testing.assert_array_equal(parameter.grad, [3.0, 4.0])


def test_clipping_by_value_cuts_every_entry():
    parameters = with_grads([[-3.0, 0.5]], [2.0])
    optim.clip_by_value(iter(parameters), 1.0)
    np.testing.assert_array_equal(parameters[0].grad, [[-1.0, 0.5]])
    np.testing.assert_array_equal(parameters[1].grad, [1.0])


# ---------------------------------------------------------------- schedules


def test_step_decay_by_hand():
    rates = [optim.step_decay(1.0, t, every=3, factor=0.5) for t in range(7)]
    assert rates == [1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25]


def test_cosine_starts_at_lr_and_ends_at_the_lowest():
    rates = [optim.cosine(1.0, t, total=10, lowest=0.2) for t in (0, 5, 10, 15)]
    assert rates == pytest.approx([1.0, 0.6, 0.2, 0.2])
    assert type(rates[0]) is float


def test_warm_up_grows_in_a_line_and_stays():
    rates = [optim.warm_up(1.0, t, steps=4) for t in range(6)]
    assert rates == [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]


@every_optimizer
def test_a_vector_in_chunks_moves_as_a_whole_one(build, rng, monkeypatch):
    start, grads = rng.normal(size=10), rng.normal(size=(3, 10))
    ends = []
    for chunk in (10, 4):
        monkeypatch.setattr(optim, "CHUNK", chunk)
        p = Parameter(start)
        optimizer = build([p])
        assert len(optimizer.state) == -(-10 // chunk)
        for grad in grads:
            p.grad[...] = grad
            optimizer.step()
        ends.append(p.value.copy())
    np.testing.assert_array_equal(*ends)
