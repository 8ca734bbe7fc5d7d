"""Seconds for each notebook, its kernel's start included: what a reader and CI wait for."""

import time

from . import harness
from .machine import describe
from .report import Result, Table


def run(options):
    """Lessons and solutions, one after the other; only the first lesson when quick."""
    paths = sorted(harness.ROOT.glob("notebooks/*.ipynb"))
    paths += sorted(harness.ROOT.glob("solutions/*.ipynb"))
    found = {path: seconds(path) for path in (paths[:1] if options.quick else paths)}
    rows = [[str(path.relative_to(harness.ROOT)), f"{s:.1f}"] for path, s in found.items()]
    rows.append(["together", f"{sum(found.values()):.1f}"])
    return Result([Table("A notebook from start to end, s", ["", "s"], rows)]), describe()


def seconds(path):
    """Wall time: most of it passes in the kernel's process."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}
    )
    begin = time.perf_counter()
    client.execute(env=harness.environment())
    return time.perf_counter() - begin
