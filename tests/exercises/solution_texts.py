"""The solutions' text, and what its cells define and print."""

import contextlib
import io
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "solutions" / "source"
NUMBERS = sorted(int(path.name[:2]) for path in SOURCES.glob("*.py"))


def source_of(number):
    (path,) = SOURCES.glob(f"{number:02d}-*.py")
    return path.read_text(encoding="utf-8")


def run(source):
    """What the cells of a py:percent text define, and what they print."""
    namespace, printed = {"__name__": "solution"}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "solution", "exec"), namespace)
    return namespace, printed.getvalue()
