"""Where the numbers come from: processor, linear algebra, threads, load, versions."""

import ctypes
import os
import platform
import sys
from pathlib import Path

import numpy as np

CALLS = ("scipy_openblas_get_{}64_", "openblas_get_{}64_", "openblas_get_{}")


def describe():
    """What to print above every table."""
    core_type, threads = openblas()
    return {
        "processor": processor(),
        "system": f"{platform.system()}, Python {platform.python_version()}",
        "NumPy": f"{np.__version__}, {blas_name()}, kernels {core_type}, threads {threads}",
    }


def processor():
    """The name of the CPU, and its number of cores."""
    name = cpuinfo().get("model name") or platform.processor() or platform.machine()
    wide = " with AVX-512" if "avx512f" in cpuinfo().get("flags", "") else ""
    return f"{name}{wide}, {os.cpu_count()} cores"


def cpuinfo():
    """What Linux says of the first core; empty elsewhere."""
    path = Path("/proc/cpuinfo")
    first = path.read_text().partition("\n\n")[0] if path.exists() else ""
    pairs = (line.partition(":") for line in first.splitlines())
    return {key.strip(): value.strip() for key, _, value in pairs}


def has_avx2():
    return "avx2" in cpuinfo().get("flags", "")


def blas_name():
    found = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return f"{found.get('name')} {found.get('version')}"


def openblas():
    """(kernel type, threads) as OpenBLAS says now; its build settings would not tell."""
    for path in libraries():
        library = ctypes.CDLL(path)
        for call in CALLS:
            name = getattr(library, call.format("corename"), None)
            threads = getattr(library, call.format("num_threads"), None)
            if name and threads:
                name.restype = ctypes.c_char_p
                return name().decode(), threads()
    return "unknown", os.environ.get("OPENBLAS_NUM_THREADS", "unknown")


def libraries():
    """The OpenBLAS that stands beside NumPy, as its wheels bring it."""
    folder = Path(np.__file__).parent
    places = [folder.parent / "numpy.libs", folder / ".dylibs"]
    return [str(path) for place in places if place.exists() for path in place.glob("*openblas*")]


def load():
    """How busy the machine is: tasks that wanted to run, on average over the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if sys.platform != "win32" else "unknown"
