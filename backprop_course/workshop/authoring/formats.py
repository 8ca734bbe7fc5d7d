"""From cells to a notebook and its text: the same cells always give the same bytes."""

import json

import nbformat

from backprop_course.workshop import saved
from backprop_course.workshop.saved import code_cells
from backprop_course.workshop.stamp import cell_id

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
WIDGET = "application/vnd.jupyter.widget-view+json"
NEW_CELL = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}


def to_notebook(cells):
    """A notebook of ``cells`` with clean metadata, stable ids and no outputs."""
    made = [
        NEW_CELL[cell.kind](spaced(cell.source), id=id, metadata=cell_metadata(cell))
        for cell, id in zip(cells, cell_ids(cells), strict=True)
    ]
    return nbformat.v4.new_notebook(cells=made, metadata=nbformat.from_dict(METADATA))


def spaced(source):
    """Jupyter leaves no room below a folded answer, so that it would cling to the next question."""
    return source.replace("<details>", '<details style="margin-bottom: 1em">')


def cell_metadata(cell):
    metadata = {"tags": list(cell.tags)} if cell.tags else {}
    metadata |= {"jupyter": {"source_hidden": True}} if cell.folded else {}
    return metadata | ({"nbgrader": cell.nbgrader} if cell.nbgrader else {})


def cell_ids(cells):
    """One id per cell from its type and source, so that inserting a cell changes no other id."""
    ids, seen = [], {}
    for cell in cells:
        digest = cell_id(cell.kind, spaced(cell.source))
        seen[digest] = seen.get(digest, 0) + 1
        ids.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return ids


def normalise(notebook):
    """Remove, in place, what differs from run to run or from machine to machine."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for count, cell in enumerate(code_cells(notebook), start=1):
        cell.execution_count = count
        cell.outputs = [output for output in cell.outputs if keep(output)]
        for output in cell.outputs:
            normalise_output(output, count)


def keep(output):
    """Strip the live view of a widget, whose state is not stored; False if nothing is left."""
    if "data" not in output:
        return True
    output.data.pop(WIDGET, None)
    return bool(output.data)


def normalise_output(output, count):
    if output.output_type == "execute_result":
        output.execution_count = count
    if output.output_type == "error":  # the rest of a traceback quotes paths of this machine
        output.traceback = [f"{output.ename}: {output.evalue}"]


def text(notebook):
    """The notebook as it is stored."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def read(path):
    """The stored notebook without empty cells; None when there is none.

    Raises: saved.Unreadable.
    """
    if not path.exists():
        return None
    notebook = nbformat.v4.reads(json.dumps(saved.read(path)))
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    notebook.setdefault("metadata", nbformat.from_dict({}))
    for cell in notebook.cells:
        cell.setdefault("metadata", nbformat.from_dict({}))
    for cell in code_cells(notebook):
        cell.setdefault("outputs", [])
        cell.setdefault("execution_count", None)
    return notebook
