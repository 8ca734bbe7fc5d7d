"""The cell in which a function was written: did its latest version run?

A cell with a syntax error defines nothing, so a check after it judges the function of before.
A notebook keeps its cells' text in ``In``, beside the functions that they define.
"""

import re
from dataclasses import replace

LOOK_BACK = 30  # cells


def older_than_its_cell(answer):
    """A note where a later cell than the one that made ``answer`` defines it, and is no Python."""
    name, history = getattr(answer, "__name__", ""), cells_of(answer)
    if not history:
        return ""
    header = re.compile(rf"^\s*def\s+{re.escape(str(name))}\b", re.MULTILINE)
    cell = next((text for text in reversed(history) if header.search(text)), "")
    line = syntax_error_in(cell)
    if not line:
        return ""
    where = f"the cell that defines {name} is no valid Python (line {line})"
    return f"{where}, so this is about the version of before."


def cells_of(answer):
    """The texts of the last cells that were run in the answer's notebook; none elsewhere."""
    history = getattr(answer, "__globals__", {}).get("In", ())
    if not isinstance(history, list):
        return []
    return [text for text in history[-LOOK_BACK:] if isinstance(text, str)]


def syntax_error_in(text):
    """The number of the line with a syntax error; 0 where there is none."""
    try:
        compile(text, "cell", "exec")
    except SyntaxError as error:
        return error.lineno or 1
    except ValueError:
        return 0
    return 0


def noted(verdict, remark):
    """The verdict with one more remark."""
    if not remark:
        return verdict
    return replace(verdict, note=" Also: ".join(filter(None, (remark, verdict.note))))
