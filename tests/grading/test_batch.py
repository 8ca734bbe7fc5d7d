"""A class, graded: resumed, repeated, shared out; the machine tried first."""

import json
import os
import random
import re
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor

import numpy as np
import pytest
from attacks import RIGHT, WRONG
from classroom import grade, notebook

from backprop_course.checking import judge
from backprop_course.grading import answers, batch, gate, probes
from backprop_course.grading.classes import Settings, grade_class
from backprop_course.grading.jobs import make_job
from backprop_course.grading.sandbox import Limits
from backprop_course.grading.store import Store, course_secret
from backprop_course.grading.submissions import Submission

LIMITS = Limits(2.0)
SLOW = pytest.mark.slow
CHAPTERS = [n for n in range(17) if answers.exercises_of_if_any(n)]


def jobs(secret=b"secret"):
    handed_in = {"ada": RIGHT, "bob": WRONG, "cat": RIGHT, "dan": "x = 1"}
    for student, source in handed_in.items():
        submission = Submission(student, "00-start-here.ipynb", notebook(source))
        yield make_job(submission, 0, ["slope_of_square"], secret, LIMITS)


def files(folder):
    return {path.name: path.read_bytes() for path in (folder / "results").iterdir()}


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on_to_the_same_bytes(tmp_path):
    whole = batch.grade_many(jobs(), store=Store(tmp_path / "whole"))
    stop_after = random.Random(0).randrange(1, 3)

    def killed(results, stored):
        if len(files(tmp_path / "again")) == stop_after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.grade_many(jobs(), store=Store(tmp_path / "again"), on_result=killed)
    assert len(files(tmp_path / "again")) == stop_after
    seen = []
    again = batch.grade_many(jobs(), None, Store(tmp_path / "again"), lambda r, s: seen.append(s))
    assert again == whole and seen.count(True) == stop_after
    assert files(tmp_path / "again") == files(tmp_path / "whole")


@pytest.mark.slow
def test_any_executor_gives_the_same_bytes(tmp_path):
    batch.grade_many(jobs(), store=Store(tmp_path / "one"))
    with ThreadPoolExecutor(2) as executor:
        batch.grade_many(jobs(), executor, Store(tmp_path / "threads"), workers=2)
    assert files(tmp_path / "one") == files(tmp_path / "threads")


@pytest.mark.slow
def test_processes_give_the_same_bytes(tmp_path):
    batch.grade_many(jobs(), store=Store(tmp_path / "one"))
    with batch.open_executor("", 2) as (executor, workers):
        batch.grade_many(jobs(), executor, Store(tmp_path / "two"), workers=workers)
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_a_dask_cluster_of_two_workers_gives_the_same_bytes(tmp_path):
    """Equal submissions too, which Dask would run once if it were let."""
    distributed = pytest.importorskip("distributed")
    batch.grade_many(jobs(), store=Store(tmp_path / "one"))
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**settings) as cluster:
        words = f"dask:{cluster.scheduler_address}"
        with batch.open_executor(words, 1) as (executor, workers):
            batch.grade_many(jobs(), executor, Store(tmp_path / "two"), workers=workers)
            (job,) = list(jobs())[:1]
            assert len(batch.grade_many([job, job, job], executor, workers=workers)) == 3
    assert workers == 2
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_file_that_was_cut_off_is_graded_again(tmp_path):
    store = Store(tmp_path)
    whole = batch.grade_many(list(jobs())[:1], store=store)
    (path,) = store.folder.iterdir()
    path.write_text(path.read_text()[:20])
    assert batch.grade_many(list(jobs())[:1], store=store) == whole


class Dying:
    """An executor whose workers die."""

    def submit(self, *job):
        from concurrent.futures import Future

        future = Future()
        future.set_exception(RuntimeError("killed"))
        return future


def test_a_worker_that_dies_is_the_graders_error_and_is_not_kept(tmp_path):
    results = batch.grade_many(jobs(), Dying(), Store(tmp_path))
    assert {result["outcome"] for result in results} == {"grader error"}
    assert not files(tmp_path)


def dies(job):
    os._exit(1)


@pytest.mark.slow
def test_a_process_that_dies_takes_its_own_job_along_and_no_other():
    with batch.open_executor("", 2) as (executor, _):
        with pytest.raises(BrokenExecutor):
            executor.submit(dies, {}).result()
        assert executor.submit(len, "abc").result() == 3


def test_another_version_stops_the_run(monkeypatch):
    monkeypatch.setattr(batch, "grade_one", lambda job: {"version": "old", "results": []})
    with pytest.raises(batch.OtherVersion, match="another version"):
        batch.grade_many(jobs())


@pytest.mark.parametrize("chapter", [0, *(pytest.param(n, marks=SLOW) for n in CHAPTERS[1:])])
def test_the_reference_gets_all_points_and_a_blank_none(chapter):
    gate.check_machine([chapter], Limits(), 3, 1)


def test_a_machine_that_cannot_grade_says_so(monkeypatch):
    monkeypatch.setattr(gate, "ASKS", gate.BLANK)
    with pytest.raises(gate.NotReady, match="the reference of lesson 00 gets 0 of 1"):
        gate.check_machine([0], LIMITS, 3, 1)


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("secret", [b"one", b"two"])
def test_hidden_probes_pass_right_answers(chapter, secret):
    for exercise in answers.exercises_of(chapter):
        drawn = probes.with_hidden_probes(exercise, probes.seed(secret, exercise.name.encode()))
        for right in (exercise.reference, *exercise.accepted):
            assert judge(drawn, right).outcome == "right", exercise.name


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_hidden_probes_name_the_usual_mistakes_as_the_notebook_does(chapter):
    for exercise in answers.exercises_of(chapter):
        drawn = probes.with_hidden_probes(exercise, probes.seed(b"one", exercise.name.encode()))
        for mistake in exercise.mistakes:
            assert judge(drawn, mistake.function).tag == judge(exercise, mistake.function).tag


def test_probes_depend_on_secret_and_submission():
    numbers = {probes.seed(s, f) for s in (b"a", b"b") for f in (b"1", b"2")}
    assert len(numbers) == 4 and probes.seed(b"a", b"1") in numbers


HANGS = "while True:\n    pass"


@pytest.mark.slow
def test_one_exercise_that_hangs_is_named_and_the_others_are_graded():
    stuck = "def dL_dw():\n    while True: pass"
    by_hand = "def matching_lr(lr):\n    return 2 * lr"
    found = grade(notebook(HANGS, stuck, by_hand), 1, ["dL_dw", "forward", "matching_lr"], 1.0)
    assert found["dL_dw"]["tag"] == "limit.time"
    assert found["forward"]["tag"] == "not-found"
    assert found["matching_lr"]["tag"] not in ("limit.time", "not-found")


def test_a_class_is_graded_from_its_folder(tmp_path):
    (tmp_path / "class").mkdir()
    for student, content in (("ada", notebook(RIGHT)), ("bob", notebook("x = 1"))):
        (tmp_path / "class" / f"{student}.ipynb").write_bytes(content)
    settings = Settings(limits=LIMITS, only=("slope_of_square",))
    graded = grade_class(tmp_path / "class", tmp_path / "out", settings)
    assert [(r["student"], r["points"]) for r in graded.results] == [("ada", 1.0)]
    assert graded.not_graded == [("bob", "bob.ipynb", "no exercise of this course in it")]
    with pytest.raises(ValueError, match="unknown exercise nothing; known: slope_of_square, "):
        grade_class(tmp_path / "class", tmp_path, Settings(only=("nothing",)))


def test_the_secret_is_made_once_and_for_nobody_else(tmp_path):
    secret = course_secret(tmp_path)
    assert course_secret(tmp_path) == secret and len(secret) == 64
    assert os.name != "posix" or (tmp_path / "secret.txt").stat().st_mode & 0o077 == 0


def test_a_result_is_plain_json():
    (result,) = grade(notebook(RIGHT)).values()
    assert json.loads(json.dumps(result, allow_nan=False)) == result


def numbers_in(value):
    """Every number of the inputs of a probe."""
    if isinstance(value, list | tuple):
        return [number for part in value for number in numbers_in(part)]
    array = np.asarray(value)
    return array.ravel().tolist() if array.dtype.kind == "f" else []


def right_where_shown(exercise, rng):
    """An answer that is right on the notebook's inputs, and nowhere else."""
    shown = [repr(probe.inputs) for probe in exercise.probes]

    def answer(*given):
        return exercise.reference(*(given if repr(given) in shown else probes.moved(given, rng)))

    return answer


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_right_where_shown_alone_gets_less_and_hears_no_hidden_input(chapter):
    for exercise in answers.exercises_of(chapter):
        drawn = probes.with_hidden_probes(exercise, probes.seed(b"one", exercise.name.encode()))
        if drawn is exercise:  # there is nothing to move
            continue
        answer = right_where_shown(exercise, np.random.default_rng(0))
        assert judge(exercise, answer).outcome == "right"
        verdict = judge(drawn, answer)
        assert verdict.points < exercise.points, exercise.name
        words = f"{verdict.observed} {verdict.cause} {verdict.question} {verdict.note}"
        said = {f"{float(n):.6g}" for n in re.findall(r"-?\d+\.\d{3,}", words)}
        hidden = [probe.inputs for probe in drawn.probes if not probe.public]
        assert not said & {f"{n:.6g}" for n in numbers_in(hidden) if n}, exercise.name
