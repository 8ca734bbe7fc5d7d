"""A class, graded: `grade_many` over any executor of `concurrent.futures`, or without one."""

import contextlib
import importlib
import multiprocessing
import os
import threading
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)

from . import jobs as grading_jobs
from . import versions
from .jobs import GRADER_ERROR, failed, grade_one
from .store import key

WINDOW = 4  # jobs that wait for each worker


class OtherVersion(RuntimeError):
    """A worker has other exercises or another grader than we have."""


def grade_many(jobs, executor=None, store=None, on_result=None, workers=None):
    """The results of all jobs, sorted by student, chapter and exercise; no job stops the others.

    store: where results are looked up first and kept afterwards. on_result(results, stored) is
    called for each job.

    Raises: OtherVersion.
    """
    results = []

    def done(job, found, stored):
        results.extend(found)
        if on_result:
            on_result(found, stored)

    for job, answer in run(to_do(jobs, store, done), executor, workers):
        if answer["version"] != versions.of_package():
            raise OtherVersion("a worker has another version of backprop_course than this machine")
        keep(job, answer["results"], store)
        done(job, answer["results"], False)
    return sorted(results, key=place)


def to_do(jobs, store, done):
    """What is left of each job when its stored results are taken out."""
    for job in jobs:
        stored = {}
        if store is not None:
            found = {name: store.get(key(job, name)) for name in job["exercises"]}
            stored = {name: result for name, result in found.items() if result is not None}
        if stored:
            done(job, list(stored.values()), True)
        left = [name for name in job["exercises"] if name not in stored]
        if left:
            yield {**job, "exercises": left}


def keep(job, results, store):
    """Store the results; where the grader failed there is none."""
    for result in results if store is not None else ():
        if result["outcome"] != GRADER_ERROR:
            store.put(key(job, result["exercise"]), result)


def run(jobs, executor, workers):
    """Pairs (job, answer), in the order in which they are done; few are handed out ahead."""
    if executor is None:
        yield from ((job, grade_one(job)) for job in jobs)
        return
    window = WINDOW * (workers or os.cpu_count() or 1)
    jobs, waiting = iter(jobs), {}
    while True:
        while len(waiting) < window and (job := next(jobs, None)) is not None:
            waiting[submit(executor, job)] = job
        if not waiting:
            return
        for future in wait_for_some(waiting):
            yield waiting[future], answer_of(future, waiting.pop(future))


def submit(executor, job):
    """The future of a job; where the executor takes none any more, one that says so."""
    try:
        return executor.submit(grade_one, job)
    except Exception as problem:
        future = Future()
        future.set_exception(problem)
        return future


def wait_for_some(waiting):
    """The futures that are done, at least one."""
    return list(wait(waiting, return_when=FIRST_COMPLETED).done)


def answer_of(future, job):
    """What a worker answered; where it died, results that say so."""
    try:
        return future.result()
    except Exception as problem:
        results = [failed(job, name, "grader.worker", problem) for name in job["exercises"]]
        return {"version": versions.of_package(), "results": results}


def place(result):
    """Where a result stands in reports."""
    names = [one.name for one in grading_jobs.answers.exercises_of(result["chapter"])]
    return result["student"], result["chapter"], names.index(result["exercise"])


class Processes:
    """Worker processes, as an executor: one that dies takes its own job along, and is replaced."""

    def __init__(self, count):
        self.threads, self.pools = ThreadPoolExecutor(count), contextlib.ExitStack()
        self.own = threading.local()

    def submit(self, function, job):
        return self.threads.submit(self.in_process, function, job)

    def in_process(self, function, job):
        """What the function says in this thread's process."""
        if not hasattr(self.own, "pool"):
            context = multiprocessing.get_context("spawn")
            self.own.pool = self.pools.enter_context(ProcessPoolExecutor(1, mp_context=context))
        try:
            return self.own.pool.submit(function, job).result()
        except BrokenExecutor:
            del self.own.pool
            raise

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.threads.shutdown(cancel_futures=True)
        self.pools.close()


@contextlib.contextmanager
def open_executor(words, count):
    """The executor that a command line names, and how many workers it has.

    words: "" for ``count`` processes here, "dask:ADDRESS", or "MODULE:FUNCTION", where the function
    returns an executor.
    """
    kind, _, rest = words.partition(":")
    if not words and count == 1:
        yield None, 1
    elif not words:
        with Processes(count) as executor:
            yield executor, count
    elif kind == "dask":
        from distributed import Client

        with Client(rest) as client:
            workers = len(client.scheduler_info()["workers"])
            # pure: Dask would run equal jobs once
            with client.get_executor(pure=False) as executor:
                yield executor, max(workers, count)
    else:
        with getattr(importlib.import_module(kind), rest)() as executor:
            yield executor, count
