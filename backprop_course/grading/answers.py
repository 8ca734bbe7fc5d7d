"""Which cell of a submission answers which exercise.

An answer is found by our metadata, by nbgrader's grade_id, by a comment `# answer: NAME`, or as the
last definition of the function's name; a definition that is more than the stub goes before one that
is not. So cells may be deleted, doubled, typed again, moved or turned into text.
"""

import re
from dataclasses import dataclass

from .. import exercises
from . import notebooks

CHAIN = ("metadata", "grade_id", "comment", "definition")  # from the surest to the last resort


@dataclass(frozen=True)
class Answer:
    """Where the answer to an exercise stands, how it was found, and what is odd about that.

    ``cell`` is None where there is none; ``problem`` is a sentence on a cell that is not Python.
    """

    name: str
    cell: int | None
    how: str = ""
    problem: str = ""
    remarks: tuple[str, ...] = ()


def find(cells, names):
    """The Answers to the exercises with these names, in their order."""
    defined = {cell.index: notebooks.definitions(cell) for cell in cells if may_run(cell, names)}
    kept = [cell for cell in cells if cell.index in defined]
    return [answer(name, kept, defined) for name in names]


def may_run(cell, names):
    """Code cells, and cells of text that hold nothing but the code of an answer."""
    if cell.kind == "code":
        return True
    defines = notebooks.definitions(cell) if notebooks.parses(cell.source) else {}
    return any(name in defines for name in names)


def answer(name, cells, defined):
    """The Answer to one exercise."""
    ranked = [(rank(name, cell, defined[cell.index]), cell) for cell in cells]
    ranked = [(place, cell) for place, cell in ranked if place is not None]
    if not ranked:
        return Answer(name, None)
    place, cell = max(ranked, key=lambda pair: (pair[0], pair[1].index))
    problem = notebooks.syntax_problem(cell)
    return Answer(name, cell.index, how_of(place), problem, tuple(remarks(cell, place, ranked)))


def rank(name, cell, defines):
    """(written, sureness) of a cell as the answer to an exercise; None where it is none."""
    marked = [how for how, marked in cell.marks.items() if marked == name]
    if name not in defines and notebooks.parses(notebooks.code(cell)):
        return None
    if name not in defines and not marked:
        return None
    how = min(map(CHAIN.index, marked), default=CHAIN.index("definition"))
    return not defines.get(name, True), len(CHAIN) - how


def how_of(place):
    return CHAIN[len(CHAIN) - place[1]]


def remarks(cell, place, ranked):
    """What an instructor may want to know about how an answer was found."""
    rivals = [other for rank, other in ranked if rank == place]
    if len(rivals) > 1:
        yield f"{len(rivals)} cells answer this exercise; the last one was graded"
    if cell.kind != "code":
        yield f"the answer stands in a {cell.kind} cell"


def chapter_of(cells, filename=""):
    """The number of the lesson whose exercises a notebook answers; None where it answers none.

    The names of the exercises decide, so that a renamed file is known all the same.
    """
    votes = {number: count(cells, number) for number in exercises.numbers()}
    found = re.search(r"(?<!\d)(\d\d)-[a-z]", filename)
    by_name = int(found[1]) if found and exercises_of_if_any(int(found[1])) else None
    best = max(votes, key=lambda n: (votes[n], n == by_name), default=None)
    return best if best is not None and votes[best] else by_name


def count(cells, number):
    """How many exercises of a lesson stand in these cells, answered or not."""
    named = set().union(*(notebooks.definitions(cell) for cell in cells), *map(marked_by, cells))
    return sum(exercise.name in named for exercise in exercises_of(number))


def exercises_of_if_any(number):
    return exercises_of(number) if number in exercises.numbers() else ()


def marked_by(cell):
    return set(cell.marks.values())


def exercises_of(number):
    """The exercises of one exercise notebook; none where a lesson has only gaps."""
    return tuple(getattr(exercises.chapter(number), "EXERCISES", ()))
