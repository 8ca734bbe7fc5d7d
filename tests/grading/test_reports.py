"""Reports hold what the results hold, whatever names and messages are made of."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from attacks import RIGHT, WRONG
from classroom import grade, notebook

from backprop_course.grading import reports

NAMES = ['Doe, "Jane"', "two\nlines", "\N{SNAKE} emoji", "=HYPERLINK(1)", "@x", "-1", "\x1b[31mred"]


@pytest.fixture(scope="module")
def results():
    (right,) = grade(notebook(RIGHT)).values()
    (wrong,) = grade(notebook(WRONG)).values()
    return [{**one, "student": name} for name in NAMES for one in (right,)] + [wrong]


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_comes_back_and_holds_no_formula(results):
    for text in (reports.long_csv(results), reports.wide_csv(results)):
        back = [row["student"] for row in rows(text)]
        assert [name.removeprefix("'") for name in back] == [*NAMES, "ada"]
        assert not any(name.startswith(("=", "+", "-", "@")) for name in back)


def test_points_stand_in_one_line_for_each_student(results):
    table = {row["student"]: row for row in rows(reports.wide_csv(results))}
    assert float(table["ada"]["together"]) == 0 and float(table["two\nlines"]["together"]) == 1


def test_json_comes_back(results):
    assert json.loads(reports.as_json(results)) == results


def test_junit_comes_back(results):
    suites = ET.fromstring(reports.junit(results)).findall("testsuite")
    assert len(suites) == len(NAMES) + 1
    (failure,) = suites[-1].iter("failure")
    assert failure.get("type") == results[-1]["tag"]


def test_gradescope_gets_its_keys(results):
    content = json.loads(reports.gradescope(results[-2:]))
    assert content["score"] == 1.0
    assert [test["score"] for test in content["tests"]] == [1.0, 0.0]
    assert {"name", "score", "max_score", "output", "status"} <= set(content["tests"][0])
