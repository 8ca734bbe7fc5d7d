"""Tells a learner's exercise file from one that is still as the builder made it."""

import hashlib
import json

from backprop_course.workshop.authoring.formats import code_cells


def fingerprint(notebook):
    """The hash of every cell's type, source and metadata; outputs do not count."""
    cells = [[cell.cell_type, cell.source, cell.metadata] for cell in notebook.cells]
    text = json.dumps(cells, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def put_stamp(notebook):
    notebook.metadata["backprop_course"] = {"stamp": fingerprint(notebook)}


def get_stamp(notebook):
    """The stamp stored in a notebook, or None."""
    ours = notebook.metadata.get("backprop_course")
    return ours.get("stamp") if isinstance(ours, dict) else None


def differs(notebook):
    """Whether somebody changed, ran or saved the notebook with outputs, or lost its stamp."""
    ran = any(cell.outputs or cell.execution_count is not None for cell in code_cells(notebook))
    return ran or fingerprint(notebook) != get_stamp(notebook)
