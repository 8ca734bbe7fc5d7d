"""The checker: run a learner's function, compare, and name the mistake.

Read in this order: exercise (what an exercise is), calls (running an answer safely), compare
(types, shapes, distances), diagnose (from a wrong answer to the name of the mistake), factors
(wrong by a constant factor), hunt (bug hunts), gap (gaps in lessons), verdict (what is said),
check (the calls that notebooks use).
"""

from .check import check, go_on_with, judge, report
from .exercise import Exercise, Mistake, Probe, wrong_number
from .hunt import BugHunt, Suspect
from .verdict import Headline, Verdict, headline, parse_headline

__all__ = [
    "BugHunt",
    "Exercise",
    "Headline",
    "Mistake",
    "Probe",
    "Suspect",
    "Verdict",
    "check",
    "go_on_with",
    "headline",
    "judge",
    "parse_headline",
    "report",
    "wrong_number",
]
