"""The learner's own folder: made, updated, killed half-way, filled by two at once, in a clone."""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from backprop_course import exercises
from backprop_course.workshop import course, files, folder, manifest, saved, stamp
from backprop_course.workshop.authoring import formats
from backprop_course.workshop.authoring.sources import Cell

ROOT = Path(__file__).resolve().parents[2]
START, LESSON = "notebooks/00-start-here.ipynb", "notebooks/01-one-neuron.ipynb"
EXERCISE, SECOND = "exercises/01-one-neuron.ipynb", "exercises/02-chain-rule.ipynb"
NAMES = [START, LESSON, EXERCISE, SECOND]
VERDICT = [{"output_type": "stream", "name": "stdout", "text": "f: wrong, 0 of 1 points\n  No.\n"}]
OUTPUT = [{"output_type": "stream", "name": "stdout", "text": "42\n"}]


def save(path, notebook):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(saved.to_text(notebook), encoding="utf-8")


def made(version, name):
    """A notebook as the builder makes it: a lesson with its output, or a stamped exercise."""
    label = Path(name).stem[:2]
    cells = [Cell("markdown", f"# {label}  {name}, version {version}")]
    cells += [Cell("code", "def f(): ..."), Cell("code", f"check(ch{label}.f, f)")]
    notebook = formats.to_notebook(cells)
    if name.startswith("exercises"):
        stamp.put_stamp(notebook)
    else:
        notebook.cells[1].outputs = OUTPUT
        notebook.cells[1].execution_count = 1
    return notebook


def release(root, version, names=NAMES):
    """The course in ``root``, in one of its versions."""
    shutil.rmtree(root, ignore_errors=True)
    for name in names:
        save(root / name, made(version, name))
    return root


@pytest.fixture(autouse=True)
def gaps(monkeypatch):
    """Every lesson has the gap ``f``."""
    monkeypatch.setattr(exercises, "gaps", lambda number: (SimpleNamespace(name="f"),))


@pytest.fixture
def origin(tmp_path):
    return release(tmp_path / "origin", 1)


@pytest.fixture
def mine(tmp_path, origin):
    """A folder that holds version 1."""
    folder.update(tmp_path / "mine", origin)
    return tmp_path / "mine"


def change(path, alter):
    notebook = saved.read(path)
    alter(notebook)
    save(path, notebook)


def solve(notebook):
    notebook["cells"][1]["source"] = "def f(): return 1"


def check(notebook):
    notebook["cells"][2]["outputs"] = VERDICT


def run(notebook):
    notebook["cells"][1] |= {"outputs": OUTPUT, "execution_count": 7}


def check_blank(notebook):
    said = [VERDICT[0] | {"text": "f: not attempted, 0 of 1 points\n"}]
    notebook["cells"][2]["outputs"] = said


def open_in_an_editor(notebook):
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.13"}
    notebook["metadata"]["widgets"] = {"state": {}}
    notebook["cells"][1]["metadata"] = {"vscode": {"languageId": "python"}, "id": "x"}
    notebook["cells"][1]["id"] = "x"
    notebook["cells"].append({"cell_type": "code", "source": [], "metadata": {}, "outputs": []})


def version_of(path):
    text = saved.joined(saved.read(path)["cells"][0]["source"])
    return int(text.rpartition(" ")[2])


def state(folder):
    """Every file by its name, but what a killed run left."""
    paths = [path for path in folder.rglob("*") if path.is_file() and ".tmp" not in path.name]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


# --- making it


def test_lessons_come_without_outputs_exercises_blank_and_nothing_else(mine, origin):
    assert sorted(state(mine)) == sorted([manifest.NAME, *NAMES])
    for name in NAMES:
        for cell in saved.code_cells(saved.read(mine / name)):
            assert cell["outputs"] == [] and cell["execution_count"] is None
        assert version_of(mine / name) == 1
    assert "42" in (origin / LESSON).read_text("utf-8")


def test_a_second_time_nothing_is_said_and_nothing_written(mine, origin, monkeypatch):
    monkeypatch.setattr(files, "whole", None)
    assert folder.update(mine, origin) == folder.Report()
    assert folder.update(mine, origin).summary(mine) == f"Your folder is {mine}"


def test_the_real_course_can_be_handed_out(tmp_path):
    report = folder.update(tmp_path, ROOT)
    assert report.new == course.names(ROOT) and report.new[0].startswith("notebooks/00-")
    assert not report.unreadable
    for name in report.new:
        ours, theirs = saved.read(ROOT / name), saved.read(tmp_path / name)
        if name.startswith("notebooks/"):
            assert not any(cell["outputs"] for cell in saved.code_cells(theirs))
            assert stamp.fingerprint(ours) == stamp.fingerprint(theirs)
        formats.text(formats.read(tmp_path / name))  # is valid
    assert folder.update(tmp_path, ROOT) == folder.Report()


def test_every_notebook_of_the_real_course_says_which_cells_the_builder_made():
    for name in course.names(ROOT):
        if name.startswith("notebooks/"):
            assert stamp.somebodys(saved.read(ROOT / name)) == [], name


# --- updating it

UNTOUCHED = {  # what is no work: the next version takes its place
    "as it came": lambda notebook: None,
    "opened and saved": open_in_an_editor,
    "run": run,
    "run while blank": check_blank,
}
TOUCHED = {
    "solved": solve,
    "wrong": check,
    "notes": lambda nb: nb["cells"].append(
        {"cell_type": "markdown", "source": "Mine", "metadata": {}}
    ),
    "a cell deleted": lambda notebook: notebook["cells"].pop(1),
    "cells reordered": lambda notebook: notebook["cells"].reverse(),
}


@pytest.mark.parametrize("name", [LESSON, EXERCISE])
@pytest.mark.parametrize("alter", UNTOUCHED.values(), ids=UNTOUCHED)
def test_what_nobody_touched_is_renewed(mine, origin, alter, name):
    change(mine / name, alter)
    before = (mine / name).read_bytes()
    assert folder.update(mine, origin) == folder.Report()  # the same version: nothing to renew
    assert (mine / name).read_bytes() == before
    report = folder.update(mine, release(origin, 2))
    assert report.renewed == NAMES and not report.kept
    assert version_of(mine / name) == 2


@pytest.mark.parametrize("name", [LESSON, EXERCISE])
@pytest.mark.parametrize("alter", TOUCHED.values(), ids=TOUCHED)
def test_what_somebody_worked_in_stays_and_the_new_version_lies_beside(mine, origin, alter, name):
    change(mine / name, alter)
    before = (mine / name).read_bytes()
    assert folder.update(mine, origin) == folder.Report()
    beside = name.replace(".ipynb", ".new.ipynb")
    for version in (2, 3):  # the version beside it is untouched, and renewed in its place
        report = folder.update(mine, release(origin, version))
        assert report.kept == {name: beside} and name not in report.renewed
        assert f"kept as you left it: {name}; new version: {beside}" in report.summary(mine)
        assert (mine / name).read_bytes() == before
        assert version_of(mine / beside) == version
    (mine / beside).unlink()  # read, and done with
    assert folder.update(mine, origin) == folder.Report()
    assert not (mine / beside).exists()


def test_a_verdict_that_a_lesson_shows_is_no_work(mine, origin, monkeypatch):
    monkeypatch.setattr(exercises, "gaps", lambda number: ())
    change(mine / LESSON, check)
    assert folder.update(mine, release(origin, 2)).renewed == NAMES


@pytest.mark.parametrize("content", [b"", b"{", b"<<<<<<< HEAD\n", b"\xff\xfe{"])
def test_what_cannot_be_read_stays_as_it_is(mine, origin, content):
    (mine / EXERCISE).write_bytes(content)
    report = folder.update(mine, release(origin, 2))
    assert (mine / EXERCISE).read_bytes() == content
    assert EXERCISE in report.kept


def test_work_in_the_version_beside_it_is_work_too(mine, origin):
    change(mine / EXERCISE, solve)
    folder.update(mine, release(origin, 2))
    first = mine / "exercises/01-one-neuron.new.ipynb"
    change(first, solve)
    before = first.read_bytes()
    report = folder.update(mine, release(origin, 3))
    assert report.kept == {EXERCISE: "exercises/01-one-neuron.new2.ipynb"}
    assert first.read_bytes() == before and version_of(mine / report.kept[EXERCISE]) == 3


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"versions": 3, "settled": {}}'])
def test_without_its_list_the_course_is_only_more_careful(mine, origin, content):
    change(mine / EXERCISE, solve)
    before = (mine / EXERCISE).read_bytes()
    (mine / manifest.NAME).unlink()
    if content is not None:
        (mine / manifest.NAME).write_text(content)
    report = folder.update(mine, release(origin, 2))
    assert sorted(report.kept) == sorted(NAMES) and not report.renewed
    assert (mine / EXERCISE).read_bytes() == before


def test_a_deleted_file_comes_back(mine, origin):
    (mine / LESSON).unlink()
    assert folder.update(mine, origin).new == [LESSON]


def test_a_file_that_left_the_course_goes_unless_somebody_worked_in_it(mine, origin):
    change(mine / SECOND, solve)
    before = (mine / SECOND).read_bytes()
    report = folder.update(mine, release(origin, 2, [START, EXERCISE]))
    assert (report.removed, report.gone) == ([LESSON], [SECOND])
    assert not (mine / LESSON).exists() and (mine / SECOND).read_bytes() == before
    assert folder.update(mine, origin) == folder.Report()


def test_a_file_saved_in_the_last_moment_is_not_overwritten(mine, origin, monkeypatch):
    """The learner saves after the update has judged the file and before it writes."""
    write = files.write

    def late(path, text, before=None):
        if path == mine / EXERCISE:
            change(path, solve)
        return write(path, text, before)

    monkeypatch.setattr(files, "write", late)
    report = folder.update(mine, release(origin, 2))
    assert EXERCISE in report.kept and "return 1" in (mine / EXERCISE).read_text("utf-8")


# --- work done in the course's own files


@pytest.mark.parametrize(
    "name, alter", [(EXERCISE, solve), (LESSON, solve), (LESSON, TOUCHED["notes"])]
)
def test_work_in_the_courses_own_files_comes_along_and_counts_as_work(
    tmp_path, origin, name, alter
):
    change(origin / name, alter)
    theirs = saved.read(origin / name)
    mine = tmp_path / "mine"
    assert name in folder.update(mine, origin).new
    assert saved.read(mine / name) == theirs
    before = (mine / name).read_bytes()
    assert folder.update(mine, origin) == folder.Report()
    report = folder.update(mine, release(origin, 2))
    assert [*report.kept] == [name] and (mine / name).read_bytes() == before


def test_solving_in_the_courses_own_file_never_reaches_a_folder_that_has_it(mine, origin):
    before = (mine / EXERCISE).read_bytes()
    release(origin, 2)
    change(origin / EXERCISE, solve)
    report = folder.update(mine, origin)
    assert EXERCISE not in [*report.renewed, *report.new, *report.kept]
    assert (mine / EXERCISE).read_bytes() == before


def test_a_file_of_the_course_that_cannot_be_read_is_named(mine, origin):
    (origin / EXERCISE).write_text("{\n<<<<<<< HEAD\n")
    report = folder.update(mine, origin)
    assert report == folder.Report(unreadable={EXERCISE: "git's conflict markers in line 2"})
    assert (mine / EXERCISE).exists()


# --- killed half-way, and twice at once

STEPS = [(tempfile, "mkstemp"), (os, "fsync"), (os, "link"), (os, "replace"), (Path, "unlink")]
STEPS += [(Path, "chmod"), (Path, "mkdir")]
STEPS_OF_A_RUN = 30  # an update of four files takes a few more


class Killed(BaseException):
    """The process ends here: nothing of it runs any more, no cleaning up either."""


def kill_at(step, monkeypatch):
    """From this step on, counted over all of STEPS, every call fails."""
    calls = []

    def wrapped(call):
        def counted(*arguments, **options):
            calls.append(call)
            if len(calls) >= step:
                raise Killed
            return call(*arguments, **options)

        return counted

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, wrapped(getattr(owner, name)))
    return calls


def killed(step, there, origin):
    """Update, and be killed at a step; False where the update ended before it."""
    with pytest.MonkeyPatch.context() as patch:
        kill_at(step, patch)
        try:
            folder.update(there, origin)
        except Killed:
            return True
    return False


def restore(there, start):
    """A folder with the files of ``start``."""
    for name, content in start.items():
        (there / name).parent.mkdir(parents=True, exist_ok=True)
        (there / name).write_bytes(content)
    return there


def worked_in(mine):
    change(mine / EXERCISE, solve)
    change(mine / SECOND, check)
    return {name: (mine / name).read_bytes() for name in (EXERCISE, SECOND)}


@pytest.mark.parametrize("names", [NAMES, [START, EXERCISE]], ids=["renewed", "some left"])
def test_killed_anywhere_it_loses_nothing_and_the_next_run_ends_the_work(
    mine, origin, tmp_path, names
):
    theirs = worked_in(mine)
    start = state(mine)
    release(origin, 2, names)
    folder.update(mine, origin)
    end = state(mine)
    for step in itertools.count(1):
        there = restore(tmp_path / f"killed-{step}", start)
        if not killed(step, there, origin):
            break
        for name, content in state(there).items():
            assert content in (start.get(name), end.get(name)) or name == manifest.NAME
            json.loads(content)
        assert theirs.items() <= state(there).items()
        folder.update(there, origin)
        assert state(there) == end, f"killed at step {step}"
    assert step > 20


def test_killed_and_then_updated_to_a_still_newer_version(mine, origin, tmp_path):
    """What a killed run wrote is the course's own, and no work of the learner."""
    start = state(mine)
    for step in range(1, STEPS_OF_A_RUN):
        there = restore(tmp_path / f"killed-{step}", start)
        assert killed(step, there, release(origin, 2))
        report = folder.update(there, release(origin, 3))
        assert report.renewed == NAMES and not report.kept, f"killed at step {step}"


def test_killed_while_it_is_made(origin, tmp_path):
    folder.update(tmp_path / "whole", origin)
    end = state(tmp_path / "whole")
    for step in range(1, STEPS_OF_A_RUN):
        there = tmp_path / f"killed-{step}"
        assert killed(step, there, origin)
        folder.update(there, origin)
        assert state(there) == end


def test_what_a_killed_run_left_is_swept_after_an_hour(mine, origin):
    old, young = mine / f"{files.PREFIX}a.tmp", mine / "exercises" / f"{files.PREFIX}b.tmp"
    for path in (old, young):
        path.write_text("half")
    os.utime(old, (time.time() - 2 * files.HOUR,) * 2)
    folder.update(mine, origin)
    assert not old.exists() and young.exists()


def test_two_updates_at_once_end_as_one_does(mine, origin, tmp_path):
    theirs = worked_in(mine)
    shutil.copytree(mine, tmp_path / "alone")
    release(origin, 2)
    folder.update(tmp_path / "alone", origin)
    program = """if True:
        import sys, pathlib, time
        from backprop_course.workshop import folder
        time.sleep(max(0, float(sys.argv[3]) - time.time()))
        folder.update(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"""
    begin = str(time.time() + 2)
    command = [sys.executable, "-c", program, mine, origin, begin]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    for process in running:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
    assert state(mine) == state(tmp_path / "alone")
    assert theirs.items() <= state(mine).items()
    assert not [*mine.rglob("*.tmp")]


# --- writing files


def test_a_failed_write_leaves_the_old_file(tmp_path):
    (tmp_path / "a").write_text("old")
    with pytest.raises(UnicodeEncodeError):
        files.write(tmp_path / "a", "new \ud800")
    assert state(tmp_path) == {"a": b"old"} and len([*tmp_path.iterdir()]) == 1


def test_without_hard_links_a_new_file_is_written_all_the_same(tmp_path, monkeypatch):
    def refused(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    assert files.write_new(tmp_path / "a", "one") and not files.write_new(tmp_path / "a", "two")
    assert state(tmp_path) == {"a": b"one"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_new_file_may_be_read_by_whom_the_user_lets(tmp_path):
    (tmp_path / "plain").write_text("")
    files.write(tmp_path / "a", "text")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


# --- where it is


@pytest.mark.parametrize("below", [".", "exercises"])
def test_in_the_folder_it_is_that_folder(mine, monkeypatch, below):
    monkeypatch.chdir(mine / below)
    assert folder.find() == mine


def test_elsewhere_it_lies_in_the_clone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert folder.find() == ROOT / folder.NAME
    monkeypatch.setattr(course, "find_clone", lambda: None)
    assert folder.find() == tmp_path / folder.NAME


def test_one_that_is_named_comes_first(mine, monkeypatch):
    monkeypatch.chdir(mine)
    assert folder.find("other") == mine / "other"


def git(clone, *arguments):
    names = ("-c", "user.name=x", "-c", "user.email=x@x", "-c", "core.excludesFile=")
    done = subprocess.run(["git", *names, *arguments], cwd=clone, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_learning_in_a_clone_leaves_git_nothing_to_report(tmp_path, monkeypatch):
    clone = release(tmp_path / "clone", 1)
    for name in NAMES:
        source = clone / course.SOURCES[name.partition("/")[0]] / "source"
        source.mkdir(parents=True, exist_ok=True)
        (source / f"{Path(name).stem}.py").touch()
    shutil.copy(ROOT / ".gitignore", clone)
    git(clone, "init", "-q")
    git(clone, "add", ".")
    git(clone, "commit", "-q", "-m", "all")
    monkeypatch.chdir(clone / "notebooks")
    mine = folder.find()
    assert mine == clone / folder.NAME
    folder.update(mine, course.origin())
    worked_in(mine)
    assert git(clone, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "name", ["README.md", ".gitignore", ".ci/smoke", "notebooks/source/00-start-here.py"]
)
def test_its_name_is_the_same_wherever_it_is_named(name):
    assert folder.NAME in (ROOT / name).read_text("utf-8")
