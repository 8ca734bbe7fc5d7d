"""The lessons are worded as docs/style.md says, as far as a pattern can tell, and print numbers."""

import re
from pathlib import Path

import pytest

from backprop_course import exercises
from backprop_course.workshop import course
from backprop_course.workshop.authoring import formats
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).resolve().parents[2]
SOURCES = course.pages(ROOT / "notebooks" / "source", ".py")
ROW = re.compile(r"^\| `(?P<pattern>.+?)` \| (?P<instead>.+?) \| (?P<example>.+) \|$", re.MULTILINE)
TRUTH = re.compile(r"\b(True|False)\b")
INLINE_CODE = re.compile(r"`[^`\n]+`")


def page():
    """The table of docs/style.md, as text."""
    text = (ROOT / "docs" / "style.md").read_text(encoding="utf-8")
    return text.partition("| not | but | as in |")[2].partition("\n\n")[0]


def table():
    """Its rows: (pattern, what to say instead, an example of the fault)."""
    rows = [[part.replace(r"\|", "|") for part in found.groups()] for found in ROW.finditer(page())]
    return [(re.compile(pattern, re.IGNORECASE), *rest) for pattern, *rest in rows]


WORDS = table()


def faults(text):
    """Each place in ``text`` that a pattern finds, with what to say instead."""
    text = " ".join(text.split())
    for pattern, instead, _ in WORDS:
        for found in pattern.finditer(text):
            around = text[max(found.start() - 30, 0) : found.end() + 30]
            yield f"`{found[0]}` in `{around}`: {instead}"


def said(path):
    """What a lesson, its gaps and its exercises say, with the places; inline code left out."""
    for cell in read_source(path).cells:
        yield cell.place, INLINE_CODE.sub("``", cell.source) if is_prose(cell) else cell.source
    number = course.split(path)[0]
    for exercise in [*exercises.gaps(number), *exercises.load(number)]:
        messages = [text for one in exercise.mistakes for text in (one.cause, one.question)]
        yield exercise.name, "\n".join([*exercise.hints, exercise.praise, *messages])


def is_prose(cell):
    return cell.kind == "markdown"


def wording(path):
    return [f"{place}: {fault}" for place, text in said(path) for fault in faults(text)]


def hidden_numbers(path):
    """Cells whose stored output says True or False where no tag says that it should."""
    notebook = formats.read(ROOT / "notebooks" / f"{path.stem}.ipynb")
    for cell in formats.code_cells(notebook):
        printed = "\n".join(shown(output) for output in cell.outputs)
        if TRUTH.search(printed) and "yes-or-no" not in cell.metadata.get("tags", ()):
            yield f"{printed.strip()!r} below {cell.source!r}"


def shown(output):
    """The text of an output, but for source code, which may say True."""
    data = output.get("data", {})
    return output.get("text", "") + ("" if "text/markdown" in data else data.get("text/plain", ""))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_lesson_uses_natural_words(path):
    assert not (found := wording(path)), "\n".join(found)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_lesson_prints_numbers_rather_than_whether_they_agree(path):
    assert not (found := [*hidden_numbers(path)]), "\n".join(found)


@pytest.mark.parametrize("pattern, instead, example", WORDS, ids=[row[1] for row in WORDS])
def test_each_pattern_finds_its_example_and_not_its_cure(pattern, instead, example):
    assert pattern.search(example) and not pattern.search(instead)


def test_the_table_is_read_whole():
    assert len(WORDS) == page().count("\n| `") > 20
