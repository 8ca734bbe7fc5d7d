"""How long a learner waits for a verdict: on correct answers, usual mistakes, other answers.

Each is asked for a few times, and after all others again; the quickest counts, as with `timeit`:
what takes longer is other work of the machine, which often lasts for seconds.
"""

import gc
import time
from statistics import median

from backprop_course import exercises
from backprop_course.checking import Exercise, judge, near_misses, shares
from backprop_course.exercises.proof import unexplained

from .machine import describe
from .report import Result, Table

PASSES, CALLS = 2, 4
FIRST = 2  # how often the first check of an exercise is tried
KEPT = (near_misses.RUNS, shares.TERMS)  # what later checks look up
COLUMNS = ["exercise", "answers", "right", "a usual mistake", "unexplained", "the first of these"]
NOTE = (
    "The quickest of a few calls. Of the usual mistakes, the one that takes longest. Nothing "
    "explains the cosine of what is correct: everything is tried. The first such answer runs what "
    "later ones look up."
)


def run(options):
    """Every exercise and every gap of every lesson."""
    asked = {
        f"{number:02d}  {exercise.name}": exercise
        for number in exercises.numbers()
        for exercise in (*exercises.gaps(number), *exercises.load(number))
    }
    passes = [[times_of(exercise) for exercise in asked.values()] for _ in range(PASSES)]
    times = [quickest(some) for some in zip(*passes, strict=True)]
    rows = [
        [name, str(len(answers(exercise))), *map(milliseconds, some.values())]
        for (name, exercise), some in zip(asked.items(), times, strict=True)
    ]
    table = Table("A verdict, ms of CPU time", COLUMNS, rows, NOTE)
    return Result([table], measured(times)), describe()


def quickest(times):
    """For each kind of answer the shortest of these times."""
    asked = [key for key, seconds in times[0].items() if seconds is not None]
    return times[0] | {key: min(some[key] for some in times) for key in asked}


def measured(all_times):
    """The numbers that the goals look up, in milliseconds."""
    columns = {key: [times[key] for times in all_times] for key in all_times[0]}
    most = {key: 1000 * max(filter(None, column)) for key, column in columns.items()}
    return most | {"median": 1000 * median(columns["slowest"])}


def answers(exercise):
    """The reference, its accepted alternatives, and the usual mistakes."""
    wrong = [mistake.function for mistake in exercise.mistakes]
    return [exercise.reference, *exercise.accepted, *wrong]


def times_of(exercise):
    """Seconds for each kind of answer, by the keys of the goals; None where there is none."""
    right = seconds(exercise, exercise.reference)
    mistakes = [seconds(exercise, mistake.function) for mistake in exercise.mistakes]
    times = {"slowest": right, "mistake": max(mistakes), "unexplained": None, "first": None}
    if isinstance(exercise, Exercise):  # what a hunt or a check misses has always a name
        answer = unexplained(exercise)
        times["first"] = min(first_call(exercise, answer) for _ in range(FIRST))
        times["unexplained"] = seconds(exercise, answer)
    return times


def first_call(exercise, answer):
    """Seconds for one verdict where nothing is kept of earlier ones."""
    for kept in KEPT:
        kept.pop(exercise, None)
    return one_call(exercise, answer)


def seconds(exercise, answer):
    """The quickest of a few calls, after one that is not timed."""
    judge(exercise, answer)
    return min(one_call(exercise, answer) for _ in range(CALLS))


def one_call(exercise, answer):
    """Seconds for one verdict, without the collector of garbage, as `timeit` has it."""
    gc.disable()
    begin = time.process_time()
    judge(exercise, answer)
    took = time.process_time() - begin
    gc.enable()
    return took


def milliseconds(seconds):
    return "" if seconds is None else f"{1000 * seconds:.2f}"
