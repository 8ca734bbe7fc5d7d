"""Lessons run where the extra `test` is missing: every picture is there without a kernel."""

import os
from html import escape

import lab
import nbformat
import pytest
from nbclient import NotebookClient

from backprop_course.notebook import WIDGET


@pytest.mark.slow
@pytest.mark.parametrize("name", ["00-start-here", "01-one-neuron"])
def test_no_picture_is_a_widget_alone(name, tmp_path):
    path = lab.ROOT / "notebooks" / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    stored = [described for cell in notebook.cells for described in pictures(cell)]
    client = NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}})
    client.execute(env=os.environ | lab.base_installation(tmp_path))
    shown = [described for cell in notebook.cells for described in pictures(cell)]
    assert shown and shown == stored
    assert not [cell.source for cell in notebook.cells if widgets_alone(cell)]


def bundles(cell):
    return [output.data for output in cell.get("outputs", ()) if "data" in output]


def pictures(cell):
    """The description of every picture that needs no kernel."""
    for data in bundles(cell):
        alt = f'alt="{escape(data.get("text/plain", WIDGET))}"'
        if "image/png" in data or alt in data.get("text/html", ""):
            yield data["text/plain"]


def widgets_alone(cell):
    """Whether a widget has no still before it."""
    forms = [set(data) for data in bundles(cell)]
    before = [set(), *forms]
    return [form for form, still in zip(forms, before, strict=False)
            if WIDGET in form and "text/html" not in still]  # fmt: skip
