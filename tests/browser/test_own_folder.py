"""The second day: what was saved in JupyterLab is there, counted, and left alone by an update."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lab import opened, run_all, running, save

from backprop_course import exercises
from backprop_course.workshop import course, folder, progress, saved, stamp

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
START, EXERCISE = "notebooks/00-start-here.ipynb", "exercises/01-one-neuron.ipynb"
ANSWER = "def dL_dw():\n    return -0.1"
WRITE = """answer => {
    const {widgets} = window.jupyterapp.shell.currentWidget.content;
    const cells = widgets.map(({model}) => model.sharedModel);
    cells.find(cell => cell.getSource().startsWith('def dL_dw()')).setSource(answer);
}"""


def work(browser, address, name, answer=None):
    """Open a notebook, answer its first exercise, run it, save it."""
    with opened(browser, address, name) as page:
        if answer:
            page.evaluate(WRITE, answer)
        run_all(page)
        save(page)


def next_version(root):
    """The course with another sentence at the top of each notebook, as the builder writes it."""
    for name in course.names(ROOT):
        notebook = saved.read(ROOT / name)
        first = notebook["cells"][0]
        first["source"] = saved.joined(first["source"]) + "\n\nA newer version."
        first["id"] = stamp.cell_id("markdown", first["source"])
        if name.startswith("exercises/"):
            stamp.put_stamp(notebook)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(saved.to_text(notebook), encoding="utf-8")
    return root


def state_of_the_repository():
    if not shutil.which("git") or not (ROOT / ".git").exists():
        return ""
    return subprocess.check_output(["git", "status", "--porcelain"], cwd=ROOT)


def test_an_update_renews_the_lesson_that_was_run_and_keeps_the_exercise(browser, tmp_path):
    mine, before = tmp_path / folder.NAME, state_of_the_repository()
    folder.update(mine, ROOT)
    with running(mine, {}) as address:
        work(browser, address, START)
        work(browser, address, EXERCISE, ANSWER)
    assert state_of_the_repository() == before

    first, *others = progress.progress(mine, [EXERCISE])
    assert (first.exercise, first.verdict) == (exercises.load(1)[0].name, "wrong")
    assert {row.verdict for row in others} == {"not attempted"}

    ran, solved = (mine / START).read_bytes(), (mine / EXERCISE).read_bytes()
    assert folder.update(mine, ROOT) == folder.Report()  # the same version again
    assert (mine / START).read_bytes() == ran and b"output_type" in ran

    report = folder.update(mine, next_version(tmp_path / "newer"))
    assert report.kept == {EXERCISE: "exercises/01-one-neuron.new.ipynb"}
    assert (mine / EXERCISE).read_bytes() == solved
    assert START in report.renewed and "A newer version" in (mine / START).read_text("utf-8")
