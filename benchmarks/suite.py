"""How long the default tests take on two cores, the notebooks included."""

import os
import re
import subprocess
import sys
import time

from . import harness
from .machine import describe
from .report import Result, Table

CORES = 2


def run(options):
    """One run of `pytest`; without `-n` it would count the cores that the machine has."""
    begin, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", str(CORES)],
        cwd=harness.ROOT,
        capture_output=True,
        text=True,
        preexec_fn=stay_on_two_cores if os.name == "posix" else None,
    )
    wall, after = time.perf_counter() - begin, os.times()
    cpu = sum(after[2:4]) - sum(before[2:4])
    rows = [[summary(done.stdout), f"{wall:.0f}", f"{cpu:.0f}"]]
    table = Table("The default test suite", ["", "s", "s of CPU time"], rows)
    measured = {"suite": wall} if done.returncode == 0 else {}  # a suite that fails has no time
    return Result([table], measured), describe()


def stay_on_two_cores():
    """Where the system allows to say so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def summary(printed):
    """How many tests passed, from pytest's last line."""
    lines = printed.strip().splitlines() or ["nothing was printed"]
    return re.sub(r" in [\d.]+s.*|=", "", lines[-1]).strip()
