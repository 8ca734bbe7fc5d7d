"""The verdicts that stand below the check cells of a saved notebook."""

import ast
import re

from backprop_course.checking import Headline, parse_headline
from backprop_course.checking.verdict import NOT_ATTEMPTED
from backprop_course.workshop.saved import code_cells, joined

CHAPTER = re.compile(r"ch\d\d")
MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)


def stored_verdicts(notebook) -> dict[str, Headline]:
    """The last Headline that each exercise got, by name."""
    verdicts = {}
    for cell in code_cells(notebook):
        names = checked(joined(cell["source"]))
        headlines = map(parse_headline, printed(cell).splitlines())
        verdicts |= {line.name: line for line in headlines if line and line.name in names}
    return verdicts


def checked(source):
    """The names that a cell checks by ``check(chNN.name, name)``, whatever stands beside it."""
    try:
        tree = ast.parse(MAGIC.sub("", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # any text may stand in a cell
        return set()
    return {name for node in ast.walk(tree) if (name := checked_by(node))}


def checked_by(node):
    """The exercise that a call checks, or None."""
    match node:
        case ast.Call(
            ast.Name("check"), [ast.Attribute(ast.Name(chapter), name), ast.Name(answer)], []
        ) if CHAPTER.fullmatch(chapter) and name == answer:
            return name
    return None


def printed(cell):
    """What a cell wrote to stdout."""
    texts = [output.get("text", "") for output in cell.get("outputs", []) if is_stdout(output)]
    return "".join(map(joined, texts))


def is_stdout(output):
    return output.get("output_type") == "stream" and output.get("name") == "stdout"


def has_verdict(notebook, names=None):
    """Whether the notebook holds a verdict on something tried: on one of ``names``, or on any."""
    tried = [line for line in stored_verdicts(notebook).values() if line.outcome != NOT_ATTEMPTED]
    return any(names is None or line.name in names for line in tried)
