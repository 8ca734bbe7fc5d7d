"""Binder, Colab, Codespaces: each address and each file that is named is there."""

import importlib
import json
import os
import re
import shutil
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from backprop_course.workshop import course, folder
from backprop_course.workshop.authoring import navigation, variants

ROOT = Path(__file__).resolve().parents[2]
SOMEBODY = "somebody/backprop-course"
NAMES = course.names(ROOT)
LINK = re.compile(r"\]\((https://[^)\s]+)\)")


@pytest.fixture
def site(monkeypatch):
    """A module of ``docs/site``, by name."""
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "site"))
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    return importlib.import_module


@pytest.fixture
def published(site, tmp_path):
    """A copy of what is written when the repository gets an address."""
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    site("doors").publish(SOMEBODY, tmp_path)
    return tmp_path


def test_publishing_writes_the_address_once(published, site):
    doors = site("doors")
    readme = (published / "README.md").read_text("utf-8")
    assert doors.repository(published) == SOMEBODY
    assert readme.count("[![") == readme.split("\n\n")[1].count("[![") == 4
    doors.publish("another/one", published)
    assert doors.repository(published) == "another/one"
    doors.publish(SOMEBODY, published)
    assert (published / "README.md").read_text("utf-8") == readme


def test_publishing_changes_nothing_else(published):
    before, after = ((root / "README.md").read_text("utf-8") for root in (ROOT, published))
    assert after.replace(after.split("\n\n")[1] + "\n\n", "", 1) in (before, without_badges(before))
    before, after = (
        tomllib.loads((root / "pyproject.toml").read_text("utf-8")) for root in (ROOT, published)
    )
    assert set(after["project"].pop("urls")) == {"Repository", "Documentation"}
    before["project"].pop("urls", None)
    assert after == before


def without_badges(text):
    return re.sub(r"\n\n\[!\[.*(?=\n\n)", "", text, count=1)


def test_lesson_00_will_name_the_site(published):
    assert navigation.site(published) == "https://somebody.github.io/backprop-course/"
    source = (ROOT / "notebooks/source/00-start-here.py").read_text("utf-8")
    assert source.count(variants.SITE.replace("\n", "\n# ")) == 1


def test_lessons_and_exercises_will_name_their_pages(published):
    """`tests/site/test_pages.py` looks at the pages, which stand where the notebooks do."""
    for place in ("notebooks", "solutions"):
        shutil.copytree(ROOT / place / "source", published / place / "source")
    lines = {"notebooks": navigation.lesson_line, "exercises": navigation.exercise_line}
    for name in NAMES:
        place, number = Path(name).parent.name, course.split(Path(name))[0]
        source = "notebooks" if place == "notebooks" else "solutions"
        (path,) = (published / source / "source").glob(f"{number:02d}-*.py")
        page = f"https://somebody.github.io/backprop-course/{name.removesuffix('.ipynb')}.html"
        assert f"[read or run it in a browser]({page})" in lines[place](published, path)


def test_a_page_of_the_site_does_not_name_itself(site):
    pytest.importorskip("sphinx")
    line = "[next →](b.ipynb) | [read or run it in a browser](https://somebody.github.io/x/a.html)"
    notebook = {"cells": [{"source": f"# Title\n\n{line}\n\n## What you'll do\n"}]}
    site("build").offer(notebook, "notebooks/a.ipynb", with_lite=True)
    assert "[next →](b.ipynb)\n\n" in notebook["cells"][0]["source"]
    assert "read or run" not in notebook["cells"][0]["source"]


def test_the_badges_are_those_of_the_address(site):
    known = site("doors").repository()
    shown = [line for line in (ROOT / "README.md").read_text("utf-8").split("\n") if "[![" in line]
    assert shown == ([site("doors").badges(known)] if known else [])


def test_every_address_leads_to_a_file_of_this_repository(published):
    badges = (published / "README.md").read_text("utf-8").split("\n\n")[1]
    (tests, binder, colab, codespaces) = LINK.findall(
        re.sub(r"\[!\[[^]]*\]\([^)]*\)", "[x", badges)
    )
    assert all(SOMEBODY in link for link in (tests, binder, colab, codespaces))
    assert (ROOT / ".github" / "workflows" / tests.rsplit("/", 1)[1]).is_file()
    assert unquote(binder).split(f"{folder.NAME}/")[1] == NAMES[0]
    assert colab.split("/blob/colab/")[1] == NAMES[0]


def test_binder_makes_the_folder_that_it_opens():
    made = (ROOT / ".binder" / "postBuild").read_text("utf-8")
    assert os.access(ROOT / ".binder" / "postBuild", os.X_OK) or os.name == "nt"
    assert "\nbackprop-course open -- --version\n" in made  # .ci/smoke tries this command
    assert (ROOT / ".binder" / "requirements.txt").read_text("utf-8") == "-e .\n"
    number = (ROOT / ".binder" / "runtime.txt").read_text("utf-8").strip().removeprefix("python-")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"Programming Language :: Python :: {number}" in project["classifiers"]


def test_codespaces_opens_a_notebook_that_its_command_has_made():
    made = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert "backprop-course open -- --version" in made["updateContentCommand"]
    (opened,) = made["customizations"]["codespaces"]["openFiles"]
    assert opened == f"{folder.NAME}/{NAMES[0]}"
    readme = (ROOT / "README.md").read_text("utf-8")
    kernel = made["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    version = made["image"].rsplit(":", 1)[1]
    assert f"*Python {version}* (`{kernel}`)" in readme


# --- Colab ------------------------------------------------------------------------------------


@pytest.fixture
def copies(site, tmp_path):
    site("colab").write(tmp_path / "copies", "SOURCE", SOMEBODY)
    return tmp_path / "copies"


def cells(path):
    return json.loads(path.read_text("utf-8"))["cells"]


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_for_colab_differs_in_one_cell(name, copies):
    first, *rest = cells(copies / name)
    assert first["metadata"] == {"cellView": "form"}
    assert "%pip install --quiet --no-deps SOURCE" in first["source"]
    original = cells(ROOT / name)
    assert [cell["id"] for cell in rest] == [cell["id"] for cell in original]
    assert not any(cell.get("outputs") for cell in rest)
    code = ["".join(cell["source"]) for cell in original if cell["cell_type"] == "code"]
    assert ["".join(c["source"]) for c in rest if c["cell_type"] == "code"] == code


def test_links_between_copies_lead_to_copies(copies, site):
    start = site("doors").colab(SOMEBODY, "")
    linked = {}
    for name in NAMES:
        text = "\n".join("".join(cell["source"]) for cell in cells(copies / name)[1:])
        assert not re.search(r"\]\((?!https?:)[^)]*\.ipynb", text), name
        linked[name] = [link.partition("#")[0] for link in LINK.findall(text) if start in link]
    assert {link.removeprefix(start) for links in linked.values() for link in links} <= set(NAMES)
    assert start + "exercises/01-one-neuron.ipynb" in linked["notebooks/01-one-neuron.ipynb"]


def test_the_cell_that_installs_does_nothing_elsewhere(copies):
    source = cells(copies / NAMES[0])[0]["source"]
    program = TransformerManager().transform_cell(source)
    assert "get_ipython" in program
    exec(program, {})  # would fail at get_ipython
