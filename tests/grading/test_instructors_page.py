"""What the instructor's page says is true: each of its commands runs, in the order of the page."""

import json
import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from backprop_course import exercises
from backprop_course.grading.sandbox import machine
from backprop_course.workshop import cli

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGE = (DOCS / "instructors.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ backprop-course (.*)$", PAGE, re.MULTILINE)
SOLVED = ROOT / "solutions" / "07-mlp-by-hand.ipynb"
BLANK = ROOT / "exercises" / "07-mlp-by-hand.ipynb"
needs_landlock = pytest.mark.skipif(machine()["level"] < 2, reason="this machine reaches L1 alone")


@pytest.fixture
def class_folder(tmp_path, monkeypatch):
    """A working folder with a class of two, their gradebooks, a roster."""
    for student, path in (("ada", SOLVED), ("bob", BLANK)):
        folder = tmp_path / "submitted" / student
        folder.mkdir(parents=True)
        (folder / path.name).write_bytes(path.read_bytes())
    (tmp_path / "canvas.csv").write_text("Student,ID,07 by hand (12)\nada,1,\nbob,2,\n")
    (tmp_path / "moodle.csv").write_text("Full name,Grade,Feedback comments\nada,,\nbob,,\n")
    (tmp_path / "roster.csv").write_text("name,login\nada,al\nbob,bb\neve,ev\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@needs_landlock
def test_the_commands_of_the_page_run_in_order(class_folder):
    assert len(COMMANDS) >= 8
    outputs = {}
    for command in COMMANDS:
        done = CliRunner().invoke(cli.app, shlex.split(command))
        assert done.exit_code == 0, f"{command}\n{done.output}"
        outputs[command] = done.output
    assert "nothing came from: eve" in outputs["grade submitted --roster roster.csv"]
    total = sum(exercise.points for exercise in exercises.load(7))
    filled = files_text(class_folder, "canvas.filled.csv")
    assert filled.splitlines()[1:] == [f"ada,1,{total}", "bob,2,0"]
    named = re.findall(r"^\| `([^|]+)` \|", PAGE, re.MULTILINE)
    for name in re.findall(r"[\w./-]+", " ".join(named)):
        assert (class_folder / "graded" / name).exists(), name


def test_every_link_of_the_pages_leads_somewhere():
    for page in ("instructors.md", "threat-model.md"):
        text = (DOCS / page).read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            assert (DOCS / link).exists(), link


def script_of(step_id):
    """The commands of one step of the workflow."""
    workflow = yaml.safe_load((DOCS / "classrooms" / "github-workflow.yml").read_text())
    steps = workflow["jobs"]["grade"]["steps"]
    return next(step["run"] for step in steps if step.get("id") == step_id)


def files_text(folder, name):
    return (folder / name).read_text()


@pytest.fixture
def checkout(tmp_path):
    """A student's repository as a service checks it out, the command on the path, variables."""
    repository = tmp_path / "07-ada"
    (repository / "exercises").mkdir(parents=True)
    (repository / "exercises" / SOLVED.name).write_bytes(SOLVED.read_bytes())
    command = tmp_path / "bin" / "backprop-course"
    command.parent.mkdir()
    call = "from backprop_course.workshop.cli import main; main()"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{call}" "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    path = os.pathsep.join([str(command.parent), os.environ["PATH"]])
    author = {
        f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    author["GIT_COMMITTER_DATE"] = "2026-11-28T12:00:00+0200"
    environment = {**os.environ, **author, "PATH": path, "PYTHONPATH": str(ROOT)}
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "answers"]):
        subprocess.run(["git", *words], cwd=repository, env=environment, check=True)
    return repository, {**environment, "COURSE_SECRET": "s", "RUNNER_TEMP": str(tmp_path)}


@pytest.mark.slow
@needs_landlock
def test_the_workflow_grades_a_repository(checkout, tmp_path):
    repository, environment = checkout
    files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    environment |= {**files, "GITHUB_REPOSITORY": "class/07-ada"}
    done = subprocess.run(
        ["bash", "-e", "-c", script_of("backprop")],
        cwd=repository, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert files_text(tmp_path, "GITHUB_OUTPUT").startswith("result=ey")
    assert re.match(r"# 07-ada: (\d+) of \1 points", files_text(tmp_path, "GITHUB_STEP_SUMMARY"))


@pytest.mark.slow
@needs_landlock
def test_the_script_for_classroom50_writes_its_result(checkout):
    repository, environment = checkout
    environment |= {"CLASSROOM": "c", "ASSIGNMENT": "07", "OWNER": "ada", "RELEASE_URL": "r"}
    environment |= {"SUBMISSION_TAG": "submit/1", "COMMIT_URL": "https://example.org"}
    script = DOCS / "classrooms" / "classroom50.sh"
    done = subprocess.run([script], cwd=repository, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    content = json.loads((repository / "result.json").read_text())
    form = Path(__file__).parent / "forms" / "classroom50-result-v1.json"
    jsonschema.validate(content, json.loads(form.read_text()))
    assert (
        content["datetime"] == "2026-11-28T10:00:00Z" and content["score"] == content["max-score"]
    )
    assert "points" in (repository / "release-body.md").read_text()
