"""The engine against PyTorch's, live: the same graphs, the same gradients, the same habits."""

import graphs
import numpy as np
import pytest

from backprop_course import autograd
from backprop_course.autograd import Tensor

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

every_graph = pytest.mark.parametrize("f, values", graphs.GRAPHS.values(), ids=graphs.GRAPHS)


def leaves_of_both(values, dtype=np.float64):
    """The same numbers as leaves here and there."""
    arrays = [np.array(value, dtype=dtype) for value in values]
    there = [torch.tensor(array, requires_grad=True) for array in arrays]
    return [Tensor(array) for array in arrays], there


def assert_same_grads(ours, theirs, rtol=1e-12):
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one.grad, other.grad.numpy(), rtol=rtol, atol=rtol, strict=True)


@every_graph
def test_same_value_and_gradients(f, values):
    ours, theirs = leaves_of_both(values)
    y, z = f(autograd, *ours), f(torch, *theirs)
    y.backward()
    z.backward()
    np.testing.assert_allclose(y.value, z.detach().numpy(), rtol=1e-12)
    assert_same_grads(ours, theirs)


@every_graph
def test_float32_stays_float32_here_as_there(f, values):
    ours, theirs = leaves_of_both(values, np.float32)
    y, z = f(autograd, *ours), f(torch, *theirs)
    y.backward()
    z.backward()
    assert y.value.dtype == z.detach().numpy().dtype == np.float32
    assert_same_grads(ours, theirs, rtol=1e-3)  # strict: the dtypes agree as well


def test_three_times_the_square_of_two():
    for tensor, lib in (Tensor(2.0), autograd), (torch.tensor(2.0, requires_grad=True), torch):
        z = 3.0 * lib.square(tensor)
        z.backward()
        assert float(tensor.grad) == 12.0


def test_a_second_backward_adds_as_with_retain_graph():
    (x,), (t,) = leaves_of_both([2.0])
    y, z = graphs.used_twice(autograd, x), graphs.used_twice(torch, t)
    for _ in range(3):
        y.backward()
        z.backward(retain_graph=True)
        assert_same_grads([x], [t])


def test_grad_as_torch_autograd_grad():
    (x, w), (t, v) = leaves_of_both([2.0, 5.0])
    y, u = autograd.square(x), torch.square(t)
    ours = autograd.grad(3.0 * y * w, [y, w, x])
    theirs = torch.autograd.grad(3.0 * u * v, [u, v, t], retain_graph=True)
    np.testing.assert_array_equal(ours, [float(g) for g in theirs])
    assert isinstance(ours, tuple) and isinstance(theirs, tuple)
    assert x.grad == 0.0 and t.grad is None


def test_grad_from_a_given_gradient(rng):
    (x,), (t,) = leaves_of_both([graphs.MATRIX])
    grad_y = rng.normal(size=(4, 3))
    (ours,) = autograd.grad(autograd.sin(x), x, grad_y)
    (theirs,) = torch.autograd.grad(torch.sin(t), t, torch.tensor(grad_y))
    np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-13)


def test_detach_as_in_torch():
    (x,), (t,) = leaves_of_both([3.0])
    for h in autograd.square(x), torch.square(t):
        (h * h.detach()).backward()
    assert_same_grads([x], [t])


LOSSES = {  # ours: (theirs, target)
    "mse": ("mse_loss", graphs.MATRIX - 1.0),
    "softmax_cross_entropy": ("cross_entropy", np.array([2, 0, 1, 2])),
}


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("ours, theirs, target", [(k, *v) for k, v in LOSSES.items()], ids=LOSSES)
def test_losses_as_in_torch(ours, theirs, target, reduction):
    (x,), (t,) = leaves_of_both([graphs.MATRIX])
    getattr(autograd, ours)(x * x, target, reduction=reduction).backward()
    loss = getattr(torch.nn.functional, theirs)
    loss(t * t, torch.tensor(target), reduction=reduction).backward()
    assert_same_grads([x], [t])
