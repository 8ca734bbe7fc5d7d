"""How long a learner waits for a verdict: one call of the checker on the reference answer."""

import time
from statistics import median

from backprop_course import exercises
from backprop_course.checking import judge

from .machine import describe
from .report import Result, Table


def run(options):
    """Every exercise of every lesson."""
    rows = [
        [f"{number:02d}  {exercise.name}", f"{1000 * seconds(exercise, options):.2f}"]
        for number in exercises.numbers()
        for exercise in exercises.load(number)
    ]
    table = Table("One call of the checker, ms of CPU time, medians", ["exercise", "ms"], rows)
    return Result([table]), describe()


def seconds(exercise, options):
    """The median of a few calls, after one that is not timed."""
    verdict = judge(exercise, exercise.reference)
    if verdict.points != verdict.maximum:
        raise RuntimeError(f"{exercise.name}: the reference gets {verdict.points} points")
    found = []
    for _ in range(3 if options.quick else 9):
        begin = time.process_time()
        judge(exercise, exercise.reference)
        found.append(time.process_time() - begin)
    return median(found)
