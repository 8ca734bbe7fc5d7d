"""What a result depends on, as hashes: the files of an exercise and all that they import."""

import ast
import functools
import hashlib
import json
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
GRADERS = ("answers", "clusters", "jobs", "notebooks", "probes", "remote", "sandbox", "session")


def digest(*parts):
    """A short name for some bytes or JSON."""
    hashed = hashlib.sha256()
    for part in parts:
        raw = part if isinstance(part, bytes) else json.dumps(part, sort_keys=True).encode()
        hashed.update(hashlib.sha256(raw).digest())
    return hashed.hexdigest()[:32]


@functools.cache
def of_exercise(number, name):
    """The version of one exercise: of its own file, and of every file of ours behind it."""
    files = closure(home(number, name))
    return digest(*[text.read_bytes() for text in sorted(files)])


@functools.cache
def of_grader():
    """The version of the grader's own files, as far as they bear on a verdict."""
    inside = sorted((PACKAGE / "grading" / "inside").glob("*.py"))
    files = [*(PACKAGE / "grading" / f"{name}.py" for name in GRADERS), *inside]
    return digest(*[file.read_bytes() for file in files])


def of_package():
    """One hash for the grader and all exercises: two machines with the same one agree."""
    sources = sorted(path for path in PACKAGE.rglob("*.py") if "_course" not in path.parts)
    return digest(*[source.read_bytes() for source in sources])


def home(number, name):
    """The file in which an exercise is written down."""
    chapter = f"backprop_course.exercises.ch{number:02d}"
    module = sys.modules[chapter]
    inside = [m for n, m in sorted(sys.modules.items()) if n.startswith(f"{chapter}.")]
    exercise = next(one for one in module.EXERCISES if one.name == name)
    makers = [m for m in inside if getattr(m, name, None) is exercise and assigns(m, name)]
    return Path((makers or [module])[0].__file__)


def assigns(module, name):
    """Whether a module makes a name itself, and does not import it."""
    tree = parsed(Path(module.__file__))
    made = [node for node in tree.body if isinstance(node, ast.Assign)]
    return any(getattr(target, "id", None) == name for node in made for target in node.targets)


def closure(start):
    """A file and all files of the package that it imports, directly or not."""
    found, todo = set(), [start, PACKAGE / "checking" / "__init__.py"]
    while todo:
        file = todo.pop()
        if file not in found:
            found.add(file)
            todo += imported(file)
    return found


@functools.cache
def parsed(file):
    return ast.parse(file.read_bytes())


@functools.cache
def imported(file):
    """The files of the package that one file imports."""
    files = []
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = file.parents[node.level - 1]
            base = folder.joinpath(*(node.module or "").split("."))
            names = [base, *(base / alias.name for alias in node.names)]
            files += filter(None, map(source, names))
    return [found for found in files if found.parts[-2:] != ("exercises", "__init__.py")]


def source(name):
    """The file of a module, or None."""
    choices = (name.with_suffix(".py"), name / "__init__.py")
    return next((file for file in choices if file.is_file()), None)
