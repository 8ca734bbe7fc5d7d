"""Imports point one way, the core needs NumPy alone, and its functions are short and described."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import backprop_course
from backprop_course.figures.drawing import palette

PACKAGE = Path(backprop_course.__file__).parent

# Each module of the core imports only from those above it; this is also the order to read them in,
# after `arguments`, which holds the checks at the door.
CORE = (
    "arguments ops chain_rule gradcheck losses init parameters module layers mlp optim autograd "
    "data training diagnostics"
).split()

# The same inside the parts that are folders.
INSIDE = {
    "ops": (
        "_shared elementwise arithmetic sums shapes matrices probabilities normalization "
        "convolution __init__"
    ).split(),
    "layers": (
        "dense activations regularization residual normalization images recurrent __init__"
    ).split(),
    "diagnostics": "values magnitudes units places __init__".split(),
}

CORE_PARTS = frozenset(CORE)
FILES = frozenset({f"workshop.{name}" for name in ("course", "files", "saved", "stamp")})
MAY_IMPORT = (
    {  # part: the parts of the package it may import besides itself
        "checking": CORE_PARTS,
        "exercises": CORE_PARTS | {"checking"},
        "grading": frozenset({"exercises", "checking"}),
        "labs": CORE_PARTS,
        "figures": CORE_PARTS | {"labs"},
        "images": frozenset(),
        "code_html": frozenset(),
        "notebook": CORE_PARTS | {"figures", "images", "code_html"},
        "widgets": CORE_PARTS | {"labs", "figures", "images", "notebook"},
        "workshop": frozenset(),
        "workshop.course": frozenset(),
        "workshop.saved": frozenset(),
        "workshop.files": frozenset(),
        "workshop.stamp": frozenset({"workshop.saved"}),
        "workshop.verdicts": frozenset({"workshop.saved", "checking"}),
        "workshop.progress": FILES | {"workshop.folder", "workshop.verdicts", "exercises"},
        "workshop.manifest": frozenset({"workshop.files"}),
        "workshop.folder": FILES | {"workshop.manifest", "workshop.verdicts", "exercises"},
        "workshop.doctor": frozenset({"workshop.course", "workshop.folder"}),
        "workshop.authoring": FILES | {"exercises", "checking", "images"},
        "workshop.gradescope": frozenset({"workshop.course"}),
        "workshop.grading_commands": frozenset(
            {"workshop.course", "workshop.cli", "workshop.gradescope", "grading"}
        ),
    }
    | {name: frozenset(CORE[:k]) for k, name in enumerate(CORE)}
)

ONLY_IN = {  # package from elsewhere: the parts that may import it
    "numpy": CORE_PARTS
    | {
        "checking",
        "exercises",
        "grading",
        "labs",
        "figures",
        "notebook",
        "widgets",
        "workshop.cli",
    },
    "matplotlib": {"figures", "images", "notebook", "workshop.authoring"},
    "IPython": {"notebook", "widgets"},
    "ipywidgets": {"notebook", "widgets"},
    "resvg_py": {"workshop.authoring"},
    "PIL": {"workshop.authoring"},
    "pygments": {"code_html"},
    "jupytext": {"workshop.authoring"},
    "nbformat": {"workshop.authoring"},
    "nbclient": {"workshop.authoring"},
    "jupyter_client": {"workshop.authoring"},
    "traitlets": {"workshop.authoring"},
    "zmq": {"workshop.authoring"},
    "typer": {"workshop.cli", "workshop.grading_commands"},
    "rich": {"workshop.cli", "workshop.grading_commands"},
    "distributed": {"grading"},
    "hatchling": {"workshop.gradescope"},
    "google": {"workshop.progress"},  # Colab's own, and there alone
    **{name: {"grading"} for name in ("wire", "limits", "landlock", "rooms")},  # the child's own
}
ON_TOP = {"workshop.cli"}  # may import every part
LOOKS_AROUND = {"workshop.doctor"}  # tries whatever the environment should have


def part_of(path):
    """The part of the package that a file belongs to: its folder, or its own name."""
    return part_named(path.relative_to(PACKAGE).with_suffix("").parts)


def part_named(names):
    """The part that a module belongs to; the workshop's rooms are parts of their own."""
    inside_workshop = names[0] == "workshop" and names[1:2] not in ((), ("__init__",))
    return ".".join(names[:2]) if inside_workshop else names[0]


def imports(source, folders=()):
    """Full dotted names of what a source imports; ``folders``: where it stands in the package."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = ["backprop_course", *folders]
            base = here[: len(here) - node.level + 1] if node.level else []
            base = ".".join([*base, *([node.module] if node.module else [])])
            is_package = base in ("backprop_course", "backprop_course.workshop")
            yield from (f"{base}.{alias.name}" if is_package else base for alias in node.names)


def violations(part, source, folders=()):
    """What this part of the package must not import, and does."""
    for name in imports(source, folders):
        top, *inside = name.split(".")
        if top == "backprop_course":
            allowed = MAY_IMPORT.get(part, frozenset()) | {part}
            if part not in ON_TOP and inside and part_named(tuple(inside)) not in allowed:
                yield name
        elif part in LOOKS_AROUND:
            continue
        elif top in ONLY_IN:
            if part not in ONLY_IN[top]:
                yield name
        elif top not in sys.stdlib_module_names and part not in ON_TOP:
            yield name


def violations_inside(folder, name, source):
    """What a file of a folder of the core must not import from that folder, and does."""
    above = INSIDE[folder][: INSIDE[folder].index(name)]
    for imported in imports(source, (folder,)):
        _, top, *inside = [*imported.split("."), "", ""]
        if top == folder and inside[0] and inside[0] not in above:
            yield imported


def core_files(name):
    """The files of a part of the core: one, or those of its folder."""
    folder = PACKAGE / name
    return sorted(folder.glob("*.py")) if folder.is_dir() else [PACKAGE / f"{name}.py"]


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "_course" not in path.parts)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path):
    part, folders = part_of(path), path.relative_to(PACKAGE).parts[:-1]
    assert part in {*MAY_IMPORT, *ON_TOP, "__init__"}, f"say in MAY_IMPORT what {part} may import"
    wrong = list(violations(part, path.read_text(encoding="utf-8"), folders))
    assert not wrong, f"{part} must not import {', '.join(wrong)}"


@pytest.mark.parametrize("folder", INSIDE)
def test_imports_inside_a_folder_point_one_way(folder):
    paths = core_files(folder)
    assert {path.stem for path in paths} == set(INSIDE[folder]), "say in INSIDE where it stands"
    for path in paths:
        wrong = list(violations_inside(folder, path.stem, path.read_text(encoding="utf-8")))
        assert not wrong, f"{folder}/{path.name} must not import {', '.join(wrong)}"


def test_a_planted_import_inside_a_folder_is_noticed():
    late, early = "from .convolution import conv2d", "from ._shared import broadcast_vjp"
    assert list(violations_inside("ops", "sums", late)) == ["backprop_course.ops.convolution"]
    assert not list(violations_inside("ops", "sums", early))
    assert not list(violations_inside("layers", "dense", "from .. import ops"))


PLANTED = [  # part, source, folders, what is wrong with it
    ("ops", "from .layers import Linear", (), "backprop_course.layers"),
    ("ops", "from . import losses", (), "backprop_course.losses"),
    ("ops", "import backprop_course.mlp", (), "backprop_course.mlp"),
    ("ops", "from ..layers import Linear", ("ops",), "backprop_course.layers"),
    ("layers", "def f():\n    import matplotlib.pyplot as plt", (), "matplotlib.pyplot"),
    ("losses", "from scipy import special", (), "scipy"),
    ("figures", "from ..notebook import Picture", ("figures",), "backprop_course.notebook"),
    ("checking", "from .. import exercises", ("checking",), "backprop_course.exercises"),
    ("labs", "from ..figures.drawing import svg", ("labs",), "backprop_course.figures.drawing"),
    ("workshop.course", "import numpy as np", ("workshop",), "numpy"),
    ("workshop.doctor", "from . import cli", ("workshop",), "backprop_course.workshop.cli"),
]


@pytest.mark.parametrize("part, source, folders, wrong", PLANTED)
def test_a_planted_import_is_noticed(part, source, folders, wrong):
    assert list(violations(part, source, folders)) == [wrong]


def test_right_imports_are_let_through():
    assert not list(violations("layers", "import numpy as np\nfrom . import ops\nimport math"))
    assert not list(violations("checking", "from ..gradcheck import check_vjp", ("checking",)))
    assert not list(violations("checking", "from . import calls", ("checking",)))


WITH_NUMPY_ALONE = """
import importlib, sys
for name in {blocked}:
    sys.modules[name] = None  # importing it raises ImportError
for name in {modules}:
    importlib.import_module(name)
print("loaded")
"""


def test_the_core_loads_with_numpy_alone():
    modules = ["backprop_course", *(f"backprop_course.{name}" for name in CORE)]
    blocked = sorted(set(ONLY_IN) - {"numpy"} | {"nbconvert", "torch", "scipy", "jupyterlab"})
    program = WITH_NUMPY_ALONE.format(blocked=blocked, modules=modules)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "loaded\n", done.stderr


def trees(name):
    """The syntax trees of the files of a part of the core."""
    return [ast.parse(path.read_text(encoding="utf-8")) for path in core_files(name)]


def functions(name):
    """(qualified name, node) of every function of a part of the core."""
    for node in [node for tree in trees(name) for node in tree.body]:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for child in inner:
            if isinstance(child, ast.FunctionDef):
                yield prefix + child.name, child


@pytest.mark.parametrize("name", CORE)
def test_functions_of_the_core_are_short(name):
    lengths = {function: node.end_lineno - node.lineno + 1 for function, node in functions(name)}
    too_long = {function: lines for function, lines in lengths.items() if lines > 40}
    assert not too_long


INHERITED = {"forward", "backward", "update", "settings"}  # described once, in the base class


@pytest.mark.parametrize("name", CORE)
def test_everything_public_in_the_core_is_described(name):
    assert all(ast.get_docstring(tree) for tree in trees(name))
    described = [n for tree in trees(name) for n in tree.body if isinstance(n, ast.ClassDef)]
    for function, node in functions(name):
        method = function.split(".")[-1]
        if not method.startswith("_") and not ("." in function and method in INHERITED):
            described.append(node)
    assert [node.name for node in described if not ast.get_docstring(node)] == []


def test_importing_the_package_imports_nothing_else():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    assert not [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]


def drawers(path):
    """The functions of a file that make numbers or sentences, and those that draw."""
    names = [node.name for node in ast.parse(path.read_text("utf-8")).body if has_name(node)]
    makers = [name for name in names if name.startswith(("trace_", "describe_"))]
    return makers, [name for name in names if name.startswith("draw_")]


def has_name(node):
    return isinstance(node, ast.FunctionDef | ast.ClassDef)


FIGURES = sorted((PACKAGE / "figures").rglob("*.py"))


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_numbers_and_drawings_of_a_picture_stand_in_two_files(path):
    makers, draws = drawers(path)
    assert not (draws and not path.stem.endswith(("_picture", "charts"))), draws
    assert not (makers and path.stem.endswith("_picture")), makers


TREES = [PACKAGE / "figures", Path(__file__).parent]


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_no_folder_is_a_heap(tree):
    sizes = Counter(path.parent for path in tree.rglob("*.py"))
    assert not {str(folder): size for folder, size in sizes.items() if size > 15}


# ---------------------------------------------------------------- the pages that tell the rules

DOCS = PACKAGE.parent / "docs"
NAMES_OF_SETS = {"core": CORE_PARTS, "nothing": frozenset()}


def table(path, columns):
    """The rows of the table with these many columns, without its head."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if len(row) == columns and row[0].startswith("`")]


def allowed(words):
    """The parts that a cell such as "core, labs" names."""
    return frozenset().union(*(NAMES_OF_SETS.get(word, {word}) for word in words.split(", ")))


def test_the_page_on_architecture_says_what_may_import_what():
    rooms = {name.strip("`"): words for name, _, words in table(DOCS / "architecture.md", 3)}
    assert set(rooms) == {*MAY_IMPORT, *ON_TOP} - {*CORE, "workshop"}
    for name in rooms.keys() - ON_TOP:
        assert allowed(rooms[name]) == MAY_IMPORT[name], name
    assert " ".join(CORE) in " ".join((DOCS / "architecture.md").read_text("utf-8").split())


def test_the_page_on_style_tells_the_colours_and_their_names():
    for code, name, _ in [row for row in table(DOCS / "style.md", 3) if "#" in row[0]]:
        assert getattr(palette, name.strip("`")) == code.strip("`")


def never():
    """The names that the page on style rules out."""
    rows = table_of_names()
    return {name for row in rows for name in re.findall(r"`(\w+)`", row[-1])}


def table_of_names():
    text = (DOCS / "style.md").read_text("utf-8").partition("## Names")[2].partition("\n## ")[0]
    return [line.strip("| ").split("|") for line in text.splitlines() if line.startswith("| ")][1:]


def clipped(tree):
    """(function, argument) where an argument has a name that is ruled out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            yield from ((node.name, a.arg) for a in arguments if a.arg in never())


@pytest.mark.parametrize("name", CORE)
def test_no_argument_of_the_core_has_a_name_that_is_ruled_out(name):
    assert [pair for tree in trees(name) for pair in clipped(tree)] == []


def test_a_planted_name_is_noticed():
    assert {"dout", "inp", "random_state"} <= never()
    assert list(clipped(ast.parse("def relu_vjp(dout, x): ..."))) == [("relu_vjp", "dout")]
