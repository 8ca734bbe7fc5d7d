"""Tells a notebook that somebody worked in from one that is still as the builder made it."""

import hashlib
import json

from backprop_course.workshop.saved import code_cells, joined

OURS = ("tags", "nbgrader")  # the metadata that the builder writes; editors add others


def fingerprint(notebook):
    """The hash of every cell's type, source and our metadata.

    Outputs, ids, what editors note down and the empty cell that JupyterLab appends do not count.
    """
    cells = [
        [cell["cell_type"], source, ours(cell)]
        for cell in notebook["cells"]
        if (source := joined(cell["source"])).strip()
    ]
    text = json.dumps(cells, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def cell_id(kind, source):
    """The id that the builder gives a cell: it comes from what the cell says."""
    return hashlib.sha256(f"{kind}\n{source}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def somebodys(notebook):
    """The numbers of the cells that the builder did not make: their ids say something else."""
    return [
        number
        for number, cell in enumerate(notebook["cells"], start=1)
        if (source := joined(cell["source"])).strip()
        and str(cell.get("id")).partition("-")[0] != cell_id(cell["cell_type"], source)
    ]


def ours(cell):
    """The metadata of a cell that come from the builder."""
    metadata = cell.get("metadata", {})
    return {key: metadata[key] for key in OURS if key in metadata}


def put_stamp(notebook):
    notebook["metadata"]["backprop_course"] = {"stamp": fingerprint(notebook)}


def get_stamp(notebook):
    """The stamp stored in a notebook, or None."""
    stored = notebook.get("metadata", {}).get("backprop_course")
    return stored.get("stamp") if isinstance(stored, dict) else None


def differs(notebook):
    """Whether somebody changed, ran or saved the notebook with outputs, or lost its stamp."""
    cells = code_cells(notebook)
    ran = any(cell.get("outputs") or cell.get("execution_count") is not None for cell in cells)
    return ran or fingerprint(notebook) != get_stamp(notebook)
