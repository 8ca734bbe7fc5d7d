"""A notebook in a child process: its cells run once, then each answer is judged."""

import contextlib
import importlib
from typing import NamedTuple

from ..checking import Verdict, judge
from ..checking.verdict import Finding, not_attempted, verdict_for
from . import answers, clusters, notebooks, probes, remote
from .sandbox import CannotStart, Gone, Limits, Sandbox, level_name

PACKAGE, GATE = "backprop_course", "gate"
RESTARTS = 4  # cells that may hang or crash before the rest of a notebook is not run any more


class Judged(NamedTuple):
    """A verdict, the level of isolation that it was reached at, the group of a wrong answer."""

    verdict: Verdict
    level: int = 0
    cluster: str = ""


class Session:
    """A student's notebook in a child process, which is started again after it was ended."""

    def __init__(self, job, cells, found):
        self.job, self.found = job, found
        self.limits = Limits(**job["limits"])
        names = list(found)
        self.cells = [cell for cell in cells if answers.may_run(cell, names)]
        self.cells = [cell for cell in self.cells if notebooks.parses(notebooks.code(cell))]
        self.box, self.fates, self.level = None, {}, 0

    def judge(self, exercise, answer, seed):
        """The Judged answer to one exercise; the number ``seed`` makes the hidden probes."""
        if answer.cell is None:
            return Judged(nothing_found(exercise))
        if answer.problem:
            return Judged(not_python(exercise, answer))
        self.ready()
        if answer.cell in self.fates:
            fate = self.fates[answer.cell]
            return Judged(ended(exercise, fate, "The cell with your answer"), self.level)
        with self.box.clock(self.limits.seconds):
            verdict, cluster = self.judge_here(probes.without_clock(exercise), seed)
        return Judged(verdict, self.level, cluster)

    def judge_here(self, exercise, seed):
        """(Verdict, group) on what the cells made, while the clock runs.

        What the notebook would say stands, unless hidden probes give fewer points.
        """
        try:
            function = remote.answer(self.box, exercise.name)
        except Gone as fate:
            return ended(exercise, fate, "Your notebook"), ""
        if function is remote.MISSING:
            return nothing_made(exercise), ""
        verdict = judge(exercise, function)
        if verdict.points:
            more = probes.with_hidden_probes(exercise, seed)
            verdict = min(verdict, judge(more, function), key=lambda one: one.points)
        if self.box.fate:
            return ended(exercise, self.box.fate, "Your function"), ""
        return verdict, clusters.cluster(exercise, function, verdict)

    def ready(self):
        """A child in which the notebook's cells have run; those that ended one are left out."""
        while self.box is None or self.box.fate:
            self.close()
            self.box = Sandbox(
                self.limits,
                self.job["level"],
                remote.Lender(self.job.get("references", False)).serve,
            )
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
