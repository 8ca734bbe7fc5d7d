"""A sheet that Canvas or Moodle exported, with points filled in, ready to be imported again.

Every other cell stays as it came: by these cells the importer knows its students.
"""

import csv
import io
from dataclasses import dataclass

from ..submissions import plain
from .words import by_student, headline, number, total

WHO = "student,id,sis user id,sis login id,integration id,full name,email address,email,username"
WHO = (*WHO.split(","), "id number", "identifier")  # headings of columns that identify a student
COMMENTS = "Feedback comments"  # Moodle's


@dataclass(frozen=True)
class Filled:
    """The sheet as text; students who have no row; students whose other points were kept."""

    text: str
    without_row: list
    kept: list


def fill(sheet, results, column, overwrite=False):
    """The Filled sheet: the points of these results in one column, a comment where it has one.

    sheet: the text of a CSV file. column: the heading, in full or its beginning.

    Raises: ValueError for a heading that is not there, or stands there more than once.
    """
    header, *rows = [row for row in csv.reader(io.StringIO(sheet)) if row]
    rows = [row + [""] * (len(header) - len(row)) for row in rows]
    place = find(header, column)
    notes = header.index(COMMENTS) if COMMENTS in header else None
    graded = by_student(results)
    without_row, kept = [], []
    for student, own in graded.items():
        row = row_of(student, header, rows)
        if row is None:
            without_row.append(student)
        elif row[place].strip() and not overwrite and not same(row[place], total(own)[0]):
            kept.append(student)
        else:
            row[place] = str(number(total(own)[0]))
            if notes is not None:
                row[notes] = "\n".join(headline(result) for result in own)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return Filled(out.getvalue(), without_row, kept)


def find(header, column):
    """The place of a heading, which may be given by its beginning alone."""
    exact = [k for k, name in enumerate(header) if name.strip() == column]
    found = exact or [k for k, name in enumerate(header) if name.strip().startswith(column)]
    if len(found) != 1:
        listed = ", ".join(header)
        raise ValueError(
            f"expected one column that begins with {column!r}, found {len(found)} in: {listed}"
        )
    return found[0]


def row_of(student, header, rows):
    """The one row with this student's name or number in it; None where it is none, or several."""
    columns = [k for k, name in enumerate(header) if name.strip("\ufeff ").lower() in WHO]
    found = [row for row in rows if student in [row[k] for k in columns]]
    found = found or [row for row in rows if plain(student) in names_in(row, columns)]
    return found[0] if len(found) == 1 else None


def names_in(row, columns):
    """What may stand for a student in a row: each cell, and the name before an @."""
    cells = [row[k] for k in columns if row[k].strip()]
    return {plain(cell) for cell in cells} | {plain(c.partition("@")[0]) for c in cells if "@" in c}


def same(cell, points):
    try:
        return float(cell) == points
    except ValueError:
        return False
