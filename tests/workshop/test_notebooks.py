"""The real notebooks: built from what their sources say, clean, and complete.

Their outputs are compared by nbval; here stands what nbval does not see.
"""

import ast
import functools
import json
import re
from pathlib import Path

import nbformat
import pytest

from backprop_course import exercises
from backprop_course.checking import verdict
from backprop_course.workshop import course, saved, stamp
from backprop_course.workshop.authoring import execute, formats, variants
from backprop_course.workshop.authoring.build import build
from backprop_course.workshop.authoring.sources import read_source

ROOT = Path(__file__).resolve().parents[2]
LESSONS = course.notebooks(ROOT, "notebooks")
SOLUTIONS = course.notebooks(ROOT, "solutions")
EXERCISES = course.notebooks(ROOT, "exercises")
LESSON_SOURCES = course.pages(ROOT / "notebooks" / "source", ".py")
SOLUTION_SOURCES = course.pages(ROOT / "solutions" / "source", ".py")

HEADINGS = ("What you'll do", "What you'll learn", "What you'll need", "Break it")
HEADINGS += ("In the package", "Recap", "Questions", "Exercises")
NOT_IN_00 = {"Break it", "In the package", "Questions"}
MEGABYTE = 1_000_000
LINES = 20  # of a code cell in a lesson, imports left out
ABSOLUTE = re.compile(
    r"(?<![\w.:/~])/(?:home|Users|root|tmp|work|opt|usr|mnt|private)/|\b[A-Z]:\\\\?Users"
)
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:href|src)=[\"']([^\"']+)")

each = pytest.mark.parametrize


def label(path):
    return f"{path.parent.name}/{path.name}" if isinstance(path, Path) else None


def read(path):
    """A built notebook; what a learner or an editor made of it is theirs and is left alone."""
    if path in EXERCISES and is_theirs(path):
        pytest.skip("solved, run or saved by a learner: no longer as it was built")
    if path in saved_by_an_editor():
        pytest.skip("opened and saved: no longer as it was built; `build --check --exact` says so")
    return nbformat.read(path, as_version=4)


def is_theirs(path):
    try:
        return stamp.differs(saved.read(path))
    except saved.Unreadable:
        return True


@functools.cache
def saved_by_an_editor():
    """The lessons and solutions that are what their sources say, but not to the byte."""
    by_cells, to_the_byte = (build(ROOT, check=True, exact=exact) for exact in (False, True))
    return {ROOT / path for path in {*by_cells.unchanged} - {*to_the_byte.unchanged}}


def outputs(notebook):
    return [output for cell in formats.code_cells(notebook) for output in cell.outputs]


# --- built files


def test_the_built_notebooks_are_what_their_sources_say():
    if not LESSON_SOURCES:
        pytest.skip("there is no lesson yet")
    report = build(ROOT, check=True)
    assert not report.stale, f"run `backprop-course build`\n{report}"


@each("path", LESSONS + SOLUTIONS + EXERCISES, ids=label)
def test_the_format_is_valid(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


@each("path", LESSONS + SOLUTIONS, ids=label)
def test_every_cell_ran_once_from_top_to_bottom(path):
    assert execute.was_run(read(path))


@each("path", EXERCISES, ids=label)
def test_an_exercise_is_stored_without_outputs(path):
    for cell in formats.code_cells(read(path)):
        assert not cell.outputs and cell.execution_count is None


@each("path", LESSONS + SOLUTIONS + EXERCISES, ids=label)
def test_there_is_no_metadata_but_what_is_allowed(path):
    notebook = read(path)
    extra = {"backprop_course"} if path in EXERCISES else set()
    assert set(notebook.metadata) == {"kernelspec", "language_info"} | extra
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags", "nbgrader", "jupyter"}, cell.source
        folded = cell.metadata.get("jupyter", {"source_hidden": True})
        assert folded == {"source_hidden": True}, cell.source


@each("path", LESSONS + SOLUTIONS + EXERCISES, ids=label)
def test_no_widget_state_is_stored(path):
    read(path)
    assert "application/vnd.jupyter.widget" not in path.read_text(encoding="utf-8")


@each("path", LESSONS + SOLUTIONS + EXERCISES, ids=label)
def test_no_path_of_one_machine_is_stored(path):
    notebook = read(path)
    for output in outputs(notebook):
        output.get("data", {}).pop("image/png", None)  # base64 may spell anything
    found = ABSOLUTE.search(text := json.dumps(notebook, ensure_ascii=False))
    assert not found, text[max(found.start() - 80, 0) : found.end() + 40]


@each("path", LESSONS + SOLUTIONS + EXERCISES, ids=label)
def test_the_file_is_small(path):
    read(path)
    assert path.stat().st_size < MEGABYTE


@each("path", LESSONS + SOLUTIONS + EXERCISES, ids=label)
def test_links_to_files_lead_somewhere(path):
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            for target in file_links(cell.source):
                assert (path.parent / target).exists(), f"{target} in: {cell.source}"


def file_links(text):
    """The relative targets of the links in ``text``, without code and without their anchors."""
    text = re.sub(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$", "", text, flags=re.DOTALL)
    for found in LINK.finditer(text):
        target = (found[1] or found[2]).partition("#")[0]
        if target and not re.match(r"[a-z]+:", target):
            yield target


@each("path", LESSONS + SOLUTIONS, ids=label)
def test_every_picture_is_described(path):
    for output in outputs(read(path)):
        if "image/png" in output.get("data", {}):
            description = output.data.get("text/plain", "")
            assert len(description) > 20 and not description.startswith("<"), description


@each("path", LESSONS, ids=label)
def test_a_lesson_has_its_headings_in_order(path):
    text = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    number, _ = course.split(path)
    wanted = [name for name in HEADINGS if number or name not in NOT_IN_00]
    found = [line[3:].strip() for line in text.splitlines() if line.startswith("## ")]
    assert [name for name in found if name in wanted] == wanted, found


# --- exercises


def exercise_of(cell):
    """The exercise that a check cell marks, or None."""
    marked = cell.metadata.get("nbgrader", {})
    return marked["grade_id"].removesuffix("-check") if marked.get("locked") else None


@each("path", SOLUTION_SOURCES, ids=label)
def test_every_exercise_of_the_chapter_stands_in_its_notebook_in_order(path):
    number, _ = course.split(path)
    chapter = exercises.load(number)
    notebook = formats.to_notebook(variants.solution(ROOT, read_source(path), chapter))
    found = [name for cell in notebook.cells if (name := exercise_of(cell))]
    assert found == [exercise.name for exercise in chapter]


@pytest.mark.slow  # a kernel for each; what a blank earns, test_exercises asks without one
@each("path", SOLUTION_SOURCES, ids=label)
def test_blank_exercises_run_to_the_end_and_earn_nothing(path):
    number, _ = course.split(path)
    chapter = {exercise.name: exercise for exercise in exercises.load(number)}
    cells = variants.exercise(ROOT, read_source(path), tuple(chapter.values()))
    notebook = formats.to_notebook(cells)
    execute.run(notebook, ROOT / "exercises", path.name)  # refuses errors and stderr
    assert_verdicts(notebook, chapter, verdict.NOT_ATTEMPTED)


@each("path", SOLUTIONS, ids=label)
def test_the_solutions_earn_every_point(path):
    number, _ = course.split(path)
    chapter = {exercise.name: exercise for exercise in exercises.load(number)}
    assert_verdicts(read(path), chapter, verdict.RIGHT)


def assert_verdicts(notebook, chapter, outcome):
    """Every check cell printed this outcome, and returned its points as a plain float."""
    for cell in notebook.cells:
        if name := exercise_of(cell):
            said = "".join(output.get("text", "") for output in cell.outputs)
            returned = [o.data["text/plain"] for o in cell.outputs if "data" in o]
            maximum = chapter[name].points
            points = maximum if outcome == verdict.RIGHT else 0
            headline = verdict.Headline(name, outcome, points, maximum)
            assert verdict.parse_headline(said) == headline, said
            assert returned == [repr(float(points))], returned


# --- lint of the sources


FORBIDDEN = {"interact", "interactive", "interactive_output", "Output", "clear_output", "input"}
FORBIDDEN |= {"exit", "quit", "system", "get_ipython", "run_line_magic"}
GENERATORS = {"default_rng", "Generator", "SeedSequence", "PCG64", "BitGenerator"}


def lint(source):
    """What is wrong with the code of a cell, as sentences."""
    try:
        tree = ast.parse(source)
    except SyntaxError as problem:
        return [f"not plain Python (a magic, a shell line, pip?): {problem}"]
    nodes = [*ast.walk(tree)]
    return [*semicolon(source, tree), *forbidden(nodes), *global_randomness(nodes)]


def semicolon(source, tree):
    """nbval does not see a semicolon at the end, so the value would be compared after all."""
    if tree.body:
        last = tree.body[-1]
        rest = source.encode().splitlines()[last.end_lineno - 1][last.end_col_offset :]
        if rest.strip().startswith(b";"):
            yield "the last statement ends with a semicolon"


def forbidden(nodes):
    for node in nodes:
        if isinstance(node, ast.Call) and last_name(node.func) in FORBIDDEN:
            yield f"calls {last_name(node.func)}"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} & (FORBIDDEN | {"subprocess", "pip"})
            yield from (f"imports {name}" for name in sorted(names))


def last_name(node):
    return getattr(node, "attr", None) or getattr(node, "id", None)


def global_randomness(nodes):
    """Calls into numpy.random other than making a Generator."""
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            module = node.value
            if module.attr == "random" and last_name(module.value) in ("np", "numpy"):
                if node.attr not in GENERATORS:
                    yield f"uses the global random state: np.random.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "numpy.random":
            names = {alias.name for alias in node.names} - GENERATORS
            yield from (f"imports numpy.random.{name}" for name in sorted(names))


def code(path):
    return [cell for cell in read_source(path).cells if cell.kind == "code"]


@each("path", LESSON_SOURCES + SOLUTION_SOURCES, ids=label)
def test_the_source_has_no_trap_for_the_notebook_tests(path):
    problems = [f"{cell.place}: {said}" for cell in code(path) for said in lint(cell.source)]
    assert not problems, "\n".join(problems)


def statement_lines(source):
    """The lines of a cell without those of imports, which nobody reads one by one."""
    imports = [n for n in ast.parse(source).body if isinstance(n, ast.Import | ast.ImportFrom)]
    return len(source.splitlines()) - sum(n.end_lineno - n.lineno + 1 for n in imports)


@each("path", LESSON_SOURCES, ids=label)
def test_a_lesson_has_no_long_code_cell(path):
    sizes = {cell.place: statement_lines(cell.source) for cell in code(path)}
    assert not (long := {place: n for place, n in sizes.items() if n > LINES}), long


PLANTED = {
    "x = 1\nx;": "semicolon",
    "x = 1; x ; # no value": "semicolon",
    "'é'; f(x);": "semicolon",
    "widgets.interact(f)": "calls interact",
    "from ipywidgets import Output": "imports Output",
    "clear_output(wait=True)": "calls clear_output",
    "name = input()": "calls input",
    "exit()": "calls exit",
    "np.random.seed(0)": "np.random.seed",
    "x = numpy.random.normal(size=3)": "np.random.normal",
    "from numpy.random import rand": "numpy.random.rand",
    "!ls": "not plain Python",
    "pip install this": "not plain Python",
    "%matplotlib inline": "not plain Python",
    "os.system('ls')": "calls system",
    "import subprocess": "imports subprocess",
}


@each("source, said", PLANTED.items(), ids=PLANTED)
def test_the_lint_notices(source, said):
    assert any(said in problem for problem in lint(source)), lint(source)


@each("source", ["a = 1; b = 2\na", "rng = np.random.default_rng(0)\nrng.normal()", "# a;", "'x;'"])
def test_the_lint_lets_good_code_pass(source):
    assert lint(source) == []


def test_planted_links_and_paths_are_found():
    text = "[a](x.ipynb#top) [b](https://a.org) <img src='y.png'> `[c](z.md)` $$[d](e)$$"
    assert [*file_links(text)] == ["x.ipynb", "y.png"]
    assert ABSOLUTE.search('"/home/me/x"') and ABSOLUTE.search(r"C:\\Users\\me")
    assert not ABSOLUTE.search("https://a.org/home/x and ../work/x and dL/dw")


@pytest.mark.parametrize("path", LESSONS, ids=label)
def test_every_cell_of_a_built_lesson_is_the_builders_own(path):
    """Else nobody's folder would take the lesson for one to renew."""
    assert stamp.somebodys(saved.read(path)) == []
