"""A result in words, and what the grader's own tags mean."""

from ...checking import Verdict
from ...checking import headline as first_line
from ...checking.tags import meaning as meaning_to_checker
from ...checking.verdict import text
from .. import answers
from ..jobs import SAID

TAGS = {
    "not-found": "no cell defines the function",
    "not-made": "the cell that defines the function was run, and did not make it",
    "not-a-notebook": "the file is no notebook, or far too large for one",
    "raised.SyntaxError": "the cell with the answer is not Python",
    "limit.time": "it ran longer than the grader allows",
    "limit.died": "it ended the process that it ran in",
    "limit.reply": "it wrote something else than its answer where the grader reads answers",
    "grader.cannot-start": "the machine could not start a sandbox as it is required",
    "grader.failed": "the grader itself failed: a person has to look",
    "grader.worker": "the process or machine that graded this died: grade again",
}


def meaning(result):
    """What the tag of a result means, in half a sentence."""
    if result["tag"] in TAGS:
        return TAGS[result["tag"]]
    known = answers.exercises_of(result["chapter"])
    mistakes = next((e.mistakes for e in known if e.name == result["exercise"]), ())
    try:
        return meaning_to_checker(result["tag"], mistakes)
    except KeyError:
        return result["tag"]


def verdict(result):
    """The Verdict that a result was made from."""
    score = (result["outcome"], result["points"], result["max_points"], result["tag"])
    return Verdict(result["exercise"], *score, *(result[part] for part in SAID))


def headline(result):
    """``NAME: right, 2 of 2 points``"""
    return first_line(verdict(result))


def said(result):
    """The verdict without its first line: what was seen, the likely cause, a question."""
    return text(verdict(result)).partition("\n")[2]


def facts(result):
    """How the answer was found and run, as lines; for an instructor."""
    answer, place = result["answer"], "nowhere"
    if answer["cell"] is not None:
        place = f"in cell {answer['cell']} (counted from 0), by its {answer['how']}"
    yield f"Tag: {result['tag']}: {meaning(result)}."
    yield f"The answer stands {place}."
    yield from (f"Note: {remark}." for remark in answer["remarks"])
    yield f"Isolation: {result['isolation']}; at most {result['seconds_allowed']:g} seconds."
    if result["cluster"]:
        yield f"Other students with the tag and group {result['cluster']} returned the same."


def by_student(results):
    """{student: results}, in the order in which they come."""
    found = {}
    for result in results:
        found.setdefault(result["student"], []).append(result)
    return found


def total(results):
    """(points, of how many)"""
    return sum(r["points"] for r in results), sum(r["max_points"] for r in results)


def score(results):
    """``3 of 4 points``"""
    points, maximum = total(results)
    return f"{points:g} of {maximum:g} point{'' if maximum == 1 else 's'}"


def number(value):
    """A whole number where it is one, for forms that people read."""
    return int(value) if value == int(value) else value
