"""What `import backprop_course` with its core costs, beside NumPy which it needs anyway.

Each measurement is a fresh interpreter that prints its own CPU time, with all byte code compiled
before.  The minimum of several counts: whatever is above it is the rest of the machine.
"""

import re
import subprocess
import sys
import tempfile

import backprop_course

from . import harness
from .machine import describe
from .report import Result, Table

PROGRAM = "{}\nimport time; print(time.process_time())"


def core():
    """The modules that the package's own map names: what a learner reads."""
    return re.findall(r"^    (\w+) ", backprop_course.__doc__, re.MULTILINE)


def run(options):
    """Interpreters in turn, the minimum for each program."""
    modules = ", ".join(f"backprop_course.{name}" for name in core())
    programs = {
        "nothing": "",
        "numpy": "import numpy",
        "backprop_course and its core": f"import backprop_course, {modules}",
    }
    found = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as byte_code:
        for _ in range(6 if options.quick else 21):  # the first one compiles
            for name, program in programs.items():
                found[name].append(cpu_seconds(program, byte_code))
    least = {name: min(times) for name, times in found.items()}
    rows = [
        [name, f"{1000 * seconds:.1f}", f"{seconds / least['numpy']:.3f}"]
        for name, seconds in least.items()
    ]
    table = Table("A fresh interpreter, ms of CPU time", ["import", "ms", "/ numpy"], rows)
    ratio = least["backprop_course and its core"] / least["numpy"]
    return Result([table], {"import": ratio}), describe()


def cpu_seconds(program, byte_code):
    """CPU time of an interpreter that runs this program, from its start."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(program)],
        capture_output=True,
        text=True,
        check=True,
        cwd=harness.ROOT,
        env=harness.keeping_byte_code(byte_code),
    )
    return float(done.stdout)
