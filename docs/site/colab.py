"""Copies of all notebooks for Colab: python docs/site/colab.py FOLDER [SOURCE]

Only the open notebook comes to Colab, so the first cell of a copy installs the course from SOURCE
(the repository on GitHub, if nothing is said).  The notebooks of the course stay free of that cell.
"""

import json
import posixpath
import re
import sys
from pathlib import Path

import doors

from backprop_course.workshop import course, folder

LINK = re.compile(r"\]\(((?:\.\./)?[\w/-]+\.ipynb)(#[^)]*)?\)")
INSTALL = """#@title Run this first: it installs the course
import sys

if "google.colab" in sys.modules:
    # --no-deps: Colab's own NumPy, IPython and widgets are good enough, and stay
    %pip install --quiet --no-deps {source}
"""


def write(place, source=None, repository=None):
    """Write the copies into the folder ``place``, as they are handed out: without outputs."""
    source = source or f"git+https://github.com/{repository}"
    for page in folder.pages_of(course.find_clone(doors.ROOT), folder.Report()):
        path = place / page.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(copy(page, source, repository), indent=1), encoding="utf-8")


def copy(page, source, repository):
    """The notebook of a Page, with the cell that installs the course in front."""
    first = {
        "cell_type": "code",
        "id": "install",
        "metadata": {"cellView": "form"},  # the title alone is seen
        "source": INSTALL.format(source=source),
        "outputs": [],
        "execution_count": None,
    }
    cells = [
        linked(cell, posixpath.dirname(page.name), repository) for cell in page.notebook["cells"]
    ]
    return page.notebook | {"cells": [first, *cells]}


def linked(cell, place, repository):
    """A cell whose links to other notebooks lead to their copies, if their address is known."""
    text = "".join(cell["source"])
    if cell["cell_type"] != "markdown" or repository is None:
        return cell

    def address(found):
        path = posixpath.normpath(posixpath.join(place, found[1]))
        return f"]({doors.colab(repository, path)}{found[2] or ''})"

    return cell | {"source": LINK.sub(address, text)}


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    known = doors.repository()
    if known is None and len(sys.argv) == 2:
        sys.exit("The repository has no address yet: see docs/site/doors.py, or name a SOURCE.")
    write(Path(sys.argv[1]), *sys.argv[2:], repository=known)
