"""Patients of lesson 14: small nets with planted bugs, other ones for every learner.

They live among the exercises because they hold answers.  A patient's layers bear the names of the
sound ones, so that a look at its parts gives nothing away; ``revealed`` does.  If you mean to find
your patient's bugs yourself, read no further in this folder than `patient`.

    patient     what a patient consists of, and a healthy one
    backward    formulas that hand back a wrong gradient
    elsewhere   bugs in data, training, first weights and model
    bugs        the table of all: where it sits, what it does, what shows it, its cure
    ward        admit a learner's patient, reveal the truth
"""

from .assign import admit, revealed, with_bug
from .bugs import SUSPECTS
from .patient import Patient, healthy

__all__ = ["SUSPECTS", "Patient", "admit", "healthy", "revealed", "with_bug"]
