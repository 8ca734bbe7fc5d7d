"""Where the course's own files are, and which notebooks it has.

Standard library only: the console command asks here before anything heavy is imported.
"""

import re
from pathlib import Path

FOLDERS = ("notebooks", "exercises")  # what a learner works in
SOURCES = {"notebooks": "notebooks", "exercises": "solutions", "solutions": "solutions"}
STEM = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)")  # 01-one-neuron
TITLE = re.compile(r"# (\d\d) +(\S.*)")  # # 01  Follow one neuron


def find_clone(start=None):
    """The root of the clone: around the working folder, else where this package lies; or None."""
    start = Path.cwd() if start is None else Path(start).resolve()
    for folder in (start, *start.parents, Path(__file__).resolve().parents[2]):
        if is_clone(folder):
            return folder
    return None


def is_clone(folder):
    """Whether ``folder`` holds the sources that notebooks are built from."""
    return all((folder / name).is_dir() for name in ("notebooks/source", "solutions/source"))


def shipped():
    """The copy of the course that a wheel carries inside the package, or None in a clone."""
    folder = Path(__file__).resolve().parents[1] / "_course"
    return folder if all((folder / name).is_dir() for name in FOLDERS) else None


def origin():
    """Where the course's own notebooks are: a clone, else inside the installed package; or None."""
    return find_clone() or shipped()


def notebooks(root, folder):
    """The course's own notebooks in a folder below ``root``, in order.

    In a clone these are the notebooks that have a source, whatever else lies beside them.
    """
    sources = pages(root / SOURCES[folder] / "source", ".py")
    if not sources:
        return pages(root / folder, ".ipynb")
    paths = [root / folder / f"{path.stem}.ipynb" for path in sources]
    return [path for path in paths if path.is_file()]


def names(root):
    """What a learner works in, below ``root``: ``notebooks/00-start-here.ipynb`` and so on."""
    paths = [path for folder in FOLDERS for path in notebooks(root, folder)]
    return [path.relative_to(root).as_posix() for path in paths]


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
    """The title of a source, without its number.

    Raises: ValueError when there is no line ``# # NN  Title`` with the file's own number.
    """
    number, _ = split(path)
    for line in path.read_text(encoding="utf-8").splitlines():
        found = TITLE.fullmatch(line.removeprefix("# ").strip())
        if found and int(found[1]) == number:
            return found[2]
    raise ValueError(f"{path}: expected a title line `# {number:02d}  Verb phrase`, found none")
