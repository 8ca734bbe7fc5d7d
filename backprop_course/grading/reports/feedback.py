"""A student's page: each verdict in words, as the notebook says it, and no test."""

import hashlib
import re

from . import pages
from .words import headline, score

PLAIN_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
RESERVED = (
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{k}" for port in ("com", "lpt") for k in range(10)),
)


def blocks(results):
    """The page of one student."""
    student = results[0]["student"]
    yield "title", f"{student}: {score(results)}"
    for chapter in dict.fromkeys(result["chapter"] for result in results):
        own = [result for result in results if result["chapter"] == chapter]
        yield "heading", f"Lesson {chapter:02d}: {score(own)}"
        for result in own:
            yield "smaller", headline(result)
            yield from told(result)


def told(result):
    """What was seen, the likely cause, the question that leads on; how the answer was found."""
    yield "text", result["observed"]
    labels = {"cause": "Likely cause", "question": "Question", "note": "Note"}
    for part, label in labels.items():
        if result[part]:
            yield "text", f"{label}: {result[part]}"
    for remark in result["answer"]["remarks"]:
        yield "text", f"Note: {remark}."


def markdown(results):
    """One student's page as Markdown."""
    return pages.markdown(list(blocks(results)))


def html(results):
    """One student's page as HTML."""
    return pages.html(list(blocks(results)))


def file_name(student):
    """A name that every file system takes, different for every student."""
    if PLAIN_NAME.fullmatch(student) and student not in RESERVED:
        return student
    simple = re.sub(r"[^A-Za-z0-9]+", "-", student).strip("-")[:60]
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{simple or 'student'}-{digest[:8]}"
