"""One notebook of one student, judged: `grade_one`.

A job and its result are plain JSON, so any worker on any machine can do it. A job says: student,
notebook (its bytes, in base64), chapter, exercises (names), secret (hex), limits, level, required.
"""

import base64
import contextlib
import importlib
import threading

from ..checking import Verdict, judge
from ..checking.verdict import Finding, not_attempted, verdict_for
from . import answers, notebooks, probes, remote, versions
from .sandbox import CannotStart, Gone, Limits, Sandbox, level_name

GRADER_ERROR = "grader error"
SCHEMA = "backprop-course/result/v1"
PACKAGE, GATE = "backprop_course", "gate"
RESTARTS = 4  # cells that may hang or crash before the rest of a notebook is not run any more
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
    drawn = probes.seed(bytes.fromhex(job["secret"]), *facts)
    exercise = probes.with_hidden_probes(exercise, drawn)
    level = 0
    try:
        if answer.cell is None:
            verdict = nothing_found(exercise)
        elif answer.problem:
            verdict = not_python(exercise, answer)
        else:
            verdict = session.judge(exercise, answer)
            level = session.level
    except CannotStart:
        raise
    except Exception as problem:  # ours: whatever a student returns, judging it must not fail
        return failed(job, exercise.name, "grader.failed", problem)
    return result(job, verdict, answer, level)


class Session:
    """A student's notebook in a child process, which is started again after it was ended."""

    def __init__(self, job, cells, found):
        self.job, self.found = job, found
        self.limits = Limits(**job["limits"])
        names = list(found)
        self.cells = [cell for cell in cells if answers.may_run(cell, names)]
        self.cells = [cell for cell in self.cells if notebooks.parses(notebooks.code(cell))]
        self.box, self.fates, self.level = None, {}, 0

    def judge(self, exercise, answer):
        """The Verdict on the answer to one exercise."""
        self.ready()
        if answer.cell in self.fates:
            return ended(exercise, self.fates[answer.cell], "The cell with your answer")
        with self.box.clock(self.limits.seconds):
            try:
                function = remote.answer(self.box, exercise.name)
            except Gone as fate:
                return ended(exercise, fate, "Your notebook")
            if function is remote.MISSING:
                return nothing_made(exercise)
            verdict = judge(exercise, function)
        return ended(exercise, self.box.fate, "Your function") if self.box.fate else verdict

    def ready(self):
        """A child in which the notebook's cells have run; those that ended one are left out."""
        while self.box is None or self.box.fate:
            self.close()
            self.box = Sandbox(self.limits, self.job["level"], remote.Lender().serve)
            self.level = self.box.level
            if self.level < self.job["required"]:
                wanted, came = level_name(self.job["required"]), level_name(self.level)
                raise CannotStart(f"isolation {wanted} is required, this machine reaches {came}")
            self.run_cells()

    def run_cells(self):
        """Run the cells in order, all of them under one clock.

        The one that ends the child, or runs when time is up, is remembered: the run is over.
        """
        with self.box.clock(self.limits.seconds), contextlib.suppress(Gone):
            offer(self.box, self.job["chapter"], self.job.get("references", False))
            for cell in filter(self.to_run, self.cells):
                label, source = f"cell {cell.index}", notebooks.code(cell)
                try:
                    self.box.ask("run", label=label, source=source, keep=self.answers(cell))
                except Gone as fate:
                    self.fates[cell.index] = fate
                    raise

    def to_run(self, cell):
        """Whether a cell ended no child so far; after some that did, only answers are run."""
        few = len(self.fates) < RESTARTS
        return cell.index not in self.fates and (few or bool(self.answers(cell)))

    def answers(self, cell):
        """The exercises that are answered in this cell."""
        return [name for name, answer in self.found.items() if answer.cell == cell.index]

    def close(self):
        if self.box is not None:
            self.box.close()


def offer(box, chapter, references=False):
    """Make the modules that a notebook imports, and lend what its exercises list.

    references: lend the answers too, as `gate` needs it to try a sandbox.
    """
    exercises = answers.exercises_of(chapter)
    lent = {name: lendable(name) for one in exercises for name in one.uses}
    lent |= {f"{GATE}.{one.name}": one.reference for one in exercises if references}
    parents = {name.rpartition(".")[0] for name in lent if "." in name}
    inner = ("checking", "exercises", *sorted(parents))
    modules = [PACKAGE, *(f"{PACKAGE}.{name}" for name in inner)]
    writer = box.peer.writer()
    coded = [[name, writer.value(lent[name])] for name in sorted(lent)]
    box.ask("offer", writer.parts, modules=modules, lent=coded)


def lendable(name):
    """A function of the package by the name that an exercise lists."""
    module, _, own = f"{PACKAGE}.{name}".rpartition(".")
    return getattr(importlib.import_module(module), own)


def nothing_found(exercise):
    words = f"No cell defines {exercise.name}."
    return not_attempted(exercise, Finding("not-found", words))


def nothing_made(exercise):
    observed = f"The cell with {exercise.name} was run and did not make it."
    question = "Does the cell raise an error before it comes to the function?"
    return verdict_for(exercise, Finding("not-made", observed, question=question, fatal=True), 0)


def not_python(exercise, answer):
    observed = f"The cell with {exercise.name} is not Python: {answer.problem}."
    question = "Does the cell run in the notebook?"
    return verdict_for(exercise, Finding("raised.SyntaxError", observed, question=question), 0)


def ended(exercise, fate, what):
    """The Verdict on an answer whose process had to be ended, or ended itself."""
    questions = {"limit.time": "Is there a loop that does not come to its end?"}
    question = questions.get(fate.tag, "What does it do beside computing its result?")
    observed = f"{what} did not come to an end by itself: {fate}."
    return verdict_for(exercise, Finding(fate.tag, observed, question=question, fatal=True), 0)


def result(job, verdict, answer, level):
    """A verdict as plain JSON. Nothing in it depends on when or how fast it was made."""
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
        "answer": {"cell": answer.cell, "how": answer.how, "remarks": list(answer.remarks)},
        "isolation": level_name(level) if level else "not run",
        "seconds_allowed": job["limits"]["seconds"],
    }


def clean(words):
    """A message without characters that terminals and XML take for commands, and not too long."""
    return "".join(letter for letter in words if letter.isprintable() or letter == "\n")[:LONGEST]


def unreadable(job, exercise, problem):
    """The result where the file is no notebook: nobody's mistake in backpropagation."""
    finding = Finding("not-a-notebook", f"The file is not a notebook: {problem}.")
    return result(job, not_attempted(exercise, finding), answers.Answer(exercise.name, None), 0)


def failed(job, name, tag, problem):
    """The result where the grader failed: it scores nothing, and a person has to look."""
    exercise = next(one for one in answers.exercises_of(job["chapter"]) if one.name == name)
    observed = f"The grader failed: {type(problem).__name__}: {str(problem)[:300]}"
    words = (tag, observed, "", "", "")
    verdict = Verdict(name, GRADER_ERROR, 0.0, exercise.points, *words)
    return result(job, verdict, answers.Answer(name, None), 0)
