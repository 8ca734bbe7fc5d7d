"""Reports hold what the results hold, whatever names and messages are made of."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from attacks import RIGHT, WRONG
from classroom import NAMES, grade, notebook, renamed

from backprop_course.checking import parse_headline
from backprop_course.grading import answers
from backprop_course.grading.reports import (
    class_report,
    feedback,
    junit,
    pages,
    tables,
    words,
)

HALF = "def slope_of_square(x):\n    return x"
UNNAMED = "def slope_of_square(x):\n    return 0.77 * x + 0.1 * x**4"


@pytest.fixture(scope="module")
def right():
    return grade(notebook(RIGHT))["slope_of_square"]


@pytest.fixture(scope="module")
def wrong():
    return grade(notebook(WRONG))["slope_of_square"]


@pytest.fixture(scope="module")
def unnamed():
    return grade(notebook(UNNAMED))["slope_of_square"]


@pytest.fixture(scope="module")
def results(right, wrong):
    return [*renamed(right), wrong]


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_comes_back_and_holds_no_formula(results):
    for text in (tables.long_csv(results), tables.wide_csv(results)):
        back = [row["student"] for row in rows(text)]
        assert [name.removeprefix("'") for name in back] == [*NAMES, "ada"]
        assert not any(name.startswith(("=", "+", "-", "@")) for name in back)


def test_points_stand_in_one_line_for_each_student(results):
    table = {row["student"]: row for row in rows(tables.wide_csv(results))}
    assert float(table["ada"]["together"]) == 0 and float(table["two\nlines"]["together"]) == 1


def test_json_comes_back(results):
    assert json.loads(tables.as_json(results)) == results


def test_junit_comes_back(results):
    root = ET.fromstring(junit.junit(results))
    suites = root.findall("testsuite")
    assert root.attrib == {
        "tests": str(len(results)), "failures": "1", "errors": "0", "skipped": "0"
    }  # fmt: skip
    clean = [name.replace("\x1b", "") for name in NAMES]
    assert [suite.get("name") for suite in suites] == [*clean, "ada"]
    (failure,) = suites[-1].iter("failure")
    assert failure.get("type") == results[-1]["tag"]


class Texts(HTMLParser):
    """The text of an HTML page, and the elements on it."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.elements = [], set()
        self.feed(page)

    def handle_data(self, data):
        self.texts.append(data)

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)


HOSTILE = "<script>alert(1)</script> [a](javascript:b) `c` # d\n1. e\n    f = '<g>'"
KNOWN = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "h3",
    "p",
    "pre",
    "table",
    "tr",
}
KNOWN |= {"td", "th"}


def test_what_students_write_is_no_markup(wrong):
    hostile = {**wrong, "observed": HOSTILE, "student": HOSTILE}
    for page in (feedback.html([hostile]), class_report.html([hostile])):
        assert Texts(page).elements <= KNOWN
    assert HOSTILE.partition("\n")[0] in "".join(Texts(feedback.html([hostile])).texts)
    text = feedback.markdown([hostile])
    assert "<script>" not in text and r"\[a\](javascript" in text and "\n    f = '<g>'" in text


@pytest.mark.parametrize(
    "words, expected",
    [
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("0.5 of 1", "0.5 of 1"),
        ("a*b_c", r"a\*b\_c"),
        ("a\n# b", r"a \# b"),
        ("|", r"\|"),
    ],
)
def test_markdown_finds_nothing(words, expected):
    assert pages.plain(words) == expected


def test_a_page_says_what_the_notebook_says(right, wrong):
    text = feedback.markdown([right, wrong])
    assert "1 of 2 points" in text and "slope\\_of\\_square: right, 1 of 1 point" in text
    assert pages.plain(wrong["question"]) in text
    assert parse_headline(words.headline(wrong)).outcome == "wrong"


def test_every_student_has_a_page_of_another_name():
    names = [*NAMES, "ada", "Ada", "ADA", "con", "a b", "a-b", "..", "/etc/passwd", "", "x" * 300]
    files = [feedback.file_name(name) for name in names]
    assert len({file.lower() for file in files}) == len(names)
    assert all(len(file) < 80 and file.replace("-", "").isalnum() for file in files)


def test_a_class_report_counts_mistakes_and_groups_the_unnamed(right, unnamed):
    assert unnamed["tag"] == "unexplained" and unnamed["cluster"]
    again = grade(notebook(UNNAMED.replace("0.77 * x", "x * 0.77")), student="bob")
    (again,) = again.values()
    (half,) = grade(notebook(HALF), student="cat").values()
    assert again["cluster"] == unnamed["cluster"] and not half["cluster"]
    text = class_report.markdown([right, half, unnamed, again])
    assert "| 1 | slope.half | a factor is missing" in text
    assert f"| 2 | unexplained {unnamed['cluster']} |" in text
    assert "| 00 slope\\_of\\_square | 1 | 0 | 3 | 0 | 0 | 0.25 of 1 |" in text


CHAPTERS = [n for n in range(17) if answers.exercises_of_if_any(n)]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_tag_has_a_meaning(chapter, wrong):
    for exercise in answers.exercises_of(chapter):
        for tag in (*words.TAGS, *(mistake.id for mistake in exercise.mistakes), "right"):
            one = {**wrong, "chapter": chapter, "exercise": exercise.name, "tag": tag}
            assert words.meaning(one) != tag


def test_facts_say_where_an_answer_stands(wrong):
    said = "\n".join(words.facts(wrong))
    assert "in cell 0" in said and "Isolation: L" in said and wrong["tag"] in said
