"""How long a lesson takes: reading, predicting on paper, and filling its gaps.

Counted from the source with the rates below, which are those of a reader with a pencil; so the
minutes follow every edit.
"""

import re

from backprop_course.workshop.authoring import holes

WORDS = 150  # read in a minute
LINES = 10  # of code read in a minute
PREDICTION = 3  # minutes: worked out on paper before the answer is opened
PICTURE = 1  # minutes
QUESTION = 1  # minutes
STEP = 5  # minutes to which the sum is rounded

COMMENT_OR_BLANK = re.compile(r"\s*(#.*)?")
SHOWN = re.compile(r"^(?:Picture|explore_\w+)\(", re.MULTILINE)
ASKED = re.compile(r"^\*\*\d\.\*\* ", re.MULTILINE)


def minutes(source, gaps):
    """The minutes of a lesson, rounded up to a multiple of five.

    gaps: the exercises of the lesson itself, which say their own minutes.
    """
    prose = "\n".join(cell.source for cell in source.cells if cell.kind == "markdown")
    read = [cell for cell in source.cells if cell.kind == "code" and not holes.has_markers(cell)]
    code = "\n".join(cell.source for cell in read)
    total = words(prose) / WORDS + lines(code) / LINES
    total += PREDICTION * prose.count("**Predict.**") + QUESTION * len(ASKED.findall(prose))
    total += PICTURE * len(SHOWN.findall(code)) + sum(gap.minutes for gap in gaps)
    return STEP * -int(-total // STEP)


def words(prose):
    """How many words and numbers there are, without the tags and the rules of tables."""
    tokens = re.sub(r"<[^>]*>", " ", prose).split()
    return sum(any(map(str.isalnum, token)) for token in tokens)


def lines(code):
    """How many lines say something."""
    return sum(not COMMENT_OR_BLANK.fullmatch(line) for line in code.splitlines())
