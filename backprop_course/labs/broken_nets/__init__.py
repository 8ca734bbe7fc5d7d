"""Broken nets of lesson 14: small nets with planted bugs, other ones for every learner.

They hold answers.  The layers bear the names of correct ones, so that a look at their parts gives
nothing away; ``solution`` does.  If you mean to find your bugs yourself, read no further in this
folder than `training_run`.

    training_run    a net with its data and its training, and a healthy one
    backward_bugs   formulas that return a wrong gradient
    other_bugs      bugs in data, training, first weights and model
    bugs            the table of all: where it sits, what it does, what shows it, its cure
    assign          a learner's run with its bugs, and the solution
"""

from .assign import assign, solution, with_bug
from .bugs import KIND_OF, SUSPECTS
from .training_run import TrainingRun, healthy

__all__ = ["KIND_OF", "SUSPECTS", "TrainingRun", "assign", "healthy", "solution", "with_bug"]
