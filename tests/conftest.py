"""What every test may ask for."""

import numpy as np
import pytest


@pytest.fixture
def rng():
    """A generator with a fixed seed, so that every run sees the same numbers."""
    return np.random.default_rng(0)
