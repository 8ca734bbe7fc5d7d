"""What must hold and what we aim at, one thread, float32 unless said.  Numbers are upper bounds.

Each goal reads one number that a benchmark measures, by its key.
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
    timed: bool = True  # a count or a size does not depend on how busy the machine is
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


def against_limit(shape, optimizer, must, aim):
    return Goal(
        "step",
        f"limit/{shape}/{optimizer}",
        f"{shape}, {NAMES[optimizer]}: step / limit",
        must,
        aim,
    )


def against_eager(shape, must, aim):
    text = f"{shape}, worst optimizer: step / PyTorch eager"
    return Goal("step", f"eager/{shape}", text, must, aim)


NAMES = {"sgd": "SGD", "adam": "Adam"}
COUNT = {"timed": False, "style": "{:.0f}"}
PART = {"style": "1/{parts:,.0f}"}

GOALS = (
    against_limit("wide", "sgd", 1.08, 1.03),
    against_limit("wide", "adam", 1.15, 1.10),
    against_limit("mnist", "sgd", 1.15, 1.07),
    against_limit("mnist", "adam", 1.28, 1.20),
    against_limit("digits", "sgd", 1.75, 1.5),
    against_limit("digits", "adam", 1.95, 1.7),
    against_eager("toy", 0.18, 0.10),
    against_eager("digits", 0.45, 0.33),
    against_eager("mnist", 0.82, 0.70),
    against_eager("wide", 0.90, 0.80),
    Goal("step", "training", "digits, 30 epochs: time / PyTorch eager", 0.35, 0.22),
    Goal(
        "step",
        "accuracy",
        "digits, 30 epochs: test accuracy in %, the worst of 5 seeds",
        97.0,
        97.0,
        timed=False,
        at_least=True,
    ),
    Goal("step", "temporaries", "temporaries in a step, kB, the worst shape", 64.0, 4.0, False),
    Goal(
        "gradcheck", "numerical", "digits: check / numerical gradient", 1 / 1000, 1 / 4000, **PART
    ),
    Goal("gradcheck", "torch", "digits: check / PyTorch's fast mode", 1 / 2, 1 / 5),
    Goal("gradcheck", "found", "planted bugs found, of 40", 40, 40, at_least=True, **COUNT),
    Goal("gradcheck", "alarms", "false alarms among 800 right gradients", 0, 0, **COUNT),
    Goal("gradcheck", "named", "planted bugs whose kind is named", 0, 30, at_least=True, **COUNT),
    Goal("import", "import", "`import backprop_course` with its core / `import numpy`", 1.10, 1.03),
)


def of(benchmark):
    return [goal for goal in GOALS if goal.benchmark == benchmark]


def missed(benchmark, measured, timed=True):
    """The goals whose "must" the numbers break; without ``timed`` only counts and sizes."""
    return [
        goal
        for goal in of(benchmark)
        if (timed or not goal.timed) and goal.verdict(measured.get(goal.key)) == "MISSED"
    ]


def rows(benchmark, measured):
    """The table of the goals: what, must, aim, measured, verdict."""
    for goal in of(benchmark):
        number = measured.get(goal.key)
        bounds = [goal.show(goal.must), goal.show(goal.aim)]
        yield [goal.text, *bounds, goal.show(number), goal.verdict(number)]
