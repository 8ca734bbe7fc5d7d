"""How fast each library multiplies two matrices: what lies behind every ratio of large nets."""

from statistics import median

from . import harness
from .problems import PRODUCT
from .report import Table

LIBRARIES = {"limit": "NumPy", "PyTorch eager": "PyTorch"}


def table(remotes, options):
    """One row for each library that has a worker."""
    chosen = {name: remotes[name] for name in LIBRARIES if name in remotes}
    for remote in chosen.values():
        remote.ask("product", dtype=options.dtype)
    times = harness.round_robin(chosen, options.rounds)
    rows = [[LIBRARIES[name], f"{rate(found):,.0f}"] for name, found in times.items()]
    sizes = " x ".join(map(str, PRODUCT))
    note = f"{sizes}, {options.dtype}, medians; a multiplication and an addition count as two."
    return Table("Matrix products", ["library", "GF/s"], rows, note)


def rate(seconds):
    """10^9 multiplications and additions in a second."""
    rows, inner, columns = PRODUCT
    return 2e-9 * rows * inner * columns / median(seconds)
