"""A run that is killed, again and again, ends where one that nobody touched ends."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from attacks import RIGHT, WRONG
from classroom import notebook

ROOT = Path(__file__).parents[2]
CALL = "from backprop_course.workshop.cli import main; main()"
ONLY = ("--only", "slope_of_square")
STUDENTS = 8


@pytest.fixture
def handed_in(tmp_path):
    """A folder with a class, and the class's secret."""
    (tmp_path / "secret").write_text("s")
    (tmp_path / "class").mkdir()
    hangs = "def slope_of_square(x):\n    while True: pass"
    for k in range(STUDENTS):
        source = (RIGHT, WRONG, hangs)[k % 3]
        (tmp_path / "class" / f"s{k}.ipynb").write_bytes(notebook(source))
    return tmp_path


def start(folder, out, *more):
    words = ["grade", folder / "class", "--results", folder / out, "--secret", folder / "secret"]
    command = [sys.executable, "-c", CALL, *map(str, words), "--seconds", "2", *ONLY, *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    )


def finished(folder, out):
    """The bytes of every file of a run; what a killed one had begun to write begins with a dot."""
    paths = [path for path in (folder / out).rglob("*") if path.is_file()]
    kept = [path for path in paths if not path.name.startswith(".")]
    return {str(path.relative_to(folder / out)): path.read_bytes() for path in kept}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
@pytest.mark.parametrize("jobs, seed", [("1", 0), ("2", 1)])
def test_killed_at_random_it_ends_with_the_same_bytes(handed_in, jobs, seed):
    assert start(handed_in, "whole").wait() == 0
    rng, results, counts = random.Random(seed), handed_in / "again" / "results", []
    for _ in range(3):
        run, wanted = start(handed_in, "again", "--jobs", jobs), rng.randrange(1, STUDENTS)
        while run.poll() is None and len(list(results.glob("*.json"))) < wanted:
            time.sleep(rng.uniform(0, 0.05))
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        counts.append(len(list(results.glob("*.json"))))
    assert counts[0] < STUDENTS and counts == sorted(counts)
    assert start(handed_in, "again", "--jobs", jobs).wait() == 0
    assert finished(handed_in, "again") == finished(handed_in, "whole")
    assert len(list(results.glob("*.json"))) == STUDENTS
