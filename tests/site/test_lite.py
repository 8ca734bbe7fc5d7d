"""JupyterLite holds the whole course, nothing has run, and an import finds what it needs."""

import hashlib
import json
import tomllib
import zipfile

import lite_pages
import pytest
from packaging.requirements import Requirement

from backprop_course.workshop import course

pytestmark = pytest.mark.slow

NAMES = course.names(lite_pages.ROOT)


def read(*path):
    return json.loads(lite_pages.built().joinpath(*path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_every_notebook_is_handed_out_for_the_kernel_of_the_page(name):
    notebook = read("files", name)
    assert notebook["metadata"]["kernelspec"]["name"] == "python"  # else a dialog asks
    assert not any(cell.get("outputs") for cell in notebook["cells"])
    original = json.loads((lite_pages.ROOT / name).read_text(encoding="utf-8"))
    assert [cell["source"] for cell in notebook["cells"]] == [
        cell["source"] for cell in original["cells"]
    ]


def test_nothing_else_is_handed_out():
    files = lite_pages.built() / "files"
    found = {path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file()}
    assert found == set(NAMES)


def packages():
    return read("static", "pyodide", "pyodide-lock.json")["packages"]


def test_what_lies_beside_pyodide_is_what_its_list_says():
    for entry in packages().values():
        if not entry["file_name"].startswith("https://"):
            path = lite_pages.built() / "static" / "pyodide" / entry["file_name"]
            assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"], entry["name"]


def test_the_rest_comes_from_one_place():
    elsewhere = {
        entry["file_name"].rsplit("/", 1)[0] + "/"
        for entry in packages().values()
        if "/" in entry["file_name"]
    }
    version = read("static", "pyodide", "package.json")["version"]
    assert elsewhere <= {f"https://cdn.jsdelivr.net/pyodide/v{version}/full/"}


def test_what_the_kernel_and_the_course_need_lies_here_as_far_as_it_is_not_compiled():
    names = [*lite_pages.builder().STARTS_WITH, "ipywidgets", "backprop-course"]
    wanted = lite_pages.builder().needed(packages(), names)
    assert {one.lower().replace("_", "-") for one in names} <= set(wanted)
    kernel = lite_pages.builder().needed(packages(), names[:-1])
    here = {name for name, entry in kernel.items() if "/" not in entry["file_name"]}
    assert set(kernel) - here <= {"ssl", "openssl", "sqlite3"}
    assert "backprop-course" not in here and "/" not in packages()["backprop-course"]["file_name"]


def test_an_import_of_the_course_loads_it_and_what_it_needs():
    entry = packages()["backprop-course"]
    assert entry["imports"] == ["backprop_course"]
    assert {"numpy", "matplotlib", "ipywidgets", "pygments"} == set(entry["depends"])
    with zipfile.ZipFile(lite_pages.built() / "static/pyodide" / entry["file_name"]) as wheel:
        names = wheel.namelist()
    assert "backprop_course/digits.npz" in names and "backprop_course/mlp.py" in names
    assert not [name for name in names if name.endswith(".ipynb")]


def test_the_page_has_numpy_and_matplotlib_as_new_as_the_course_asks_for():
    project = tomllib.loads((lite_pages.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {one.name: one for one in map(Requirement, project["dependencies"])}
    for name in ("numpy", "matplotlib", "pygments", "ipywidgets"):
        assert wanted[name].specifier.contains(packages()[name]["version"]), name
