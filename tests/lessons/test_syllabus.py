"""A lesson uses only what it or an earlier lesson teaches, and declares it at its top."""

import ast
from pathlib import Path

import pytest

from backprop_course.workshop import course
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "backprop_course"
INFRASTRUCTURE = {"notebook", "figures", "widgets", "checking", "exercises", "data", "workshop"}
BLACK_BOXES = {  # lesson: names or whole modules that it may introduce with one sentence
    0: {"labs.digit_reader"},
    1: {"ops.sigmoid", "losses.mse"},
    7: {"losses.softmax_cross_entropy", "optim", "training"},
}


# --- which names a lesson uses


def package_names(code):
    """The names of the package that ``code`` uses, such as "ops.relu" or "mlp.MLP"."""
    tree = ast.parse(code)
    imported = aliases(tree)
    used = {name for name in imported.values() if name.count(".") >= 1}
    inner = {node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and node not in inner:
            used |= resolve(node, imported)
    return {".".join(name.split(".")[:2]) for name in used if name}


def aliases(tree):
    """{name in the code: its path in the package}; "" is the package itself."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == PACKAGE:
                    path = alias.name if alias.asname else PACKAGE
                    found[alias.asname or PACKAGE] = inside(path)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            for alias in node.names:
                path = f"{inside(node.module)}.{alias.name}".lstrip(".")
                found[alias.asname or alias.name] = path
    return found


def inside(path):
    return path.removeprefix(PACKAGE).lstrip(".")


def resolve(node, imported):
    """The package name that a (dotted) name stands for, as a set of none or one."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.insert(0, node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in imported:
        return set()
    return {".".join([imported[node.id], *parts]).strip(".")}


# --- the rules


def violations(root):
    """Every sentence that is to be said against the lessons under ``root``."""
    said, taught, boxed = [], {}, {}
    for path in course.pages(Path(root) / "notebooks" / "source", ".py"):
        source = read_source(path)
        said += [f"{path.name}: {problem}" for problem in judge(source, taught, boxed)]
    return said


def judge(source, taught, boxed):
    """What is wrong with one lesson; adds what it introduces to ``taught`` and ``boxed``."""
    teaches, uses, black_box = map(courseware, source.declarations.values())
    code = "\n".join(cell.source for cell in source.cells if cell.kind == "code")
    real = courseware(package_names(code))
    declared = teaches | uses | black_box
    yield from (f"uses {name}, not declared" for name in sorted(real - declared))
    yield from (f"declares {name}, not used" for name in sorted(declared - real))
    twice = (teaches & uses) | (teaches & black_box) | (uses & black_box)
    yield from (f"declares {name} twice" for name in sorted(twice))
    for name in sorted(teaches & taught.keys()):
        yield f"teaches {name}, which {taught[name]} taught"
    for name in sorted(black_box):
        if not {name, name.split(".")[0]} & BLACK_BOXES.get(source.number, set()):
            yield f"may not introduce {name} as a black box"
    for name in sorted(uses - taught.keys() - boxed.keys()):
        yield f"uses {name}, which no earlier lesson teaches"
    taught.update(dict.fromkeys(teaches - taught.keys(), source.path.name))
    boxed.update(dict.fromkeys(black_box, source.path.name))


def courseware(names):
    """The names without those of the modules that every lesson may use."""
    return {name for name in names if name.split(".")[0] not in INFRASTRUCTURE}


# --- the tests


def test_the_lessons_keep_to_the_syllabus():
    assert not (problems := violations(ROOT)), "\n".join(problems)


CODE = {  # what is written, and the names that it uses
    "module": ("from backprop_course import ops\nops.relu(ops.tanh(x))", {"ops.relu", "ops.tanh"}),
    "renamed module": ("from backprop_course import ops as o\no.relu", {"ops.relu"}),
    "name": ("from backprop_course.mlp import MLP", {"mlp.MLP"}),
    "renamed name": ("from backprop_course.ops import relu as r\nr(x)", {"ops.relu"}),
    "import as": ("import backprop_course.ops as o\no.VJPS[o.relu]", {"ops.VJPS", "ops.relu"}),
    "import": ("import backprop_course.ops\nbackprop_course.ops.relu(x)", {"ops.relu"}),
    "package": ("import backprop_course as b\nb.losses.mse(x, y)", {"losses.mse"}),
    "attribute of a name": ("from backprop_course import mlp\nmlp.MLP.forward", {"mlp.MLP"}),
    "call": ("from backprop_course import mlp\nmlp.MLP([2]).forward(x)", {"mlp.MLP"}),
    "module itself": ("from backprop_course import ops\nhelp(ops)", {"ops"}),
    "in a function": ("from backprop_course import ops\ndef f(x): return ops.exp(x)", {"ops.exp"}),
    "other packages": ("import numpy as np\nnp.exp(ops.relu)", set()),
    "not used": ("from backprop_course import ops", set()),
}


@pytest.mark.parametrize("code, names", CODE.values(), ids=CODE)
def test_names_are_found_however_they_are_imported(code, names):
    assert package_names(code) == names


def lesson(number, code, **declared):
    header = "".join(f"# {key.replace('_', ' ')}: {names}\n" for key, names in declared.items())
    return f"{header}\n# %% [markdown]\n# # {number:02d}  Title\n\n# %%\n{code}\n"


OPS = "from backprop_course import ops, data\n"
TWO = OPS + "ops.relu, ops.sigmoid, data.xor"
THREE = OPS + "ops.relu, ops.sigmoid, ops.tanh"
GOOD = {
    0: lesson(0, "1 + 1"),
    1: lesson(1, TWO, teaches="ops.relu", black_box="ops.sigmoid"),
    2: lesson(2, THREE, uses="ops.relu, ops.sigmoid", teaches="ops.tanh"),
    7: lesson(7, "from backprop_course import optim\noptim.SGD", black_box="optim.SGD"),
}
PLANTED = {  # number of the lesson, its text, and what is said
    "not declared": (2, lesson(2, OPS + "ops.relu"), "uses ops.relu, not declared"),
    "not used": (2, lesson(2, OPS, uses="ops.relu"), "declares ops.relu, not used"),
    "not taught": (2, lesson(2, OPS + "ops.exp", uses="ops.exp"), "ops.exp, which no earlier"),
    "taught later": (0, lesson(0, OPS + "ops.relu", uses="ops.relu"), "ops.relu, which no earli"),
    "taught again": (2, lesson(2, OPS + "ops.relu", teaches="ops.relu"), "which 01-a.py taught"),
    "declared twice": (
        2,
        lesson(2, OPS + "ops.relu", uses="ops.relu", teaches="ops.relu"),
        "declares ops.relu twice",
    ),
    "black box": (2, lesson(2, OPS + "ops.exp", black_box="ops.exp"), "ops.exp as a black box"),
    "other black box": (7, lesson(7, OPS + "ops.exp", black_box="ops.exp"), "as a black box"),
}


def planted_course(root, lessons):
    for number, text in lessons.items():
        path = root / "notebooks" / "source" / f"{number:02d}-a.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_good_lessons_pass(tmp_path):
    assert violations(planted_course(tmp_path, GOOD)) == []


@pytest.mark.parametrize("number, text, said", PLANTED.values(), ids=PLANTED)
def test_a_planted_violation_is_noticed(tmp_path, number, text, said):
    problems = violations(planted_course(tmp_path, GOOD | {number: text}))
    assert any(problem.startswith(f"{number:02d}-a.py") and said in problem for problem in problems)
