"""What services read that grade on every push: Classroom 50, and GitHub Classroom before it."""

import base64
import json
import os

from ..jobs import GRADER_ERROR
from .words import number, said, total

CLASSROOM50 = {  # its key: the environment variable that its runner sets
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "assignment_type": "ASSIGNMENT_TYPE",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
    "datetime": "SUBMITTED_AT",
}


def classroom50(results, environment=None):
    """The text of result.json in the form classroom50/result/v1: whole points, rounded down.

    ``datetime`` is when the work was handed in, not when it was graded.

    Raises: KeyError naming the variable that the environment lacks.
    """
    environment = os.environ if environment is None else environment
    content = {"schema": "classroom50/result/v1"}
    content |= {key: variable(environment, name) for key, name in CLASSROOM50.items()}
    tests = [classroom50_test(result) for result in results]
    for key in ("score", "max-score"):
        content[key] = sum(test[key] for test in tests)
    return json.dumps({**content, "tests": tests}, indent=1, allow_nan=False) + "\n"


def variable(environment, name):
    """A variable that the runner sets; no difference to review means: review the commit."""
    value = environment.get(name) or {
        "ASSIGNMENT_TYPE": "individual",
        "REVIEW_URL": environment.get("COMMIT_URL"),
    }.get(name)
    if not value:
        raise KeyError(f"the environment variable {name} is not set")
    return value


def classroom50_test(result):
    return {
        "test-name": result["exercise"],
        "passed": result["outcome"] == "right",
        "score": int(result["points"]),
        "max-score": int(result["max_points"]),
        "tag": result["tag"],
        "message": said(result),
        "isolation": result["isolation"],
    }


STATUS = {"right": "pass", GRADER_ERROR: "error"}


def github_classroom(results):
    """What the step of a grader hands to GitHub Classroom's reporter: JSON in base64."""
    tests = [github_test(result) for result in results]
    found = {test["status"] for test in tests}
    status = next((one for one in ("error", "fail") if one in found), "pass")
    content = {"version": 1, "status": status, "max_score": number(total(results)[1])}
    raw = json.dumps({**content, "tests": tests}, allow_nan=False)
    return base64.b64encode(raw.encode()).decode() + "\n"


def github_test(result):
    return {
        "name": result["exercise"],
        "status": STATUS.get(result["outcome"], "fail"),
        "score": number(result["points"]),
        "message": said(result),
        "test_code": "",
        "filename": "",
        "line_no": 0,
        "duration": 0,
    }
