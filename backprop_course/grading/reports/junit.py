"""JUnit XML, which most services for continuous integration show."""

import xml.etree.ElementTree as ET

from ..jobs import GRADER_ERROR, clean
from .words import by_student, said

KINDS = {"right": None, "not attempted": "skipped", GRADER_ERROR: "error"}


def junit(results):
    """A suite for each student, a case for each exercise."""
    root = ET.Element("testsuites", counts(results))
    for student, own in by_student(results).items():
        suite = ET.SubElement(root, "testsuite", name=clean(student), **counts(own))
        for result in own:
            add_case(suite, result)
    return ET.tostring(root, encoding="unicode") + "\n"


def kind(result):
    """The element that a result has inside its case; None for a right answer."""
    return KINDS.get(result["outcome"], "failure")


def counts(results):
    """The attributes that count cases."""
    kinds = [kind(result) for result in results]
    names = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    found = {name: str(kinds.count(one)) for name, one in names.items()}
    return {"tests": str(len(results)), **found}


def add_case(suite, result):
    where = {"classname": f"lesson {result['chapter']:02d}", "name": result["exercise"]}
    case = ET.SubElement(suite, "testcase", where)
    if kind(result):
        note = {"message": clean(result["observed"]), "type": result["tag"]}
        ET.SubElement(case, kind(result), note).text = said(result)
