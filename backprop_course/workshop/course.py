"""Where the course's files are, and which lessons they hold.

Standard library only: the console command asks here before anything heavy is imported.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDERS = ("notebooks", "exercises")  # what a learner works in
STEM = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)")  # 01-one-neuron
TITLE = re.compile(r"# (\d\d) +(\S.*)")  # # 01  Follow one neuron


@dataclass(frozen=True)
class Lesson:
    """One lesson and the files that belong to it; ``exercises`` is None where there are none."""

    number: int
    name: str
    title: str
    notebook: Path
    exercises: Path | None

    @property
    def label(self):
        """The number as it is written in titles and file names: ``01``."""
        return f"{self.number:02d}"

    @property
    def stem(self):
        """The file name without its ending: ``01-one-neuron``."""
        return f"{self.label}-{self.name}"


class Copied(NamedTuple):
    """What ``copy_out`` did: files it wrote, and files that were there and stay as they are."""

    copied: list[Path]
    kept: list[Path]


def find_root(start=None):
    """The course's root folder, or None.

    The working folder or one of its parents comes first, so that a learner's own copy wins;
    then the clone in which this package lies.
    """
    start = Path.cwd() if start is None else Path(start).resolve()
    for folder in (start, *start.parents):
        if is_root(folder):
            return folder
    clone = Path(__file__).resolve().parents[2]
    if (clone / "pyproject.toml").is_file() and (clone / "notebooks").is_dir():
        return clone
    return None


def is_root(folder):
    """Whether ``folder`` holds lesson 00 and the exercises."""
    return (folder / "exercises").is_dir() and any((folder / "notebooks").glob("00-*.ipynb"))


def shipped():
    """The copy of the course that a wheel carries inside the package, or None in a clone."""
    folder = Path(__file__).resolve().parents[1] / "_course"
    return folder if all((folder / name).is_dir() for name in FOLDERS) else None


def copy_out(shipped, target):
    """Copy notebooks and exercises from ``shipped`` to ``target``; no existing file changes.

    Raises: FileNotFoundError when there is nothing to copy, FileExistsError when a file stands
    where a folder is needed.
    """
    if shipped is None or not Path(shipped).is_dir():
        raise FileNotFoundError(f"there is no course to copy: expected a folder, came {shipped}")
    shipped, target = Path(shipped), Path(target)
    done = Copied([], [])
    for source in files_to_copy(shipped):
        path = target / source.relative_to(shipped)
        make_folder(path.parent)
        (done.copied if write_new(path, source.read_bytes()) else done.kept).append(path)
    return done


def files_to_copy(shipped):
    """Every file of the learner's folders, without what Jupyter left behind."""
    for name in FOLDERS:
        for path in sorted((shipped / name).rglob("*")):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                yield path


def make_folder(folder):
    """Make ``folder`` and its parents."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as problem:
        raise FileExistsError(f"{folder} should be a folder, but a file stands there") from problem


def write_new(path, content):
    """Write a file that does not exist yet; False, and nothing written, when it does."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return False
    return True


def lessons(root):
    """The Lessons found under ``root`` in the order of their numbers, by file name.

    A clone is read from its sources, a learner's copy from its notebooks.
    """
    root = Path(root)
    sources = pages(root / "notebooks" / "source", ".py")
    found = sources or pages(root / "notebooks", ".ipynb")
    return [lesson(root, path) for path in found]


def lesson(root, path):
    """The Lesson of one source or notebook."""
    number, name = split(path)
    exercises = root / "exercises" / f"{path.stem}.ipynb"
    source = root / "solutions" / "source" / f"{path.stem}.py"
    has_exercises = exercises.is_file() or source.is_file()
    notebook = root / "notebooks" / f"{path.stem}.ipynb"
    return Lesson(number, name, title(path), notebook, exercises if has_exercises else None)


def pages(folder, ending):
    """The files ``NN-name`` + ending of a folder in order; other files are somebody's own.

    Raises: ValueError when two files have the same number.
    """
    by_number = {}
    for path in sorted(Path(folder).glob(f"*{ending}")):
        if not STEM.fullmatch(path.stem):
            continue
        number, _ = split(path)
        if number in by_number:
            other = by_number[number].name
            raise ValueError(f"{folder}: {other} and {path.name} have the same number {number:02d}")
        by_number[number] = path
    return list(by_number.values())


def split(path):
    """(1, "one-neuron") for a file ``01-one-neuron``."""
    number, name = STEM.fullmatch(path.stem).groups()
    return int(number), name


def title(path):
    """The title of a source or notebook, without its number.

    Raises: ValueError when there is no line ``# NN  Title`` with the file's own number.
    """
    number, _ = split(path)
    for line in first_lines(path):
        found = TITLE.fullmatch(line.strip())
        if found and int(found[1]) == number:
            return found[2]
    raise ValueError(f"{path}: expected a title line `# {number:02d}  Verb phrase`, found none")


def first_lines(path):
    """Where a title may stand: a notebook's first cell, or a source without comment marks."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        return "".join(cells[0]["source"]).splitlines() if cells else []
    return [
        line.removeprefix("# ") if line.startswith("# #") else line for line in text.splitlines()
    ]
