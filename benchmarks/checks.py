"""How long a learner waits for a verdict: one call of the checker, for right and wrong answers."""

import time
from statistics import median

from backprop_course import exercises
from backprop_course.checking import judge

from .machine import describe
from .report import Result, Table

CALLS = 5
NOTE = "A wrong answer takes longer: the checker looks for the usual mistake that explains it."


def run(options):
    """Every exercise and every gap of every lesson."""
    times = {
        f"{number:02d}  {exercise.name}": [
            seconds(exercise, answer) for answer in answers(exercise)
        ]
        for number in exercises.numbers()
        for exercise in (*exercises.gaps(number), *exercises.load(number))
    }
    rows = [
        [name, str(len(found)), milliseconds(found[0]), milliseconds(max(found))]
        for name, found in times.items()
    ]
    columns = ["exercise", "answers", "right", "the slowest"]
    table = Table("A verdict, ms of CPU time", columns, rows, NOTE)
    right = [1000 * found[0] for found in times.values()]
    return Result([table], {"slowest": max(right), "median": median(right)}), describe()


def answers(exercise):
    """The reference, its accepted alternatives, and the usual mistakes."""
    wrong = [mistake.function for mistake in exercise.mistakes]
    return [exercise.reference, *exercise.accepted, *wrong]


def seconds(exercise, answer):
    """The median of a few calls, after one that is not timed."""
    judge(exercise, answer)
    found = []
    for _ in range(CALLS):
        begin = time.process_time()
        judge(exercise, answer)
        found.append(time.process_time() - begin)
    return median(found)


def milliseconds(seconds):
    return f"{1000 * seconds:.2f}"
