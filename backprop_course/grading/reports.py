"""Results as tables and files: CSV long and wide, JSON, JUnit XML, Gradescope's results.json."""

import csv
import io
import json
import xml.etree.ElementTree as ET

from .jobs import GRADER_ERROR

COLUMNS = ("student", "chapter", "exercise", "outcome", "points", "max_points", "tag")
COLUMNS += ("observed", "cause", "question", "note", "isolation")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula


def long_csv(results):
    """One line for each student and exercise."""
    return csv_text(COLUMNS, [[result[name] for name in COLUMNS] for result in results])


def wide_csv(results):
    """One line for each student, one column for each exercise (empty: nothing came), the sum."""
    exercises = sorted({(result["chapter"], result["exercise"]) for result in results})
    lines = []
    for student, own in by_student(results).items():
        points = {(r["chapter"], r["exercise"]): r["points"] for r in own}
        lines.append([student, *(points.get(one, "") for one in exercises), sum(points.values())])
    names = [f"{chapter:02d} {name}" for chapter, name in exercises]
    return csv_text(("student", *names, "together"), lines)


def csv_text(header, lines):
    """A CSV file as text; no cell of it is a formula to a spreadsheet."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([map(harmless, one) for one in (header, *lines)])
    return out.getvalue()


def harmless(cell):
    """A text that begins like a formula gets an apostrophe, which spreadsheets do not show."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def by_student(results):
    """{student: results}, in the order in which they come."""
    found = {}
    for result in results:
        found.setdefault(result["student"], []).append(result)
    return found


def as_json(results):
    """All results as strict JSON."""
    return json.dumps(results, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def junit(results):
    """JUnit XML: a suite for each student, a case for each exercise."""
    root = ET.Element("testsuites")
    for student, own in by_student(results).items():
        suite = ET.SubElement(root, "testsuite", name=clean(student), tests=str(len(own)))
        for result in own:
            add_case(suite, result)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def add_case(suite, result):
    where = {"classname": f"lesson {result['chapter']:02d}", "name": result["exercise"]}
    case = ET.SubElement(suite, "testcase", where)
    kinds = {"right": None, "not attempted": "skipped", GRADER_ERROR: "error"}
    kind = kinds.get(result["outcome"], "failure")
    if kind:
        note = {"message": clean(result["observed"]), "type": result["tag"]}
        ET.SubElement(case, kind, note).text = clean(said(result))


def said(result):
    """The verdict in words: what was seen, the likely cause, a question."""
    parts = [result["observed"]]
    parts += [f"Likely cause: {result['cause']}."] if result["cause"] else []
    parts += [result["question"], result["note"]]
    return "\n".join(filter(None, parts))


def clean(text):
    """The text without characters that XML and terminals cannot hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def gradescope(results):
    """Gradescope's results.json for the results of one student."""
    tests = [
        {
            "name": result["exercise"],
            "number": f"{result['chapter']}.{place}",
            "score": result["points"],
            "max_score": result["max_points"],
            "status": "passed" if result["outcome"] == "right" else "failed",
            "output": clean(said(result)),
            "output_format": "text",
            "tags": [result["tag"]],
            "extra_data": {"isolation": result["isolation"]},
        }
        for place, result in enumerate(results, 1)
    ]
    score = sum(result["points"] for result in results)
    content = {"score": score, "stdout_visibility": "hidden", "visibility": "visible"}
    return json.dumps({**content, "tests": tests}, indent=1, allow_nan=False) + "\n"


FILES = {
    "results.csv": long_csv,
    "points.csv": wide_csv,
    "results.json": as_json,
    "junit.xml": junit,
}
