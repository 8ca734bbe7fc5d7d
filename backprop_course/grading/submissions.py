"""Which notebooks of a folder belong to whom.

Known: one notebook; a folder of notebooks; a folder per student (nbgrader's too); what Canvas,
Moodle, Blackboard and Brightspace hand out.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

LARGEST = 20_000_000  # bytes of one notebook
NUMBERED = r"\d\d-[a-z0-9-]+"
PATTERNS = (  # file names of learning management systems, without their ending
    re.compile(rf"(?P<who>[^_]+)(?:_LATE)?_\d+_\d+_.*?(?P<what>{NUMBERED}?)(?:-(?P<try>\d+))?"),
    re.compile(rf".*?_(?P<who>[^_]+)_attempt_(?P<try>[\d-]+)(?:_(?P<what>{NUMBERED}))?.*"),
    re.compile(rf"\d+-\d+ - (?P<who>.+?) - .*? - (?P<what>{NUMBERED}).*"),
    re.compile(rf"(?P<who>.+?)[_ ]+(?P<what>{NUMBERED})"),
    re.compile(rf"(?P<what>{NUMBERED})[_ ]+(?P<who>.+)"),
)
MOODLE = re.compile(r"(?P<who>.+?)_\d+_assignsubmission_file_?.*")


@dataclass(frozen=True)
class Submission:
    """One notebook of one student. ``problem`` says why a file cannot be graded."""

    student: str
    filename: str
    content: bytes
    problem: str = ""


@dataclass(frozen=True)
class Collected:
    """The submissions of a folder, the files left out, and who of the roster sent nothing."""

    submissions: list
    left_out: list
    missing: list


def collect(path, roster=None, only_student=None):
    """The Collected notebooks at ``path``, a file or a folder.

    roster: {identifier: student} as `read_roster` makes it. only_student: whose all of them are.

    Raises: FileNotFoundError where nothing stands there.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"{path}: expected a notebook or a folder of notebooks")
    files = [path] if path.is_file() else sorted(notebooks_in(path))
    latest, left_out = {}, []
    for file in files:
        student, what, attempt = owner(file, path)
        student = only_student or known(student.encode("utf-8", "replace").decode(), roster)
        place = "" if attempt else str(file.parent)  # elsewhere it is no other attempt
        latest.setdefault((student, what, place), []).append((attempt, str(file), file))
    for tries in latest.values():
        tries.sort()
        left_out += [(file, "a later attempt was graded") for *_, file in tries[:-1]]
    chosen = [(student, tries[-1][-1]) for (student, *_), tries in sorted(latest.items())]
    submissions = [load(student, file) for student, file in chosen]
    present = {submission.student for submission in submissions}
    missing = sorted(set((roster or {}).values()) - present)
    return Collected(submissions, left_out, missing)


def notebooks_in(folder):
    """Every notebook below a folder; links, which may lead anywhere, are not followed."""
    for file in folder.rglob("*.ipynb"):
        inner = file.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in inner)
        links = any(folder.joinpath(*inner[: k + 1]).is_symlink() for k in range(len(inner)))
        if not hidden and not links and file.is_file():
            yield file


def owner(file, root):
    """(student, which notebook, which attempt) of a file."""
    stem = file.stem
    inner = file.relative_to(root).parts if root.is_dir() else (file.name,)
    if len(inner) > 1:
        found = MOODLE.fullmatch(inner[0])
        return found["who"] if found else inner[0], stem, 0
    for pattern in PATTERNS:
        if found := pattern.fullmatch(stem):
            groups = found.groupdict()
            return groups["who"].strip(), groups.get("what") or "", order(groups.get("try"))
    if re.fullmatch(NUMBERED, stem):  # a learner's own folder of exercises
        return file.resolve().parent.name, stem, 0
    return stem, "", 0


def order(attempt):
    """An attempt's number, or its date, as a number."""
    return int(re.sub(r"\D", "", attempt or "") or 0)


def load(student, file):
    """The Submission in one file."""
    try:
        if file.stat().st_size > LARGEST:
            return Submission(student, file.name, b"", f"larger than {LARGEST:,} bytes")
        return Submission(student, file.name, file.read_bytes())
    except OSError as problem:
        return Submission(student, file.name, b"", f"cannot be read: {problem}")


def read_roster(path):
    """{identifier: student} from a CSV file with one student a line.

    The first column is the name that reports use; every other column may identify the student.
    """
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.reader(file) if any(row)]
    found = {}
    for row in rows[1:]:
        found |= {plain(cell): row[0] for cell in row if cell}
        found |= {plain(cell.partition("@")[0]): row[0] for cell in row if "@" in cell}
    return found


def known(student, roster):
    """The student's name in the roster, where it stands there."""
    return (roster or {}).get(plain(student), student)


def plain(words):
    """Letters and digits alone, in lower case, without accents."""
    bare = unicodedata.normalize("NFKD", words).casefold()
    return "".join(letter for letter in bare if letter.isalnum())
