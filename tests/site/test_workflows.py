"""The workflows and forms of GitHub: they parse, and what they name is there."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ACTION = re.compile(r"[\w-]+/[\w-]+@(v\d+|release/v\d+)")
FILE = re.compile(r"(?:\.ci|docs/site)/[\w.-]+")
EXTRAS = re.compile(r"\.\[([\w,]+)\]")
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def read(path):
    return yaml.safe_load(path.read_text("utf-8"))


def steps(path):
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


@every_workflow
def test_it_has_jobs_that_end(path):
    workflow = read(path)
    assert workflow["permissions"]["contents"] == "read"  # a job that writes says so itself
    assert True in workflow  # the key `on`
    for name, job in workflow["jobs"].items():
        assert job["runs-on"] and job["timeout-minutes"] <= 60, name
        assert all(("run" in step) != ("uses" in step) for step in job["steps"])
        assert set(job.get("needs", "").split()) <= set(workflow["jobs"])


@every_workflow
def test_its_actions_stay_at_a_major_version(path):
    assert all(ACTION.fullmatch(step["uses"]) for step in steps(path) if "uses" in step)


@every_workflow
def test_the_files_and_extras_that_it_names_exist(path):
    commands = "\n".join(step["run"] for step in steps(path) if "run" in step)
    assert [name for name in FILE.findall(commands) if not (ROOT / name).is_file()] == []
    named = {extra for found in EXTRAS.findall(commands) for extra in found.split(",")}
    assert named <= set(PYPROJECT["project"]["optional-dependencies"])


def test_the_tests_run_on_every_system_and_python_and_the_oldest_numpy():
    matrix = read(GITHUB / "workflows" / "ci.yml")["jobs"]["test"]["strategy"]["matrix"]
    systems = {f"{name}-latest" for name in ("ubuntu", "macos", "windows")}
    pythons = re.findall(r"Python :: (3\.\d+)", "\n".join(PYPROJECT["project"]["classifiers"]))
    assert set(matrix["os"]) == systems and matrix["python"] == pythons
    oldest = [one for one in matrix["include"] if one["numpy"] == "oldest"]
    assert {one["os"] for one in oldest} == systems
    assert {one["python"] for one in oldest} <= set(pythons)


@pytest.mark.parametrize("package", ["numpy", "matplotlib", "typer", "rich"])
def test_the_oldest_releases_are_those_that_the_project_allows(package):
    allowed = PYPROJECT["project"]["dependencies"]
    (lowest,) = [one.split(">=")[1] for one in allowed if one.startswith(f"{package}>=")]
    pinned = (ROOT / ".ci" / "oldest.txt").read_text("utf-8")
    (oldest,) = re.findall(rf"^{package}==([\d.]+)", pinned, re.MULTILINE)
    assert f"{lowest}.".startswith(oldest) or oldest.startswith(lowest)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_something(path):
    form = read(path)
    assert form["name"] and form["description"]
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert ids and len(ids) == len(set(ids))
    labels = [part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"]
    assert all(labels)


def test_contributing_names_every_marker_and_no_other():
    declared = {
        line.partition(":")[0] for line in PYPROJECT["tool"]["pytest"]["ini_options"]["markers"]
    }
    named = set(re.findall(r"^\| `(\w+)` \|", CONTRIBUTING, re.MULTILINE))
    assert named == declared


def test_the_folders_that_contributing_runs_exist():
    run = re.findall(r"pytest (tests[\w/]*)", CONTRIBUTING)
    assert run and [name for name in run if not (ROOT / name).exists()] == []
