"""The package against PyTorch in float64: recorded everywhere, live where PyTorch is installed."""

import inspect
import json

import numpy as np
import parity
import pytest

from backprop_course import arguments, init, layers, losses, ops

RECORDED = json.loads(parity.RECORDED.read_text(encoding="utf-8"))
RECORD = 'record what PyTorch answers: pip install -e ".[torch]"; python tests/helpers/parity.py'
every_case = pytest.mark.parametrize("case", parity.CASES)


def recorded(case):
    """What PyTorch answered when the file was written."""
    assert case in RECORDED["cases"], RECORD
    return RECORDED["cases"][case]


def assert_agree(ours, theirs):
    """The same arrays, to ten digits after the point."""
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        assert np.shape(one) == np.shape(other)
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-10)


@every_case
def test_agrees_with_what_torch_answered(case):
    assert_agree(parity.here(case), recorded(case))


@pytest.mark.torch
@every_case
def test_agrees_with_torch_live(case):
    pytest.importorskip("torch")
    assert_agree(parity.here(case), parity.there(case))


@pytest.mark.torch
@every_case
def test_the_record_is_what_torch_answers(case):
    pytest.importorskip("torch")
    assert_agree(recorded(case), parity.there(case))


def test_the_record_holds_every_case_and_its_version():
    assert set(RECORDED["cases"]) == set(parity.CASES), RECORD
    assert RECORDED["torch"].startswith("2.")


def test_every_formula_and_loss_is_compared():
    assert {f for f, _, _ in parity.OPS.values()} == set(ops.VJPS)
    written = {f.__name__ for f in vars(losses).values() if inspect.isfunction(f)}
    assert {name for name in written - set(vars(arguments)) if name[0] != "_"} == set(parity.LOSSES)


def test_every_layer_is_compared():
    built = {type(build()) for build in parity.MODULES.values()}
    written = {getattr(layers, name) for name in layers.__all__ if name[0].isupper()}
    assert written - {layers.Activation} <= built


INITIALIZERS = {  # ours: PyTorch's name and settings
    init.xavier_normal: ("xavier_normal_", {}),
    init.xavier_uniform: ("xavier_uniform_", {}),
    init.he_normal: ("kaiming_normal_", {"nonlinearity": "relu"}),
    init.he_uniform: ("kaiming_uniform_", {"nonlinearity": "relu"}),
    init.lecun_normal: ("kaiming_normal_", {"nonlinearity": "linear"}),
}


@pytest.mark.torch
@pytest.mark.parametrize(
    "f, theirs", INITIALIZERS.items(), ids=lambda case: getattr(case, "__name__", "")
)
def test_first_weights_have_the_variance_of_torch(f, theirs, rng):
    torch = pytest.importorskip("torch")
    name, settings = theirs
    generator = torch.Generator().manual_seed(0)
    weights = torch.empty(300, 400, dtype=torch.float64)  # (fan_out, fan_in)
    getattr(torch.nn.init, name)(weights, generator=generator, **settings)
    assert np.var(f(400, 300, rng=rng)) == pytest.approx(np.var(weights.numpy()), rel=0.03)
