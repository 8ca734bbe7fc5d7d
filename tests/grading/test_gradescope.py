"""The archive for Gradescope, unpacked and run where Gradescope unpacks and runs it."""

import importlib.metadata
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import jsonschema
import pytest
from attacks import RIGHT, WRONG
from classroom import notebook
from packaging.requirements import Requirement
from typer.testing import CliRunner

from backprop_course.workshop import cli, gradescope

FORM = json.loads((Path(__file__).parent / "forms" / "gradescope-results.json").read_text())
HANGS = "def slope_of_square(x):\n    while True: pass"
ENDS = "def slope_of_square(x):\n    import os\n    os._exit(0)"


def wheels(folder, names):
    """Wheels of what is installed here, with all that it needs: no network for a test."""
    todo, done = list(names), set()
    while todo:
        name = todo.pop()
        if name not in done:
            done.add(name)
            installed = importlib.metadata.distribution(name)
            gradescope.put_together(folder, installed)
            todo += [one.name for one in map(Requirement, installed.requires or ()) if needed(one)]


def needed(requirement):
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


@pytest.fixture(scope="module")
def autograder(tmp_path_factory):
    """The folder /autograder as it is after setup.sh."""
    root = tmp_path_factory.mktemp("autograder")
    (root / "wheels").mkdir()
    wheels(root / "wheels", gradescope.NEEDED)
    archive = gradescope.write_archive(root / "made", seconds=2.0)
    with zipfile.ZipFile(archive) as unpacked:
        for info in unpacked.infolist():
            path = Path(unpacked.extract(info, root / "source"))
            path.chmod(info.external_attr >> 16 & 0o777)
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(root / "wheels")}
    done = run(root / "source" / "setup.sh", offline)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copy(root / "source" / "run_autograder", root)
    return root


def run(script, more=()):
    """A script as Gradescope runs it: from another folder, in an environment of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    environment = {**kept, "HOME": "/", **dict(more)}
    words = [str(script)]
    return subprocess.run(words, cwd="/", env=environment, capture_output=True, text=True)


SUBMITTED = [
    ("right", {"00-start-here.ipynb": notebook(RIGHT)}, 1, "right"),
    ("wrong", {"00-start-here.ipynb": notebook(WRONG)}, 0, "unexplained"),
    ("hangs", {"my copy (2).ipynb": notebook(HANGS)}, 0, "limit.time"),
    ("ends the process", {"00-start-here.ipynb": notebook(ENDS)}, 0, "limit.died"),
    ("two files", {"a.ipynb": notebook("x = 1"), "b.ipynb": notebook(RIGHT)}, 1, "right"),
    ("nothing", {}, 0, None),
    ("no notebook", {"00-start.ipynb": b"no", "z.ipynb": notebook("x = 1")}, 0, "not-a-notebook"),
    ("no exercise", {"z.ipynb": notebook("x = 1")}, 0, None),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    "files, score, tag", [c[1:] for c in SUBMITTED], ids=[c[0] for c in SUBMITTED]
)
def test_a_submission_gets_its_results(autograder, files, score, tag):
    for name in ("submission", "results"):
        shutil.rmtree(autograder / name, ignore_errors=True)
        (autograder / name).mkdir()
    for name, content in files.items():
        (autograder / "submission" / name).write_bytes(content)
    done = run(autograder / "run_autograder")
    assert done.returncode == 0, done.stdout + done.stderr
    content = json.loads((autograder / "results" / "results.json").read_text())
    jsonschema.Draft202012Validator({**FORM, "required": ["score"]}).validate(content)
    assert content["score"] == score
    tags = {test["name"]: test["tags"] for test in content.get("tests", [])}
    assert tags.get("slope_of_square") == ([tag] if tag else None)


@pytest.mark.slow
def test_where_the_grader_fails_nobody_gets_zero_points(autograder):
    (autograder / "results" / "results.json").unlink(missing_ok=True)
    broken = autograder / "source" / "secret.txt"
    before = broken.read_text()
    broken.write_text("")
    (autograder / "submission").mkdir(exist_ok=True)
    (autograder / "submission" / "00-start-here.ipynb").write_bytes(notebook(RIGHT))
    done = run(autograder / "run_autograder")
    broken.write_text(before)
    assert done.returncode != 0 and "secret" in done.stderr
    assert not (autograder / "results" / "results.json").exists()


@pytest.mark.slow
def test_the_answers_are_roots_alone(autograder):
    assert (autograder / "source").stat().st_mode & 0o077 == 0
    assert not list((autograder / "python" / "lib").rglob("backprop_course*"))


@pytest.mark.slow
def test_an_archive_is_not_overwritten_and_a_secret_is_kept(tmp_path):
    def write():
        return CliRunner().invoke(cli.app, ["gradescope", str(tmp_path)])

    assert write().exit_code == 0
    secret = (tmp_path / "secret.txt").read_text()
    again = write()
    assert again.exit_code == 1 and "is there already" in again.output
    (tmp_path / gradescope.NAME).unlink()
    assert write().exit_code == 0 and (tmp_path / "secret.txt").read_text() == secret
    assert {path.name for path in tmp_path.iterdir()} == {gradescope.NAME, "secret.txt"}
