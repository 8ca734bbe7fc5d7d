"""The checks of PyTorch and JAX on the same nets: what they find, and where they give alarm.

Both compare with plain differences of real numbers, PyTorch entry by entry, JAX along one random
direction, with their own steps and tolerances.  They judge our forward and backward functions, not
their own automatic ones; who is not installed is left out.
"""

from importlib.util import find_spec
from itertools import islice

import numpy as np

from . import detection
from .report import Table

SEEDS = 5  # nets of each kind in each place
ROWS = ("planted mistakes found", "1 % off, found", "alarms at correct gradients")


def ours(net, seed, **mistake):
    """Whether every array passes."""
    return all(detection.check(net, seed, **mistake))


def torch_gradcheck(net, seed, **mistake):
    """The same question to ``torch.autograd.gradcheck``."""
    import torch

    class Loss(torch.autograd.Function):
        @staticmethod
        def forward(ctx, *tensors):
            arrays = [tensor.detach().numpy() for tensor in tensors]
            ctx.arrays = [array.copy() for array in arrays]
            return torch.tensor(float(net.loss(*arrays)), dtype=torch.float64)

        @staticmethod
        def backward(ctx, grad):
            grads = net.grads(*ctx.arrays, **mistake)
            return tuple(grad * torch.from_numpy(np.array(one)) for one in grads)

    tensors = [torch.tensor(value, requires_grad=True) for value in net.values.values()]
    return torch.autograd.gradcheck(Loss.apply, tensors, raise_exception=False)


def jax_check_vjp(net, seed, **mistake):
    """The same question to ``jax.test_util.check_vjp``."""
    import jax

    jax.config.update("jax_enable_x64", True)
    from jax.test_util import check_vjp

    def f(*arrays):
        return np.asarray(net.loss(*(np.asarray(array) for array in arrays)))

    def f_vjp(*arrays):
        grads = net.grads(*(np.asarray(array) for array in arrays), **mistake)
        return f(*arrays), lambda grad: tuple(float(grad) * np.asarray(one) for one in grads)

    try:
        check_vjp(f, f_vjp, tuple(net.values.values()))
    except AssertionError:
        return False
    return True


CHECKS = {"ours": ours, "PyTorch gradcheck": torch_gradcheck, "JAX check_vjp": jax_check_vjp}
NEEDS = {"PyTorch gradcheck": "torch", "JAX check_vjp": "jax"}


def installed():
    """The checks by name that can be asked here."""
    return {
        name: check
        for name, check in CHECKS.items()
        if name not in NEEDS or find_spec(NEEDS[name]) is not None
    }


def table(checks=None, seeds=SEEDS):
    """What each check says of the same nets."""
    planted, checks = detection.table(), checks or installed()
    columns = [counts(planted, check, seeds) for check in checks.values()]
    rows = [[text, *cells] for text, *cells in zip(ROWS, *columns, strict=True)]
    note = "A mistake counts as found when it is found in each of its nets; all in float64."
    return Table("The same nets, asked of others", ["", *checks], rows, note)


def counts(planted, check, seeds):
    """Three cells: mistakes found, found at 1 % where digits are lost, alarms."""
    found = [
        not any(check(net, seed, **mistake.step) for net, seed in islice(cases, seeds))
        for mistake, cases in ((m, detection.cases(planted, m)) for m in planted.PLANTED)
    ]
    slight = {"finish": planted.spoil("W1", lambda grad: 1.01 * grad)}
    lost = [not check(net, seed, **slight) for net, seed in nets(planted, seeds, lost=True)]
    alarms = [not check(net, seed) for net, seed in nets(planted, seeds)]
    return [f"{sum(found)} of {len(found)}" for found in (found, lost, alarms)]


def nets(planted, seeds, *, lost=False):
    """Correct nets of every kind in every place, or only ``lost``: where digits are lost."""
    for place in planted.LOST_DIGITS if lost else planted.PLACES:
        for kind in planted.NETS:
            for seed in range(seeds):
                yield planted.example(kind, place, np.random.default_rng(seed)), seed
