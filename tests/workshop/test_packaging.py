"""What the README promises, what pyproject.toml says, and what an installation contains."""

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import time
import tomllib
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest
from lab import free_port

import backprop_course
from backprop_course import checking, exercises
from backprop_course.checking import verdict
from backprop_course.workshop import course
from backprop_course.workshop import folder as learners

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README = (ROOT / "README.md").read_text("utf-8")
INSTALL = "pip install -e . && backprop-course"
TEST = 'pip install -e ".[test]" && pytest'
ROW = re.compile(r"^\| \[(\d\d) ([^]]+)\]\(([^)]+)\) \| (\d+) \|.*\|(.*) \|$", re.M)


def read(name):
    return (ROOT / name).read_text("utf-8")


# --- the README -------------------------------------------------------------------------------


def code_blocks(text):
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.M | re.S)


def test_the_program_in_the_readme_prints_what_the_readme_says(capsys):
    blocks = code_blocks(README)
    (k,) = [k for k, block in enumerate(blocks) if block.startswith("import numpy")]
    exec(blocks[k], {})
    assert capsys.readouterr().out == blocks[k + 1]


@pytest.mark.parametrize("command", [INSTALL, TEST])
def test_the_two_commands_stand_alone_in_a_block(command):
    assert command + "\n" in code_blocks(README)


def test_the_environment_is_made_before_the_first_command():
    for line in ("python3 -m venv .venv && source", "py -m venv .venv &&"):
        assert 0 < README.find(line) < README.find(INSTALL)


@pytest.mark.parametrize("name", [".ci/run", ".github/workflows/ci.yml"])
def test_ci_runs_the_test_command_as_it_stands_in_the_readme(name):
    assert TEST in read(name)


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", ".ci/run", ".pre-commit-config.yaml"]
)
def test_every_extra_that_is_named_exists(name):
    named = re.findall(r"\.\[([\w,]+)\]|--extra (\w+)", read(name))
    extras = {extra for pair in named for group in pair for extra in group.split(",") if extra}
    assert extras <= set(PROJECT["optional-dependencies"])


def test_the_command_of_the_readme_is_the_console_script():
    assert PROJECT["scripts"] == {"backprop-course": "backprop_course.workshop.cli:main"}


def test_the_readme_names_the_pythons_of_the_project():
    lowest, above = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", PROJECT["requires-python"]).groups()
    highest = int(above) - 1
    assert f"Python 3.{lowest} to 3.{highest}" in README
    assert f"less than 3.{lowest}" in README
    for minor in range(int(lowest), int(above)):
        assert f"Programming Language :: Python :: 3.{minor}" in PROJECT["classifiers"]
        assert f'"3.{minor}"' in read(".github/workflows/ci.yml")


def test_the_table_lists_the_notebooks_that_exist():
    listed = [(number, path) for number, _, path, _, _ in ROW.findall(README)]
    found = [(path.name[:2], f"notebooks/{path.name}") for path in notebooks("notebooks")]
    assert listed == found


def notebooks(folder):
    return course.notebooks(ROOT, folder)


def test_the_table_links_the_exercises_that_exist():
    linked = [link for *_, cell in ROW.findall(README) for link in re.findall(r"\(([^)]+)\)", cell)]
    assert linked == [f"exercises/{path.name}" for path in notebooks("exercises")]


GUIDES = [
    "README.md",
    "CONTRIBUTING.md",
    *(f"docs/{n}.md" for n in ("architecture", "exercises", "style")),
]
ROOMS = [ROOT, *(ROOT / "backprop_course" / name for name in ("", "exercises", "figures"))]


@pytest.mark.parametrize("name", GUIDES)
def test_every_file_that_is_named_exists(name):
    """Files of the package may go by their short names, as in `widgets/__init__.py`."""
    text = read(name)
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    named = re.findall(r"`(?:python )?([\w.-]+/[\w./-]*)[` ]", text)
    known = [path for path in named if not re.search("NN|NAME|FOLDER", path)]
    assert [path for path in links if not (ROOT / name).parent.joinpath(path).exists()] == []
    assert [path for path in known if not any((room / path).exists() for room in ROOMS)] == []
    assert len(links) + len(known) > 1


def test_contributing_runs_no_module_that_prints_nothing():
    """Run as a program, a module that is none does nothing, and says nothing."""
    for module in re.findall(
        r"`python -m ((?:backprop_course|benchmarks)[\w.]*)", read("CONTRIBUTING.md")
    ):
        path = ROOT / module.replace(".", "/")
        assert (path / "__main__.py").exists() or "__main__" in path.with_suffix(".py").read_text()


def test_every_package_name_that_the_readme_gives_exists():
    names = re.findall(r"\[`(\w+)\.(\w+)`\]\(backprop_course/([\w/]+)\.py\)", README)
    assert len(names) >= 6
    for owner, name, path in names:
        module = importlib.import_module(f"backprop_course.{path.replace('/', '.')}")
        found = module if owner in path.split("/") else getattr(module, owner)
        assert hasattr(found, name), (owner, name, path)


def test_the_diagnosis_in_the_readme_is_what_the_checker_says():
    (block,) = [block for block in code_blocks(README) if "Likely cause" in block]
    name = block.partition(":")[0]
    (exercise,) = [exercise for exercise in exercises.load(1) if exercise.name == name]
    said = [verdict.text(checking.judge(exercise, m.function)) + "\n" for m in exercise.mistakes]
    assert block in said


def test_the_commands_of_the_readme_exist():
    from backprop_course.workshop.cli import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    named = set(re.findall(r"`backprop-course (\w+)", README + read("CONTRIBUTING.md")))
    assert {"open", "status", "doctor", "build"} <= known
    assert named <= known


# --- the files beside it ----------------------------------------------------------------------


def test_the_version_is_the_same_everywhere():
    version = backprop_course.__version__
    assert re.search(rf"^version: {re.escape(version)}$", read("CITATION.cff"), re.M)
    assert f"\n## {version}" in read("CHANGELOG.md")


def test_the_licence_is_the_same_everywhere():
    assert PROJECT["license"] == "BSD-3-Clause"
    assert read("LICENSE").startswith("BSD 3-Clause License")
    assert "license: BSD-3-Clause" in read("CITATION.cff")
    assert "10.24432/C50P49" in README and "10.24432/C50P49" in read("CITATION.cff")


# --- wheel, sdist, editable install -----------------------------------------------------------


OWN = {*course.names(ROOT), *(f"solutions/{path.name}" for path in notebooks("solutions"))}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project's files, without what Git ignores and notebooks of somebody's own."""
    target = tmp_path_factory.mktemp("project") / "clone"
    shutil.copytree(ROOT, target, ignore=ignored)
    return target


def ignored(folder, names):
    """What of a folder is no part of the project."""
    by_name = shutil.ignore_patterns(
        ".git",
        ".venv",
        "venv",
        "__pycache__",
        ".*_cache",
        ".hypothesis",
        ".ipynb_checkpoints",
        "dist",
        learners.NAME,
    )
    below = Path(folder).relative_to(ROOT)
    others = {name for name in names if name.endswith(".ipynb")}
    others = {name for name in others if (below / name).as_posix() not in OWN}
    return by_name(folder, names) | others


def make(copy, kind, target):
    """Let the build backend of pyproject.toml make a wheel, sdist or editable wheel."""
    pytest.importorskip("hatchling")
    pytest.importorskip("editables")
    program = f"from hatchling.build import build_{kind} as build; print(build({str(target)!r}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return target / done.stdout.split()[-1]


def test_the_wheel_carries_lessons_exercises_and_data(copy, tmp_path):
    with zipfile.ZipFile(make(copy, "wheel", tmp_path)) as archive:
        names = set(archive.namelist())
    for folder in course.FOLDERS:
        expected = {f"backprop_course/_course/{folder}/{path.name}" for path in notebooks(folder)}
        assert {name for name in names if f"/_course/{folder}/" in name} == expected
    data = {path.name for path in (ROOT / "backprop_course").glob("digits.*")}
    assert data and {f"backprop_course/{name}" for name in data} <= names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"backprop_course", f"backprop_course-{backprop_course.__version__}.dist-info"}


def test_the_sdist_carries_what_the_tests_need(copy, tmp_path):
    with tarfile.open(make(copy, "sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tops = {name.split("/")[0] for name in names}
    folders = {"backprop_course", "tests", "notebooks", "solutions", "exercises"}
    assert folders | {"pyproject.toml", "README.md", ".ci", ".github", ".binder"} <= tops
    assert {f"tests/{path.name}" for path in (ROOT / "tests").glob("*.py")} <= names


@pytest.fixture
def editable(copy, tmp_path):
    """The Python of an environment in which the copy is installed as `pip install -e` does it."""
    folder = tmp_path / "venv"
    venv.create(folder, symlinks=os.name == "posix")
    site = Path(sysconfig.get_path("purelib", "venv", {"base": folder, "platbase": folder}))
    with zipfile.ZipFile(make(copy, "editable", tmp_path)) as archive:
        archive.extractall(site)
    # What the course requires comes from the environment that runs the tests, and comes last.
    (site / "zz_tests.pth").write_text(sysconfig.get_path("purelib"))
    scripts = "Scripts" if os.name == "nt" else "bin"
    return folder / scripts / ("python.exe" if os.name == "nt" else "python")


def fetch(port, page, seconds=60):
    """The JSON that JupyterLab gives for a page of its interface, as soon as it is up."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api{page}?token=tests")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + seconds
    while True:
        try:
            with opener.open(request, timeout=10) as answer:
                return json.load(answer)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_an_editable_install_opens_a_notebook_that_changed(copy, editable, tmp_path):
    page = copy / "notebooks" / "00-start-here.ipynb"
    changed = page.read_text("utf-8").replace("Start here", "Changed after the installation")
    page.write_text(changed, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    port = free_port()
    program = "from backprop_course.workshop.cli import main; main()"
    command = [editable, "-c", program, "open", "--no-browser", f"--port={port}", "--"]
    command += ["--allow-root", "--IdentityProvider.token=tests"]
    own = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    log = (tmp_path / "log").open("w")
    with (
        log,
        subprocess.Popen(
            command, cwd=elsewhere, env=os.environ | own, stdout=log, stderr=log
        ) as lab,
    ):
        try:
            assert "version" in fetch(port, "")
            stored = fetch(port, "/contents/notebooks/00-start-here.ipynb")["content"]
            assert {entry["name"] for entry in fetch(port, "/contents/exercises")["content"]}
        finally:
            lab.terminate()
    assert "Changed after the installation" in json.dumps(stored["cells"][0])
    mine = copy / learners.NAME / "notebooks" / page.name
    assert f"Opening {mine}" in (tmp_path / "log").read_text()
