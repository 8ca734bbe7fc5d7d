"""The calls that notebooks make: check one answer, go on with the better one, report on all."""

import sys

import numpy as np

from . import gap
from .bug_hunt import BugHunt
from .calls import ONE_AT_A_TIME
from .cells import noted, older_than_its_cell
from .diagnose import STOPPED, judge_function
from .exercise import Exercise
from .hunt import judge_hunt
from .kill_matrix import KillMatrix, judge_check
from .verdict import Finding, not_attempted, text, verdict_for

ENDLESS = Finding(
    "structure.type",
    "Your function returns a list that contains itself, or lists in lists without end.",
    question="What do you append, and to which list?",
)
JUDGES = ((Exercise, judge_function), (BugHunt, judge_hunt), (KillMatrix, judge_check))


def judge(exercise, answer):
    """The Verdict on ``answer``; never raises and prints nothing."""
    try:
        stand_in = gap.stands_in(exercise, answer)
        judge_kind = next(one for kind, one in JUDGES if isinstance(exercise, kind))
        with np.errstate(all="ignore"):  # inf and nan of an answer are compared in silence
            return stand_in or noted(judge_kind(exercise, answer), older_than_its_cell(answer))
    except KeyboardInterrupt:
        return not_attempted(exercise, STOPPED)
    except RecursionError:  # that of an answer's own calls is one of its errors
        return verdict_for(exercise, ENDLESS, 0)
    except BaseException as problem:  # whatever an answer returned, the notebook goes on
        observed = f"The checker could not handle this answer ({type(problem).__name__})."
        question = "Does your function return plain numbers and arrays?"
        return verdict_for(exercise, Finding("checker-error", observed, question=question), 0)


def check(exercise, answer):
    """Print the verdict on ``answer``, and return the points as a plain float.

    Prints to stdout only and never raises, so a check cell is also an nbgrader test cell.
    """
    if misuse := misused(exercise, answer):
        say(misuse)
        return 0.0
    verdict = judge(exercise, answer)
    say(text(verdict))
    return min(max(float(verdict.points), 0.0), float(exercise.points))


def is_exercise(thing):
    return isinstance(thing, tuple(kind for kind, _ in JUDGES))


def misused(exercise, answer):
    """A sentence on how check is called, where its arguments are exchanged or others; else ""."""
    if is_exercise(exercise):
        return ""
    if is_exercise(answer):
        return "The two arguments of check are exchanged: check(chNN.name, name), exercise first."
    return "check needs an exercise first, such as ch01.forward, and then your function."


def go_on_with(exercise, *, yours, ours):
    """The function that a lesson goes on with: ``yours`` where it is right, else ``ours``.

    Prints which of the two it is. Ours, checked in place of yours, counts as not attempted.
    """
    chosen, words = gap.choose(exercise, yours, ours, judge(exercise, yours))
    say(words)
    return chosen


def say(words):
    """Print, also where the terminal lacks a character that stands in a learner's own message."""
    with ONE_AT_A_TIME:  # while another thread runs an answer, nothing is printed
        coding = getattr(sys.stdout, "encoding", None) or "utf-8"
        print(words.encode(coding, "backslashreplace").decode(coding))


def report(*pairs):
    """Print a table of verdicts for pairs (exercise, answer)."""
    pairs = [pair for pair in pairs if not (misuse := misused(*pair)) or say(misuse)]
    verdicts = [judge(exercise, answer) for exercise, answer in pairs]
    width = max((len(verdict.name) for verdict in verdicts), default=0)
    for verdict in verdicts:
        score = f"{verdict.points:g} of {verdict.maximum}"
        say(f"{verdict.name:<{width}}  {verdict.outcome:<13}  {score:>8}")
    total, maximum = sum(v.points for v in verdicts), sum(v.maximum for v in verdicts)
    say(f"{'together':<{width}}  {'':<13}  {f'{total:g} of {maximum}':>8}")
