"""From a folder of notebooks to the results of a class."""

from dataclasses import dataclass, field

from . import answers, batch, gate, placing
from .jobs import GRADER_ERROR, make_job
from .sandbox import Limits, level_name, machine
from .store import Store, course_secret
from .submissions import collect


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a class is graded; what stands here may change what it costs, never what is right."""

    limits: Limits = field(default_factory=Limits)
    required: int = 1  # the isolation level below which nothing is graded
    level: int = 3  # the highest level to use
    only: tuple[str, ...] = ()  # exercises; all of them where it is empty
    workers: int = 1
    executor: str = ""
    secret_file: str | None = None
    student: str | None = None  # whose everything is, whatever files are called


@dataclass(frozen=True)
class Graded:
    """The results of a class, and what an instructor has to know beside them."""

    results: list
    isolation: str
    not_graded: list  # (student, file name, why)
    left_out: list  # (file, why)
    missing: list  # students of the roster who sent nothing

    @property
    def grader_errors(self):
        return [result for result in self.results if result["outcome"] == GRADER_ERROR]


def grade_class(path, folder, settings, roster=None, solutions=None, on_start=None, on_result=None):
    """Grade every notebook at ``path``; results are kept in ``folder``.

    on_start(number of exercises to grade) and on_result(results, stored) tell how far it is.

    Raises: FileNotFoundError, gate.NotReady, ValueError for an unknown exercise.
    """
    collected = collect(path, roster, settings.student)
    chosen, lost, left_out = placing.choose([placing.place(one) for one in collected.submissions])
    check_names(settings.only, [one.chapter for one in chosen])
    to_do = [(one.submission, one.chapter, names_of(one.chapter, settings)) for one in chosen]
    to_do = [entry for entry in to_do if entry[2]]
    level = min(machine()["level"], settings.level)
    chapters = sorted({chapter for _, chapter, _ in to_do})
    gate.check_machine(chapters, settings.limits, level, settings.required, solutions)
    secret = course_secret(folder, settings.secret_file)
    options = (secret, settings.limits, level, settings.required)
    jobs = [make_job(*entry, *options) for entry in to_do]
    if on_start:
        on_start(sum(len(job["exercises"]) for job in jobs))
    with batch.open_executor(settings.executor, settings.workers) as (executor, workers):
        results = batch.grade_many(jobs, executor, Store(folder), on_result, workers)
    left_out = [*collected.left_out, *((one.submission.filename, one.why) for one in left_out)]
    not_graded = [(one.student, one.submission.filename, one.why) for one in lost]
    return Graded(results, level_name(level), not_graded, left_out, collected.missing)


def names_of(chapter, settings):
    """The exercises to grade in a notebook of this lesson."""
    names = [one.name for one in answers.exercises_of(chapter)]
    return [name for name in names if not settings.only or name in settings.only]


def check_names(only, chapters):
    known = {one.name for chapter in chapters for one in answers.exercises_of(chapter)}
    unknown = sorted(set(only) - known)
    if chapters and unknown:
        raise ValueError(
            f"unknown exercise {', '.join(unknown)}; known: {', '.join(sorted(known))}"
        )
