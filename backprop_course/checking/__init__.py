"""The checker: run a learner's function, compare, and name the mistake.

Read in this order:

    exercise, bug_hunt, wrong_parts   what they are: data alone
    calls, limits, errors, first_nan  running an answer safely, and errors in plain words
    shape_errors                      the shapes among them
    forms, compare, structure         an answer's forms, distances, types and shapes
    attempt                           an answer on every probe
    diagnose                          from a wrong answer to the name of the mistake, by way of
    catalogue, mistake_run            usual mistakes, run on the same probes
    quick_look                        on one probe, to spare work
    factors, patterns, comes_in       a constant factor, zeros, signs, digits; what comes in besides
    near_misses, changes, shares      one change of a plain solution, by way of
    small_numbers, other_calls, line_order
    steps, places                     where it begins, and how the numbers differ, by way of
    one_output                        an output on all probes at once, and by
    entries_apart, inputs_apart       which entries are wrong, and on which inputs
    hunt, kill_matrix, gap            a bug hunt; a test of a test; a gap in a lesson
    verdict, observe, tags            what is said, and the stable names of findings
    check, cells                      the calls that notebooks use
"""

from .bug_hunt import BugHunt, Suspect
from .check import check, go_on_with, judge, report
from .exercise import Exercise, Mistake, Probe, wrong_number
from .kill_matrix import KillMatrix, Planted, refuses_everything
from .verdict import Headline, Verdict, headline, parse_headline
from .wrong_parts import WrongPart, composed, part

__all__ = [
    "BugHunt",
    "Exercise",
    "Headline",
    "KillMatrix",
    "Mistake",
    "Planted",
    "Probe",
    "Suspect",
    "Verdict",
    "WrongPart",
    "check",
    "composed",
    "go_on_with",
    "headline",
    "judge",
    "parse_headline",
    "part",
    "refuses_everything",
    "report",
    "wrong_number",
]
