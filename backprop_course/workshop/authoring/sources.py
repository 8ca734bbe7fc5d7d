"""Reads a py:percent source: the declarations at its top, then its cells."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import jupytext

from backprop_course.workshop import course

NAMES = ("teaches", "uses", "black box")  # declarations that list names of the package
REMEMBER = "remember"  # the declaration that is a sentence
DECLARATIONS = (*NAMES, REMEMBER)
DECLARATION = re.compile(r"# *([a-z]+(?: [a-z]+)?): *(.*)")
MARKER = re.compile(r"# ?%%")


@dataclass(frozen=True)
class Cell:
    """One cell as it stands in a page; ``place`` says where it was written, for messages.

    The source of a ``folded`` cell is hidden until a reader opens it; its output is shown.
    """

    kind: str
    source: str
    tags: tuple[str, ...] = ()
    nbgrader: dict | None = None
    folded: bool = False
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Source:
    """A source file, read."""

    path: Path
    declarations: dict[str, tuple[str, ...]]
    cells: tuple[Cell, ...]
    remember: str = ""  # the one sentence that a lesson leaves behind

    @property
    def number(self):
        return course.split(self.path)[0]

    @property
    def label(self):
        """folder/source/NN-name.py, for messages."""
        return "/".join(self.path.parts[-3:])


def read_source(path):
    """The Source in ``path``.

    Raises: ValueError for an unknown declaration, an empty cell, or cell metadata but tags.
    """
    path = Path(path)
    label = "/".join(path.parts[-3:])
    header, body = split_header(path.read_text(encoding="utf-8"))
    cells = jupytext.reads(body, fmt="py:percent").cells
    read = [cell_from(cell, f"{label}, cell {i}") for i, cell in enumerate(cells, start=1)]
    return Source(path, declarations(header, label), tuple(read), sentence(header))


def split_header(text):
    """The comment lines above the first cell, and the rest."""
    lines = text.splitlines()
    first = next((i for i, line in enumerate(lines) if MARKER.match(line)), len(lines))
    return lines[:first], "\n".join(lines[first:]) + "\n"


def declarations(header, label):
    """{"teaches": names, "uses": names, "black box": names}; a repeated line continues the list."""
    found = {key: () for key in NAMES}
    for line in header:
        match = DECLARATION.match(line)
        if match and match[1] not in DECLARATIONS:
            raise ValueError(f"{label}: unknown declaration `{line}`; known are {DECLARATIONS}")
        if match and match[1] in found:
            found[match[1]] += tuple(name.strip() for name in match[2].split(",") if name.strip())
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"{label}: `{line}` stands above the first cell marker `# %%`")
    return found


def sentence(header):
    """What is to be remembered; a repeated line continues the sentence."""
    found = (DECLARATION.match(line) for line in header)
    return " ".join(match[2].strip() for match in found if match and match[1] == REMEMBER)


def cell_from(cell, place):
    """A Cell from one that jupytext read."""
    if cell.cell_type not in ("markdown", "code"):
        raise ValueError(f"{place}: expected a markdown or a code cell, came {cell.cell_type}")
    if not cell.source.strip():
        raise ValueError(f"{place} is empty")
    extra = [key for key in cell.metadata if key != "tags" and not key.startswith("lines_to_")]
    if extra:
        raise ValueError(f"{place}: a cell's only metadata are tags, came also {extra}")
    tags = tuple(sorted(cell.metadata.get("tags", ())))
    return Cell(cell.cell_type, cell.source, tags, place=place)
