"""Gradescope's results.json, as its page "Autograder Specifications" describes it."""

import json

from .words import said, total


def gradescope(results):
    """The file's text for the results of one student. The status of no test hides its points."""
    content = {"score": total(results)[0], "stdout_visibility": "hidden", "visibility": "visible"}
    tests = [test(result, place) for place, result in enumerate(results, 1)]
    return json.dumps({**content, "tests": tests}, indent=1, allow_nan=False) + "\n"


def test(result, place):
    return {
        "name": result["exercise"],
        "number": f"{result['chapter']}.{place}",
        "score": result["points"],
        "max_score": result["max_points"],
        "status": "passed" if result["outcome"] == "right" else "failed",
        "output": said(result),
        "output_format": "text",
        "tags": [result["tag"]],
        "extra_data": {"isolation": result["isolation"]},
    }
