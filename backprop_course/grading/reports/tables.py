"""Results as tables: CSV with one line for each answer, or for each student; JSON."""

import csv
import io
import json

from .words import by_student, total

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
        lines.append([student, *(points.get(one, "") for one in exercises), total(own)[0]])
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


def as_json(results):
    """All results as strict JSON, the same whether they are new or were stored."""
    words = json.dumps(results, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return words + "\n"
