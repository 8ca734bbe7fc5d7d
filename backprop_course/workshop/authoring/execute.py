"""Runs notebooks, carries outputs over from a stored one, and refuses what must not be stored."""

import os

import zmq
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets import default

from backprop_course.workshop.authoring import formats, pictures
from backprop_course.workshop.authoring.formats import code_cells

TIMEOUT = 120  # seconds for one cell, as in the tests
IGNORED = "nbval-ignore-output"
RAISES = "raises-exception"


class OwnInterpreter(AsyncKernelManager):
    """Starts the kernel of the Python that runs the builder, whatever kernels a user installed."""

    @default("kernel_spec_manager")
    def _kernel_spec_manager_default(self):
        return KernelSpecManager(kernel_dirs=[])

    @default("transport_encryption")
    def _transport_encryption_default(self):
        return "auto" if zmq.has("curve") else "disabled"  # without it new kernels print a warning


def run(notebook, folder, name):
    """Execute ``notebook`` in place, with ``folder`` as its working folder.

    Raises: RuntimeError that names notebook and cell when something must not be stored.
    """
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        kernel_manager_class=OwnInterpreter,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute(env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    except CellExecutionError:
        pass  # the output that it left in the notebook says more
    except (CellTimeoutError, DeadKernelError) as problem:
        raise RuntimeError(f"{name}: {problem}") from problem
    pictures.store(notebook)
    formats.normalise(notebook)
    for problem in refusals(notebook):
        raise RuntimeError(f"{name}, {problem}")


def refusals(notebook):
    """What forbids storing the outputs: errors, and anything written to stderr."""
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or RAISES in cell.metadata.get("tags", ()):
            continue
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"cell {number} raises {output.ename}: {output.evalue}\n\n{cell.source}"
            elif output.get("name") == "stderr":
                yield f"cell {number} writes to stderr:\n{output.text}\n\n{cell.source}"


def transplant(new, old):
    """Give ``new`` the outputs of ``old`` if both run the same code; whether it was done."""
    if old is None or [code(cell) for cell in code_cells(new)] != [
        code(cell) for cell in code_cells(old)
    ]:
        return False
    if not was_run(old) or any(refusals(old)):
        return False
    for cell, stored in zip(code_cells(new), code_cells(old), strict=True):
        cell.outputs = stored.outputs
    formats.normalise(new)
    return True


def code(cell):
    return cell.source, cell.metadata.get("tags", [])


def was_run(notebook):
    """Whether the notebook ran once, from top to bottom."""
    counts = [cell.execution_count for cell in code_cells(notebook)]
    return counts == [*range(1, len(counts) + 1)]


def keep_ignored(new, old):
    """Where outputs are not compared, keep the stored ones, so that a rebuild changes nothing."""
    stored = {cell.get("id"): cell for cell in code_cells(old)} if old is not None else {}
    for cell in code_cells(new):
        before = stored.get(cell.id)
        if IGNORED in cell.metadata.get("tags", ()) and before and before.execution_count:
            cell.outputs = before.outputs
    formats.normalise(new)
