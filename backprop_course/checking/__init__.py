"""The checker: run a learner's function, compare, and name the mistake.

Read in this order: exercise and bug_hunt (what they are: data alone), calls (running an answer
safely), attempt (an answer on every probe), compare (types, shapes, distances), diagnose (from a
wrong answer to the name of the mistake), catalogue (usual mistakes), factors (wrong by a constant
factor), patterns (what no catalogue lists), hunt (judging a bug hunt), gap (gaps in lessons),
verdict and observe (what is said), check (the calls that notebooks use).
"""

from .bug_hunt import BugHunt, Suspect
from .check import check, go_on_with, judge, report
from .exercise import Exercise, Mistake, Probe, wrong_number
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
