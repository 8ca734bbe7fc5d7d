"""First weights have the variance their docstrings state."""

import numpy as np
import pytest

from backprop_course import init

VARIANCES = {
    init.xavier_normal: lambda fan_in, fan_out: 2 / (fan_in + fan_out),
    init.xavier_uniform: lambda fan_in, fan_out: 2 / (fan_in + fan_out),
    init.he_normal: lambda fan_in, fan_out: 2 / fan_in,
    init.he_uniform: lambda fan_in, fan_out: 2 / fan_in,
    init.lecun_normal: lambda fan_in, fan_out: 1 / fan_in,
}


@pytest.mark.parametrize("f, variance", VARIANCES.items(), ids=lambda case: case.__name__)
def test_variance(f, variance, rng):
    W = f(400, 300, rng=rng)
    assert W.shape == (400, 300) and W.dtype == np.float64
    assert np.var(W) == pytest.approx(variance(400, 300), rel=0.02)  # 120,000 numbers: 0.4 %
    assert abs(np.mean(W)) < 0.02 * np.std(W)
    if "uniform" in f.__name__:
        assert abs(W).max() <= np.sqrt(3 * variance(400, 300))


def test_the_signal_keeps_its_size_through_twenty_layers(rng):
    x = rng.normal(size=(100, 256))
    for _ in range(20):
        x = np.maximum(x @ init.he_normal(256, 256, rng=rng), 0.0)
    assert 0.2 < np.mean(x**2) < 5.0
