"""What other services read, against their published forms, with names of every sort."""

import base64
import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from attacks import RIGHT, WRONG
from classroom import NAMES, grade, notebook, renamed

from backprop_course.grading.reports import classrooms, gradebooks, gradescope

FORMS = Path(__file__).parent / "forms"
RUNNER = {  # what Classroom 50's runner sets
    "CLASSROOM": "backprop-26",
    "ASSIGNMENT": "07-mlp-by-hand",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-11-28T10-00-00Z-0123abc",
    "COMMIT_URL": "https://example.org/commit",
    "RELEASE_URL": "https://example.org/release",
    "SUBMITTED_AT": "2026-11-28T10:00:00Z",
}


@pytest.fixture(scope="module")
def pair():
    """A right result and a wrong one."""
    return [*grade(notebook(RIGHT)).values(), *grade(notebook(WRONG)).values()]


def fits(text, form):
    content = json.loads(text)
    schema = json.loads((FORMS / form).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(content)
    return content


def test_gradescope(pair):
    content = fits(gradescope.gradescope(pair), "gradescope-results.json")
    assert content["score"] == sum(test["score"] for test in content["tests"]) == 1
    assert [test["status"] for test in content["tests"]] == ["passed", "failed"]


def test_classroom50(pair):
    content = fits(classrooms.classroom50(pair, RUNNER), "classroom50-result-v1.json")
    assert (content["score"], content["max-score"]) == (1, 2)
    assert content["review"] == RUNNER["COMMIT_URL"] and content["datetime"].endswith("10:00:00Z")


def test_points_are_whole_for_classroom50(pair):
    half = {**pair[1], "points": 1.5, "max_points": 2}
    content = fits(classrooms.classroom50([half], RUNNER), "classroom50-result-v1.json")
    assert content["tests"][0]["score"] == content["score"] == 1


@pytest.mark.parametrize("name", sorted(set(RUNNER) - {"COMMIT_URL"}))
def test_a_missing_variable_is_named(pair, name):
    with pytest.raises(KeyError, match=name):
        classrooms.classroom50(pair, {**RUNNER, name: ""})


def test_a_form_with_a_mistake_is_refused(pair):
    content = json.loads(classrooms.classroom50(pair, RUNNER))
    for wrong in ({"score": 1.5}, {"datetime": "today"}, {"more": 1}):
        with pytest.raises(jsonschema.ValidationError):
            fits(json.dumps({**content, **wrong}), "classroom50-result-v1.json")


def test_github_classroom(pair):
    content = json.loads(base64.b64decode(classrooms.github_classroom(pair)))
    assert (content["version"], content["status"], content["max_score"]) == (1, "fail", 2)
    assert [test["status"] for test in content["tests"]] == ["pass", "fail"]
    assert [test["score"] for test in content["tests"]] == [1, 0]
    keys = {"name", "status", "score", "message", "test_code", "filename", "line_no", "duration"}
    assert all(set(test) == keys for test in content["tests"])


# ---------------------------------------------------------------- gradebooks

CANVAS = [
    [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "07 by hand (991)",
        "Current Score",
    ],
    ["    Points Possible", "", "", "", "", "1", "(read only)"],
    *([name, str(k), f"s{k}", f"login{k}", "=A1", "", "80"] for k, name in enumerate(NAMES)),
    ["Student, Test", "99", "", "", "", "", ""],
]
MOODLE_HEAD = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments"
MOODLE = [
    MOODLE_HEAD.split(","),
    *([f"Participant {k}", name, f"m{k}@x.org", "", "", "1", ""] for k, name in enumerate(NAMES)),
]


def sheet(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def read(text):
    return list(csv.reader(io.StringIO(text)))


SHEETS = [(CANVAS, "07 by hand", 5), (MOODLE, "Grade", 4)]


@pytest.mark.parametrize("rows, column, place", SHEETS, ids=["Canvas", "Moodle"])
def test_points_are_filled_in_and_nothing_else_changes(pair, rows, column, place):
    filled = gradebooks.fill(sheet(rows), renamed(pair[0]), column)
    assert (filled.without_row, filled.kept) == ([], [])
    back = read(filled.text)
    points = {row[0]: row[place] for row in back}
    assert list(points.values()).count("1") >= len(NAMES)
    ours = {place} | ({6} if rows is MOODLE else set())
    for before, after in zip(rows, back, strict=True):
        kept = [k for k in range(len(before)) if k not in ours or before is rows[0]]
        assert [before[k] for k in kept] == [after[k] for k in kept]


def test_moodle_gets_a_comment_beside_the_points(pair):
    filled = gradebooks.fill(sheet(MOODLE), [{**pair[1], "student": "m3"}], "Grade")
    assert read(filled.text)[4][4:] == ["0", "1", "slope_of_square: wrong, 0 of 1 point"]


def test_other_points_are_kept_unless_asked(pair):
    rows = [row.copy() for row in CANVAS]
    rows[2][5] = "0.5"
    one = [{**pair[0], "student": "doejane"}]
    filled = gradebooks.fill(sheet(rows), one, "07 by hand (991)")
    assert filled.kept == ["doejane"] and read(filled.text) == rows
    assert read(gradebooks.fill(sheet(rows), one, "07", overwrite=True).text)[2][5] == "1"


def test_a_student_without_a_row_is_named(pair):
    for student in ("nobody", "test"):
        filled = gradebooks.fill(sheet(CANVAS), [{**pair[0], "student": student}], "07")
        assert filled.without_row == [student] and read(filled.text) == CANVAS


@pytest.mark.parametrize("column", ["08", "S"])
def test_a_column_has_to_be_there_once(pair, column):
    with pytest.raises(ValueError, match="expected one column"):
        gradebooks.fill(sheet(CANVAS), pair, column)
