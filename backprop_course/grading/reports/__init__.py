"""What is made of results: one file of `FILES` for a class, one of `FOR_EACH` for each student.

words         a result in words, and what the grader's own tags mean
tables        CSV, long and wide; JSON
junit         JUnit XML
gradescope    Gradescope's results.json
classrooms    Classroom 50's result.json; what GitHub Classroom's reporter reads
gradebooks    a sheet of Canvas or Moodle, filled in
pages         Markdown and HTML
feedback      a student's page
class_report  which mistakes were made, and by how many
"""

from . import class_report, classrooms, feedback, gradescope, junit, tables

FILES = {
    "results.csv": tables.long_csv,
    "points.csv": tables.wide_csv,
    "results.json": tables.as_json,
    "junit.xml": junit.junit,
    "class.md": class_report.markdown,
    "class.html": class_report.html,
}
FOR_EACH = {  # ending: report
    "md": feedback.markdown,
    "html": feedback.html,
}
FORMS = {  # of one student's results, for a place where classes live
    "gradescope": ("results.json", gradescope.gradescope),
    "classroom50": ("result.json", classrooms.classroom50),
    "github-classroom": ("github-classroom.txt", classrooms.github_classroom),
}

__all__ = ["FILES", "FORMS", "FOR_EACH"]
