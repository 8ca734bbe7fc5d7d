"""One notebook of one student, judged: `grade_one`.

A job and its result are plain JSON, so any worker on any machine can do it. A job says: student,
notebook (its bytes, in base64), chapter, exercises (names), secret (hex), limits, level, required.
"""

import base64
import contextlib
import threading

from ..checking import Verdict
from ..checking.verdict import Finding, not_attempted
from . import answers, notebooks, probes, versions
from .sandbox import CannotStart, level_name
from .session import Judged, Session

GRADER_ERROR = "grader error"
SCHEMA = "backprop-course/result/v1"
SAID, LONGEST = ("observed", "cause", "question", "note"), 2000
ONE_AT_A_TIME = threading.Lock()  # judging redirects what is printed, for the whole process


def make_job(submission, chapter, names, secret, limits, level=3, required=1):
    """The job of grading some exercises of one notebook."""
    return {
        "student": submission.student,
        "filename": submission.filename,
        "notebook": base64.b64encode(submission.content).decode(),
        "chapter": chapter,
        "exercises": list(names),
        "secret": secret.hex(),
        "limits": {"seconds": limits.seconds, "memory": limits.memory},
        "level": level,
        "required": required,
    }


def grade_one(job):
    """The results of a job: {"version": ..., "results": [one dict per exercise]}. Never raises."""
    try:
        with ONE_AT_A_TIME:
            results = graded(job)
    except Exception as problem:
        tag = "grader.cannot-start" if isinstance(problem, CannotStart) else "grader.failed"
        results = [failed(job, name, tag, problem) for name in job["exercises"]]
    return {"version": versions.of_package(), "results": results}


def graded(job):
    """One result per exercise of the job, in its order."""
    content = base64.b64decode(job["notebook"])
    exercises = {one.name: one for one in answers.exercises_of(job["chapter"])}
    wanted = [exercises[name] for name in job["exercises"]]
    try:
        cells = notebooks.read(content)
    except notebooks.UnreadableNotebook as problem:
        return [unreadable(job, exercise, problem) for exercise in wanted]
    found = {one.name: one for one in answers.find(cells, list(exercises))}
    with contextlib.closing(Session(job, cells, found)) as session:
        return [grade_exercise(job, session, one, found[one.name], content) for one in wanted]


def grade_exercise(job, session, exercise, answer, content):
    """The result for one exercise."""
    facts = (exercise.name.encode(), job["student"].encode(), content)
    seed = probes.seed(bytes.fromhex(job["secret"]), *facts)
    try:
        return result(job, session.judge(exercise, answer, seed), answer)
    except CannotStart:
        raise
    except Exception as problem:  # ours: whatever a student returns, judging it must not fail
        return failed(job, exercise.name, "grader.failed", problem)


def result(job, judged, answer):
    """A judged answer as plain JSON. Nothing in it depends on when or how fast it was made."""
    verdict = judged.verdict
    return {
        "schema": SCHEMA,
        "student": job["student"],
        "chapter": job["chapter"],
        "exercise": verdict.name,
        "outcome": verdict.outcome,
        "points": float(verdict.points),
        "max_points": verdict.maximum,
        "tag": verdict.tag,
        **{part: clean(getattr(verdict, part)) for part in SAID},
        "cluster": judged.cluster,
        "answer": {"cell": answer.cell, "how": answer.how, "remarks": list(answer.remarks)},
        "isolation": level_name(judged.level) if judged.level else "not run",
        "seconds_allowed": job["limits"]["seconds"],
    }


def clean(words):
    """A message without characters that terminals and XML take for commands, and not too long."""
    return "".join(letter for letter in words if letter.isprintable() or letter == "\n")[:LONGEST]


def unreadable(job, exercise, problem):
    """The result where the file is no notebook: nobody's mistake in backpropagation."""
    finding = Finding("not-a-notebook", f"The file is not a notebook: {problem}.")
    return result(
        job, Judged(not_attempted(exercise, finding)), answers.Answer(exercise.name, None)
    )


def failed(job, name, tag, problem):
    """The result where the grader failed: it scores nothing, and a person has to look."""
    exercise = next(one for one in answers.exercises_of(job["chapter"]) if one.name == name)
    observed = f"The grader failed: {type(problem).__name__}: {str(problem)[:300]}"
    words = (tag, observed, "", "", "")
    verdict = Verdict(name, GRADER_ERROR, 0.0, exercise.points, *words)
    return result(job, Judged(verdict), answers.Answer(name, None))
