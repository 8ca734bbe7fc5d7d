"""Seconds for each lesson on one core, its kernel's start included.

The package is compiled to byte code before, as on any other day than the first.
"""

import os
import tempfile

from backprop_course.workshop import course
from backprop_course.workshop.authoring import course_map

from . import harness
from .machine import describe
from .report import Result, Table


def run(options):
    """One after the other; only the first when quick."""
    paths = sorted(harness.ROOT.glob("notebooks/*.ipynb"))
    paths = paths[:1] if options.quick else paths
    with tempfile.TemporaryDirectory() as byte_code:
        seconds(paths[0], byte_code)  # compiles what all lessons import
        found = {path: seconds(path, byte_code) for path in paths}
    together = sum(time for path, time in found.items() if in_main_line(path))
    rows = [[path.stem, f"{time:.1f}"] for path, time in found.items()]
    rows += [["main line", f"{together:.1f}"], ["all", f"{sum(found.values()):.1f}"]]
    table = Table("A lesson from start to end, s of CPU time", ["", "s"], rows)
    return Result([table], {"longest": max(found.values()), "together": together}), describe()


def in_main_line(path):
    return not course_map.is_second_reading(course.split(path)[0])


def seconds(path, byte_code):
    """CPU time here and in the kernel: what passes on one core that does nothing else."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}
    )
    begin = spent()
    client.execute(env=harness.keeping_byte_code(byte_code))
    return spent() - begin


def spent():
    """CPU seconds of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])
