"""The console command: what it prints, what it starts, and its exit codes."""

import json
import os
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from backprop_course import __version__, exercises
from backprop_course.workshop import (
    authoring,
    cli,
    course,
    doctor,
    folder,
    manifest,
    progress,
    stamp,
)
from backprop_course.workshop.authoring import build as builder

FIRST, SECOND = exercises.load(1)[:2]
runner = CliRunner()


def run(*arguments):
    """The result of the command, with the table as wide as it wants to be."""
    return runner.invoke(cli.app, arguments, env={"COLUMNS": "200"})


def check_cell(name, *printed, chapter="ch01"):
    streams = [{"output_type": "stream", "name": "stdout", "text": [text]} for text in printed]
    source = [f"check({chapter}.{name}, {name})"]
    return {"cell_type": "code", "source": source, "outputs": streams}


NAMES = ["notebooks/00-start-here.ipynb", "notebooks/01-one-neuron.ipynb"]
NAMES += ["exercises/01-one-neuron.ipynb"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A learner's folder, which is the working folder; the course is the clone of these tests."""
    for name in course.FOLDERS:
        (tmp_path / name).mkdir()
    (tmp_path / manifest.NAME).write_text("{}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def save(place):
    """A function that saves the exercise notebook with some cells."""

    def write(*cells, name="01-one-neuron", below="exercises"):
        content = cells[0] if isinstance(cells[0], str) else json.dumps({"cells": cells})
        (place / below / f"{name}.ipynb").write_text(content, encoding="utf-8")

    return write


@pytest.fixture
def started(monkeypatch):
    """The command lines that would have become JupyterLab."""
    commands = []
    monkeypatch.setattr(cli, "start", commands.append)
    return commands


@pytest.fixture
def wheel(tmp_path, monkeypatch):
    """A working folder without a course, and a package that carries one, as in a wheel."""
    for name in NAMES:
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        notebook = {"cells": [], "metadata": {}}
        stamp.put_stamp(notebook)
        path.write_text(json.dumps(notebook))
    monkeypatch.setattr(course, "shipped", lambda: tmp_path / "package")
    monkeypatch.setattr(course, "find_clone", lambda: None)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


# --- open -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments, last",
    [
        ([], []),
        (["open"], []),
        (["--no-browser"], ["--no-browser"]),
        (["open", "--port", "8890"], ["--ServerApp.port=8890"]),
        (["--port", "8890", "--no-browser"], ["--no-browser", "--ServerApp.port=8890"]),
        (["open", "--", "--collaborative", "--debug"], ["--collaborative", "--debug"]),
    ],
)
def test_it_opens_notebook_00_with_the_course_as_root(place, started, arguments, last, monkeypatch):
    monkeypatch.setattr(cli, "is_root", lambda: False)
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    (command,) = started
    page = "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb"
    python = [sys.executable, "-m", "jupyterlab"]
    assert command == [*python, f"--ServerApp.root_dir={place}", page, *last]


def test_root_in_a_container_may_open_it(place, started, monkeypatch):
    monkeypatch.setattr(cli, "is_root", lambda: True)
    assert run().exit_code == 0
    assert "--allow-root" in started[0]


def test_a_folder_below_the_course_opens_the_same_course(place, started, monkeypatch):
    monkeypatch.chdir(place / "exercises")
    assert run().exit_code == 0
    assert f"--ServerApp.root_dir={place}" in started[0]


def test_a_wheel_makes_a_folder_of_the_learners_own_and_opens_it(wheel, started):
    result = run()
    assert result.exit_code == 0, result.output
    mine = wheel / folder.NAME
    assert f"Your folder is {mine}\n  new: 3 notebooks\n" in result.output
    assert [*course.names(mine)] == NAMES
    assert f"--ServerApp.root_dir={mine}" in started[0]


def test_another_folder_may_be_named_and_a_file_of_its_own_stays(wheel, started):
    mine = wheel / "my course" / "exercises" / "01-one-neuron.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("my answers")
    result = run("--folder", "my course")
    assert mine.read_text() == "my answers"
    assert "new version: exercises/01-one-neuron.new.ipynb" in result.output
    assert f"--ServerApp.root_dir={wheel / 'my course'}" in started[0]


def test_a_file_where_the_folder_should_be_is_refused(wheel, started):
    (wheel / "taken").write_text("a file")
    result = run("--folder", "taken")
    assert result.exit_code == 1
    assert f"{wheel / 'taken'} should be a folder" in result.output
    assert "--folder" in result.output
    assert not started


def test_the_courses_own_files_are_no_learners_folder(wheel, started):
    result = run("--folder", str(wheel.parent / "package"))
    assert (result.exit_code, started) == (1, [])
    assert "the course's own files" in result.output


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_that_cannot_be_written_is_opened_if_it_holds_the_course(
    wheel, started, made, monkeypatch
):
    if made:
        run()

    def read_only(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folder, "update", read_only)
    result = run()
    assert result.exit_code == (0 if made else 1)
    assert "Permission denied" in result.output and "Traceback" not in result.output
    assert len(started) == (2 if made else 0)


def test_a_folder_where_nothing_can_be_saved_is_opened_and_said_to_be_so(
    wheel, started, monkeypatch
):
    """On a read-only disk a folder that is up to date needs no write, and JupyterLab opens it."""
    where = wheel / folder.NAME
    assert "saved" not in run().output
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    result = run()
    assert result.exit_code == 0 and len(started) == 2
    assert f"{where} cannot be written: nothing that you do there will be saved." in result.output


def test_doctor_promises_no_folder_where_none_can_be_made(wheel, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(doctor.Problem, match="cannot be written"):
        doctor.folder()


def test_without_any_course_it_says_so(wheel, started, monkeypatch):
    monkeypatch.setattr(course, "origin", lambda: None)
    result = run()
    assert (result.exit_code, started) == (1, [])
    assert "No notebooks found" in result.output


def test_without_jupyterlab_it_says_what_to_install(place, started, monkeypatch):
    monkeypatch.setattr(cli.importlib.util, "find_spec", lambda name: None)
    result = run()
    assert (result.exit_code, started) == (1, [])
    assert "pip install jupyterlab" in result.output


# --- status -----------------------------------------------------------------------------------


def test_status_shows_stored_verdicts_and_what_is_not_checked(save):
    points = FIRST.points
    save(
        check_cell(FIRST.name, f"{FIRST.name}: right, {points} of {points} points\n  Well done.\n")
    )
    result = run("status")
    assert result.exit_code == 0
    assert re.search(rf"exercises 01 +{FIRST.name} +right +{points} +{points}", result.output)
    assert re.search(rf"{SECOND.name} +not checked yet +0 +{SECOND.points}", result.output)
    total = sum(exercise.points for exercise in exercises.load(1))
    assert re.search(rf"together +{points} +{total}\b", result.output)


RIGHT = f"{FIRST.name}: right, 1 of {FIRST.points} points\n"
ONE_TEXT = f"check(ch01.{FIRST.name}, {FIRST.name})\n"  # a source need not be a list of lines
WRONG = f"{FIRST.name}: wrong, 0 of {FIRST.points} points\n"


@pytest.mark.parametrize(
    "cells, verdict",
    [
        ([check_cell(FIRST.name, RIGHT)], "right"),
        ([check_cell(FIRST.name, RIGHT[:9], RIGHT[9:] + "  More.\n")], "right"),  # two pieces
        ([check_cell(FIRST.name, RIGHT) | {"source": ONE_TEXT}], "right"),
        ([check_cell(FIRST.name, RIGHT), check_cell(FIRST.name, WRONG)], "wrong"),  # the last one
        ([check_cell(FIRST.name)], progress.UNCHECKED),
        ([check_cell(FIRST.name, "something else\n" + RIGHT)], "right"),
        ([check_cell(FIRST.name, RIGHT) | {"source": "# mine\n" + ONE_TEXT}], "right"),
        ([check_cell(FIRST.name, RIGHT) | {"source": "print(1); " + ONE_TEXT}], "right"),
        ([check_cell(FIRST.name, RIGHT) | {"source": "points = " + ONE_TEXT}], "right"),
        ([check_cell(FIRST.name, RIGHT) | {"source": "%%time\n" + ONE_TEXT}], "right"),
        ([check_cell(FIRST.name, RIGHT) | {"source": "# " + ONE_TEXT}], progress.UNCHECKED),
        ([check_cell(FIRST.name, RIGHT) | {"source": "check(("}], progress.UNCHECKED),
        ([{"cell_type": "code", "source": ONE_TEXT}], progress.UNCHECKED),  # no key `outputs`
        ([check_cell(SECOND.name, RIGHT)], progress.UNCHECKED),  # another one's verdict
        ([check_cell(FIRST.name, RIGHT) | {"source": ["print('...')"]}], progress.UNCHECKED),
        ([check_cell(FIRST.name, RIGHT) | {"cell_type": "markdown"}], progress.UNCHECKED),
        ([], progress.UNCHECKED),
    ],
)  # fmt: skip
def test_only_what_a_check_cell_printed_counts(place, save, cells, verdict):
    save(json.dumps({"cells": cells}))
    assert progress.progress(place, NAMES)[0].verdict == verdict


def test_more_points_than_there_are_do_not_count(place, save):
    save(check_cell(FIRST.name, f"{FIRST.name}: right, 99 of 99 points\n"))
    assert progress.progress(place, NAMES)[0].points == FIRST.points


def test_a_byte_order_mark_is_no_obstacle(place, save):
    save("\ufeff" + json.dumps({"cells": [check_cell(FIRST.name, RIGHT)]}))
    assert progress.progress(place, NAMES)[0].verdict == "right"


GOOD = json.dumps({"cells": [check_cell("dL_dw")]}, indent=1)
BROKEN = {  # a file, and why it cannot be read
    "": "the file is empty",
    " \n": "the file is empty",
    "{": "the file breaks off in line 1",
    GOOD[: len(GOOD) // 2]: "the file breaks off in line",
    '{\n "cells": [\n "ab': "the file breaks off in line 3",
    "{\n<<<<<<< HEAD\n": "git's conflict markers in line 2",
    GOOD.replace(" ]\n", " ]\n>>>>>>> theirs\n"): "git's conflict markers in line",
    "{\n'cells': []}": "no JSON in line 2",
    "[]": "it holds no list of cells",
    "{}": "it holds no list of cells",
    '{"cells": 3}': "it holds no list of cells",
    '{"cells": [], "metadata": 1}': "its metadata are no table",
    '{"cells": [{}]}': "its cell 1 is no notebook cell",
    '{"cells": [{"cell_type": "code", "source": [1]}]}': "its cell 1 is no notebook cell",
    '{"cells": [{"cell_type": "code", "source": "", "outputs": [1]}]}': "its cell 1 is no notebook",
    "[" * 100_000: "its brackets nest too deep",
}


@pytest.mark.parametrize("text, why", BROKEN.items(), ids=range(len(BROKEN)))
def test_a_broken_notebook_gets_a_row_that_says_why(save, text, why):
    save(text)
    result = run("status")
    assert result.exit_code == 0, result.exception
    assert f"cannot be read: {why}" in result.output


def test_a_file_in_another_encoding_gets_such_a_row_too(place):
    (place / "exercises" / "01-one-neuron.ipynb").write_bytes(GOOD.encode("utf-16"))
    (row,) = progress.progress(place, NAMES)
    assert row.verdict == "cannot be read: byte 1 is not UTF-8 text"


def test_a_folder_in_place_of_a_notebook_is_a_row_too(place):
    (place / "exercises" / "01-one-neuron.ipynb").mkdir()
    (row,) = progress.progress(place, NAMES)
    assert row.verdict.startswith("cannot be read: ")


COPIES = ("-Copy1", " (1)", "-backup", "-solved", ".new")


def test_copies_count_for_nothing_and_are_named(save):
    save(check_cell(FIRST.name, RIGHT))
    for end in COPIES:
        save(check_cell(FIRST.name, RIGHT), name=f"01-one-neuron{end}")
    save("", name="scratch", below="notebooks")
    result = run("status")
    assert re.search(r"together +1 ", result.output)
    said = result.output.partition("Left out")[2]
    assert all(f"  exercises/01-one-neuron{end}.ipynb\n" in said for end in COPIES)
    assert "  notebooks/scratch.ipynb\n" in said and said.count(".ipynb") == len(COPIES) + 1


def test_the_gaps_of_a_lesson_count_too(place, save, monkeypatch):
    monkeypatch.setattr(exercises, "gaps", lambda number: (FIRST,) if number == 1 else ())
    save(check_cell(FIRST.name, RIGHT), below="notebooks")
    save(check_cell(FIRST.name, WRONG))
    gap, exercise, *_ = progress.progress(place, NAMES)
    assert (gap.notebook, gap.verdict) == ("lesson 01", "right")
    assert (exercise.notebook, exercise.verdict) == ("exercises 01", "wrong")


def test_status_without_exercises_says_what_to_run(place):
    result = run("status")
    assert result.exit_code == 1
    assert "Run `backprop-course` to get them" in result.output


def test_status_reads_what_the_checker_prints(place, save, capsys):
    from backprop_course.checking import check

    check(FIRST, FIRST.reference)
    save(check_cell(FIRST.name, capsys.readouterr().out))
    row = progress.progress(place, NAMES)[0]
    assert (row.verdict, row.points) == ("right", FIRST.points)


# --- doctor -----------------------------------------------------------------------------------


def test_doctor_finds_this_environment_ready(place):
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "Everything is ready." in result.output
    for name in ("Python", *doctor.PACKAGES, *doctor.CHECKS):
        assert name in result.output


def test_doctor_names_a_problem_and_its_cure(place, monkeypatch):
    def missing(package):
        raise doctor.importlib.metadata.PackageNotFoundError(package)

    monkeypatch.setattr(doctor.importlib.metadata, "version", missing)
    finding = doctor.find("numpy", lambda: doctor.version_of("numpy"))
    assert not finding.ok
    assert finding.found == "not installed"
    assert 'pip install -U "numpy' in finding.cure


def test_doctor_says_that_a_version_is_too_old(monkeypatch):
    monkeypatch.setattr(doctor.importlib.metadata, "version", lambda package: "1.26.4")
    finding = doctor.find("numpy", lambda: doctor.version_of("numpy"))
    assert not finding.ok
    assert re.search(r"1\.26\.4, but the course needs numpy>=2", finding.found)


def test_doctor_ends_with_1_when_a_check_breaks(place, monkeypatch):
    def broken():
        raise ImportError("no module named _broken")

    monkeypatch.setitem(doctor.CHECKS, "picture", broken)
    result = run("doctor")
    assert result.exit_code == 1
    assert "ImportError: no module named _broken" in result.output
    assert "1 of 10 checks found a problem" in result.output


def test_doctor_and_status_know_the_folder_that_the_command_makes(wheel, started):
    mine = wheel / folder.NAME
    assert doctor.folder() == f"not made yet: `backprop-course` makes {mine}"
    assert f"No exercises in {mine}." in run("status").output
    run()
    assert doctor.folder() == str(mine)
    assert run("status").output.endswith(f"Read from the notebooks saved in {mine}\n")


@pytest.mark.parametrize("command", ["status", "doctor"])
def test_a_name_outside_of_the_terminals_encoding_is_no_obstacle(tmp_path, command):
    """As in `backprop-course doctor > report.txt` where the user is called Łukasz."""
    home = tmp_path / "Łukasz"
    (home / "exercises").mkdir(parents=True)
    (home / manifest.NAME).write_text("{}")
    (home / NAMES[2]).write_text(json.dumps({"cells": [check_cell(FIRST.name, RIGHT)]}))
    (home / "exercises" / "ćwiczenie.ipynb").write_text("")
    program = "from backprop_course.workshop.cli import main; main()"
    env = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    options = {"cwd": home, "env": env, "capture_output": True}
    done = subprocess.run([sys.executable, "-c", program, command], **options)
    assert done.returncode == 0, done.stderr
    assert b"\\u0141ukasz" in done.stdout.replace(b"\r", b"").replace(b"\n", b"").replace(b" ", b"")


# --- build ------------------------------------------------------------------------------------


@pytest.fixture
def orders(place, monkeypatch):
    """The arguments that the builder gets; it reports one stale notebook."""
    given = {}

    def build(root, **arguments):
        given.update(arguments, root=root)
        return builder.Report(stale=[course.Path("notebooks/00-start-here.ipynb")])

    monkeypatch.setattr(builder, "build", build)
    return given


def test_build_hands_its_options_on_and_ends_with_1_when_stale(place, orders):
    result = run("build", "--check", "--only", "01", "--only", "07")
    assert result.exit_code == 1
    assert "stale  notebooks/00-start-here.ipynb" in result.output
    assert orders == {
        "root": course.find_clone(),
        "check": True,
        "exact": False,
        "force": False,
        "only": ["01", "07"],
        "replace_solved": False,
        "replace_changed": False,
    }


def test_build_passes_force_and_replace_solved(orders):
    run("build", "--exact", "--force", "--replace-solved", "--replace-changed")
    given = ("exact", "force", "replace_solved", "replace_changed")
    assert all(orders[name] for name in given) and orders["only"] is None


def test_build_ends_with_0_when_nothing_is_stale(orders, monkeypatch):
    monkeypatch.setattr(builder, "build", lambda root, **orders: builder.Report())
    assert run("build").exit_code == 0


def test_build_says_what_is_missing_from_the_test_extra(place, monkeypatch):
    monkeypatch.setattr(cli.importlib.util, "find_spec", lambda name: None)
    result = run("build")
    assert result.exit_code == 1
    assert 'pip install -e ".[test]"' in result.output
    assert "jupytext" in result.output


def test_build_without_sources_is_one_line(place, monkeypatch):
    monkeypatch.setattr(course, "find_clone", lambda: None)
    result = run("build")
    assert result.exit_code == 1
    assert "No sources found" in result.output
    assert "Traceback" not in result.output


def test_the_list_of_what_building_needs_is_whole():
    texts = [path.read_text("utf-8") for path in course.Path(authoring.__path__[0]).glob("*.py")]
    imported = set(re.findall(r"^\s*(?:import|from) (\w+)", "\n".join(texts), re.M))
    with_the_course = {"jupyter_client", "traitlets", "zmq", "numpy", "matplotlib", "PIL"}
    others = imported - sys.stdlib_module_names - with_the_course - {"backprop_course"}
    assert others <= set(cli.BUILDS_WITH)


# --- the command as a whole -------------------------------------------------------------------


def test_help_names_every_command_and_gives_examples():
    result = run("--help")
    assert result.exit_code == 0
    for word in ("open", "status", "doctor", "build", "Examples:", "--no-browser", "--folder"):
        assert word in result.output
    assert "To update:" in result.output and folder.NAME in result.output


@pytest.mark.parametrize(
    "command, options",
    [
        ("open", ["--folder", "--no-browser", "--port"]),
        ("status", ["--folder"]),
        ("doctor", []),
        ("build", ["--check", "--exact", "--force", "--only", "--replace-solved"]),
        ("build", ["--replace-changed"]),
    ],
)
def test_each_command_lists_its_options(command, options):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert [option for option in options if option not in result.output] == []


def test_examples_of_the_help_are_real_commands():
    commands = re.findall(r"backprop-course (open|status|doctor|build)\b", cli.EXAMPLES)
    assert set(commands) == {"open", "status", "doctor", "build"}


def test_version():
    assert run("--version").output == f"backprop-course {__version__}\n"


def test_a_mistyped_command_is_refused():
    assert run("stats").exit_code == 2


def test_the_command_line_imports_nothing_heavy():
    heavy = ("numpy", "matplotlib", "jupyterlab", "ipywidgets", "nbformat")
    program = (
        f"import sys, backprop_course.workshop.cli; print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
