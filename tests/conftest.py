"""What every test may ask for, and one thread for NumPy's linear algebra."""

import os

# The matrices here are small: a second thread gains little, and on a busy machine the threads wait
# for each other ten times as long as they work.  It must be said before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pytest


@pytest.fixture
def rng():
    """A generator with a fixed seed, so that every run sees the same numbers."""
    return np.random.default_rng(0)
