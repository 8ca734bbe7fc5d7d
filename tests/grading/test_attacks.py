"""Attacks on the grader: the points they may get, the time they may take, what stays behind."""

import os
import socket
import tempfile
import time
from pathlib import Path
from textwrap import indent

import pytest
from attacks import ATTACKS, RIGHT
from classroom import grade, notebook

import backprop_course
from backprop_course.grading.sandbox import Limits, Sandbox

QUICK = {  # one of each kind; all of them in the slow run
    "allclose always true",
    "expected value from the frames",
    "solutions read from disk",
    "a background process rewrites grades",
    "a pickle on the channel",
    "os._exit",
    "infinite loop",
    "a number that lies",
    "the service replaced",
    "the grader killed",
    "the notebook's inputs written down",
}


@pytest.fixture(scope="module")
def best_level():
    box = Sandbox(Limits())
    yield box.level
    box.close()


@pytest.fixture
def places(tmp_path, monkeypatch):
    """What an attack aims at: a file of grades, a secret, the package, a port."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("SECRET_OF_THE_COURSE", "1")
    (tmp_path / "secret.txt").write_text("answers")
    (tmp_path / "grades.txt").write_text("points: 0")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        yield {
            "target": str(tmp_path / "grades.txt"),
            "secret": str(tmp_path / "secret.txt"),
            "package": str(Path(backprop_course.__file__).parents[1]),
            "port": server.getsockname()[1],
        }
        with pytest.raises(TimeoutError):
            server.accept()


def children(folder):
    """The processes that were started in a folder below this one."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd").startswith(str(folder)):
                found.add(process.name)
        except OSError:
            continue
    return found


def all_gone(folder):
    """Whether no process is left, after the moment that the system needs for it."""
    end = time.monotonic() + 2
    while children(folder) and time.monotonic() < end:
        time.sleep(0.02)
    return not children(folder)


def state(path):
    facts = os.stat(path)
    return Path(path).read_text(), facts.st_mode, facts.st_mtime_ns


def face(attack, places, level):
    """Grade an attack, and see that nothing of it stays."""
    before, folder = state(places["target"]), Path(tempfile.gettempdir())
    started = time.monotonic()
    cells = [cell.format(**places) for cell in attack.cells]
    (result,) = grade(notebook(*cells), seconds=2.0, level=level).values()
    assert time.monotonic() - started < attack.seconds
    assert result["points"] == attack.points, result
    assert attack.tag in ("", result["tag"]), result
    assert result["outcome"] != "grader error", result
    assert state(places["target"]) == before
    assert all_gone(folder), "a process was left behind"
    assert not list(folder.iterdir())


def cases(levels):
    for attack in ATTACKS:
        for level in levels:
            quick = attack.name in QUICK and level == 3
            marks = [] if quick else [pytest.mark.slow]
            if level >= attack.from_level:
                yield pytest.param(attack, level, id=f"L{level}-{attack.name}", marks=marks)


@pytest.mark.parametrize("attack, level", list(cases((1, 2, 3))))
def test_an_attack_gains_nothing_and_leaves_nothing(attack, level, places, best_level):
    if level > best_level:
        pytest.skip(f"this machine reaches L{best_level}")
    face(attack, places, level)


def test_the_honest_answer_gets_its_point(best_level):
    (result,) = grade(notebook(RIGHT)).values()
    assert (result["points"], result["isolation"]) == (1.0, f"L{best_level}")


def test_there_is_one_attack_of_each_name():
    names = [attack.name for attack in ATTACKS]
    assert len(set(names)) == len(names) and set(names) >= QUICK


def test_less_isolation_than_required_grades_nothing():
    (result,) = grade(notebook(RIGHT), level=1, required=2).values()
    assert result["outcome"] == "grader error" and result["points"] == 0
    assert "isolation L2 is required" in result["observed"]


BUG_OF_SEED = {  # how an answer to the capstone may try to look up what it should find out
    "the draw": "from backprop_course.exercises.planted_run import bug_of\n"
    "return 0, 0, bug_of(seed)",
    "the reference": "from backprop_course.exercises import ch14\n"
    "return ch14.debugged.reference(seed)",
    "its parts": "from backprop_course.exercises.ch14.debugger import debugged_with\n"
    "return debugged_with()(seed)",
}


@pytest.mark.parametrize("lines", BUG_OF_SEED.values(), ids=BUG_OF_SEED)
def test_the_bug_of_a_seed_cannot_be_looked_up(lines):
    answer = "def debugged(seed):\n" + indent(lines, "    ")
    result = grade(notebook(answer), chapter=14, names=["debugged"])["debugged"]
    assert (result["outcome"], result["points"]) == ("wrong", 0), result
