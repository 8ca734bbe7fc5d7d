"""Fair comparisons on a busy machine.

Each system lives in a process of its own, so that their thread pools and allocators do not meet.
Rounds go over all systems, each round beginning with the next one; a ratio is taken within a round
and the median of these ratios is reported.  The clock is CPU time of one thread: another program
on the machine does not count.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
TOLERANCE = {"sgd": 1e-12, "adam": 1e-11}
AVX2 = ("Haswell", "Zen")  # names of OpenBLAS for its AVX2 kernels
MKL_AVX2 = {"MKL_ENABLE_INSTRUCTIONS": "AVX2", "ONEDNN_MAX_CPU_ISA": "AVX2"}
KERNELS = {"OPENBLAS_CORETYPE", *MKL_AVX2}


def environment(kernels=None):
    """This tree of the package, one thread as here, and the kernels of matrix products.

    AVX2 for NumPy is AVX2 for PyTorch too.  Without ``kernels`` every library chooses.
    """
    kept = {name: value for name, value in os.environ.items() if name not in KERNELS}
    asked = {"OPENBLAS_CORETYPE": kernels} if kernels else {}
    return {**kept, "PYTHONPATH": str(ROOT), **asked, **(MKL_AVX2 if kernels in AVX2 else {})}


def keeping_byte_code(folder):
    """The environment in which Python keeps byte code in ``folder``, as it usually keeps it."""
    return environment() | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder)}


class Remote:
    """The controller's end of the pipe to one worker."""

    def __init__(self, system, kernels=None):
        self.system = system
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", system],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(kernels),
        )

    def ask(self, do, **settings):
        """Send one request and wait for its answer."""
        self.process.stdin.write(json.dumps({"do": do, **settings}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        answer = json.loads(line) if line else {"error": "the worker ended"}
        if "error" in answer:
            raise RuntimeError(f"{self.system}, {do}: {answer['error']}")
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """An empty pipe ends the worker's loop."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@contextmanager
def workers(systems, kernels=None):
    """The systems by name, each in its own process."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(Remote(name, kernels)) for name in systems}


def where(remotes):
    """What all workers say of the machine and of their libraries."""
    return {key: text for remote in remotes.values() for key, text in remote.ask("machine").items()}


def parity(remotes, shape, optimizer):
    """Refuse to time systems that do not compute the same.  Returns the largest difference."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for name, remote in remotes.items():
            file = str(Path(folder, f"{len(found)}.npz"))
            remote.ask("parity", shape=shape, optimizer=optimizer, file=file)
            with np.load(file) as stored:
                found[name] = list(stored.values())
    first = next(iter(found))
    gaps = {name: largest_gap(found[first], values) for name, values in found.items()}
    for name, gap in gaps.items():
        if not gap <= TOLERANCE[optimizer]:
            raise RuntimeError(f"{shape}, {optimizer}: {name} differs from {first} by {gap:.1e}")
    return max(gaps.values())


def largest_gap(ours, theirs):
    """The largest difference between two lists of arrays of the same shapes."""
    pairs = zip(ours, theirs, strict=True)
    return max(float(np.abs(a - b).max()) if a.shape == b.shape else np.inf for a, b in pairs)


def round_robin(remotes, rounds, build=None):
    """CPU seconds of one call, a list with one entry per round for every system.

    ``build(remote)``, where given, makes the work anew before every round, elsewhere in memory.
    """
    times, names = {name: [] for name in remotes}, list(remotes)
    for turn in range(rounds):
        if build:
            for remote in remotes.values():
                build(remote)
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            times[name].append(remotes[name].ask("block")["cpu"])
    return times


def ratio(times, name, reference):
    """The median over rounds of one system's time over another's in the same round."""
    return median(a / b for a, b in zip(times[name], times[reference], strict=True))
