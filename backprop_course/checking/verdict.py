"""What the checker says: a verdict, its first line, and its full text."""

import re
import textwrap
from dataclasses import dataclass

RIGHT, PARTLY, WRONG, NOT_ATTEMPTED = "right", "partly right", "wrong", "not attempted"
CODE = " " * 4  # what a line of code begins with
OUTCOMES = (RIGHT, PARTLY, WRONG, NOT_ATTEMPTED)


@dataclass(frozen=True)
class Finding:
    """What was seen, what probably caused it, and a question that leads on.

    ``tag`` names the finding; it never depends on the numbers, so that a class can be tabulated.
    A ``fatal`` finding leaves no points for the parts that are right.
    """

    tag: str
    observed: str
    cause: str = ""
    question: str = ""
    fatal: bool = False


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check; ``points`` lies between 0 and ``maximum``."""

    name: str
    outcome: str
    points: float
    maximum: int
    tag: str
    observed: str
    cause: str = ""
    question: str = ""
    note: str = ""


@dataclass(frozen=True)
class Headline:
    """The first line of a verdict, read back."""

    name: str
    outcome: str
    points: float
    maximum: float


def headline(verdict):
    """The first line: ``NAME: right, 2 of 2 points``."""
    unit = "point" if verdict.maximum == 1 else "points"
    score = f"{verdict.points:g} of {verdict.maximum:g} {unit}"
    return f"{verdict.name}: {verdict.outcome}, {score}"


HEADLINE = re.compile(
    rf"(?P<name>\w+): (?P<outcome>{'|'.join(OUTCOMES)}), "
    r"(?P<points>\d+(?:\.\d+)?) of (?P<maximum>\d+(?:\.\d+)?) points?"
)


def parse_headline(text):
    """The Headline in the first line of ``text``, or None when it is not the text of a verdict."""
    found = HEADLINE.fullmatch(text.partition("\n")[0].rstrip())
    if found is None:
        return None
    points, maximum = float(found["points"]), float(found["maximum"])
    return Headline(found["name"], found["outcome"], points, maximum)


def text(verdict):
    """The whole verdict: headline, what was observed, likely cause, question, note."""
    labels = (("", verdict.observed), ("Likely cause: ", verdict.cause))
    labels += (("Question: ", verdict.question), ("Note: ", verdict.note))
    said = [paragraphs(label + words) for label, words in labels if words]
    return "\n".join([headline(verdict), *said])


def paragraphs(words):
    """Wrapped at 90 columns and indented under the headline; a line of code stays whole."""
    return "\n".join(wrapped(line, "  ") for line in words.split("\n"))


def wrapped(line, indent):
    if line.startswith(CODE):
        return indent + line
    return textwrap.fill(
        line,
        90,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def verdict_for(exercise, finding, points, note=""):
    """The Verdict for a finding and the points that were earned all the same."""
    points = min(max(float(points), 0.0), float(exercise.points))
    outcome = RIGHT if points == exercise.points else PARTLY if points > 0 else WRONG
    return make_verdict(exercise, outcome, finding, points, note)


def not_attempted(exercise, finding):
    """The Verdict for an answer that is still to be written, or that was interrupted."""
    return make_verdict(exercise, NOT_ATTEMPTED, finding, 0.0)


def make_verdict(exercise, outcome, finding, points, note=""):
    said = (finding.tag, finding.observed, finding.cause, finding.question, note)
    return Verdict(exercise.name, outcome, points, exercise.points, *said)
