"""What a class does not know yet: mistakes by their names, and wrong answers without one."""

from collections import Counter

from ...checking.verdict import OUTCOMES
from ..jobs import GRADER_ERROR
from . import pages
from .words import meaning, number

INTRODUCTION = (
    "A mistake stands here with the number of students who made it. Wrong answers that nobody has "
    "named are grouped by what they return: several students in one group share a mistake."
)


def blocks(results):
    """The page on a class."""
    students = len({result["student"] for result in results})
    yield "title", f"{students} student{'' if students == 1 else 's'}"
    levels = sorted({r["isolation"] for r in results} - {"not run"})
    yield "text", f"{INTRODUCTION} Isolation: {', '.join(levels) or 'nothing was run'}."
    yield "table", [("exercise", *OUTCOMES, GRADER_ERROR, "mean points"), *overview(results)]
    for place in places(results):
        own = [result for result in results if place_of(result) == place]
        rows = [*mistakes(own), *clusters(own)]
        if rows:
            yield "heading", title(place)
            yield "table", [("students", "tag", "what it means"), *rows]


def place_of(result):
    return result["chapter"], result["exercise"]


def places(results):
    """The exercises, in the order of the course's results."""
    return list(dict.fromkeys(sorted(map(place_of, results), key=lambda place: place[0])))


def title(place):
    return f"{place[0]:02d} {place[1]}"


def overview(results):
    """How many students have which outcome, exercise by exercise."""
    for place in places(results):
        own = [result for result in results if place_of(result) == place]
        counted = Counter(result["outcome"] for result in own)
        mean = round(sum(r["points"] for r in own) / len(own), 2)
        outcomes = [counted[outcome] for outcome in (*OUTCOMES, GRADER_ERROR)]
        yield title(place), *outcomes, f"{number(mean)} of {number(own[0]['max_points'])}"


def mistakes(results):
    """(how many, tag, meaning), the most frequent first."""
    missed = [r for r in results if r["outcome"] in ("wrong", "partly right") and not r["cluster"]]
    counted = Counter(result["tag"] for result in missed)
    meanings = {result["tag"]: meaning(result) for result in missed}
    for tag, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        yield count, tag, meanings[tag]


def clusters(results):
    """(how many, group, an example) for wrong answers without a name, grouped by values."""
    grouped = {}
    for result in results:
        if result["cluster"]:
            grouped.setdefault(result["cluster"], []).append(result)
    for group, own in sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        others = f"and {len(own) - 1} more" if len(own) > 1 else "alone"
        yield len(own), f"unexplained {group}", f"such as {own[0]['student']}, {others}"


def markdown(results):
    """The page as Markdown."""
    return pages.markdown(list(blocks(results)))


def html(results):
    """The page as HTML."""
    return pages.html(list(blocks(results)))
