"""Seconds for each lesson on one core, its kernel's start included."""

import os

from . import harness
from .machine import describe
from .report import Result, Table


def run(options):
    """One after the other; only the first when quick."""
    paths = sorted(harness.ROOT.glob("notebooks/*.ipynb"))
    found = {path.stem: seconds(path) for path in (paths[:1] if options.quick else paths)}
    together = sum(found.values())
    rows = [[name, f"{time:.1f}"] for name, time in found.items()]
    table = Table("A lesson from start to end, s of CPU time", ["", "s"], rows)
    return Result([table], {"longest": max(found.values()), "together": together}), describe()


def seconds(path):
    """CPU time here and in the kernel: what passes on one core that does nothing else."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}
    )
    begin = spent()
    client.execute(env=harness.environment())
    return spent() - begin


def spent():
    """CPU seconds of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])
