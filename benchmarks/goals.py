"""What must hold and what we aim at.  Numbers are upper bounds where nothing else is said.

Each goal reads one number that a benchmark measures, by its key.  A net is timed with both
optimizers, and the worse ratio counts.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A bound on one measured number: ``must`` is promised, ``aim`` is hoped for."""

    benchmark: str
    key: str
    text: str
    must: float
    aim: float
    timed: bool = True  # a count does not depend on how busy the machine is
    at_least: bool = False
    style: str = "{:.2f}"

    def reaches(self, measured, bound):
        return measured >= bound if self.at_least else measured <= bound

    def verdict(self, measured):
        """What stands in the last column of the table."""
        if measured is None:
            return "not measured"
        if self.reaches(measured, self.aim):
            return "held, aim reached"
        return "held" if self.reaches(measured, self.must) else "MISSED"

    def show(self, number):
        """The number in words; where the style asks for it, as one part in so many."""
        if number is None:
            return ""
        return self.style.format(number, parts=1 / number if number else 0.0)


def step(other, shape, must, aim):
    key = {"textbook NumPy": "textbook", "PyTorch eager": "eager"}[other]
    return Goal("step", f"{key}/{shape}", f"training step, {shape}: / {other}", must, aim)


COUNT = {"timed": False, "style": "{:.0f}"}
PERCENT = {"timed": False}
PART = {"style": "1/{parts:,.0f}"}
MILLISECONDS, SECONDS = {"style": "{:.2f} ms"}, {"style": "{:.1f} s"}

GOALS = (
    step("textbook NumPy", "toy", 1.50, 1.20),
    step("textbook NumPy", "digits", 1.12, 1.00),
    step("textbook NumPy", "mnist", 1.03, 0.95),
    step("textbook NumPy", "wide", 1.02, 0.95),
    step("PyTorch eager", "toy", 0.40, 0.30),
    step("PyTorch eager", "digits", 0.60, 0.50),
    step("PyTorch eager", "mnist", 0.90, 0.75),
    step("PyTorch eager", "wide", 1.00, 0.85),
    Goal("step", "training", "30 epochs of digits: / PyTorch eager", 0.40, 0.30),
    Goal(
        "step", "accuracy", "their test accuracy in %, worst of 5 seeds, at least", 97.0, 97.0,
        timed=False, at_least=True,
    ),
    Goal(
        "gradcheck", "numerical", "check of the digits net: / numerical gradient",
        1 / 1000, 1 / 2500, **PART,
    ),
    Goal("gradcheck", "torch", "check of the digits net: / PyTorch's fast mode", 0.60, 0.40),
    Goal("gradcheck", "found", "planted bugs found, of 40", 40, 40, at_least=True, **COUNT),
    Goal("gradcheck", "alarms", "false alarms at correct gradients", 0, 0, **COUNT),
    Goal("gradcheck", "undecided", "correct gradients left undecided, in %", 1, 0.1, **PERCENT),
    Goal("gradcheck", "named", "planted bugs whose kind is named", 0, 30, at_least=True, **COUNT),
    Goal("check", "slowest", "verdict on a correct answer, the slowest", 5.0, 2.5, **MILLISECONDS),
    Goal("check", "median", "verdict on a correct answer, the median", 1.0, 0.5, **MILLISECONDS),
    Goal("check", "mistake", "verdict on a usual mistake, the slowest", 5.0, 4.0, **MILLISECONDS),
    Goal("check", "unexplained", "verdict without a name, the slowest", 5.0, 4.0, **MILLISECONDS),
    Goal("check", "first", "the first without a name, the slowest", 100.0, 50.0, **MILLISECONDS),
    Goal("import", "import", "import of the package's core: / `import numpy`", 1.25, 1.10),
    Goal("lessons", "longest", "a lesson from start to end, the longest", 8.0, 5.0, **SECONDS),
    Goal("lessons", "together", "lessons of the main line, together", 60.0, 45.0, **SECONDS),
    Goal("suite", "suite", "`pytest`, notebooks included, on 2 cores", 200.0, 150.0, **SECONDS),
)  # fmt: skip


def of(benchmark):
    return [goal for goal in GOALS if goal.benchmark == benchmark]


def missed(benchmark, measured, timed=True):
    """The goals whose "must" the numbers break; without ``timed`` only the counts."""
    return [
        goal
        for goal in of(benchmark)
        if (timed or not goal.timed) and goal.verdict(measured.get(goal.key)) == "MISSED"
    ]


def rows(measured):
    """The table of the goals: what, must, aim, measured, verdict."""
    for goal in GOALS:
        number, limit = measured.get(goal.key), measured.get(f"limit of {goal.key}")
        said = goal.show(number) + (f" (limit alone {limit:.2f})" if limit else "")
        yield [goal.text, goal.show(goal.must), goal.show(goal.aim), said, goal.verdict(number)]
