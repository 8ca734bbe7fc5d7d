"""What every test may ask for."""

from pathlib import Path

import numpy as np
import pytest

from backprop_course.workshop import course

ROOT = Path(__file__).resolve().parents[1]
OURS = {path for folder in course.SOURCES for path in course.notebooks(ROOT, folder)}


class OwnNotebooks:
    """Keeps nbval from copies that lie beside the course's notebooks, such as JupyterLab's."""

    def pytest_ignore_collect(self, collection_path):
        return True if collection_path.suffix == ".ipynb" and collection_path not in OURS else None


def pytest_configure(config):
    config.pluginmanager.register(OwnNotebooks())  # as a plugin it sees every folder


@pytest.fixture
def rng():
    """A generator with a fixed seed, so that every run sees the same numbers."""
    return np.random.default_rng(0)
